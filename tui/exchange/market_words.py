"""Tencent's line about every market's state: `2025-06-03 11:38:52|HK_open_交易中|SH_close_午间休市|…`."""

from __future__ import annotations

from datetime import date, datetime

from tui.exchange.trading_day import HONG_KONG_DAY, MAINLAND_DAY, DayPlan, Phase, at
from tui.market.zones import MARKET_TIME

_TRADING, _LUNCH, _CLOSED, _NOT_OPEN = "open_交易中", "close_午间休市", "close_已收盘", "close_未开盘"
_MAINLAND = ("SH", "SZ", "NEWSH", "NEWSZ", "REPO", "KCB", "CYB")
_HONG_KONG = ("HK", "NEWHK", "AH")
_OVERSEAS = ("US", "NEWUS", "USA", "USB")


def market_words(day: date, moment: datetime) -> str:
    """The line at that moment (aware). `day` is the only day on which the simulated markets trade."""
    local = moment.astimezone(MARKET_TIME)
    second = at(local.hour, local.minute, local.second)
    states = [(name, _state(HONG_KONG_DAY, local.date(), day, second)) for name in _HONG_KONG]
    states += [(name, _state(MAINLAND_DAY, local.date(), day, second)) for name in _MAINLAND]
    states += [(name, _CLOSED) for name in _OVERSEAS]
    return "|".join([f"{local:%Y-%m-%d %H:%M:%S}", *(f"{name}_{state}" for name, state in states)])


def _state(plan: DayPlan, today: date, day: date, second: int) -> str:
    if today != day:
        return _CLOSED
    phase = plan.phase(second)
    if phase is Phase.CLOSED:
        return _CLOSED
    if phase is Phase.TRADING:
        return _LUNCH if plan.noon <= second < plan.reopened else _TRADING
    return _TRADING if phase is Phase.CLOSING else _NOT_OPEN
