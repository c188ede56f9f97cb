"""Southbound Stock Connect: mainland money into Hong Kong, always in single HKD.

Net buy is executed buys minus executed sells. It is not turnover, and not quota used.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tui.market.calendars import Calendars

REPEAT_TOLERANCE = 20_000.0
"""HKD by which repeated totals may differ from a finished day's: that one is rounded to HKD 10,000, its parts too."""


class SouthboundMinute(Struct, frozen=True):
    """Net buy since the open, HKD: via Shanghai, via Shenzhen, and both; `minute` after midnight, market time."""

    minute: int
    shanghai_net_buy: float
    shenzhen_net_buy: float
    net_buy: float


class SouthboundDay(Struct, frozen=True):
    """One day's flow as far as it has come, HKD; totals are None where nothing was published yet.

    `minutes` is empty where the provider gives only totals. `trading` is False when the provider itself says that
    the channel has no trading day, whatever figures it repeats.
    """

    date: date
    net_buy: float | None
    shanghai_net_buy: float | None
    shenzhen_net_buy: float | None
    minutes: tuple[SouthboundMinute, ...] = ()
    buy: float | None = None
    sell: float | None = None
    trading: bool = True


class SouthboundDaily(Struct, frozen=True):
    """One finished day: net buy and turnover (buys plus sells) of both channels together, HKD."""

    date: date
    net_buy: float | None
    turnover: float | None = None


class ActiveName(Struct, frozen=True):
    """One of the most active names of a day: buys, sells and turnover of the channels whose list it stood in, HKD.

    `channels` names those lists, "Shanghai", "Shenzhen" or both; a name in one list may have traded through the
    other channel too, without a figure. `symbol` is canonical, `name_zh` as the provider wrote it.
    """

    symbol: str
    name_zh: str
    buy: float | None
    sell: float | None
    turnover: float
    channels: tuple[str, ...]

    @property
    def net_buy(self) -> float | None:
        """Buys minus sells, HKD; None unless both are known."""
        if self.buy is None or self.sell is None:
            return None
        return self.buy - self.sell


class ActiveNames(Struct, frozen=True):
    """The most active names of one finished day, both channels' lists merged, the largest turnover first."""

    date: date
    names: tuple[ActiveName, ...]


def is_repeat(
    day: SouthboundDay,
    history: Sequence[SouthboundDaily],
    *,
    before: SouthboundDay | None = None,
    calendars: Calendars | None = None,
) -> bool:
    """Whether what is given as the flow of a day is that of an earlier one, or of no trading day at all.

    Feeds answer on Stock Connect holidays, and for a while on the mornings after, with the last day's totals under
    the new date. So a day's figures are not its own if the provider itself says that it does not trade; or if the
    calendars (where given) know that Connect is shut; or if its totals are those of the last finished day: net buy
    equal within rounding, and turnover too where both are known. `history` are finished days, ascending; `before` is
    the day held before this one, whose totals are compared to the last dollar and channel by channel. A day without
    a figure, or on which nothing has traded yet, repeats nothing.
    """
    if not day.trading or (calendars is not None and not calendars.is_connect_day(day.date)):
        return True
    if not day.net_buy:
        return False
    if before is not None and before.date < day.date and _totals(before) == _totals(day):
        return True
    finished = [daily for daily in history if daily.date < day.date and daily.net_buy is not None]
    return bool(finished) and _has_totals_of(day, finished[-1])


def without_figures(day: SouthboundDay) -> SouthboundDay:
    """The day with nothing published of it."""
    return SouthboundDay(day.date, None, None, None, trading=day.trading)


def _totals(day: SouthboundDay) -> tuple[float | None, ...]:
    return (day.net_buy, day.shanghai_net_buy, day.shenzhen_net_buy)


def _has_totals_of(day: SouthboundDay, daily: SouthboundDaily) -> bool:
    assert day.net_buy is not None and daily.net_buy is not None, "both have totals"
    if abs(day.net_buy - daily.net_buy) > REPEAT_TOLERANCE:
        return False
    if day.buy is None or day.sell is None or daily.turnover is None:
        return True
    return abs(day.buy + day.sell - daily.turnover) <= REPEAT_TOLERANCE
