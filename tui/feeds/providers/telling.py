"""What sources of events tell, put together: one notice an event, of the days that matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tui.feeds.answers import Told
from tui.feeds.errors import WireError
from tui.market.reports import Notice

LOOKBACK = timedelta(days=60)
"""Official calendars are asked for what is ahead: of what is longer ago than this they tell nothing new."""


def told(notices: Iterable[Notice], since: date, provider: str) -> Told:
    """The notices from that day on, and the days from it to the last of them. Raises WireError if none is left."""
    kept = tuple(notice for notice in notices if notice.date >= since)
    if not kept:
        raise WireError(f"{provider} names no day from {since} on")
    return Told(since, max(notice.date for notice in kept), kept)


def one_each(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """One notice an event, in order of their days; of two of the same event the later one in the order told."""
    by_subject = {notice.subject: notice for notice in notices}
    return tuple(sorted(by_subject.values(), key=lambda notice: (notice.date, notice.series, notice.period)))


def month_of(day: date) -> str:
    """A month as the ids of events have it: `2026-11`."""
    return f"{day.year:04}-{day.month:02}"


def month_before(day: date) -> str:
    """The month before that of a day."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def quarter_before(day: date) -> str:
    """The quarter before that of a day, as the ids of events have it: `2026-q3`."""
    year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 - 1, 4)
    return f"{year:04}-q{quarter + 1}"
