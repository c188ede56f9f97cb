"""Signed vertical bars around a zero line: the last one highlighted, the highest and the lowest labelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.braille import Glyphs
from widgets.palette import sign_role
from widgets.text import Row, Span, fit, pad_row, scale_row

MAX_BAR_WIDTH = 5
"""Cells of one bar: wider ones look like areas."""

MIN_DATED_HEIGHT = 5
"""Rows from which on the last one is given to the labels below the bars."""

MIN_BARS_WIDTH = 10
"""Cells that must remain for the bars; the labels on the left give way before."""

RUNNING_GAP = 2
"""Cells that set the bar of a value that is still running apart from the finished ones."""

_FULL, _TOP_HALF, _BOTTOM_HALF, _ZERO = 0, 1, 2, 3
_CHARS: dict[Glyphs, str] = {"unicode": "█▀▄⠒", "braille": "⣿⠛⣤⠒", "ascii": "##|-"}
"""A full cell, its upper half, its lower half, the zero line. The plain half bars round up or stand thinner."""

HALVES = 2
"""Steps of a bar in each cell."""


class _Scale(NamedTuple):
    """Rows above and below the zero line, and the value of one row."""

    above: int
    below: int
    per_row: float


class _Places(NamedTuple):
    """How many bars are shown, and cells: of each, of the gap between two, of a wider one before a running bar."""

    shown: int
    bar: int
    gap: int
    apart: int

    def start(self, index: int) -> int:
        """The first cell of a bar."""
        return index * (self.bar + self.gap) + (self.apart if index == self.shown - 1 else 0)

    def between(self, index: int, char: str) -> Span:
        """The gap before a bar: of that character, but blank before a running one."""
        if self.apart and index == self.shown - 1:
            return Span(" " * (self.gap + self.apart))
        return Span(char * self.gap, "faint" if char.strip() else "value")


def bars(
    values: Sequence[float | None],
    width: int,
    height: int,
    *,
    value_text: Callable[[float], str],
    labels: Mapping[int, str] | None = None,
    running: bool = False,
    glyphs: Glyphs = "unicode",
) -> tuple[Row, ...]:
    """One bar a value, oldest first, the newest ones where not all fit; exactly `height` rows of `width` cells.

    `value_text` writes the highest and the lowest value on the left, beside the ends of their bars; `labels` says
    what stands below which value. With `running` the last value is not final yet: its bar stands apart.
    """
    if width <= 0 or height <= 0:
        return ()
    known = [value for value in values if value is not None]
    if not known:
        return ((Span(" " * width),),) * height
    dated = bool(labels) and height >= MIN_DATED_HEIGHT
    scale = _scale(known, height - 1 if dated else height)
    texts = _value_labels(known, scale, value_text)
    left = max((cell_len(text) + 1 for text in texts.values()), default=0)
    if width - left < MIN_BARS_WIDTH:
        texts, left = {}, 0
    places = _places(len(values), width - left, running=running)
    first = len(values) - places.shown
    rows = [
        (Span(fit(texts.get(y, ""), max(left - 1, 0), "right") + " " * min(left, 1), "muted"), *row)
        for y, row in enumerate(_plot(values[first:], scale, places, glyphs))
    ]
    if dated and labels:
        below = ((left + places.start(index - first), labels[index]) for index in sorted(labels) if index >= first)
        rows.append(scale_row(below, width))
    return tuple(pad_row(row, width) for row in rows)


def _scale(known: Sequence[float], height: int) -> _Scale:
    """Divide the rows besides the zero line by the range, one at least for each side that has a bar."""
    high, low = max(max(known), 0.0), max(-min(known), 0.0)
    rows = max(height - 1, 0)
    if high + low == 0 or rows == 0:
        return _Scale(rows, 0, 1.0)
    above = round(rows * (high / (high + low)))
    if rows > 1:
        above = max(min(above, rows - 1 if low else rows), 1 if high else 0)
    below = rows - above
    return _Scale(above, below, max(high / above if above else 0.0, low / below if below else 0.0))


def _halves(value: float, scale: _Scale) -> int:
    """The height of a bar in half rows; what is not zero has at least one, where its side has rows."""
    most = HALVES * (scale.above if value > 0 else scale.below)
    if value == 0 or scale.per_row == 0:
        return 0
    return min(max(round(abs(value) / scale.per_row * HALVES), 1), most)


def _value_labels(known: Sequence[float], scale: _Scale, value_text: Callable[[float], str]) -> dict[int, str]:
    """The highest and the lowest value beside the ends of their bars, and zero on its line."""
    labels = {scale.above: value_text(0.0)}
    high, low = max(known), min(known)
    if high > 0:
        labels[scale.above - -(-_halves(high, scale) // HALVES)] = value_text(high)
    if low < 0:
        labels[scale.above + -(-_halves(low, scale) // HALVES)] = value_text(low)
    return labels


def _places(count: int, width: int, *, running: bool) -> _Places:
    apart = RUNNING_GAP if running and count > 1 and width > RUNNING_GAP + 1 else 0
    width -= apart
    gap = 1 if count * 2 - 1 <= width else 0
    shown = min(count, width)
    return _Places(shown, min((width + gap) // shown - gap, MAX_BAR_WIDTH), gap, apart)


def _plot(values: Sequence[float | None], scale: _Scale, places: _Places, glyphs: Glyphs) -> list[Row]:
    chars = _CHARS[glyphs]
    last = len(values) - 1
    rows: list[Row] = []
    for y in range(scale.above + 1 + scale.below):
        distance = abs(y - scale.above) * HALVES
        row: list[Span] = []
        for index, value in enumerate(values):
            if index:
                row.append(places.between(index, chars[_ZERO] if y == scale.above else " "))
            if y == scale.above:
                row.append(Span(chars[_ZERO] * places.bar, "faint"))
                continue
            char = _bar_char(value, distance, y < scale.above, scale, chars)
            role = "value" if value is None else sign_role(value)
            row.append(Span(char * places.bar, f"{role}-bold" if index == last and role in ("up", "down") else role))
        rows.append(tuple(row))
    return rows


def _bar_char(value: float | None, distance: int, above: bool, scale: _Scale, chars: str) -> str:
    """What a bar shows in a row whose far edge is `distance` half rows from the zero line."""
    if value is None or value == 0 or (value > 0) != above:
        return " "
    halves = _halves(value, scale)
    if halves >= distance:
        return chars[_FULL]
    if halves == distance - 1:
        return chars[_BOTTOM_HALF if above else _TOP_HALF]
    return " "
