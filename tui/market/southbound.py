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
