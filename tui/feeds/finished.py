"""Which sessions are over for good: only their bars are kept, and only they are held against another day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tui.market.calendars import ONE_DAY, Calendars
from tui.market.instruments import Market
from tui.market.sessions import day_plan, market_day
from tui.market.zones import MARKET_TIME

FINAL_AFTER = timedelta(minutes=15)
"""How long after a day's last trade its figures may still change: vendors settle them within minutes."""

PUBLISHED_AT = time(16, 30)
"""Market time from which the tables of a Stock Connect day may be out. The most active names often come later."""


def last_finished(market: Market, now: datetime, calendars: Calendars) -> date:
    """The market's last session whose figures are final at `now` (aware), trading after hours included."""
    day = market_day(market, now)
    while not _is_final(market, day, now, calendars):
        day -= ONE_DAY
    return day


def next_final(now: datetime, calendars: Calendars) -> datetime | None:
    """When the next of today's sessions, mainland or Hong Kong, becomes final; None if none will."""
    moments = (
        moment
        for market in (Market.MAINLAND, Market.HONG_KONG)
        if (moment := _final_at(market, market_day(market, now), calendars)) is not None and moment > now
    )
    return min(moments, default=None)


def last_published(now: datetime, calendars: Calendars) -> date:
    """The newest Stock Connect day whose tables may be out at `now`."""
    day = now.astimezone(MARKET_TIME).date()
    if calendars.is_connect_day(day) and now >= published_at(day):
        return day
    return calendars.connect_days_before(day, 1)[0]


def next_publication(now: datetime) -> datetime:
    """The next moment from which the tables of another day may be out, if Stock Connect trades on it."""
    today = published_at(now.astimezone(MARKET_TIME).date())
    return today if now < today else today + ONE_DAY


def published_at(day: date) -> datetime:
    """From when on the tables of that day may be out."""
    return datetime.combine(day, PUBLISHED_AT, MARKET_TIME)


def _is_final(market: Market, day: date, now: datetime, calendars: Calendars) -> bool:
    moment = _final_at(market, day, calendars)
    return moment is not None and moment <= now


def _final_at(market: Market, day: date, calendars: Calendars) -> datetime | None:
    """When that day's figures are final; None if it has no session."""
    plan = day_plan(market, day, calendars)
    return plan[-1].start + FINAL_AFTER if len(plan) > 1 else None
