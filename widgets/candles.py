"""Candles: what each day opened, reached and closed at, with its volume below and a cursor to read one by.

A body is solid where the close is below the open and broken where it is above, so that a chart without colours can
be read; wicks are thin. Box-drawing characters give two steps a row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.braille import Glyphs
from widgets.text import Row, Span, merged, pad_row
from widgets.ticks import gutter, placed_row, ticks_between, widest
from widgets.volume import labelled_volume, volume_height

HALVES = 2
"""Steps of a candle in each row."""

MAX_PITCH = 4
"""Cells from one candle to the next at most: further apart they are no picture."""

MAX_GROUP_GAP = 2
"""Cells between two groups of candles, at most, besides those between any two."""

MIN_PLOT_WIDTH = 10
"""Cells that must remain for the candles; the axis gives way before."""

MIN_DATED_HEIGHT = 4
"""Rows from which on the last one is given to the dates."""

ROWS_PER_TICK = 3
"""Rows between two values on the axis, at least."""

_NONE, _WICK, _BODY = 0, 1, 2
_THIN = {(_WICK, _WICK): "│", (_WICK, _NONE): "╵", (_NONE, _WICK): "╷"}
_THICK = {(_BODY, _NONE): "╹", (_NONE, _BODY): "╻", (_BODY, _WICK): "╿", (_WICK, _BODY): "╽"}
_SOLID = _THIN | _THICK | {(_BODY, _BODY): "┃"}
_BROKEN = _THIN | _THICK | {(_BODY, _BODY): "╏"}
_LEVEL = _THIN | dict.fromkeys(_THICK, "┼") | {(_BODY, _BODY): "┼"}
_BRAILLE_THIN = {(_WICK, _WICK): "⡇", (_WICK, _NONE): "⠃", (_NONE, _WICK): "⡄"}
_BRAILLE_THICK = {(_BODY, _NONE): "⠛", (_NONE, _BODY): "⣤", (_BODY, _WICK): "⡟", (_WICK, _BODY): "⣧"}
_BODIES: dict[Glyphs, dict[str, dict[tuple[int, int], str]]] = {
    "unicode": {"up": _BROKEN, "down": _SOLID, "flat": _LEVEL},
    "braille": {
        "up": _BRAILLE_THIN | _BRAILLE_THICK | {(_BODY, _BODY): "⢕"},
        "down": _BRAILLE_THIN | _BRAILLE_THICK | {(_BODY, _BODY): "⣿"},
        "flat": _BRAILLE_THIN | dict.fromkeys(_BRAILLE_THICK, "⠒") | {(_BODY, _BODY): "⠒"},
    },
}
"""A rising body is broken, or a lattice of dots; a falling one is solid."""

_CURSOR: dict[Glyphs, str] = {"unicode": "┊", "braille": "⠅", "ascii": ":"}
_ASCII_BODY = {"up": "o", "down": "@", "flat": "-"}


class Candle(NamedTuple):
    """One day (or week, or month): four prices in one unit, and the volume where it is known."""

    open: float
    high: float
    low: float
    close: float
    volume: float | None = None

    @property
    def top(self) -> float:
        """The highest of its prices: a high that lies below the close is one that came late."""
        return max(self[:4])

    @property
    def bottom(self) -> float:
        """The lowest of its prices."""
        return min(self[:4])

    @property
    def role(self) -> str:
        """The direction from open to close."""
        if self.close == self.open:
            return "flat"
        return "up" if self.close > self.open else "down"


class _Scale(NamedTuple):
    low: float
    high: float
    rows: int

    def step(self, value: float) -> int:
        """The half row of a price, 0 at the top; in the middle when there is no range."""
        steps = self.rows * HALVES
        if self.high <= self.low:
            return (steps - 1) // 2
        return round((self.high - min(max(value, self.low), self.high)) / (self.high - self.low) * (steps - 1))


def plot_width(width: int, label_width: int) -> int:
    """Cells that a chart of that width has for candles, one each at the least."""
    left = label_width + 1
    return width if width - left < MIN_PLOT_WIDTH else width - left


def candle_chart(
    candles: Sequence[Candle],
    width: int,
    height: int,
    *,
    value_text: Callable[[float], str],
    volume_text: Callable[[float], str] | None = None,
    dates: Sequence[tuple[int, str]] = (),
    groups: Collection[int] = (),
    label_width: int = 0,
    cursor: int | None = None,
    cursor_text: str = "",
    glyphs: Glyphs = "unicode",
) -> tuple[Row, ...]:
    """The candles, oldest first, the newest at the right edge, and the newest ones alone where not all fit.

    `value_text` writes prices on the left, in at least `label_width` cells, so that the plot stays in its place;
    `volume_text` the largest volume. `dates` says what stands below which candle, the first of them winning where two
    would touch, and `cursor_text` below the one under the cursor. The candles in `groups` begin a week or the like,
    and stand apart from those before where there is room. Candles whose prices are no numbers are left out. Exactly
    `height` rows of `width` cells.
    """
    if width <= 0 or height <= 0:
        return ()
    dated = bool(dates or cursor_text) and height >= MIN_DATED_HEIGHT
    below = volume_height([candle.volume for candle in candles], height)
    plot_height = height - dated - below
    places = _places(candles, groups, width, label_width, value_text)
    shown = [candles[index] for index in places.cells]
    scale = _Scale(
        min((candle.bottom for candle in shown), default=0.0),
        max((candle.top for candle in shown), default=0.0),
        plot_height,
    )
    labels = _labels(shown, scale, value_text) if places.left else {}
    plot = _plot(candles, places, scale, cursor, glyphs)
    rows: list[Row] = [(gutter(labels.get(y), places.left), *row) for y, row in enumerate(plot)]
    if below:
        rows += _volume(candles, places, below, volume_text, cursor, glyphs)
    if dated:
        rows.append(_date_row(dates, places, cursor, cursor_text, width))
    return tuple(pad_row(row, width) for row in rows)


class _Places(NamedTuple):
    """The cell of each candle shown, by its index, right of the gutter; the cells of gutter and plot."""

    cells: Mapping[int, int]
    left: int
    width: int


def _places(
    candles: Sequence[Candle],
    groups: Collection[int],
    width: int,
    label_width: int,
    value_text: Callable[[float], str],
) -> _Places:
    sound = [index for index, candle in enumerate(candles) if all(map(math.isfinite, candle[:4]))]
    lows, highs = [candles[index].bottom for index in sound], [candles[index].top for index in sound]
    ends = [value_text(min(lows)), value_text(max(highs))] if sound else []
    room = plot_width(width, max(label_width, widest(ends)))
    kept = sound[-room:]
    pitch = min(room // len(kept), MAX_PITCH) if kept else 1
    begun = [index for index in kept[1:] if index in groups]
    gap = min((room - len(kept) * pitch) // len(begun), MAX_GROUP_GAP) if begun else 0
    cells: dict[int, int] = {}
    x = room - 1
    for index in reversed(kept):
        cells[index] = x
        x -= pitch + (gap if index in groups else 0)
    return _Places(dict(sorted(cells.items())), width - room, room)


def _labels(shown: Sequence[Candle], scale: _Scale, value_text: Callable[[float], str]) -> dict[int, Span]:
    """The text of each row: the last close, which wins, and whole steps."""
    if not shown:
        return {}
    labels: dict[int, Span] = {}
    for tick in ticks_between(scale.low, scale.high, max(scale.rows // ROWS_PER_TICK, 1)).values:
        labels.setdefault(scale.step(tick) // HALVES, Span(value_text(tick), "muted"))
    labels[scale.step(shown[-1].close) // HALVES] = Span(value_text(shown[-1].close), "value")
    return labels


def _plot(candles: Sequence[Candle], places: _Places, scale: _Scale, cursor: int | None, glyphs: Glyphs) -> list[Row]:
    blank = (" ", "value")
    grid = [[blank] * places.width for _ in range(scale.rows)]
    for index, x in places.cells.items():
        role = candles[index].role
        for y, char in enumerate(_column(candles[index], scale, glyphs)):
            if char != " ":
                grid[y][x] = (char, role)
            elif index == cursor:
                grid[y][x] = (_CURSOR[glyphs], "accent")
    return [merged(row) for row in grid]


def _column(candle: Candle, scale: _Scale, glyphs: Glyphs) -> str:
    """The characters of a candle, from the top row down."""
    body = scale.step(max(candle.open, candle.close)), scale.step(min(candle.open, candle.close))
    wick = scale.step(candle.top), scale.step(candle.bottom)
    marks = [
        _BODY if body[0] <= step <= body[1] else _WICK if wick[0] <= step <= wick[1] else _NONE
        for step in range(scale.rows * HALVES)
    ]
    pairs = zip(marks[::HALVES], marks[1::HALVES], strict=True)
    if glyphs == "ascii":
        return "".join(_ascii(pair, candle.role) for pair in pairs)
    chars = _BODIES[glyphs][candle.role]
    return "".join(chars.get(pair, " ") for pair in pairs)


def _ascii(pair: tuple[int, int], role: str) -> str:
    if _BODY in pair:
        return _ASCII_BODY[role]
    return "|" if _WICK in pair else " "


def _volume(
    candles: Sequence[Candle],
    places: _Places,
    height: int,
    volume_text: Callable[[float], str] | None,
    cursor: int | None,
    glyphs: Glyphs,
) -> list[Row]:
    columns: list[float | None] = [None] * places.width
    for index, x in places.cells.items():
        columns[x] = candles[index].volume
    rows = labelled_volume(columns, places.left, places.width, height, volume_text, glyphs)
    at = None if cursor is None else places.cells.get(cursor)
    return rows if at is None else [(row[0], *_accented(row[1:], at)) for row in rows]


def _accented(row: Row, at: int) -> Row:
    """The row with the cell under the cursor set off. All its characters are one cell wide."""
    text = "".join(span.text for span in row)
    role = row[0].role
    return merged((Span(text[:at], role), Span(text[at], "accent"), Span(text[at + 1 :], role)))


def _date_row(
    dates: Sequence[tuple[int, str]], places: _Places, cursor: int | None, cursor_text: str, width: int
) -> Row:
    """The dates below their candles, the cursor's before all others."""
    wanted: list[tuple[int, Span]] = []
    if cursor is not None and cursor in places.cells and cursor_text:
        start = places.left + places.cells[cursor] - cell_len(cursor_text) // 2
        wanted.append((start, Span(cursor_text, "accent")))
    wanted += [
        (places.left + places.cells[index], Span(text, "muted")) for index, text in dates if index in places.cells
    ]
    return placed_row(wanted, width)
