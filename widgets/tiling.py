"""A squarified treemap in whole cells: rectangles that fill a box, none smaller than a tile needs to be read.

After Bruls, Huizing and van Wijk (2000): strips are laid along the box, and each takes as many tiles as keep them
close to the wished shape. Here every edge falls on a cell and no tile is under its least size, so areas follow
weights only as far as the cells allow. Order, weights and sizes decide alone: equal inputs give equal layouts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

Direction = Literal["left", "right", "up", "down"]

CELL_ASPECT = 2.0
"""How much taller than wide a terminal's cell is, near enough for every font."""

TILE_ASPECT = 1.5
"""The wished shape of a tile as seen, width by height: words lie flat."""

SMALLEST_SHARE = 1e-3
"""A weight counts as at least this share of the largest, so that zeros have a place too."""


class Rect(NamedTuple):
    """Whole cells from the top left of the box."""

    x: int
    y: int
    width: int
    height: int


class Layout(NamedTuple):
    """A box and the rectangles that fill it without gap or overlap, in the order of their weights."""

    width: int
    height: int
    rects: tuple[Rect, ...]


class _Strip(NamedTuple):
    """Tiles side by side: `across` the width at the top of the box, or down its left side."""

    across: bool
    thickness: int
    lengths: tuple[int, ...]


def capacity(width: int, height: int, min_tile: tuple[int, int]) -> int:
    """How many tiles of the least size (width, height) the box holds."""
    return max(width // min_tile[0], 0) * max(height // min_tile[1], 0)


def layout(weights: Sequence[float], width: int, height: int, min_tile: tuple[int, int] = (1, 1)) -> Layout:
    """Rectangles with areas roughly as the weights, none smaller than `min_tile`; largest weights first look best.

    Raises ValueError if there are more weights than `capacity`.
    """
    if len(weights) > capacity(width, height, min_tile):
        raise ValueError(f"{len(weights)} tiles of {min_tile} cells do not fit into {width} by {height}")
    return _layout(_shares(weights), width, height, min_tile)


def tile_at(laid: Layout, x: int, y: int) -> int | None:
    """The number of the rectangle that holds the cell, None outside of all."""
    for index, rect in enumerate(laid.rects):
        if rect.x <= x < rect.x + rect.width and rect.y <= y < rect.y + rect.height:
            return index
    return None


def step(laid: Layout, index: int, direction: Direction) -> int:
    """The neighbour in that direction with the longest common edge; the same number at the edge of the box."""
    here = laid.rects[index]
    best, longest = index, 0
    for other, rect in enumerate(laid.rects):
        common = _common_edge(here, rect, direction)
        if common > longest:
            best, longest = other, common
    return best


def _common_edge(here: Rect, other: Rect, direction: Direction) -> int:
    touching = {
        "left": other.x + other.width == here.x,
        "right": other.x == here.x + here.width,
        "up": other.y + other.height == here.y,
        "down": other.y == here.y + here.height,
    }[direction]
    if not touching:
        return 0
    if direction in ("left", "right"):
        return min(here.y + here.height, other.y + other.height) - max(here.y, other.y)
    return min(here.x + here.width, other.x + other.width) - max(here.x, other.x)


def _shares(weights: Sequence[float]) -> tuple[float, ...]:
    largest = max(weights, default=0.0)
    if largest <= 0:
        return (1.0,) * len(weights)
    return tuple(max(weight / largest, SMALLEST_SHARE) for weight in weights)


@lru_cache(maxsize=64)
def _layout(weights: tuple[float, ...], width: int, height: int, min_tile: tuple[int, int]) -> Layout:
    rects: list[Rect] = []
    x, y, free_width, free_height = 0, 0, width, height
    while len(rects) < len(weights):
        strip = _best_strip(weights[len(rects) :], free_width, free_height, min_tile)
        starts = accumulate(strip.lengths, initial=0)
        for start, length in zip(starts, strip.lengths, strict=False):
            if strip.across:
                rects.append(Rect(x + start, y, length, strip.thickness))
            else:
                rects.append(Rect(x, y + start, strip.thickness, length))
        if strip.across:
            y, free_height = y + strip.thickness, free_height - strip.thickness
        else:
            x, free_width = x + strip.thickness, free_width - strip.thickness
    return Layout(width, height, tuple(rects))


def _best_strip(weights: tuple[float, ...], width: int, height: int, min_tile: tuple[int, int]) -> _Strip:
    """The strip whose worst tile is nearest to its shape and area, among those that leave room for the rest."""
    best: tuple[float, _Strip] | None = None
    for across in (True, False):
        least_length, least_thickness = min_tile if across else min_tile[::-1]
        side, depth = (width, height) if across else (height, width)
        for count in range(1, min(len(weights), side // least_length) + 1):
            thickness = _thickness(weights, count, side, depth, least_length, least_thickness)
            if thickness is None:
                continue
            strip = _Strip(across, thickness, _apportion(weights[:count], side, least_length))
            cost = _cost(strip, weights, width * height)
            if best is None or cost < best[0]:
                best = cost, strip
    assert best is not None, "a box with capacity for all has room for a strip of them"
    return best[1]


def _thickness(
    weights: tuple[float, ...], count: int, side: int, depth: int, least_length: int, least_thickness: int
) -> int | None:
    """How thick a strip of the first `count` should be; None if the rest would then have no room."""
    rest = len(weights) - count
    if rest == 0:
        return depth
    rest_thickness = -(-rest // (side // least_length)) * least_thickness
    most = depth - rest_thickness
    if most < least_thickness:
        return None
    wished = round(depth * sum(weights[:count]) / sum(weights))
    return max(least_thickness, min(wished, most))


def _apportion(weights: tuple[float, ...], length: int, least: int) -> tuple[int, ...]:
    """Whole lengths as the weights, none under `least`, that sum to `length` (largest remainders get the rest)."""
    raised: set[int] = set()
    while True:
        free = [index for index in range(len(weights)) if index not in raised]
        spare = length - least * len(raised)
        share = spare / sum(weights[index] for index in free) if free else 0.0
        short = {index for index in free if weights[index] * share < least}
        if not short:
            break
        raised |= short
    ideal = [float(least) if index in raised else weight * share for index, weight in enumerate(weights)]
    lengths = [int(value) for value in ideal]
    by_remainder = sorted(range(len(weights)), key=lambda index: lengths[index] - ideal[index])
    for index in by_remainder[: length - sum(lengths)]:
        lengths[index] += 1
    return tuple(lengths)


def _cost(strip: _Strip, weights: tuple[float, ...], area: int) -> float:
    """How far the strip's worst tile is from the wished shape and from its fair area: 1 is perfect.

    What the strip leaves to the rest counts too, lest the last tiles get a sliver or half the box.
    """
    fair = area / sum(weights)
    rest = sum(weights[len(strip.lengths) :]) * fair
    left = area - strip.thickness * sum(strip.lengths)
    worst = max(left / rest, rest / left) if rest and left else 1.0
    for weight, length in zip(weights, strip.lengths, strict=False):
        width, height = (length, strip.thickness) if strip.across else (strip.thickness, length)
        shape = width / (height * CELL_ASPECT) / TILE_ASPECT
        size = width * height / (weight * fair)
        worst = max(worst, max(shape, 1 / shape) * max(size, 1 / size))
    return worst
