"""A day's prices on a time axis without the lunch break: one slot for each minute that trades."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time, timedelta

from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.series import MinuteSeries
from tui.market.sessions import day_plan, is_trading, zone_of
from tui.market.zones import MARKET_TIME

ONE_MINUTE = timedelta(minutes=1)
MINUTES_IN_HOUR = 60
MINUTES_IN_DAY = 24 * MINUTES_IN_HOUR


def clock(minute: int) -> str:
    """Minutes after midnight, those of the next day too, as `10:42`."""
    hours, minutes = divmod(minute % MINUTES_IN_DAY, MINUTES_IN_HOUR)
    return f"{hours:02d}:{minutes:02d}"


def trading_minutes(market: Market, day: date, calendars: Calendars) -> tuple[int, ...]:
    """The minutes after midnight (the market's own clock) in which it trades on its day, lunch left out."""
    minutes: list[int] = []
    for part in day_plan(market, day, calendars):
        if is_trading(part.phase):
            length = (part.end - part.start) // ONE_MINUTE
            first = part.start.hour * MINUTES_IN_HOUR + part.start.minute
            minutes.extend(range(first, first + length))
    return tuple(minutes)


def minutes_ahead(market: Market, day: date) -> int:
    """How far market time is ahead of the market's own clock that day, in minutes: only New York's differs."""
    noon = datetime.combine(day, time(12))
    return (noon.replace(tzinfo=zone_of(market)) - noon.replace(tzinfo=MARKET_TIME)) // ONE_MINUTE


def day_values(series: MinuteSeries, slots: tuple[int, ...]) -> list[float | None]:
    """The price of each slot; None before the first and after the last minute known.

    A minute without a price keeps the one before: nothing traded. A price outside of the slots (the closing
    stamp) counts for the last slot before it.
    """
    values: list[float | None] = [None] * len(slots)
    position = 0
    last: float | None = None
    ends_at = series.minutes[-1].minute if series.minutes else -1
    for slot, minute in enumerate(slots):
        while position < len(series.minutes) and series.minutes[position].minute <= minute:
            last = series.minutes[position].price
            position += 1
        if minute <= ends_at:
            values[slot] = last
    if last is not None and position < len(series.minutes) and values:
        values[-1] = series.minutes[-1].price
    return values


def with_last(values: list[float | None], slots: tuple[int, ...], now: datetime, last: float) -> list[float | None]:
    """The same day with the newest price in the running minute, and the slots up to it filled.

    `now` is a moment on the market's own clock, as the stamp of a quote is.
    """
    minute = now.hour * MINUTES_IN_HOUR + now.minute
    running = bisect_right(slots, minute) - 1
    known = next((slot for slot in reversed(range(len(values))) if values[slot] is not None), None)
    if running < 0 or known is None:
        return values
    filled = list(values)
    for slot in range(known + 1, running):
        filled[slot] = filled[known]
    filled[max(running, known)] = last
    return filled
