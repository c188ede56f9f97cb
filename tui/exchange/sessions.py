"""The trading days before a simulated day, as far back as its history reaches."""

from __future__ import annotations

from datetime import date, timedelta

from tui.market.calendars import Calendars
from tui.market.instruments import Market

HISTORY_FIRST_DAY = date(2021, 3, 1)
"""More than four years before the simulated day: over a thousand sessions of each market."""

_WEEKDAYS = 5
_ONE_DAY = timedelta(days=1)


def _days(*ranges: str) -> frozenset[date]:
    """Dates of `YYYY-MM-DD` or, within one month, `YYYY-MM-DD..DD`."""
    days = set()
    for text in ranges:
        first, _, last = text.partition("..")
        start = date.fromisoformat(first)
        for number in range(start.day, int(last or start.day) + 1):
            days.add(start.replace(day=number))
    return frozenset(days)


_MAINLAND_CLOSURES = _days(
    *("2021-04-05", "2021-05-03..05", "2021-06-14", "2021-09-20..21", "2021-10-01", "2021-10-04..07"),
    *("2022-01-03", "2022-01-31", "2022-02-01..04", "2022-04-04..05", "2022-05-02"),
    *("2022-05-03..04", "2022-06-03", "2022-09-12", "2022-10-03..07"),
    *("2023-01-02", "2023-01-23..27", "2023-04-05", "2023-05-01..03", "2023-06-22..23"),
    *("2023-09-29", "2023-10-02..06"),
    *("2024-01-01", "2024-02-09", "2024-02-12..16", "2024-04-04..05", "2024-05-01..03", "2024-06-10"),
    *("2024-09-16..17", "2024-10-01..04", "2024-10-07"),
)
_HONG_KONG_CLOSURES = _days(
    *("2021-04-02", "2021-04-05..06", "2021-05-19", "2021-06-14", "2021-07-01", "2021-09-22", "2021-10-01"),
    *("2021-10-13..14", "2021-12-27", "2022-02-01..03", "2022-04-05", "2022-04-15", "2022-04-18", "2022-05-02"),
    *("2022-05-09", "2022-06-03", "2022-07-01", "2022-09-12", "2022-10-04", "2022-12-26..27"),
    *("2023-01-02", "2023-01-23..25", "2023-04-05", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-26"),
    *("2023-06-22", "2023-07-17", "2023-09-01", "2023-09-08", "2023-10-02", "2023-10-23", "2023-12-25..26"),
    *("2024-01-01", "2024-02-12..13", "2024-03-29", "2024-04-01", "2024-04-04", "2024-05-01", "2024-05-15"),
    *("2024-06-10", "2024-07-01", "2024-09-06", "2024-09-18", "2024-10-01", "2024-10-11", "2024-12-25..26"),
)
_UNITED_STATES_CLOSURES = _days(
    *("2021-04-02", "2021-05-31", "2021-07-05", "2021-09-06", "2021-11-25", "2021-12-24"),
    *("2022-01-17", "2022-02-21", "2022-04-15", "2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05"),
    *("2022-11-24", "2022-12-26"),
    *("2023-01-02", "2023-01-16", "2023-02-20", "2023-04-07", "2023-05-29", "2023-06-19", "2023-07-04"),
    *("2023-09-04", "2023-11-23", "2023-12-25", "2024-01-01", "2024-01-15", "2024-02-19", "2024-03-29"),
    *("2024-05-27", "2024-06-19", "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25"),
    *("2025-01-01", "2025-01-09", "2025-01-20", "2025-02-17", "2025-04-18", "2025-05-26"),
)
"""Weekdays without trading. Mainland and Hong Kong only where the shipped calendars do not reach."""


def sessions_before(day: date, market: Market, calendars: Calendars) -> tuple[date, ...]:
    """Every session of the market from `HISTORY_FIRST_DAY` up to the day before `day`, ascending."""
    count = (day - HISTORY_FIRST_DAY).days
    days = (HISTORY_FIRST_DAY + _ONE_DAY * number for number in range(count))
    return tuple(session for session in days if _is_session(session, market, calendars))


def _is_session(day: date, market: Market, calendars: Calendars) -> bool:
    if market is Market.UNITED_STATES:
        return day.weekday() < _WEEKDAYS and day not in _UNITED_STATES_CLOSURES
    calendar, closures = {
        Market.MAINLAND: (calendars.mainland, _MAINLAND_CLOSURES),
        Market.HONG_KONG: (calendars.hong_kong, _HONG_KONG_CLOSURES),
    }[market]
    if day >= calendar.first_day:
        return calendar.is_session(day)
    return day.weekday() < _WEEKDAYS and day not in closures
