"""Days as rules name them: the third Friday of a month, its last trading day, the next working day.

A month is told by its first day. What counts as a working day is what the calendar trades: outside of the days it
knows that is every weekday. A weekend day that is worked to make up for a holiday is no working day here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from tui.market.calendars import TradingCalendar

MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7
WEDNESDAY = 2
FRIDAY = 4

_ONE_DAY = timedelta(days=1)


def month_of(day: date) -> date:
    """The month in which the day lies, by its first day."""
    return day.replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """The month that many months later, earlier where `count` is negative."""
    years, rest = divmod(month.month - 1 + count, MONTHS_A_YEAR)
    return date(month.year + years, rest + 1, 1)


def months_later(day: date, count: int) -> date:
    """The same day that many months later, earlier where `count` is negative; a shorter month's last day."""
    month = month_after(month_of(day), count)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def last_day(month: date) -> date:
    """The last day of the month, whatever day of the week it is."""
    return month_after(month) - _ONE_DAY


def nth_weekday(month: date, weekday: int, nth: int) -> date:
    """The nth Monday (0) to Sunday (6) of the month; the first is number 1."""
    return month + timedelta(days=(weekday - month.weekday()) % DAYS_A_WEEK + DAYS_A_WEEK * (nth - 1))


def session_from(calendar: TradingCalendar, day: date) -> date:
    """That day if the market trades, else the next on which it does."""
    return day if calendar.is_session(day) else calendar.next_session(day)


def session_until(calendar: TradingCalendar, day: date) -> date:
    """That day if the market trades, else the last before it on which it did."""
    return day if calendar.is_session(day) else calendar.previous_session(day)


def nth_session(calendar: TradingCalendar, month: date, nth: int) -> date:
    """The nth trading day from the first of the month on; the first is number 1."""
    day = month - _ONE_DAY
    for _ in range(nth):
        day = calendar.next_session(day)
    return day


def last_session(calendar: TradingCalendar, month: date, before: int = 0) -> date:
    """The last trading day of the month, or the one that many trading days before it."""
    day = month_after(month)
    for _ in range(before + 1):
        day = calendar.previous_session(day)
    return day
