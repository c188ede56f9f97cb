"""What earlier runs would have recorded of days before the simulated one, and no provider publishes any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tui.exchange.scenario import Scenario
from tui.exchange.southbound import HKD_PER_UNIT, Southbound
from tui.exchange.southbound_paths import MINUTES, Flow
from tui.market.southbound import SouthboundDay, SouthboundMinute

DAYS = 25
"""Finished connect days: enough for an average of 20."""


def southbound_days(scenario: Scenario) -> Iterator[SouthboundDay]:
    """The last `DAYS` finished connect days with their minutes, ascending, each made when it is asked for (1 ms).

    Each ends in the totals that the exchange publishes of that day; the last one is what its live series shows
    before 9:00. All of it is simulated, which whoever applies it must say.
    """
    southbound = Southbound(scenario)
    for day in scenario.connect_days[-DAYS:]:
        yield _recorded(day, southbound.minutes_of(day))


def past_southbound(scenario: Scenario) -> tuple[SouthboundDay, ...]:
    """The same at once: some 30 ms, not for the event loop."""
    return tuple(southbound_days(scenario))


def _recorded(day: date, flows: tuple[Flow, ...]) -> SouthboundDay:
    minutes = []
    for minute, flow in zip(MINUTES, flows, strict=True):
        shanghai, shenzhen = (float(channel.net * HKD_PER_UNIT) for channel in (flow.shanghai, flow.shenzhen))
        minutes.append(SouthboundMinute(minute, shanghai, shenzhen, shanghai + shenzhen))
    last, totals = minutes[-1], flows[-1]
    return SouthboundDay(
        date=day,
        net_buy=last.net_buy,
        shanghai_net_buy=last.shanghai_net_buy,
        shenzhen_net_buy=last.shenzhen_net_buy,
        minutes=tuple(minutes),
        buy=float((totals.shanghai.buy + totals.shenzhen.buy) * HKD_PER_UNIT),
        sell=float((totals.shanghai.sell + totals.shenzhen.sell) * HKD_PER_UNIT),
    )
