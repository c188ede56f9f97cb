"""Axes: which values stand on one, their labels before a plot, and the texts below it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.text import Row, Span, fit

NICE_STEPS = (1.0, 2.0, 5.0, 10.0)
"""Steps of an axis, times a power of ten."""

SLACK = 1e-9
"""Of a step: by so much a value may miss a whole step for want of bits."""


class Ticks(NamedTuple):
    """The values that an axis names, ascending, and the step between two; 0 where there is only one value."""

    values: tuple[float, ...]
    step: float


def nice_step(least: float) -> float:
    """The smallest step of one, two or five times a power of ten that is not below `least`, which is above 0."""
    power = 10.0 ** math.floor(math.log10(least))
    return next((nice * power for nice in NICE_STEPS if nice * power >= least), least)


def ticks_between(low: float, high: float, most: int) -> Ticks:
    """Whole steps from `low` to `high`, at most about `most` of them; without a range the one value there is."""
    least = (high - low) / max(most, 1)
    if not 0 < least < math.inf:
        return Ticks((low,), 0.0)
    step = nice_step(least)
    first, last = low / step, high / step
    if not (math.isfinite(first) and math.isfinite(last)):
        return Ticks((low,), 0.0)
    numbers = range(math.ceil(first - SLACK), math.floor(last + SLACK) + 1)
    return Ticks(tuple(number * step for number in numbers), step)


def widest(texts: Iterable[str]) -> int:
    """Cells of the widest text; 0 where there is none."""
    return max((cell_len(text) for text in texts), default=0)


def gutter(label: Span | None, width: int) -> Span:
    """A label right-aligned in the gutter before a plot, with one blank behind it."""
    if label is None or width <= 0:
        return Span(" " * max(width, 0))
    return Span(fit(label.text, width - 1, "right") + " ", label.role)


def placed_row(wanted: Sequence[tuple[int, Span]], width: int) -> Row:
    """Texts at their cells, moved inside where the edge would cut them; the earlier in the sequence wins its place.

    One that would touch another is left out, and one wider than the row too. Exactly `width` cells.
    """
    placed: list[tuple[int, int, Span]] = []
    for start, span in wanted:
        length = cell_len(span.text)
        start = max(min(start, width - length), 0)
        free = all(start > other_end or start + length < other for other, other_end, _ in placed)
        if length and free and start + length <= width:
            placed.append((start, start + length, span))
    row: list[Span] = []
    at = 0
    for start, end, span in sorted(placed):
        row += [Span(" " * (start - at)), span] if start > at else [span]
        at = end
    if at < width:
        row.append(Span(" " * (width - at)))
    return tuple(row)
