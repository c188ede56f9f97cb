"""On which day of a month each Chinese release and index review is to be expected.

Every function takes a month by its first day, and the calendars. Days of the month are those on which the release
came most often from May 2025 to August 2026, or stands in the publisher's calendar for 2026. The publishers name no
rule themselves, but for the LPR and the index reviews.
"""

from __future__ import annotations

from datetime import date, timedelta

from tui.market.calendars import Calendars
from tui.market.month_days import (
    FRIDAY,
    last_day,
    last_session,
    month_after,
    nth_session,
    nth_weekday,
    session_from,
    session_until,
)

JANUARY, FEBRUARY, MARCH, APRIL, MAY, JULY, AUGUST, OCTOBER, NOVEMBER = 1, 2, 3, 4, 5, 7, 8, 10, 11

ACTIVITY_DAYS = {JANUARY: 17, APRIL: 16, MAY: 17, OCTOBER: 18}
ACTIVITY_DAY = 15
HOME_PRICES_DAY_IN_FEBRUARY = 19
PRICES_DAYS = {OCTOBER: 14}
PRICES_DAY = 9
TRADE_DAYS = {JANUARY: 13, APRIL: 13, JULY: 13, OCTOBER: 13, MARCH: 9, MAY: 9, AUGUST: 7, NOVEMBER: 7}
TRADE_DAY = 8
CREDIT_DAY = 13
RESERVES_DAY = 7
PROFITS_DAY = 27
LPR_DAY = 20
MLF_DAY = 25
HOLIDAY_MONTHS = (JANUARY, MAY, OCTOBER)
"""Months that begin with a holiday of several days: New Year, Labour Day, National Day."""
SERVICES_DAYS_AFTER_HOLIDAY = {JANUARY: 5, MAY: 6}
"""The services PMI does not wait for the third working day where a holiday has put that off."""

HSI_NOTICE = timedelta(days=17)
CSI_NOTICE = timedelta(days=14)
FTSE_NOTICE = timedelta(days=16)


def _on(month: date, day: int) -> date:
    return month.replace(day=day)


def prices(month: date, calendars: Calendars) -> date:
    """CPI and PPI."""
    return session_from(calendars.mainland, _on(month, PRICES_DAYS.get(month.month, PRICES_DAY)))


def activity(month: date, calendars: Calendars) -> date:
    """Industrial production, retail sales, investment, unemployment, and with them GDP."""
    return session_from(calendars.mainland, _on(month, ACTIVITY_DAYS.get(month.month, ACTIVITY_DAY)))


def gdp_by_industry(month: date, calendars: Calendars) -> date:
    """The working day after GDP."""
    return calendars.mainland.next_session(activity(month, calendars))


def home_prices(month: date, calendars: Calendars) -> date:
    """With the activity data; alone in February, then not inside the Spring Festival but before it."""
    if month.month != FEBRUARY:
        return activity(month, calendars)
    return session_until(calendars.mainland, _on(month, HOME_PRICES_DAY_IN_FEBRUARY))


def trade(month: date, calendars: Calendars) -> date:
    """Exports and imports: later in the months that follow a quarter."""
    return session_from(calendars.mainland, _on(month, TRADE_DAYS.get(month.month, TRADE_DAY)))


def credit(month: date, calendars: Calendars) -> date:
    """Loans, financing and money: nobody announces the day, this is the middle of those it came on."""
    return session_until(calendars.mainland, _on(month, CREDIT_DAY))


def reserves(month: date, calendars: Calendars) -> date:
    """Foreign exchange reserves: weekends and holidays do not matter."""
    return _on(month, RESERVES_DAY)


def profits(month: date, calendars: Calendars) -> date:
    """Industrial profits: weekends do not matter."""
    return _on(month, PROFITS_DAY)


def lpr(month: date, calendars: Calendars) -> date:
    """The loan prime rates."""
    return session_from(calendars.mainland, _on(month, LPR_DAY))


def mlf(month: date, calendars: Calendars) -> date:
    """The central bank's medium-term lending."""
    return session_from(calendars.mainland, _on(month, MLF_DAY))


def month_end(month: date, calendars: Calendars) -> date:
    """The purchasing managers' indices of the NBS: the last day, weekends or not."""
    return last_day(month)


def ratingdog_manufacturing(month: date, calendars: Calendars) -> date:
    """The first working day, or before a holiday the last of the month before."""
    if month.month in HOLIDAY_MONTHS:
        return last_session(calendars.mainland, month_after(month, -1))
    return nth_session(calendars.mainland, month, 1)


def ratingdog_services(month: date, calendars: Calendars) -> date:
    """The third working day; with the manufacturing index before National Day, right after other holidays."""
    if month.month == OCTOBER:
        return ratingdog_manufacturing(month, calendars)
    after_holiday = SERVICES_DAYS_AFTER_HOLIDAY.get(month.month)
    if after_holiday is not None:
        return session_from(calendars.mainland, _on(month, after_holiday))
    return nth_session(calendars.mainland, month, 3)


def hang_seng_effective(month: date, calendars: Calendars) -> date:
    """The Monday after the first Friday."""
    return session_from(calendars.hong_kong, nth_weekday(month, FRIDAY, 1) + timedelta(days=3))


def hang_seng_announced(month: date, calendars: Calendars) -> date:
    """Of the review that takes effect in that month: a Friday of the month before."""
    return session_until(calendars.hong_kong, nth_weekday(month, FRIDAY, 1) + timedelta(days=3) - HSI_NOTICE)


def csi_rebalance(month: date, calendars: Calendars) -> date:
    """CSI 300 and its family, SSE 50, STAR 50: after the close of the second Friday."""
    return session_until(calendars.mainland, nth_weekday(month, FRIDAY, 2))


def csi_announced(month: date, calendars: Calendars) -> date:
    """Of the rebalance in that month: two Fridays before."""
    return session_until(calendars.mainland, nth_weekday(month, FRIDAY, 2) - CSI_NOTICE)


def ftse_rebalance(month: date, calendars: Calendars) -> date:
    """FTSE China A50: after the close of the third Friday."""
    return session_until(calendars.mainland, nth_weekday(month, FRIDAY, 3))


def ftse_announced(month: date, calendars: Calendars) -> date:
    """Of the rebalance in that month: the Wednesday 16 days before its Friday."""
    return nth_weekday(month, FRIDAY, 3) - FTSE_NOTICE


def msci_review(month: date, calendars: Calendars) -> date:
    """At the close of the last business day."""
    return last_session(calendars.hong_kong, month)
