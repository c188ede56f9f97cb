"""An agenda by day: what comes when, in how long, and the figures where they have room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.table import Column, Fitted, fit_columns, head_row, record_row, selected_row
from widgets.text import Row, Span, fit_row, shorten

NAME_WIDTH = 14
"""Least cells of a name; it takes what the other columns leave."""

HEADED = ("local", "previous", "consensus", "actual", "surprise")
"""The columns that need a head; where none of them has room, there is no row of heads."""


class Entry(NamedTuple):
    """One event, in texts of the caller's; a missing one is empty. `key` names it.

    `local` is the time on the reader's clock. A `note` stands in a line of its own below the name.
    """

    key: str
    time: Span
    name: Span
    importance: Span = Span("")
    previous: Span = Span("")
    consensus: Span = Span("")
    actual: Span = Span("")
    certainty: Span = Span("")
    countdown: Span = Span("")
    local: Span = Span("")
    surprise: Span = Span("")
    note: Span = Span("")


class Day(NamedTuple):
    """One day: its date and weekday, how far it is ("today", "in 3 d"), and its entries in order."""

    date: str
    relative: str
    entries: tuple[Entry, ...]


class Heads(NamedTuple):
    """The heads of the figures and times, in the reader's language. That of the time stands beside a local one."""

    previous: str
    consensus: str
    actual: str
    surprise: str = ""
    time: str = ""
    local: str = ""


class _Line(NamedTuple):
    """A line of the whole agenda: a day's head, the entry of that number, or its note."""

    day: Day
    entry: Entry | None = None
    number: int | None = None
    is_note: bool = False


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
    surprise, the certainty, the importance, the local time, the consensus and the actual figure; time, name and
    countdown remain.
    """
    if width <= 0 or height <= 0 or not days:
        return ()
    fitted = fit_columns(_columns(days, heads, width), width)
    rows = [head_row(fitted)] if _is_headed(fitted) else []
    shown = _lines(days)[max(offset, 0) : max(offset, 0) + height - len(rows)]
    rows += [_line_row(line, fitted, width, selected=line.number == cursor) for line in shown]
    return tuple(rows[:height])


def head_count(days: Sequence[Day], width: int, heads: Heads) -> int:
    """How many rows of heads stand above the lines at that width: one or none."""
    return int(_is_headed(fit_columns(_columns(days, heads, width), width)))


def _is_headed(fitted: Fitted) -> bool:
    return any(column.key in HEADED for column, _ in fitted.columns)


def line_count(days: Sequence[Day]) -> int:
    """How many lines the whole agenda has."""
    return len(_lines(days))


def lines_of(days: Sequence[Day], cursor: int) -> tuple[int, int]:
    """The first and the last line that should be in sight with the entry of that number.

    These are the entry's own and its note's, and the head of the day above its first entry.
    """
    lines = _lines(days)
    own = [place for place, line in enumerate(lines) if line.number == cursor]
    first = own[0] - 1 if lines[own[0] - 1].entry is None else own[0]
    return first, own[-1]


def entry_from(days: Sequence[Day], line: int) -> int | None:
    """The number of the first entry at that line or below it, None where there is none."""
    return next((found.number for found in _lines(days)[max(line, 0) :] if found.number is not None), None)


def entry_at(days: Sequence[Day], line: int) -> Entry | None:
    """The entry on that line, or whose note is there; None on the head of a day and beyond the last line."""
    lines = _lines(days)
    return lines[line].entry if 0 <= line < len(lines) else None


def _lines(days: Sequence[Day]) -> list[_Line]:
    lines: list[_Line] = []
    number = 0
    for day in days:
        lines.append(_Line(day))
        for entry in day.entries:
            lines.append(_Line(day, entry, number))
            if entry.note.text:
                lines.append(_Line(day, entry, number, is_note=True))
            number += 1
    return lines


def _columns(days: Sequence[Day], heads: Heads, width: int) -> list[Column]:
    """The columns as wide as their widest text, so that no figure is ever cut."""
    entries = [entry for day in days for entry in day.entries]

    def widest(key: str, head: str = "") -> int:
        return max([cell_len(head), *(cell_len(getattr(entry, key).text) for entry in entries)])

    def if_any(key: str, head: str) -> int:
        return widest(key, head) if any(getattr(entry, key).text for entry in entries) else 0

    local = if_any("local", heads.local)
    time_head = heads.time if local else ""
    columns = [
        Column("time", time_head, widest("time", time_head), "left", "label"),
        Column("local", heads.local, local, "left", "label", priority=3),
        Column("importance", "", widest("importance"), "left", "label", priority=3),
        Column("name", "", NAME_WIDTH, "left", max_width=width),
        Column("previous", heads.previous, if_any("previous", heads.previous), priority=6),
        Column("consensus", heads.consensus, if_any("consensus", heads.consensus), priority=2),
        Column("actual", heads.actual, if_any("actual", heads.actual), priority=1),
        Column("surprise", heads.surprise, if_any("surprise", heads.surprise), priority=5),
        Column("certainty", "", widest("certainty"), "left", "muted", priority=4),
        Column("countdown", "", widest("countdown"), role="muted"),
    ]
    return [column for column in columns if column.width]


def _line_row(line: _Line, fitted: Fitted, width: int, *, selected: bool) -> Row:
    entry = line.entry
    if entry is None:
        return fit_row((Span(line.day.date, "title"), Span("  "), Span(line.day.relative, "muted")), width)
    if line.is_note:
        indent = " " * _start_of("name", fitted)
        row: Row = (Span(indent), Span(shorten(entry.note.text, max(0, width - len(indent))), entry.note.role))
    else:
        row = record_row(fitted, entry._asdict() | {"name": _name(entry.name)})
    return selected_row(row, width) if selected else row


def _start_of(key: str, fitted: Fitted) -> int:
    """The cell in which a column begins; the first one where it has no room."""
    keys = [column.key for column, _ in fitted.columns]
    before = fitted.columns[: keys.index(key)] if key in keys else ()
    return sum(width + fitted.gap for _, width in before)


def _name(name: Span) -> Callable[[int], Row]:
    """The name in the cells that its column got, not cut inside a number."""
    return lambda width: (Span(shorten(name.text, width), name.role),)
