"""Eastmoney's exchange rates: rows of `ulist.np` with ids such as `133.HKDCNH`."""

from __future__ import annotations

from datetime import datetime

from tui.exchange.rates import Rates

DECIMALS = 4

_NAMES = {
    "133.USDCNH": "美元兑离岸人民币",
    "133.HKDCNH": "港币兑离岸人民币",
    "133.CNHHKD": "离岸人民币兑港币",
    "133.CNHUSD": "离岸人民币兑美元",
    "119.USDHKD": "美元兑港币",
    "119.HKDUSD": "港币兑美元",
    "120.USDCNYC": "美元人民币中间价",
    "120.HKDCNYC": "港元人民币中间价",
}
"""Offshore rates are in market 133, others against the Hong Kong dollar in 119, central parities in 120."""


def eastmoney_rate(rates: Rates, secid: str, moment: datetime) -> dict[str, str | int | float] | None:
    """The figures of a rate by field; None for an id that is not known. There is no volume and no turnover."""
    market, _, code = secid.partition(".")
    rate = rates.at(code, moment) if secid in _NAMES else None
    if rate is None:
        return None
    return {
        "f1": DECIMALS,
        "f2": round(rate.last, DECIMALS),
        "f3": round(rate.change_pct, 2),
        "f4": round(rate.change, DECIMALS),
        "f7": round((rate.high - rate.low) / rate.previous_close * 100.0, 2),
        "f12": code,
        "f13": int(market),
        "f14": _NAMES[secid],
        "f15": round(rate.high, DECIMALS),
        "f16": round(rate.low, DECIMALS),
        "f17": round(rate.open, DECIMALS),
        "f18": round(rate.previous_close, DECIMALS),
        "f124": int(rate.stamp.timestamp()),
        "f152": 2,
    }
