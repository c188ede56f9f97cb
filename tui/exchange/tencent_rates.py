"""Tencent's exchange rates: `v_whHKDCNY="310~港元人民币~HKDCNY~0.9160~…";`."""

from __future__ import annotations

from datetime import datetime

from tui.exchange.rates import Rates
from tui.exchange.wire import figure

_PREFIX = "wh"
_TAG = "310"
_NAMES = {"USDCNY": "美元人民币", "HKDCNY": "港元人民币", "USDHKD": "美元港元"}
_SPREAD = 0.0004
_PERIODS = ("-0.12", "-0.31", "-0.93", "-1.53", "-0.75")
"""Moves over a week to a year, percent: made up."""

_YEAR_RANGE = {"USDCNY": ("7.3512", "7.0026"), "HKDCNY": ("0.9475", "0.9005"), "USDHKD": ("7.8500", "7.7498")}


def tencent_rate(rates: Rates, key: str, moment: datetime) -> list[str] | None:
    """The row of a key such as `whHKDCNY`: 22 columns; None for one that is not known.

    Tag, name, code, last, 0, stamp, previous close, open, high, low, bid, ask, change, %, five longer moves, the
    year's high and low, and the session's day.
    """
    code = key.removeprefix(_PREFIX)
    rate = rates.at(code, moment) if key.startswith(_PREFIX) and code in _NAMES else None
    if rate is None:
        return None
    prices = (rate.previous_close, rate.open, rate.high, rate.low, rate.last, rate.last + _SPREAD)
    return [
        _TAG,
        _NAMES[code],
        code,
        figure(rate.last, 4),
        "0",
        f"{rate.stamp:%Y%m%d%H%M%S}",
        *(figure(price, 4) for price in prices),
        figure(rate.change, 4),
        figure(rate.change_pct, 2),
        *_PERIODS,
        *_YEAR_RANGE[code],
        rate.session.isoformat(),
    ]
