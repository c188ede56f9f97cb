"""A table in rows of spans: right-aligned numbers that are never cut, names that flex, columns that give way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.palette import cursor_role
from widgets.text import EMPTY_ROW, Align, Row, Span, fit, pad_row, width_of

Cell = str | Span | Row | Callable[[int], Row]
"""Text in the column's role, a span, several spans, or what draws itself into the width that the column got."""

Record = Mapping[str, Cell]
"""Cells by the key of their column; a missing one is blank."""

OVERFLOW = "#"
"""Fills a cell whose number is wider than its column: no digit is ever cut off in silence."""

WIDE_GAP = 2
"""Cells between columns where the width allows; one where it does not."""


class Column(NamedTuple):
    """One column. `width` in cells is its least; a `max_width` above it lets the column grow.

    Right-aligned columns hold numbers and are never cut; left-aligned ones hold words. A column that does not fit is
    dropped: the highest `priority` first, the rightmost among equals. `head` carries the unit.
    """

    key: str
    head: str
    width: int
    align: Align = "right"
    role: str = "value"
    max_width: int = 0
    priority: int = 0


class Fitted(NamedTuple):
    """The columns that have room, each with the cells it got, and the cells between two of them."""

    columns: tuple[tuple[Column, int], ...]
    gap: int


def fit_columns(columns: Sequence[Column], width: int) -> Fitted:
    """Choose the columns for `width` cells: drop by priority, then grow the flexible ones, then widen the gaps."""
    kept = list(columns)
    while kept and _least(kept, 1) > width:
        kept.remove(max(reversed(kept), key=lambda column: column.priority))
    spare = width - _least(kept, 1)
    widths: list[int] = []
    for column in kept:
        extra = min(max(column.max_width - column.width, 0), spare)
        widths.append(column.width + extra)
        spare -= extra
    gaps = max(len(kept) - 1, 0)
    gap = WIDE_GAP if spare >= gaps * (WIDE_GAP - 1) else 1
    return Fitted(tuple(zip(kept, widths, strict=True)), gap)


def table(
    columns: Sequence[Column],
    records: Sequence[Record],
    width: int,
    height: int,
    *,
    cursor: int | None = None,
    offset: int = 0,
    head: bool = True,
) -> tuple[Row, ...]:
    """The head and the records from `offset` on, as many as the height has room for.

    The record number `cursor` is drawn in cursor roles over the whole width.
    """
    if width <= 0 or height <= 0:
        return ()
    fitted = fit_columns(columns, width)
    rows = [head_row(fitted)] if head else []
    shown = range(max(offset, 0), min(len(records), max(offset, 0) + height - len(rows)))
    for index in shown:
        row = record_row(fitted, records[index])
        rows.append(selected_row(row, width) if index == cursor else row)
    return tuple(rows[:height])


def head_row(fitted: Fitted) -> Row:
    """The heads over their columns."""
    heads = (fit(column.head, width, column.align) for column, width in fitted.columns)
    return (Span((" " * fitted.gap).join(heads), "muted"),)


def record_row(fitted: Fitted, record: Record) -> Row:
    """One record in the fitted columns."""
    spans: list[Span] = []
    for position, (column, width) in enumerate(fitted.columns):
        if position:
            spans.append(Span(" " * fitted.gap))
        spans.extend(_cell(column, width, record.get(column.key, EMPTY_ROW)))
    return tuple(spans)


def selected_row(row: Row, width: int) -> Row:
    """The row as it looks under the cursor, in the whole width."""
    return tuple(Span(span.text, cursor_role(span.role)) for span in pad_row(row, width))


def _least(columns: Sequence[Column], gap: int) -> int:
    return sum(column.width for column in columns) + gap * max(len(columns) - 1, 0)


def _cell(column: Column, width: int, cell: Cell) -> Row:
    if callable(cell):
        cell = cell(width)
    if isinstance(cell, str):
        cell = Span(cell, column.role)
    if isinstance(cell, Span):
        return (Span(_fit_text(column, width, cell.text), cell.role),)
    if column.align == "right" and width_of(cell) > width:
        return (Span(OVERFLOW * width, "muted"),)
    return pad_row(cell, width, column.align)


def _fit_text(column: Column, width: int, text: str) -> str:
    if column.align == "right" and cell_len(text) > width:
        return OVERFLOW * width
    return fit(text, width, column.align)
