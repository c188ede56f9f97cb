"""What moves many prices at once: the day's shape in each market, and a drift of each sector."""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import accumulate, pairwise
from math import sqrt

from tui.exchange.trading_day import HONG_KONG_DAY, MAINLAND_DAY, DayPlan

UNIFORM_DEVIATION = 0.28867513459481287
"""Standard deviation of a uniform number between 0 and 1."""

_RALLY_MAINLAND = (
    (0, 0.10),
    (8, -0.08),
    (22, -0.26),
    (34, -0.17),
    (60, 0.02),
    (85, 0.24),
    (105, 0.22),
    (120, 0.31),
    (135, 0.49),
    (160, 0.66),
    (180, 0.63),
    (205, 0.86),
    (225, 0.97),
    (237, 1.0),
)
_RALLY_HONG_KONG = (
    (0, 0.14),
    (9, -0.04),
    (24, -0.25),
    (36, -0.15),
    (60, 0.03),
    (90, 0.23),
    (120, 0.25),
    (150, 0.34),
    (165, 0.48),
    (200, 0.63),
    (230, 0.60),
    (265, 0.82),
    (300, 0.94),
    (318, 1.04),
    (330, 1.0),
)
"""(minutes of trading, share of the day's move): a weak first half hour, a recovery, a climb after lunch."""

_MARKET_NOISE = 0.07
"""Wobble of a market around its shape, as a share of the day's move."""


def bridge(rng: random.Random, steps: int) -> list[float]:
    """A random walk of `steps` steps from 0 back to 0, with a deviation of about half at its middle."""
    scale = 1.0 / (UNIFORM_DEVIATION * sqrt(steps))
    walk = [0.0, *accumulate((rng.random() - 0.5) * scale for _ in range(steps))]
    slope = walk[-1] / steps
    return [value - slope * index for index, value in enumerate(walk)]


def _along(points: tuple[tuple[int, float], ...]) -> list[float]:
    """Straight lines through the points, one value a minute."""
    values = []
    for (start, low), (end, high) in pairwise(points):
        values += [low + (high - low) * minute / (end - start) for minute in range(end - start)]
    return [*values, points[-1][1]]


@lru_cache
def day_shape(plan: DayPlan, seed: str) -> tuple[float, ...]:
    """The rally's course: the share of the day's move that is done, after each minute of continuous trading."""
    points = {MAINLAND_DAY: _RALLY_MAINLAND, HONG_KONG_DAY: _RALLY_HONG_KONG}[plan]
    noise = bridge(random.Random(f"{seed}:market:{plan.minutes}"), plan.minutes)
    return tuple(share + _MARKET_NOISE * wobble for share, wobble in zip(_along(points), noise, strict=True))


@lru_cache
def quiet_shape(plan: DayPlan, seed: str) -> tuple[float, ...]:
    """A day without a story: an even course with a wide wobble. Used for the session before."""
    noise = bridge(random.Random(f"{seed}:market:{plan.minutes}"), plan.minutes)
    return tuple(index / plan.minutes + 0.5 * wobble for index, wobble in enumerate(noise))


@lru_cache
def sector_drift(plan: DayPlan, seed: str, sector: str) -> tuple[float, ...]:
    """A sector's own way around the market, in deviations, after each minute; starts and ends at 0."""
    return tuple(bridge(random.Random(f"{seed}:{sector}:{plan.minutes}"), plan.minutes))
