"""Which days the exchanges trade: closures, half days, and how sure we are.

Days are shipped as data, because the mainland's holidays are decreed year by year. Mainland exchanges never open
on the Saturdays and Sundays that are worked to make up for a holiday. Stock Connect trades when both markets do
(rule since 2023-04-24).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

import msgspec
from msgspec import Struct

from tui.market.instruments import Market
from tui.market.tables import DataError

ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayCertainty(StrEnum):
    """VERIFIED: the exchange published it. PROVISIONAL: from statutes and practice. UNKNOWN: no data at all."""

    VERIFIED = "verified"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


class Closure(Struct, frozen=True):
    """Why an exchange is closed, or closes early, on a day."""

    name_en: str
    name_zh: str


WEEKEND = Closure("weekend", "周末")


class HalfDay(Struct, frozen=True):
    """A day that ends at lunch: `close` is the end of continuous trading, market time."""

    close: time
    reason: Closure


class TradingCalendar(Struct, frozen=True):
    """The trading days of one market.

    Known from `first_day` to `last_day`, verified up to `verified_until`. Outside of what is known every weekday
    counts as a session, and `certainty` says that this is a guess.
    """

    first_day: date
    verified_until: date
    last_day: date
    closures: Mapping[date, Closure]
    half_days: Mapping[date, HalfDay]

    def is_session(self, day: date) -> bool:
        """Whether the market trades on that day, at least in the morning."""
        return self.closure(day) is None

    def half_day(self, day: date) -> HalfDay | None:
        """When and why the market closes early, None on other days."""
        return self.half_days.get(day)

    def closure(self, day: date) -> Closure | None:
        """Why the market is closed all day: a holiday, else the weekend; None on a session."""
        holiday = self.closures.get(day)
        if holiday is not None:
            return holiday
        return WEEKEND if day.weekday() >= _SATURDAY else None

    def certainty(self, day: date) -> DayCertainty:
        """How sure it is that the day is as this calendar says."""
        if not self.first_day <= day <= self.last_day:
            return DayCertainty.UNKNOWN
        return DayCertainty.VERIFIED if day <= self.verified_until else DayCertainty.PROVISIONAL

    def next_session(self, day: date) -> date:
        """The first session after that day."""
        day += ONE_DAY
        while not self.is_session(day):
            day += ONE_DAY
        return day

    def previous_session(self, day: date) -> date:
        """The last session before that day."""
        day -= ONE_DAY
        while not self.is_session(day):
            day -= ONE_DAY
        return day

    def sessions_before(self, day: date, count: int) -> tuple[date, ...]:
        """The last `count` sessions before that day, ascending."""
        found: list[date] = []
        while len(found) < count:
            day = self.previous_session(day)
            found.append(day)
        return tuple(reversed(found))


class Calendars(Struct, frozen=True):
    """Both markets' trading days."""

    mainland: TradingCalendar
    hong_kong: TradingCalendar

    def get(self, market: Market) -> TradingCalendar | None:
        """The market's trading days; None of the United States, whose holidays nobody tells."""
        match market:
            case Market.MAINLAND:
                return self.mainland
            case Market.HONG_KONG:
                return self.hong_kong
            case Market.UNITED_STATES:
                return None

    def of(self, market: Market) -> TradingCalendar:
        """The trading days of a market that has a calendar. Raises KeyError for another."""
        calendar = self.get(market)
        if calendar is None:
            raise KeyError(market)
        return calendar

    def is_connect_day(self, day: date) -> bool:
        """Whether Stock Connect trades, both ways: on days when both markets do."""
        return self.mainland.is_session(day) and self.hong_kong.is_session(day)

    def connect_days_before(self, day: date, count: int) -> tuple[date, ...]:
        """The last `count` days before that day on which Stock Connect traded, ascending."""
        found: list[date] = []
        while len(found) < count:
            day = self.mainland.previous_session(day)
            if self.hong_kong.is_session(day):
                found.append(day)
        return tuple(reversed(found))

    def next_connect_day(self, day: date) -> date:
        """The first day after that one on which Stock Connect trades."""
        day = self.mainland.next_session(day)
        while not self.hong_kong.is_session(day):
            day = self.mainland.next_session(day)
        return day


_Name = Annotated[str, msgspec.Meta(min_length=1)]


class _ClosureRow(msgspec.Struct, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    first: date
    last: date
    name_en: _Name
    name_zh: _Name


class _HalfDayRow(msgspec.Struct, forbid_unknown_fields=True):
    date: date
    close: time
    name_en: _Name
    name_zh: _Name


class _CalendarRow(msgspec.Struct, forbid_unknown_fields=True):
    first_day: date
    verified_until: date
    last_day: date
    source: _Name
    closures: list[_ClosureRow]
    half_days: list[_HalfDayRow]


class _CalendarsFile(msgspec.Struct, forbid_unknown_fields=True):
    mainland: _CalendarRow
    hong_kong: _CalendarRow


def parse_calendars(text: str, file: str) -> Calendars:
    """The calendars of a JSON text. `file` names it in errors. Raises DataError; does no I/O."""
    try:
        rows = msgspec.json.decode(text, type=_CalendarsFile)
    except msgspec.DecodeError as error:
        expected, found, path = str(error).partition(" - at ")
        raise DataError(file, path.strip("`") if found else "JSON", expected) from error
    return Calendars(_calendar(rows.mainland, file, "$.mainland"), _calendar(rows.hong_kong, file, "$.hong_kong"))


def _calendar(row: _CalendarRow, file: str, path: str) -> TradingCalendar:
    if not row.first_day <= row.verified_until <= row.last_day:
        raise DataError(file, path, "first_day, verified_until and last_day must ascend")
    closures: dict[date, Closure] = {}
    for number, closed in enumerate(row.closures):
        where = f"{path}.closures[{number}]"
        if not row.first_day <= closed.first <= closed.last <= row.last_day:
            raise DataError(file, where, "must ascend and lie between first_day and last_day")
        day = closed.first
        while day <= closed.last:
            if day in closures:
                raise DataError(file, where, f"{day} is in a closure before")
            closures[day] = Closure(closed.name_en, closed.name_zh)
            day += ONE_DAY
    half_days: dict[date, HalfDay] = {}
    for number, half in enumerate(row.half_days):
        where = f"{path}.half_days[{number}]"
        if half.date in closures or half.date in half_days or half.date.weekday() >= _SATURDAY:
            raise DataError(file, where, f"{half.date} is no session, or stands there twice")
        half_days[half.date] = HalfDay(half.close, Closure(half.name_en, half.name_zh))
    return TradingCalendar(
        row.first_day,
        row.verified_until,
        row.last_day,
        MappingProxyType(closures),
        MappingProxyType(half_days),
    )
