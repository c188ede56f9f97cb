"""Southbound Stock Connect: mainland money into Hong Kong, always in single HKD.

Net buy is executed buys minus executed sells. It is not turnover, and not quota used.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct


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
