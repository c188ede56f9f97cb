"""Columns of figures on a terminal or in a pipe: as many as fit, never a number cut in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Literal, TypeVar

from msgspec import Struct
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from widgets.text import fit, shorten

Record = TypeVar("Record")

GAP = 2
"""Cells between two columns."""


class Column(Struct, Generic[Record], frozen=True):
    """One column: its head, how a record reads in it, and in what style (by default none).

    Where the columns do not all fit, those with the highest `yields` go first; 0 always stays. A column of words with
    a `least` may be cut to so many cells before that, by `fitted_lines` alone.
    """

    head: str
    text: Callable[[Record], str]
    align: Literal["left", "right"] = "left"
    yields: int = 0
    style: Callable[[Record], str] = lambda _: ""
    least: int | None = None


def plain_lines(records: Sequence[Record], columns: Sequence[Column[Record]]) -> Iterator[str]:
    """All columns as aligned text, a line at a time, the heads first."""
    rows = [[column.head for column in columns], *([column.text(record) for column in columns] for record in records)]
    widths = [max(map(cell_len, texts)) for texts in zip(*rows, strict=True)]
    for row in rows:
        cells = (fit(text, width, column.align) for text, width, column in zip(row, widths, columns, strict=True))
        yield (" " * GAP).join(cells).rstrip()


def rich_table(records: Sequence[Record], columns: Sequence[Column[Record]], width: int) -> Table:
    """As many of the columns as fit in `width` cells."""
    shown = _fitting(records, columns, width)
    lines = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for column in shown:
        lines.add_column(column.head, justify=column.align, no_wrap=True)
    for record in records:
        lines.add_row(*(Text(column.text(record), style=column.style(record)) for column in shown))
    return lines


def fitted_lines(
    records: Sequence[Record], columns: Sequence[Column[Record]], width: int
) -> tuple[Text, tuple[Text, ...]]:
    """The heads, and a line for each record, with as many of the columns as fit in `width` cells.

    Lines by themselves, so that others may stand between them; words are shortened, numbers never.
    """
    shown = _fitting(records, columns, width, cutting=True)
    widths = _widths(records, shown, width)
    heads = Text((" " * GAP).join(_cell(c, c.head, cells) for c, cells in zip(shown, widths, strict=True)).rstrip())
    return heads, tuple(_line(record, shown, widths) for record in records)


def _line(record: Record, columns: Sequence[Column[Record]], widths: Sequence[int]) -> Text:
    line = Text()
    for column, cells in zip(columns, widths, strict=True):
        line.append(_cell(column, column.text(record), cells) + " " * GAP, column.style(record))
    line.rstrip()
    return line


def _cell(column: Column[Record], text: str, cells: int) -> str:
    return fit(text if column.least is None else shorten(text, cells), cells, column.align)


def _widths(records: Sequence[Record], columns: Sequence[Column[Record]], width: int) -> list[int]:
    """The cells of each column: what it needs; of those that may be cut, the first get theirs first."""
    widths = [_needed(records, column, cutting=False) for column in columns]
    over = sum(widths) + GAP * (len(widths) - 1) - width
    for number, column in reversed(list(enumerate(columns))):
        if over > 0 and column.least is not None:
            cut = min(over, max(0, widths[number] - column.least))
            widths[number] -= cut
            over -= cut
    return widths


def _needed(records: Sequence[Record], column: Column[Record], *, cutting: bool) -> int:
    """The widest text of the column; where it may be cut, not more than it may be cut to."""
    widest = max(cell_len(text) for text in (column.head, *map(column.text, records)))
    return min(widest, column.least) if cutting and column.least is not None else widest


def _fitting(
    records: Sequence[Record], columns: Sequence[Column[Record]], width: int, *, cutting: bool = False
) -> list[Column[Record]]:
    shown = list(columns)
    needed = [_needed(records, column, cutting=cutting) + GAP for column in columns]
    while sum(needed) > width + GAP:
        worst = max(range(len(shown)), key=lambda number: shown[number].yields)
        if shown[worst].yields == 0:
            break
        del shown[worst], needed[worst]
    return shown
