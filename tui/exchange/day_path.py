"""One instrument's prices and trading over one day, as a function of the second."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from msgspec import Struct

from tui.exchange.factors import bridge
from tui.exchange.ticks import Quantizer
from tui.exchange.trading_day import SECONDS_PER_MINUTE, DayPlan, Phase

UPDATE_STEPS = (3, 4, 5, 6)
"""Seconds between two changes of a row; every one divides a minute, so that a morning ends on a step."""

AUCTION_STEP = 9
"""Seconds between two indicative prices."""

OPENING_SHARE = 0.02
"""Share of the day's turnover that the opening auction trades."""

_SEALED_ACTIVITY = 0.15
"""What is left of the trading once a price stands at its limit."""


class Course(Struct, frozen=True):
    """What a day's path must come to.

    `shared` is the move that the instrument has in common with others, in percent of the previous close, after each
    minute; its own noise and a drift come on top, so that open and close are met. `noise` and `reach` (how far
    prices stray within a minute) are in percent. `turnover` is the day's, in single currency units.
    `share_price` values the volume of an index, None for shares. `limit` is the price at which it sticks from
    minute `sealed_after` on.
    """

    seed: str
    previous_close: float
    open: float
    before_auction: float
    close: float
    shared: Sequence[float]
    noise: float
    reach: float
    turnover: float
    closing_share: float
    share_price: float | None = None
    limit: float | None = None
    sealed_after: int | None = None


class Sample(Struct, frozen=True):
    """A row at one second. Prices quotable, None where nothing has traded; `stamp` in seconds after midnight.

    `indicative` is the virtual price of the opening auction. Volume in shares, turnover in single currency units.
    """

    phase: Phase
    stamp: int
    last: float | None = None
    open: float | None = None
    high: float | None = None
    low: float | None = None
    volume: float = 0.0
    turnover: float = 0.0
    indicative: float | None = None


class DayPath:
    """The whole day of one instrument. Two paths of the same plan and course are the same, second by second."""

    def __init__(self, plan: DayPlan, quantizer: Quantizer, course: Course) -> None:
        self.plan = plan
        self._quantizer = quantizer
        self.course = course
        self._rng = random.Random(course.seed)
        self.step = self._rng.choice(UPDATE_STEPS)
        self._knots = self._make_knots()
        self._up = [self._rng.random() for _ in range(plan.minutes)]
        self._down = [self._rng.random() for _ in range(plan.minutes)]
        self._highs, self._lows = self._make_extremes()
        busy = [weight * (0.5 + self._rng.random()) for weight in activity(plan.minutes)]
        # Made at once, although the auction needs none of it: who has built a path is not held up at the open.
        self._high_before = list(accumulate(self._highs, max, initial=self._knots[0]))
        self._low_before = list(accumulate(self._lows, min, initial=self._knots[0]))
        self._turnovers = self._make_turnovers(busy)
        self._volumes = self._make_volumes()

    def _make_knots(self) -> list[float]:
        """The price after each minute, not yet rounded."""
        course, minutes = self.course, self.plan.minutes
        base = course.previous_close
        first = (course.open / base - 1.0) * 100.0
        last = (course.before_auction / base - 1.0) * 100.0
        lift, drop = first - course.shared[0], last - course.shared[-1]
        own = bridge(self._rng, minutes)
        percents = [
            shared + lift + (drop - lift) * index / minutes + course.noise * wobble
            for index, (shared, wobble) in enumerate(zip(course.shared, own, strict=True))
        ]
        knots = [base * (1.0 + percent / 100.0) for percent in percents]
        if course.limit is None or course.sealed_after is None:
            return knots
        # The run to the limit: the path climbs to it and stays.
        sealed = course.sealed_after
        missing = course.limit - knots[sealed]
        rising = [knot + missing * index / sealed for index, knot in enumerate(knots[:sealed])]
        return [min(knot, course.limit) for knot in rising] + [course.limit] * (minutes + 1 - sealed)

    def _make_extremes(self) -> tuple[list[float], list[float]]:
        """The highest and lowest price within each minute."""
        reach = self.course.reach / 100.0
        knots = self._knots
        highs = [
            (one if one > two else two) * (1.0 + reach * up)
            for one, two, up in zip(knots[:-1], knots[1:], self._up, strict=True)
        ]
        lows = [
            (one if one < two else two) * (1.0 - reach * down)
            for one, two, down in zip(knots[:-1], knots[1:], self._down, strict=True)
        ]
        limit, sealed = self.course.limit, self.course.sealed_after
        if limit is not None and sealed is not None:
            highs = [min(high, limit) for high in highs]
            lows[sealed:] = [limit] * (len(lows) - sealed)
        return highs, lows

    def _make_turnovers(self, busy: list[float]) -> list[float]:
        """Turnover before each minute; the last one is that before the closing auction."""
        course, sealed = self.course, self.course.sealed_after
        if sealed is not None:
            busy = busy[:sealed] + [weight * _SEALED_ACTIVITY for weight in busy[sealed:]]
        spread = course.turnover * (1.0 - OPENING_SHARE - course.closing_share) / sum(busy)
        return list(accumulate([weight * spread for weight in busy], initial=course.turnover * OPENING_SHARE))

    def _make_volumes(self) -> list[float]:
        """Shares traded before each minute, each minute's at its middle price."""
        course, fixed = self.course, self.course.share_price
        initial = self._turnovers[0] / (fixed or course.open)
        if fixed is not None:
            return [initial + (money - self._turnovers[0]) / fixed for money in self._turnovers]
        traded = [
            2.0 * (money - before) / (first + last)
            for (before, money), (first, last) in zip(pairwise(self._turnovers), pairwise(self._knots), strict=True)
        ]
        return list(accumulate(traded, initial=initial))

    def at(self, second: int) -> Sample:
        """The row at that second after midnight."""
        plan, course = self.plan, self.course
        phase = plan.phase(second)
        if phase in (Phase.EARLIER, Phase.CLEARED):
            return Sample(phase, plan.cleared)
        if phase is Phase.AUCTION:
            return self._indicated(second)
        if phase is Phase.MATCHED:
            price, volume = course.open, self._volumes[0]
            return Sample(phase, plan.matched, price, price, price, price, volume, self._turnovers[0])
        if phase is Phase.CLOSED:
            return self._closed()
        elapsed = plan.elapsed(second)
        return self._traded(phase, elapsed - elapsed % self.step)

    def _indicated(self, second: int) -> Sample:
        """An auction's virtual price: it gropes its way from the previous close to the opening price."""
        plan, course = self.plan, self.course
        stamp = max(plan.auction, second - second % AUCTION_STEP)
        if course.share_price is not None:
            return Sample(Phase.AUCTION, stamp)  # An index is computed from trades only.
        done = (stamp - plan.auction) / (plan.matched - plan.auction)
        wobble = math.sin(stamp * 0.7 + self._up[0] * math.tau) * 0.004 * (1.0 - done)
        price = course.previous_close + (course.open - course.previous_close) * done
        price = self._within_limit(self._quantizer.quote(price * (1.0 + wobble)))
        return Sample(Phase.AUCTION, stamp, indicative=price)

    def _within_limit(self, price: float) -> float:
        return price if self.course.limit is None else min(price, self.course.limit)

    def _traded(self, phase: Phase, elapsed: int) -> Sample:
        minute = min(elapsed // SECONDS_PER_MINUTE, self.plan.minutes - 1)
        within = elapsed - minute * SECONDS_PER_MINUTE
        points = self._points(minute)
        visited = [price for second, price in points if second <= within]
        price = _between(points, within)
        high = max(self._high_before[minute], price, *visited)
        low = min(self._low_before[minute], price, *visited)
        part = within / SECONDS_PER_MINUTE
        quote = self._quantizer.quote
        return Sample(
            phase,
            self.plan.clock(elapsed),
            quote(price),
            self.course.open,
            quote(high),
            quote(low),
            _part_way(self._volumes, minute, part),
            _part_way(self._turnovers, minute, part),
        )

    def _closed(self) -> Sample:
        course, quote = self.course, self._quantizer.quote
        closing = course.turnover * course.closing_share
        return Sample(
            Phase.CLOSED,
            self.plan.closed,
            course.close,
            course.open,
            max(quote(self._high_before[-1]), course.close),
            min(quote(self._low_before[-1]), course.close),
            self._volumes[-1] + closing / (course.share_price or course.close),
            course.turnover,
        )

    def _points(self, minute: int) -> tuple[tuple[int, float], ...]:
        """A minute's turns as (second, price): its ends, and its high and low in either order."""
        steps = SECONDS_PER_MINUTE // self.step
        half = steps // 2
        up, down = self._up[minute], self._down[minute]
        early = (1 + int(down * (half - 1))) * self.step
        late = (half + int(up * (steps - half))) * self.step
        high, low = self._highs[minute], self._lows[minute]
        turns = ((early, high), (late, low)) if up < down else ((early, low), (late, high))
        return ((0, self._knots[minute]), *turns, (SECONDS_PER_MINUTE, self._knots[minute + 1]))

    def extremes(self, first: int, last: int) -> tuple[float, float]:
        """High and low from the end of one minute of trading to that of a later one."""
        quote = self._quantizer.quote
        return quote(max(self._highs[first:last])), quote(min(self._lows[first:last]))

    def minute(self, count: int) -> tuple[float, float, float]:
        """Price, volume and turnover at the end of that many minutes of continuous trading; 0 is the opening."""
        return self._quantizer.quote(self._knots[count]), self._volumes[count], self._turnovers[count]


def _between(points: tuple[tuple[int, float], ...], within: int) -> float:
    """The straight line through the points at that second."""
    for (start, low), (end, high) in pairwise(points):
        if within <= end:
            return low + (high - low) * (within - start) / (end - start)
    return points[-1][1]


def _part_way(totals: Sequence[float], minute: int, part: float) -> float:
    return totals[minute] + (totals[minute + 1] - totals[minute]) * part


@lru_cache
def activity(minutes: int) -> tuple[float, ...]:
    """How busy each minute is: most after the open, somewhat before the end, least in between."""
    return tuple(
        1.0 + 1.8 * math.exp(-index / minutes / 0.08) + 0.7 * math.exp(-(minutes - index) / minutes / 0.06)
        for index in range(minutes)
    )
