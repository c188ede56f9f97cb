"""Sina's exchange rates: `var hq_str_fx_shkdcny="13:05:10,0.9160…,港元兑人民币,…,2025-06-03";`."""

from __future__ import annotations

from datetime import datetime

from tui.exchange.rates import Rate, Rates
from tui.exchange.wire import TEN_THOUSAND, figure

_PREFIX = "fx_s"
_COMPUTED = "此行情由新浪财经计算得出"
_TRADED = {"usdcnh": "美元兑离岸人民币", "usdhkd": "美元兑港元即期汇率"}
_ONSHORE = {"usdcny": "在岸人民币"}
_CROSSES = {"hkdcny": "港元兑人民币", "hkdcnh": "港元兑离岸人民币"}
_HALF_SPREAD = 0.0005


def sina_rate(rates: Rates, key: str, moment: datetime) -> list[str] | None:
    """The row of a key such as `fx_shkdcny`: 18 columns; None for one that is not known.

    Time, bid, ask, previous close, the day's range in pips, open, high, low, last, name, change in percent, change,
    range, remark, the year's high and low (never filled), nothing, date. What Sina computes has ten decimals.
    """
    pair = key.removeprefix(_PREFIX)
    name = (_TRADED | _ONSHORE | _CROSSES).get(pair) if key.startswith(_PREFIX) else None
    rate = None if name is None else rates.at(pair.upper(), moment)
    if name is None or rate is None:
        return None
    return _row(rate, name, half_spread=0.0 if pair in _CROSSES else _HALF_SPREAD, computed=pair not in _TRADED)


def _row(rate: Rate, name: str, *, half_spread: float, computed: bool) -> list[str]:
    decimals = 10 if computed else 4
    spread = rate.high - rate.low
    prices = (rate.last - half_spread, rate.last + half_spread, rate.previous_close)
    return [
        f"{rate.stamp:%H:%M:%S}",
        *(figure(price, decimals) for price in prices),
        figure(spread * TEN_THOUSAND, decimals if computed else 0),
        *(figure(price, decimals) for price in (rate.open, rate.high, rate.low, rate.last)),
        name,
        figure(rate.change_pct, 4),
        figure(rate.change, 4),
        figure(spread, 4),
        _COMPUTED if computed else "",
        "0.0000",
        "0.0000",
        "",
        f"{rate.stamp:%Y-%m-%d}",
    ]
