"""Daily bars of two answers made into one series, if they are of one making."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from msgspec.structs import replace

from tui.market.series import Bar, DailyBars

OVERLAP = 6
"""Sessions that two answers are asked to share."""

LEAST_SHARED = 3
"""So many of them must be there and agree, unless a series is shorter than that."""

PRICE_ROUNDING = 0.0015
"""How far a price may be off by rounding to three decimals, in the currency."""

AMOUNT_ROUNDING = 1e-6
"""How far volume and turnover may be off by rounding, as a share of them."""


def up_to(bars: DailyBars, last: date) -> DailyBars:
    """The bars without those of later days, which may still be running."""
    return replace(bars, bars=bars.bars[: bisect_right(bars.bars, last, key=_day)])


def joined(older: DailyBars, newer: DailyBars) -> DailyBars | None:
    """The older bars up to the first of the newer ones, and then those; None unless both are of one making.

    A dividend or a split between two answers moves all adjusted prices before it, and another provider counts
    volumes or turnover otherwise: so the days that both have must be the same in each figure. The last of the older
    bars decides nothing, for vendors settle a day's figures late.
    """
    if older.adjustment is not newer.adjustment or older.symbol != newer.symbol:
        return None
    if not older.bars or not newer.bars:
        return replace(older, bars=older.bars or newer.bars)
    begins = bisect_left(older.bars, newer.bars[0].date, key=_day)
    settled = older.bars[begins:-1]
    shared = newer.bars[: bisect_left(newer.bars, older.bars[-1].date, key=_day)]
    least = min(LEAST_SHARED, len(older.bars) - 1, len(newer.bars) - 1)
    if begins == len(older.bars) or len(settled) < least or len(settled) != len(shared):
        return None
    if not all(map(_same, settled, shared)):
        return None
    return replace(older, bars=older.bars[:begins] + newer.bars)


def _same(one: Bar, other: Bar) -> bool:
    return (
        one.date == other.date
        and all(abs(a - b) <= PRICE_ROUNDING for a, b in zip(_prices(one), _prices(other), strict=True))
        and _same_amount(one.volume, other.volume)
        and _same_amount(one.turnover, other.turnover)
    )


def _prices(bar: Bar) -> tuple[float, float, float, float]:
    return bar.open, bar.high, bar.low, bar.close


def _same_amount(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= AMOUNT_ROUNDING * max(one, other)


def _day(bar: Bar) -> date:
    return bar.date
