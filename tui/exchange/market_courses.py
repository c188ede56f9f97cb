"""Where each market stood on every day of the years before the simulated one.

Each market follows a course through fixed points, near what its main index did. Hong Kong's is built so that the
Hang Seng's close on the day is its highest since 2025-03-20, and that it is on course for that from 14:00 on.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from datetime import date
from functools import lru_cache
from itertools import pairwise

from tui.exchange.factors import bridge
from tui.market.instruments import Market

_HONG_KONG_COURSE = (
    ("2021-02-26", 1.251),
    ("2021-06-01", 1.272),
    ("2021-08-20", 1.073),
    ("2021-10-25", 1.128),
    ("2021-12-20", 0.982),
    ("2022-02-10", 1.076),
    ("2022-03-15", 0.795),
    ("2022-04-04", 0.972),
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
    ("2025-03-21", 1.0061),
    ("2025-04-02", 0.9988),
    ("2025-04-03", 0.9862),
    ("2025-04-07", 0.8562),
    ("2025-04-24", 0.9461),
    ("2025-05-12", 0.9921),
    ("2025-05-21", 1.0038),
    ("2025-05-30", 1.0012),
    ("2025-06-02", 1.0),
)
_MAINLAND_COURSE = (
    ("2021-02-26", 1.389),
    ("2021-06-01", 1.391),
    ("2021-08-20", 1.242),
    ("2021-09-13", 1.307),
    ("2021-12-13", 1.324),
    ("2022-01-28", 1.188),
    ("2022-03-15", 1.037),
    ("2022-04-01", 1.113),
    ("2022-04-26", 0.985),
    ("2022-05-05", 1.045),
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
    ("2021-02-26", 0.642),
    ("2021-09-02", 0.764),
    ("2022-01-03", 0.808),
    ("2022-03-14", 0.703),
    ("2022-03-29", 0.780),
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
_HONG_KONG_CAP = 1.0085
"""No close after the recent high comes nearer to the day's own (1.019) than this: at 14:00 the day is above it."""

_QUIETER, _ACTIVITY_MEMORY, _ACTIVITY_STIR = 0.81, 0.8, 0.075
"""Turnover of a usual day against a busy one, how much of a day's excess the next one keeps, and what is added."""

_COURSE_NOISE = 0.0048
"""Daily deviation of a market around its course, as a share of the level."""


@lru_cache
def market_course(market: Market, days: tuple[date, ...], seed: str) -> tuple[float, ...]:
    """The market's level on each of its sessions `days`, against its last one."""
    points = [(date.fromisoformat(day), level) for day, level in _COURSES[market]]
    levels: list[float] = []
    for (first, low), (last, high) in pairwise(points):
        stretch = days[bisect_right(days, first) : bisect_right(days, last)]
        if not stretch:
            continue
        # Each stretch has noise of its own, so that more history before it changes nothing in it.
        noise = bridge(random.Random(f"{seed}:course:{market}:{first}"), len(stretch))
        spread = _COURSE_NOISE * math.sqrt(len(stretch))
        start, slope = math.log(low), math.log(high / low)
        for index, day in enumerate(stretch, start=1):
            level = math.exp(start + slope * index / len(stretch) + spread * noise[index])
            levels.append(_capped(level, day) if market is Market.HONG_KONG else level)
    opening = points[0][1]
    return (*([opening] * (len(days) - len(levels))), *levels)


@lru_cache
def market_activity(market: Market, days: tuple[date, ...], seed: str) -> tuple[float, ...]:
    """The market's turnover on each of its sessions `days` against that of a busy day: it swells and ebbs slowly."""
    rng = random.Random(f"{seed}:activity:{market}")
    level, levels = 0.0, []
    # Drawn backwards, so that more history before them changes nothing in the newer days.
    for _ in days:
        level = _ACTIVITY_MEMORY * level + _ACTIVITY_STIR * rng.gauss(0.0, 1.0)
        levels.append(_QUIETER * math.exp(level))
    return tuple(reversed(levels))


def _capped(level: float, day: date) -> float:
    """Mirrors what would rise above the cap, so that no two days stand at the cap itself."""
    if day <= _RECENT_HIGH or level <= _HONG_KONG_CAP:
        return level
    return 2.0 * _HONG_KONG_CAP - level
