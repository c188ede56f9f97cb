"""A day in stretches of five minutes, as the vendors keep it: labelled by each stretch's end.

The scenario's day and the session before it come from their paths. Older days are drawn within their daily bar, so
that the stretches open, close, peak and add up as the bar says; their trading follows the same busy and quiet hours.
"""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import accumulate, pairwise

from msgspec import Struct

from tui.exchange.day_path import OPENING_SHARE, DayPath, activity
from tui.exchange.factors import bridge
from tui.exchange.history import DailyBar
from tui.exchange.ticks import Quantizer
from tui.exchange.trading_day import SECONDS_PER_MINUTE, DayPlan

STRETCH = 5
"""Minutes."""

_WANDERING, _REACH = 0.3, 0.04
"""How far a drawn day wanders between its open and close, and prices within a stretch, against the day's range."""

_LEAST_BUSY, _BUSY_SPAN = 0.55, 0.9
"""A stretch's trading against what its hour suggests."""


class Stretches(Struct, frozen=True):
    """A day's stretches in columns, ascending: a list of records of thirty days would take long to read.

    `labels` in minutes after midnight; volumes in shares and turnovers in single currency units, all whole.
    """

    labels: list[int]
    opens: list[float]
    closes: list[float]
    highs: list[float]
    lows: list[float]
    volumes: list[int]
    turnovers: list[int]


def stretches_of_path(path: DayPath, second: int) -> Stretches | None:
    """The stretches of a path's day as far as they have come; the last may be running. Both auctions are in."""
    plan = path.plan
    now = path.at(second)
    if second < plan.opened or now.last is None:
        return None
    elapsed = plan.elapsed(second)
    done = elapsed // SECONDS_PER_MINUTE
    rows = Stretches([], [], [], [], [], [], [])
    open_, volume, turnover = path.course.open, 0, 0
    for first in range(0, plan.minutes, STRETCH):
        last = min(first + STRETCH, plan.minutes)
        end = last * SECONDS_PER_MINUTE
        # The last stretch goes on until the official close is known.
        ended = elapsed >= end and last < plan.minutes
        close, shares, money = path.minute(last) if ended else (now.last, now.volume, now.turnover)
        high, low = path.extremes(first, min(done, last)) if done > first else (close, close)
        rows.labels.append(_label(plan, last))
        rows.opens.append(open_)
        rows.closes.append(close)
        rows.highs.append(max(high, open_, close))
        rows.lows.append(min(low, open_, close))
        rows.volumes.append(int(shares) - volume)
        rows.turnovers.append(int(money) - turnover)
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
) -> Stretches:
    """A finished day drawn within its bar: highest, lowest, first and last prices and the sums are the bar's own."""
    rng = random.Random(f"{seed}:five-minutes:{bar.date}")
    ends = _ends(plan)
    count, low, high = len(ends), bar.low, bar.high
    slope, span = (bar.close - bar.open) / count, (high - low) * _WANDERING
    knots = [bar.open + slope * index + span * wobble for index, wobble in enumerate(bridge(rng, count))]
    knots = [min(max(price, low), high) for price in knots]
    reach, lot = (high - low) * _REACH, rng.random
    pairs = list(pairwise(knots))
    tops = [min(high, max(pair) + reach * lot()) for pair in pairs]
    bottoms = [max(low, min(pair) - reach * lot()) for pair in pairs]
    tops[tops.index(max(tops))] = high
    bottoms[bottoms.index(min(bottoms))] = low
    turnovers = _shared_out(int(bar.turnover), _busy(plan, closing_share, rng))
    volumes = _shared_out(int(bar.volume), [money / sum(pair) for money, pair in zip(turnovers, pairs, strict=True)])
    prices, highs, lows = (quantizer.quote_all(column) for column in (knots, tops, bottoms))
    return Stretches(list(ends), prices[:-1], prices[1:], highs, lows, volumes, turnovers)


@lru_cache
def _ends(plan: DayPlan) -> tuple[int, ...]:
    """The label of each stretch of a whole day."""
    return tuple(_label(plan, min(first + STRETCH, plan.minutes)) for first in range(0, plan.minutes, STRETCH))


def _busy(plan: DayPlan, closing_share: float, rng: random.Random) -> list[float]:
    """How much of the day's trading each stretch has: the opening auction in the first, the closing in the last."""
    shares = [share * (_LEAST_BUSY + _BUSY_SPAN * rng.random()) for share in _usual(plan)]
    scale = (1.0 - OPENING_SHARE - closing_share) / sum(shares)
    shares = [share * scale for share in shares]
    shares[0] += OPENING_SHARE
    shares[-1] += closing_share
    return shares


@lru_cache
def _usual(plan: DayPlan) -> tuple[float, ...]:
    """How busy each stretch usually is."""
    minutes = activity(plan.minutes)
    return tuple(sum(minutes[first : first + STRETCH]) for first in range(0, plan.minutes, STRETCH))


def _shared_out(total: int, weights: list[float]) -> list[int]:
    """Whole parts of a whole total by weight; they add up to it."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    marks = [round(total * (done / whole)) for done in accumulate(weights)]
    marks[-1] = total
    return [later - earlier for earlier, later in pairwise((0, *marks))]
