"""Exchange rates of the simulated day: the offshore and onshore yuan and the Hong Kong dollar, and their crosses.

Offshore rates trade from early morning to midnight, onshore ones from 9:30; before that each shows its session
before. The central parity is one figure a day, published at 9:15. Levels are near those of early June 2025.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from tui.exchange.factors import bridge
from tui.exchange.scenario import Scenario
from tui.exchange.trading_day import SECONDS_PER_HOUR, SECONDS_PER_MINUTE, at
from tui.market.zones import MARKET_TIME

_DAY_SECONDS = 24 * SECONDS_PER_HOUR
_STEP = 5
"""Seconds between two changes of a rate."""


class Place(Enum):
    """Where a rate is made: OFFSHORE and ONSHORE trade, the PARITY is set once a day by the central bank."""

    OFFSHORE = auto()
    ONSHORE = auto()
    PARITY = auto()


_OPENS = {Place.OFFSHORE: at(6, 0), Place.ONSHORE: at(9, 30), Place.PARITY: at(9, 15)}
_EARLIER = {
    Place.OFFSHORE: (timedelta(days=1), timedelta(days=1), at(23, 59, 55)),
    Place.ONSHORE: (timedelta(days=4), timedelta(days=3), at(2, 59, 56)),
    Place.PARITY: (timedelta(days=4), timedelta(days=4), at(9, 15, 10)),
}
"""How far back the session before is, and the day and second of its last stamp.

Offshore it is Monday's; onshore, where Monday was a holiday, Friday's, which traded on into Saturday morning.
"""


class Rate(Struct, frozen=True):
    """One pair at one moment. `stamp` is aware, market time; `session` the day that the rate counts for."""

    last: float
    open: float
    high: float
    low: float
    previous_close: float
    stamp: datetime
    session: date

    @property
    def change(self) -> float:
        """Last minus the previous close."""
        return self.last - self.previous_close

    @property
    def change_pct(self) -> float:
        """The change in percent."""
        return self.change / self.previous_close * 100.0


class _Course(Struct, frozen=True):
    """The close two sessions before the day, the one before it, and (minute after midnight, level) on the day.

    `noise`: how far it strays from its course, as a share of it.
    """

    older: float
    before: float
    points: tuple[tuple[int, float], ...]
    noise: float = 0.0


_COURSES = {
    "USDCNH": _Course(
        7.2012, 7.1932, ((360, 7.1925), (540, 7.1893), (780, 7.1856), (960, 7.1846), (1440, 7.1858)), 0.0004
    ),
    "USDHKD": _Course(
        7.8431, 7.8458, ((360, 7.8460), (540, 7.8464), (780, 7.8470), (960, 7.8472), (1440, 7.8469)), 0.00006
    ),
    "USDCNY": _Course(
        7.1941, 7.1989, ((570, 7.1938), (660, 7.1907), (780, 7.1891), (990, 7.1886), (1440, 7.1893)), 0.0003
    ),
    "USD parity": _Course(7.1907, 7.1848, ((0, 7.1869), (1440, 7.1869))),
    "HKD parity": _Course(0.9173, 0.9165, ((0, 0.9160), (1440, 0.9160))),
    "one": _Course(1.0, 1.0, ((0, 1.0), (1440, 1.0))),
}

_PAIRS = {
    "USDCNH": (Place.OFFSHORE, "USDCNH", "one"),
    "USDHKD": (Place.OFFSHORE, "USDHKD", "one"),
    "HKDCNH": (Place.OFFSHORE, "USDCNH", "USDHKD"),
    "CNHHKD": (Place.OFFSHORE, "USDHKD", "USDCNH"),
    "CNHUSD": (Place.OFFSHORE, "one", "USDCNH"),
    "HKDUSD": (Place.OFFSHORE, "one", "USDHKD"),
    "USDCNY": (Place.ONSHORE, "USDCNY", "one"),
    "HKDCNY": (Place.ONSHORE, "USDCNY", "USDHKD"),
    "USDCNYC": (Place.PARITY, "USD parity", "one"),
    "HKDCNYC": (Place.PARITY, "HKD parity", "one"),
}
"""Each pair as one course divided by another."""


class Rates:
    """Every pair at any moment; what is asked for is built once, then kept."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._knots: dict[str, list[float]] = {}

    def at(self, pair: str, moment: datetime) -> Rate | None:
        """The rate of a pair such as HKDCNH; those that end in C are central parities. None for an unknown one."""
        if pair not in _PAIRS:
            return None
        place, above, below = _PAIRS[pair]
        before = _COURSES[above].before / _COURSES[below].before
        local = moment.astimezone(MARKET_TIME)
        day, second = self._scenario.day, at(local.hour, local.minute, local.second)
        if local.date() < day or (local.date() == day and second < _OPENS[place]):
            older = _COURSES[above].older / _COURSES[below].older
            session, stamped, last = _EARLIER[place]
            return Rate(before, before, before, before, older, _stamp(day - stamped, last), day - session)
        if local.date() > day:
            second = _DAY_SECONDS - 1
        if place is Place.PARITY:
            fixed = self._level(pair, 0)
            return Rate(fixed, fixed, fixed, fixed, before, _stamp(day, _EARLIER[place][2]), day)
        second -= second % _STEP
        now, knots = self._level(pair, second), self._course(pair)
        passed = knots[_OPENS[place] // SECONDS_PER_MINUTE : second // SECONDS_PER_MINUTE + 1]
        return Rate(now, passed[0], max(now, *passed), min(now, *passed), before, _stamp(day, second), day)

    def _level(self, pair: str, second: int) -> float:
        knots = self._course(pair)
        minute, rest = divmod(second, SECONDS_PER_MINUTE)
        return knots[minute] + (knots[minute + 1] - knots[minute]) * rest / SECONDS_PER_MINUTE

    def _course(self, pair: str) -> list[float]:
        """The level of a pair after each minute of the day."""
        held = self._knots.get(pair)
        if held is None:
            _, above, below = _PAIRS[pair]
            columns = (_minutes(name, self._scenario.name) for name in (above, below))
            held = self._knots[pair] = [over / under for over, under in zip(*columns, strict=True)]
        return held


@lru_cache
def _minutes(name: str, seed: str) -> tuple[float, ...]:
    """A course after each minute of the day; level before its first point."""
    course = _COURSES[name]
    levels = [course.points[0][1]] * course.points[0][0]
    for (start, low), (end, high) in pairwise(course.points):
        levels += [low + (high - low) * minute / (end - start) for minute in range(end - start)]
    levels.append(course.points[-1][1])
    noise = bridge(random.Random(f"{seed}:rate:{name}"), len(levels) - 1)
    return tuple(level * (1.0 + course.noise * wobble) for level, wobble in zip(levels, noise, strict=True))


def _stamp(day: date, second: int) -> datetime:
    return datetime.combine(day, time(), MARKET_TIME) + timedelta(seconds=second)
