"""A treemap in rows of spans: which tiles have room, where they stand, and how each is drawn.

Every tile shows its label and its first detail; tiles without room for that are folded into one. A blank column
parts tiles side by side; the stronger first row of each parts tiles one above the other, even of one colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.palette import cursor_role, head_role
from widgets.text import Row, Span, fit, shorten
from widgets.tiling import Layout, Rect, capacity, layout

GAP = 1
"""Blank cells to the right of each tile."""

MIN_TILE = (8, 2)
"""Least width and height of a tile in cells: a label over a percentage such as ▲+10.02%."""

MIN_LABEL = 3
"""A label keeps at least so many cells beside what stands in its row."""


class Tile(NamedTuple):
    """One tile. `details` from the most to the least wanted; the first is always shown, none is ever cut.

    `label` is cut where it must be, though not inside a number; `tail` ends it and is kept, so that names that begin
    alike stay apart. `weight` decides the area, `role` is one of the heat roles.
    """

    key: str
    label: str
    details: tuple[str, ...]
    weight: float
    role: str
    tail: str = ""


class Arrangement(NamedTuple):
    """The tiles that are drawn, the heaviest first and the one of the folded last, their places, and the folded."""

    tiles: tuple[Tile, ...]
    layout: Layout
    folded: tuple[Tile, ...]

    def index_of(self, key: str) -> int | None:
        """The number of the tile with that key; None if it is not drawn by itself."""
        return next((index for index, tile in enumerate(self.tiles) if tile.key == key), None)


Fold = Callable[[Sequence[Tile]], Tile]
"""Makes one tile out of those without room: how many they are, and what they average."""


def arrange(
    tiles: Sequence[Tile], width: int, height: int, fold: Fold, min_tile: tuple[int, int] = MIN_TILE
) -> Arrangement:
    """Find the places. Ties of weight keep the order given.

    The layout is `GAP` wider than the width, for each tile ends in its gap. In a single row tiles take one line each.
    """
    ordered = tuple(sorted(tiles, key=lambda tile: -tile.weight))
    least_width, least_height = min_tile
    while ordered:
        single = min(least_height, max(height, 1)) == 1
        least = _least_width(ordered, least_width, single) + GAP, 1 if single else least_height
        room = capacity(width + GAP, height, least)
        if room == 0:
            break
        shown, folded = ordered, ordered[:0]
        if len(ordered) > room:
            folded = ordered[room - 1 :]
            shown = (*ordered[: room - 1], fold(folded))
        needed = _least_width(shown, least_width, single)
        if needed + GAP > least[0]:
            least_width = needed
            continue
        laid = layout([tile.weight for tile in shown], width + GAP, height, least)
        return Arrangement(shown, laid, folded)
    return Arrangement((), Layout(max(width, 0) + GAP, max(height, 0), ()), ordered)


def treemap(arrangement: Arrangement, cursor: int | None = None) -> tuple[Row, ...]:
    """The rows of an arrangement; tile number `cursor` in cursor roles."""
    laid = arrangement.layout
    lines = [
        _tile_lines(tile, rect._replace(width=rect.width - GAP), index == cursor)
        for index, (tile, rect) in enumerate(zip(arrangement.tiles, laid.rects, strict=True))
    ]
    order = sorted(range(len(laid.rects)), key=lambda index: laid.rects[index].x)
    rows: list[Row] = []
    for y in range(laid.height if lines else 0):
        spans: list[Span] = []
        for index in order:
            rect = laid.rects[index]
            if rect.y <= y < rect.y + rect.height:
                spans.append(lines[index][y - rect.y])
                if rect.x + rect.width < laid.width:
                    spans.append(Span(" " * GAP))
        rows.append(tuple(spans))
    return tuple(rows)


def _least_width(tiles: Sequence[Tile], least: int, single: bool) -> int:
    """The width in which each tile shows its first detail, and in a single row its label beside it."""
    details = max(cell_len(tile.details[0]) for tile in tiles)
    return max(least, details + MIN_LABEL + 1 if single else details)


def _tile_lines(tile: Tile, rect: Rect, selected: bool) -> list[Span]:
    """The lines of one tile, each of the rectangle's width."""
    role, head = tile.role, head_role(tile.role)
    if selected:
        role, head = cursor_role(role), cursor_role(head)
    first = tile.details[0]
    if rect.height == 1:
        label = _name(tile, rect.width - cell_len(first) - 1)
        return [Span(fit(label, rect.width - cell_len(first)) + first, head)]
    inset = 1 if cell_len(first) < rect.width else 0
    inner = rect.width - inset
    texts = [detail for detail in tile.details if cell_len(detail) <= inner][: rect.height - 1]
    texts += [""] * (rect.height - 1 - len(texts))
    name = tile.label + tile.tail
    name = " " * inset + name if cell_len(name) <= inner else _name(tile, rect.width)
    return [Span(fit(name, rect.width), head), *(Span(" " * inset + fit(text, inner), role) for text in texts)]


def _name(tile: Tile, width: int) -> str:
    """The label in at most `width` cells with its tail, which goes only where not even the shortest label fits."""
    room = width - cell_len(tile.tail)
    if room < min(MIN_LABEL, cell_len(tile.label)):
        return shorten(tile.label, width)
    return shorten(tile.label, room) + tile.tail
