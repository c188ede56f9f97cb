"""Southbound Stock Connect of the simulated day and of the finished days before it, in HKD 100 steps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property

from tui.exchange.scenario import Scenario
from tui.exchange.southbound_paths import (
    FIRST,
    LAST,
    MINUTES,
    UNITS_PER_CENTIMILLION,
    Channel,
    Flow,
    finished_day,
    story_day,
)
from tui.exchange.trading_day import SECONDS_PER_MINUTE, at
from tui.market.zones import MARKET_TIME

UNITS_PER_TEN_THOUSAND = 100
UNITS_PER_MILLION = 10_000
HKD_PER_UNIT = 100

PUBLICATION_LAG = 2 * SECONDS_PER_MINUTE
DAY_PUBLISHED = at(16, 30)
"""When the daily tables have the day's figures; from the close until then Eastmoney has a row without any."""

_CENTIMILLIONS = 100_000
"""A billion of them: finished days are published in HKD millions with two decimals."""

_USUAL_NET, _NET_DEVIATION = 5.6, 6.5
_USUAL_TURNOVER, _TURNOVER_DEVIATION = 88.0, 24.0
_LEAST_TURNOVER = 32.0
"""HKD bn, of finished days with both channels together."""

_SHANGHAI_SHARE = 0.6


class Southbound:
    """The scenario's flows at any moment."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    @cached_property
    def day(self) -> tuple[Flow, ...]:
        """The flow at each of `MINUTES` of the scenario's day."""
        return story_day(self.scenario.name)

    @cached_property
    def finished(self) -> dict[date, Flow]:
        """The totals of the days before the scenario's, ascending."""
        rng = random.Random(f"{self.scenario.name}:southbound")
        # Drawn backwards, so that a longer history changes nothing in the newer days.
        flows = {day: _finished_flow(rng) for day in reversed(self.scenario.connect_days)}
        return {day: flows[day] for day in self.scenario.connect_days}

    def minutes_of(self, day: date) -> tuple[Flow, ...]:
        """The flow at each of `MINUTES` of a finished day. Raises KeyError for a day without Stock Connect."""
        return finished_day(self.finished[day], f"{self.scenario.name}:southbound:{day}")

    def build(self) -> Iterator[None]:
        """Make the finished days' totals and the scenario's day, where they are not there yet, in two pieces."""
        for name in ("finished", "day"):
            if name not in self.__dict__:
                getattr(self, name)
                yield

    @cached_property
    def _last_finished(self) -> tuple[date, tuple[Flow, ...]]:
        day = self.scenario.connect_days[-1]
        return day, self.minutes_of(day)

    def totals_of(self, day: date, moment: datetime) -> Flow | None:
        """What was published of a day by that moment; None for a day without Stock Connect, and before that."""
        if day == self.scenario.day:
            return self.day[-1] if self._is_published(moment) else None
        return self.finished.get(day)

    def published_days(self, moment: datetime) -> tuple[date, ...]:
        """The days whose totals are out, ascending."""
        own = (self.scenario.day,) if self._is_published(moment) else ()
        return (*self.scenario.connect_days, *own)

    def _is_published(self, moment: datetime) -> bool:
        local = moment.astimezone(MARKET_TIME)
        day = self.scenario.day
        return local.date() > day or (local.date() == day and _second(local) >= DAY_PUBLISHED)

    def history(self, moment: datetime) -> tuple[tuple[date, Flow | None], ...]:
        """Finished days, ascending; the scenario's own has no figures between its close and their publication."""
        local = moment.astimezone(MARKET_TIME)
        day = self.scenario.day
        days = tuple(self.finished.items())
        if local.date() < day or (local.date() == day and _second(local) < LAST * SECONDS_PER_MINUTE):
            return days
        return (*days, (day, self.totals_of(day, moment)))

    def shown(self, moment: datetime) -> tuple[date, list[Flow | None]]:
        """The day that the live series is about, and its minutes; None for those not reached yet.

        Before 9:00 that is the last connect day before, whole.
        """
        local = moment.astimezone(MARKET_TIME)
        day = self.scenario.day
        if local.date() < day or (local.date() == day and _second(local) < FIRST * SECONDS_PER_MINUTE):
            before, flows = self._last_finished
            return before, list(flows)
        if local.date() > day:
            return day, list(self.day)
        behind = local - timedelta(seconds=PUBLICATION_LAG)
        reached = behind.hour * SECONDS_PER_MINUTE + behind.minute
        minutes = zip(MINUTES, self.day, strict=True)
        return day, [flow if minute <= reached else None for minute, flow in minutes]

    def is_over(self, moment: datetime) -> bool:
        """Whether the channel is closed for the day shown."""
        local = moment.astimezone(MARKET_TIME)
        second = _second(local)
        return local.date() != self.scenario.day or not FIRST <= second // SECONDS_PER_MINUTE < LAST


def _second(local: datetime) -> int:
    return at(local.hour, local.minute, local.second)


def _finished_flow(rng: random.Random) -> Flow:
    net = rng.gauss(_USUAL_NET, _NET_DEVIATION)
    turnover = max(_LEAST_TURNOVER, rng.gauss(_USUAL_TURNOVER, _TURNOVER_DEVIATION), abs(net) * 3.0)
    tilt = rng.gauss(0.0, 0.9)
    shares = ((_SHANGHAI_SHARE, tilt), (1.0 - _SHANGHAI_SHARE, -tilt))
    shanghai, shenzhen = (_channel(net * share + lean, turnover * share) for share, lean in shares)
    return Flow(shanghai, shenzhen)


def _channel(net: float, turnover: float) -> Channel:
    """A channel with that net buy and turnover, HKD bn."""
    buy, bought_more = (
        round(amount * _CENTIMILLIONS) * UNITS_PER_CENTIMILLION for amount in ((turnover + net) / 2, net)
    )
    return Channel(buy, buy - bought_more)
