"""The time zones of the markets cnhk shows."""

from __future__ import annotations

from datetime import timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MARKET_TIME = timezone(timedelta(hours=8), "HKT")
"""Shanghai and Hong Kong: UTC+8 without daylight saving since 1992, so no zone file is needed."""

NEW_YORK = "America/New_York"
"""The zone of the Federal Reserve's calendar and of the US indices' stamps."""


@cache
def new_york() -> ZoneInfo:
    """New York's clock. Its rules are read from zone files, which the first paint does not need."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(NEW_YORK)
