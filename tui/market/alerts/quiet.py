"""When alerts are logged and not told: quiet hours, and lunch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from tui.market.instruments import Market
from tui.market.sessions import Phase, SessionStatus
from tui.market.zones import MARKET_TIME

QuietHours = tuple[time, time]
"""From the first up to the second, on the market's clock; over midnight where the second is the earlier."""


def in_quiet_hours(now: datetime, hours: QuietHours | None) -> bool:
    """Whether `now` (aware) lies within them. Two equal times are no hours at all."""
    if hours is None:
        return False
    start, end = hours
    at = now.astimezone(MARKET_TIME).time()
    return start <= at < end if start <= end else at >= start or at < end


def at_lunch(session: Callable[[Market], SessionStatus]) -> bool:
    """Whether the one market or the other is at lunch, and none of them trades."""
    phases = {session(market).phase for market in (Market.MAINLAND, Market.HONG_KONG)}
    return Phase.LUNCH in phases and Phase.OPEN not in phases
