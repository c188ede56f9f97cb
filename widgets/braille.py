"""A canvas of braille dots, two across and four down in each cell, with a role for every cell.

Braille is chosen over blocks for lines because its width is one cell in every terminal, also in those that draw
ambiguous East Asian characters two cells wide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from widgets.text import Row, merged

Glyphs = Literal["unicode", "braille", "ascii"]
"""What a chart is drawn with: anything, braille and ASCII alone, or ASCII alone."""

DOTS_ACROSS = 2
DOTS_DOWN = 4

_BRAILLE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot by row and column (Unicode, Braille Patterns)."""

_ASCII_TOP, _ASCII_MIDDLE, _ASCII_BOTTOM, _ASCII_TALL = "'", "-", ".", "|"


class Canvas:
    """Dots on `width` by `height` cells. What is drawn later gives a cell its role; dots add up."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._bits: dict[tuple[int, int], int] = {}
        self._roles: dict[tuple[int, int], str] = {}

    def dot(self, x: int, y: int, role: str) -> None:
        """Set one dot, counted from the top left; outside of the canvas nothing happens."""
        cell = x // DOTS_ACROSS, y // DOTS_DOWN
        if 0 <= cell[0] < self.width and 0 <= cell[1] < self.height:
            self._bits[cell] = self._bits.get(cell, 0) | _BITS[y % DOTS_DOWN][x % DOTS_ACROSS]
            self._roles[cell] = role

    def rows(self, glyphs: Glyphs = "unicode") -> tuple[Row, ...]:
        """The cells as rows of spans of one role each; cells without dots are blank."""
        return tuple(self._row(y, glyphs) for y in range(self.height))

    def _row(self, y: int, glyphs: Glyphs) -> Row:
        cells: list[tuple[str, str]] = []
        role = "value"
        for x in range(self.width):
            bits = self._bits.get((x, y))
            if bits is None:
                cells.append((" ", role))
                continue
            role = self._roles[x, y]
            cells.append((chr(_BRAILLE + bits) if glyphs != "ascii" else _ascii(bits), role))
        return merged(cells)


def columns_of(values: Sequence[float | None], slots: int, columns: int) -> list[float | None]:
    """The values, one a slot, brought to that many columns: the last known one of the slots that a column covers.

    Slots beyond the values are empty, so that an unfinished day leaves its rest blank.
    """
    sampled: list[float | None] = []
    for column in range(columns):
        first = column * slots // columns
        after = max((column + 1) * slots // columns, first + 1)
        known = [value for value in values[first:after] if value is not None]
        sampled.append(known[-1] if known else None)
    return sampled


def dot_row(value: float, low: float, high: float, rows: int) -> int:
    """The row of dots for a value, 0 at the top for `high`; in the middle when there is no range."""
    if high <= low:
        return (rows - 1) // 2
    return round((high - min(max(value, low), high)) / (high - low) * (rows - 1))


def draw_line(
    canvas: Canvas,
    values: Sequence[float | None],
    low: float,
    high: float,
    role_of: Callable[[float], str],
    every: int = 1,
) -> None:
    """A line through one value per column of dots, joined where columns follow each other.

    `role_of` gives the role of a value. With `every` above 1 only each such column is drawn: a dotted line.
    """
    rows = canvas.height * DOTS_DOWN
    previous: int | None = None
    for x, value in enumerate(values):
        if value is None:
            previous = None
            continue
        y = dot_row(value, low, high, rows)
        if x % every == 0:
            for between in _between(previous, y) if every == 1 else ():
                at = high - between / max(rows - 1, 1) * (high - low)
                canvas.dot(x, between, role_of(at))
            canvas.dot(x, y, role_of(value))
        previous = y


def draw_level(canvas: Canvas, value: float, low: float, high: float, role: str = "faint") -> None:
    """A dotted level across the canvas, one dot a cell."""
    y = dot_row(value, low, high, canvas.height * DOTS_DOWN)
    for x in range(canvas.width):
        canvas.dot(x * DOTS_ACROSS, y, role)


def _between(start: int | None, end: int) -> range:
    """The rows strictly between two neighbouring dots."""
    if start is None:
        return range(0)
    return range(start + 1, end) if start < end else range(end + 1, start)


def _ascii(bits: int) -> str:
    """The nearest of four characters for a cell's dots."""
    rows = [row for row, (left, right) in enumerate(_BITS) if bits & (left | right)]
    if len(rows) == DOTS_DOWN:
        return _ASCII_TALL
    middle = sum(rows) / len(rows)
    if middle < 1:
        return _ASCII_TOP
    return _ASCII_BOTTOM if middle > DOTS_DOWN - 2 else _ASCII_MIDDLE
