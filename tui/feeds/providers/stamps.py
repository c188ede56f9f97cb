"""Times and days as providers write them."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from tui.feeds.errors import WireError
from tui.market.zones import MARKET_TIME

_STAMP = re.compile(
    r"(?P<year>[0-9]{4})[-/]?(?P<month>[0-9]{2})[-/]?(?P<day>[0-9]{2})"
    r" ?(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2}))?"
)
_DAY = re.compile(r"(?:(?P<year>[0-9]{4})-?)?(?P<month>[0-9]{2})-?(?P<day>[0-9]{2})(?: 00:00:00)?")
_EARLIEST_UNIX = 631_152_000
_LATEST_UNIX = 4_102_444_800
"""The years 1990 to 2100, in Unix seconds: outside of them a number is no time of a quote."""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_LETTERS = 3

_YEARS = range(1990, 2100)
"""Outside of these years a number is no day of a calendar."""


def month_named(text: str) -> int | None:
    """The month that an English name or its beginning stands for ("April", "Apr.", "Sept"); None for other words."""
    start = text.strip()[:_MONTH_LETTERS].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else None


def day_of(year: int, month: int, of_month: int, provider: str) -> date:
    """That day. Raises WireError if there is none such, or none that a calendar would name."""
    try:
        if year in _YEARS:
            return date(year, month, of_month)
    except (ValueError, OverflowError):
        pass
    raise WireError(f"{provider} sent {year:04}-{month:02}-{of_month:02} where a day should be")


def stamp(text: str, zone: tzinfo) -> datetime | None:
    """`20260910120500`, `2026/09/10 11:59:28`, `2021/08/12 11:59`, with dashes or slashes; None if it is no time."""
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    parts = {name: int(value or 0) for name, value in match.groupdict().items()}
    try:
        return datetime(**parts, tzinfo=zone)
    except ValueError:
        return None


def unix_stamp(seconds: float | None) -> datetime | None:
    """Unix seconds as market time; None if they are no time of a quote."""
    if seconds is None or not _EARLIEST_UNIX <= seconds < _LATEST_UNIX:
        return None
    return datetime.fromtimestamp(seconds, MARKET_TIME)


def day(text: str, provider: str, today: date | None = None) -> date:
    """`2026-08-21`, `20260821`, `2026-08-21 00:00:00`, or with `today` also `08-21`. Raises WireError.

    Without a year it is the newest such day that is not after `today`.
    """
    match = _DAY.fullmatch(text)
    try:
        if match is not None and match["year"] is not None:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match is not None and today is not None:
            return _newest(int(match["month"]), int(match["day"]), today)
    except ValueError:
        pass
    raise WireError(f"{provider} sent {text[:20]!r} where a day should be")


def _newest(month: int, day_of_month: int, today: date) -> date:
    this_year = date(today.year, month, day_of_month)
    return this_year if this_year <= today else date(today.year - 1, month, day_of_month)
