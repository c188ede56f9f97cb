"""Whether a day was recorded to its end: only whole days may be held against another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.series import MinuteSeries
from tui.market.sessions import Phase, day_plan
from tui.market.southbound import SouthboundDay
from tui.market.zones import MARKET_TIME

LATEST_WITHIN = timedelta(minutes=1)
"""How long before the end the last minute of a whole day may be: a minute is stamped with its start or its end."""

_LAST_PHASE = {Market.MAINLAND: Phase.CLOSING_AUCTION}
"""What every provider's minutes reach to; elsewhere continuous trading: not all have Hong Kong's closing auction."""

_ONE_MINUTE = timedelta(minutes=1)


def is_whole_day(series: MinuteSeries, market: Market, calendars: Calendars) -> bool:
    """Whether the minutes reach the end of their day's trading."""
    return bool(series.minutes) and _reaches_end(series.minutes[-1].minute, series.date, market, calendars)


def is_whole_southbound(day: SouthboundDay, calendars: Calendars) -> bool:
    """Whether the flow was recorded until Hong Kong's trading ended."""
    return bool(day.minutes) and _reaches_end(day.minutes[-1].minute, day.date, Market.HONG_KONG, calendars)


def _reaches_end(last_minute: int, day: date, market: Market, calendars: Calendars) -> bool:
    last_phase = _LAST_PHASE.get(market, Phase.OPEN)
    ends = [part.end for part in day_plan(market, day, calendars) if part.phase is last_phase]
    if not ends:
        return False
    end = ends[-1].astimezone(MARKET_TIME)
    midnight = datetime.combine(day, datetime.min.time(), MARKET_TIME)
    return last_minute >= (end - LATEST_WITHIN - midnight) // _ONE_MINUTE
