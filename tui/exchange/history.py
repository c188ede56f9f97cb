"""Daily bars of the three years before the simulated day.

Each market follows a course through fixed points, near what its main index did; every instrument follows that course
in proportion, with noise of its own, to its previous close. Hong Kong's course is built so that the Hang Seng's
close on the day is its highest since 2025-03-20.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from tui.exchange.factors import bridge
from tui.market.instruments import Instrument, Kind, Market

_HONG_KONG_COURSE = (
    ("2022-05-03", 0.905),
    ("2022-06-28", 0.968),
    ("2022-10-31", 0.634),
    ("2023-01-27", 0.980),
    ("2023-05-31", 0.787),
    ("2023-07-31", 0.867),
    ("2024-01-22", 0.646),
    ("2024-05-20", 0.847),
    ("2024-08-05", 0.721),
    ("2024-09-11", 0.738),
    ("2024-10-07", 0.998),
    ("2024-10-18", 0.898),
    ("2025-01-13", 0.815),
    ("2025-02-27", 1.024),
    ("2025-03-19", 1.0697),
    ("2025-03-20", 1.0458),
    ("2025-03-21", 1.0105),
    ("2025-04-02", 1.0012),
    ("2025-04-03", 0.9862),
    ("2025-04-07", 0.8562),
    ("2025-04-24", 0.9461),
    ("2025-05-12", 0.9985),
    ("2025-05-21", 1.0102),
    ("2025-05-30", 1.0057),
    ("2025-06-02", 1.0),
)
_MAINLAND_COURSE = (
    ("2022-05-03", 1.043),
    ("2022-07-04", 1.164),
    ("2022-10-31", 0.913),
    ("2023-01-30", 1.090),
    ("2023-10-23", 0.905),
    ("2024-02-02", 0.828),
    ("2024-05-20", 0.961),
    ("2024-09-13", 0.823),
    ("2024-10-08", 1.109),
    ("2024-11-07", 1.081),
    ("2025-01-13", 0.969),
    ("2025-03-18", 1.044),
    ("2025-04-03", 1.006),
    ("2025-04-07", 0.935),
    ("2025-05-14", 1.027),
    ("2025-05-29", 1.0048),
    ("2025-05-30", 1.0),
)
_UNITED_STATES_COURSE = (
    ("2022-05-03", 0.706),
    ("2022-10-12", 0.605),
    ("2023-07-31", 0.776),
    ("2023-10-27", 0.697),
    ("2024-07-16", 0.959),
    ("2024-08-05", 0.877),
    ("2025-02-19", 1.039),
    ("2025-04-08", 0.843),
    ("2025-05-19", 1.009),
    ("2025-06-02", 1.0),
)
"""(day, level against the last close before the simulated day)."""

_COURSES = {
    Market.HONG_KONG: _HONG_KONG_COURSE,
    Market.MAINLAND: _MAINLAND_COURSE,
    Market.UNITED_STATES: _UNITED_STATES_COURSE,
}

_RECENT_HIGH = date(2025, 3, 20)
_HONG_KONG_CAP = 1.0145
"""No close after the recent high comes nearer to the day's own (1.019) than this."""

_COURSE_NOISE = 0.0048
"""Daily deviation of a market around its course, as a share of the level."""

_INDEX_NOISE, _STOCK_NOISE = 0.04, 0.17
"""How far an instrument strays from its market over the years, as logarithms."""

_OPENING_GAP, _DAY_REACH = 0.006, 0.009
"""Deviation of an opening from the close before, and how far highs and lows stray, as shares of the price."""


class DailyBar(Struct, frozen=True):
    """One finished day, in the instrument's currency or points; volume in shares, turnover in single units."""

    date: date
    open: float
    close: float
    high: float
    low: float
    volume: float
    turnover: float


@lru_cache
def market_course(market: Market, days: tuple[date, ...], seed: str) -> tuple[float, ...]:
    """The market's level on each day, against its last one."""
    points = [(date.fromisoformat(day), level) for day, level in _COURSES[market]]
    rng = random.Random(f"{seed}:course:{market}")
    levels: list[float] = []
    for (first, low), (last, high) in pairwise(points):
        stretch = days[bisect_right(days, first) : bisect_right(days, last)]
        if not stretch:
            continue
        noise = bridge(rng, len(stretch))
        spread = _COURSE_NOISE * math.sqrt(len(stretch))
        for index, day in enumerate(stretch, start=1):
            level = math.exp(_share(math.log(low), math.log(high), index / len(stretch)) + spread * noise[index])
            levels.append(_capped(level, day) if market is Market.HONG_KONG else level)
    opening = points[0][1]
    return (*([opening] * (len(days) - len(levels))), *levels)


def _share(low: float, high: float, part: float) -> float:
    return low + (high - low) * part


def _capped(level: float, day: date) -> float:
    """Mirrors what would rise above the cap, so that no two days stand at the cap itself."""
    if day <= _RECENT_HIGH or level <= _HONG_KONG_CAP:
        return level
    return 2.0 * _HONG_KONG_CAP - level


def closes(
    instrument: Instrument, days: tuple[date, ...], previous_close: float, market_seed: str
) -> tuple[float, ...]:
    """The instrument's close on each day, not yet rounded to ticks; the last one is `previous_close`."""
    levels = market_course(instrument.market, days, market_seed)
    if instrument.symbol == "HSI":
        return tuple(previous_close * level for level in levels)
    rng = random.Random(f"{market_seed}:history:{instrument.symbol}")
    stray = _INDEX_NOISE if instrument.kind is Kind.INDEX else _STOCK_NOISE
    drift = (rng.random() - 0.5) * 2.0 * stray
    noise = bridge(rng, len(days))
    count = len(days) - 1
    return tuple(
        previous_close * level * math.exp(stray * 1.6 * noise[index + 1] + drift * (count - index) / count)
        for index, level in enumerate(levels)
    )


def prior_close(instrument: Instrument, days: tuple[date, ...], previous_close: float, market_seed: str) -> float:
    """The close one session before the last; the same figure that `closes` gives, without the years before."""
    return closes(instrument, days, previous_close, market_seed)[-2]


def finished_bars(
    instrument: Instrument,
    days: Sequence[date],
    day_closes: Sequence[float],
    turnover: float,
    share_price: float | None,
) -> list[DailyBar]:
    """Bars of finished days around the closes, not yet rounded. `turnover`: a usual day's, in single units."""
    rng = random.Random(f"bars:{instrument.symbol}")
    scale = 0.6 if instrument.kind is Kind.INDEX else 1.0
    bars = []
    before = day_closes[0]
    for day, close in zip(days, day_closes, strict=True):
        open_ = before * (1.0 + (rng.random() - 0.5) * 2.0 * _OPENING_GAP * scale)
        high = max(open_, close) * (1.0 + rng.random() * _DAY_REACH * scale)
        low = min(open_, close) * (1.0 - rng.random() * _DAY_REACH * scale)
        busy = turnover * (0.55 + 0.6 * rng.random()) * (1.0 + 6.0 * abs(close / before - 1.0))
        bars.append(DailyBar(day, open_, close, high, low, busy / (share_price or (open_ + close) / 2.0), busy))
        before = close
    return bars
