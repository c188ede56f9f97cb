"""A day in stretches of five minutes, as the vendors keep it: labelled by each stretch's end.

The scenario's day and the session before it come from their paths. Older days are drawn within their daily bar, so
that the stretches open, close, peak and add up as the bar says; their trading follows the same busy and quiet hours.
"""

from __future__ import annotations

import random
from itertools import accumulate, pairwise

from msgspec import Struct

from tui.exchange.day_path import OPENING_SHARE, DayPath, activity
from tui.exchange.factors import bridge
from tui.exchange.history import DailyBar
from tui.exchange.ticks import Quantizer
from tui.exchange.trading_day import SECONDS_PER_MINUTE, DayPlan

STRETCH = 5
"""Minutes."""

_WANDERING = 0.3
"""How far a drawn day wanders between its open and close, against its range."""

_LEAST_BUSY, _BUSY_SPAN = 0.55, 0.9
"""A stretch's trading against what its hour suggests."""


class FiveMinutes(Struct, frozen=True):
    """One stretch: `label` in minutes after midnight; volume in shares and turnover in single units, both whole."""

    label: int
    open: float
    close: float
    high: float
    low: float
    volume: int
    turnover: int


def stretches_of_path(path: DayPath, second: int) -> list[FiveMinutes]:
    """The stretches of a path's day as far as they have come; the last may be running. Both auctions are in."""
    plan = path.plan
    now = path.at(second)
    if second < plan.opened or now.last is None:
        return []
    elapsed = plan.elapsed(second)
    done = elapsed // SECONDS_PER_MINUTE
    rows: list[FiveMinutes] = []
    open_, volume, turnover = path.course.open, 0, 0
    for first in range(0, plan.minutes, STRETCH):
        last = min(first + STRETCH, plan.minutes)
        end = last * SECONDS_PER_MINUTE
        # The last stretch goes on until the official close is known.
        ended = elapsed >= end and last < plan.minutes
        close, shares, money = path.minute(last) if ended else (now.last, now.volume, now.turnover)
        high, low = path.extremes(first, min(done, last)) if done > first else (close, close)
        rows.append(
            FiveMinutes(
                label=_label(plan, last),
                open=open_,
                close=close,
                high=max(high, open_, close),
                low=min(low, open_, close),
                volume=int(shares) - volume,
                turnover=int(money) - turnover,
            )
        )
        if elapsed <= end:
            break
        open_, volume, turnover = close, int(shares), int(money)
    return rows


def _label(plan: DayPlan, minute: int) -> int:
    """The end of the stretch; the last one carries the label of the official close."""
    if minute == plan.minutes:
        return plan.last_label
    return plan.clock(minute * SECONDS_PER_MINUTE) // SECONDS_PER_MINUTE


def stretches_of_bar(
    plan: DayPlan, quantizer: Quantizer, bar: DailyBar, closing_share: float, seed: str
) -> list[FiveMinutes]:
    """A finished day drawn within its bar: highest, lowest, first and last prices and the sums are the bar's own."""
    rng = random.Random(f"{seed}:five-minutes:{bar.date}")
    ends = [*range(STRETCH, plan.minutes, STRETCH), plan.minutes]
    count = len(ends)
    span = bar.high - bar.low
    noise = bridge(rng, count)
    knots = [
        min(max(bar.open + (bar.close - bar.open) * index / count + span * _WANDERING * wobble, bar.low), bar.high)
        for index, wobble in enumerate(noise)
    ]
    pairs = list(pairwise(knots))
    tops = [min(bar.high, max(pair) + span * 0.04 * rng.random()) for pair in pairs]
    bottoms = [max(bar.low, min(pair) - span * 0.04 * rng.random()) for pair in pairs]
    tops[max(range(count), key=tops.__getitem__)] = bar.high
    bottoms[min(range(count), key=bottoms.__getitem__)] = bar.low
    turnovers = _shared_out(int(bar.turnover), _busy(plan, closing_share, rng))
    middles = [(first + last) / 2.0 for first, last in pairs]
    volumes = _shared_out(int(bar.volume), [money / middle for money, middle in zip(turnovers, middles, strict=True)])
    prices, highs, lows = (quantizer.quote_all(column) for column in (knots, tops, bottoms))
    return [
        FiveMinutes(_label(plan, end), first, last, high, low, volume, turnover)
        for end, (first, last), high, low, volume, turnover in zip(
            ends, pairwise(prices), highs, lows, volumes, turnovers, strict=True
        )
    ]


def _busy(plan: DayPlan, closing_share: float, rng: random.Random) -> list[float]:
    """How much of the day's trading each stretch has: the opening auction in the first, the closing in the last."""
    minutes = activity(plan.minutes)
    shares = [
        sum(minutes[first : first + STRETCH]) * (_LEAST_BUSY + _BUSY_SPAN * rng.random())
        for first in range(0, plan.minutes, STRETCH)
    ]
    scale = (1.0 - OPENING_SHARE - closing_share) / sum(shares)
    shares = [share * scale for share in shares]
    shares[0] += OPENING_SHARE
    shares[-1] += closing_share
    return shares


def _shared_out(total: int, weights: list[float]) -> list[int]:
    """Whole parts of a whole total by weight; they add up to it."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    marks = [round(total * (done / whole)) for done in accumulate(weights)]
    marks[-1] = total
    return [later - earlier for earlier, later in pairwise((0, *marks))]
