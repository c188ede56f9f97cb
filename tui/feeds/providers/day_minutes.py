"""Minutes of a day as providers write them: which belong to trading, and which are dropped."""

from __future__ import annotations

import re

from tui.market.instruments import Market

_SESSIONS = {
    Market.MAINLAND: ((570, 690), (780, 900)),
    # The closing auction's minutes, to 16:10, belong to the day.
    Market.HONG_KONG: ((570, 720), (780, 970)),
    Market.UNITED_STATES: ((570, 960),),
}
"""First and last minute after midnight of each session: rows of after-hours trading are dropped by the clock."""

_CLOCK = re.compile(r"(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})")
_HOURS, _MINUTES = 24, 60


def minute_of(text: str) -> int | None:
    """`0931` or `09:31` as minutes after midnight; None if it is no time of day."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    return hour * _MINUTES + minute if hour < _HOURS and minute < _MINUTES else None


def in_session(minute: int, market: Market) -> bool:
    """Whether prices of the day are made in that minute after midnight, on a full day."""
    return any(first <= minute <= last for first, last in _SESSIONS[market])
