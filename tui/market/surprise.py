"""How far a figure came out from what was expected, and how unusual that is for its series."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence

from msgspec import Struct

from tui.market.agenda import market_day
from tui.market.events import Event
from tui.market.published import SCALES, Figure, comparable, read_figure

LEAST_KNOWN = 12
"""Past surprises of a series from which on their standard deviation is told: a year of monthly figures."""


class Surprise(Struct, frozen=True):
    """Actual minus consensus, in the unit in which the actual is published ("%", "B", "T", or "" for plain numbers).

    `deviations`: the same in standard deviations of past surprises, None where fewer than `LEAST_KNOWN` are known or
    where they were all alike. `known`: how many past surprises of the series there are.
    """

    difference: float
    decimals: int
    unit: str
    deviations: float | None
    known: int


def surprise_of(event: Event, past: Sequence[Event]) -> Surprise | None:
    """The surprise of an event that is out; None where it has no actual, no consensus, or they are not numbers.

    `past` may hold any events: those of the same series from before the event are taken.
    """
    difference = _difference(event)
    actual = read_figure(event.actual)
    if difference is None or actual is None:
        return None
    scale = SCALES[actual.scale]
    before = _past_differences(event, past)
    spread = statistics.stdev(before) if len(before) >= LEAST_KNOWN else 0.0
    return Surprise(
        difference=difference / scale,
        decimals=max(actual.decimals, _decimals(event.consensus)),
        unit=actual.unit,
        deviations=difference / spread if spread else None,
        known=len(before),
    )


def _past_differences(event: Event, past: Iterable[Event]) -> list[float]:
    series, day = event.series, market_day(event)
    found = (
        _difference(other)
        for other in past
        if other.series == series and other.id != event.id and market_day(other) < day
    )
    return [difference for difference in found if difference is not None]


def _difference(event: Event) -> float | None:
    """Actual minus consensus in single units or percent, free of the noise of binary fractions."""
    pair = comparable(event.actual, event.consensus)
    if pair is None:
        return None
    actual, consensus = pair
    finest = min(_step(actual), _step(consensus))
    return round((actual.value - consensus.value) / finest) * finest


def _step(figure: Figure) -> float:
    """The last digit of a figure, in single units or percent."""
    return SCALES[figure.scale] / math.pow(10.0, figure.decimals)


def _decimals(text: str | None) -> int:
    figure = read_figure(text)
    return 0 if figure is None else figure.decimals
