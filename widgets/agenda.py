"""An agenda by day: what comes when, in how long, and the figures where they have room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.table import Column, Fitted, fit_columns, head_row, record_row, selected_row
from widgets.text import Row, Span, fit_row, shorten

NAME_WIDTH = 14
"""Least cells of a name; it takes what the other columns leave."""

FIGURES = ("previous", "consensus", "actual")


class Entry(NamedTuple):
    """One event, in texts of the caller's; a missing one is empty. `key` names it."""

    key: str
    time: Span
    name: Span
    importance: Span = Span("")
    previous: Span = Span("")
    consensus: Span = Span("")
    actual: Span = Span("")
    certainty: Span = Span("")
    countdown: Span = Span("")


class Day(NamedTuple):
    """One day: its date and weekday, how far it is ("today", "in 3 d"), and its entries in order."""

    date: str
    relative: str
    entries: tuple[Entry, ...]


class Heads(NamedTuple):
    """The heads of the figures, in the reader's language."""

    previous: str
    consensus: str
    actual: str


class _Line(NamedTuple):
    """A line of the whole agenda: a day's head, or the entry of that number."""

    day: Day
    entry: Entry | None = None
    number: int | None = None


def agenda(
    days: Sequence[Day],
    width: int,
    height: int,
    *,
    heads: Heads,
    cursor: int | None = None,
    offset: int = 0,
) -> tuple[Row, ...]:
    """The lines from `offset` on below a row of heads, as many as the height has room for.

    `cursor` counts entries, not lines. Columns give way as the width shrinks, the previous figure first and then the
    certainty, the importance, the consensus and the actual figure; time, name and countdown remain.
    """
    if width <= 0 or height <= 0 or not days:
        return ()
    fitted = fit_columns(_columns(days, heads, width), width)
    rows = [head_row(fitted)] if any(column.key in FIGURES for column, _ in fitted.columns) else []
    shown = _lines(days)[max(offset, 0) : max(offset, 0) + height - len(rows)]
    rows += [_line_row(line, fitted, width, line.number == cursor) for line in shown]
    return tuple(rows[:height])


def _lines(days: Sequence[Day]) -> list[_Line]:
    lines: list[_Line] = []
    number = 0
    for day in days:
        lines.append(_Line(day))
        for entry in day.entries:
            lines.append(_Line(day, entry, number))
            number += 1
    return lines


def _columns(days: Sequence[Day], heads: Heads, width: int) -> list[Column]:
    """The columns as wide as their widest text, so that no figure is ever cut."""
    entries = [entry for day in days for entry in day.entries]

    def widest(key: str, head: str = "") -> int:
        return max([cell_len(head), *(cell_len(getattr(entry, key).text) for entry in entries)])

    columns = [
        Column("time", "", widest("time"), "left", "label"),
        Column("importance", "", widest("importance"), "left", "label", priority=3),
        Column("name", "", NAME_WIDTH, "left", max_width=width),
        Column("previous", heads.previous, widest("previous", heads.previous), priority=5),
        Column("consensus", heads.consensus, widest("consensus", heads.consensus), priority=2),
        Column("actual", heads.actual, widest("actual", heads.actual), priority=1),
        Column("certainty", "", widest("certainty"), "left", "muted", priority=4),
        Column("countdown", "", widest("countdown"), role="muted"),
    ]
    return [column for column in columns if column.width]


def _line_row(line: _Line, fitted: Fitted, width: int, selected: bool) -> Row:
    entry = line.entry
    if entry is None:
        return fit_row((Span(line.day.date, "title"), Span("  "), Span(line.day.relative, "muted")), width)
    row = record_row(fitted, entry._asdict() | {"name": _name(entry.name)})
    return selected_row(row, width) if selected else row


def _name(name: Span) -> Callable[[int], Row]:
    """The name in the cells that its column got, not cut inside a number."""
    return lambda width: (Span(shorten(name.text, width), name.role),)
