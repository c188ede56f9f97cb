"""Parts stacked in the rows there are: as many to a view as have room for their least, the rest in further views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from widgets.text import EMPTY_ROW, Row, pad_row

ENDLESS = 10_000
"""The most rows of a part that takes whatever is left over."""


class Part(NamedTuple):
    """Something that draws itself into a number of rows, from `least` to `most` of them.

    Of the rows that are left over it takes `share` a turn. `place` orders the parts of a view from the top.
    """

    least: int
    most: int
    draw: Callable[[int], Sequence[Row]]
    place: int = 0
    share: int = 1


def fixed(rows: Sequence[Row], place: int = 0) -> Part:
    """Rows that are there already."""
    return Part(len(rows), len(rows), lambda height: rows[:height], place)


def views_of(parts: Sequence[Part], room: int, repeated: Sequence[Row] = ()) -> list[list[Part]]:
    """The parts by view, the most important ones first: a view ends before the first part that has no room in it.

    Every view but the first begins with the `repeated` rows. A part that has no room at all gets a view of its own.
    """
    views: list[list[Part]] = [[]]
    left = room
    for part in parts:
        if part.least > left and views[-1]:
            views.append([fixed(repeated, place=-1)] if repeated else [])
            left = room - len(repeated)
        views[-1].append(part)
        left -= part.least
    return views


def stacked(parts: Sequence[Part], room: int) -> list[Row]:
    """The parts below each other in exactly their places, in at most `room` rows."""
    ordered = sorted(parts, key=lambda part: part.place)
    rows: list[Row] = []
    for part, height in zip(ordered, _heights(ordered, room), strict=True):
        drawn = list(part.draw(height))[:height] if height > 0 else []
        rows += drawn
    return rows[:room]


def beside(left: Sequence[Row], right: Sequence[Row], left_width: int, gap: int) -> list[Row]:
    """Two columns of rows as rows; the left one padded to its width."""
    rows: list[Row] = []
    for y in range(max(len(left), len(right))):
        start = pad_row(left[y] if y < len(left) else EMPTY_ROW, left_width + gap)
        rows.append((*start, *(right[y] if y < len(right) else EMPTY_ROW)))
    return rows


def _heights(parts: Sequence[Part], room: int) -> list[int]:
    """The least of each, cut where there is less; then what is left over, a share a turn, until all is given."""
    heights: list[int] = []
    left = room
    for part in parts:
        heights.append(min(part.least, left))
        left -= heights[-1]
    while left > 0:
        before = left
        for at, part in enumerate(parts):
            more = min(part.share, left, part.most - heights[at])
            heights[at] += max(more, 0)
            left -= max(more, 0)
        if left == before:
            break
    return heights
