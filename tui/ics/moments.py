"""When: dates and times as iCalendar writes them (RFC 5545, 3.3.4, 3.3.5), and the days that are asked for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from msgspec import Struct

from tui.ics.plain_text import plain_line

ZONES_APART = timedelta(days=2)
"""More than the day of one moment differs between any two zones."""

LONGEST_SHOWN = 40

_WHEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.ASCII)


class BadValue(Exception):
    """One value cannot be read, or one entry has none; in a few words why."""


class Moment(NamedTuple):
    """A time on the clocks of a zone; midnight of a day where `zone` is None, which is then all that is known."""

    local: datetime
    zone: tzinfo | None

    @property
    def aware(self) -> datetime:
        """The time with its zone. Only for a moment with one."""
        return self.local.replace(tzinfo=self.zone)


class Span(Struct, frozen=True):
    """Days asked for, both included, and times on any clock that may belong to them."""

    first: date
    last: date

    @property
    def opens(self) -> datetime:
        """Before this no clock shows a time of the first day."""
        return datetime.combine(self.first - ZONES_APART, time.min)

    @property
    def closes(self) -> datetime:
        """After this no clock shows a time of the last day."""
        return datetime.combine(self.last + ZONES_APART, time.max)

    def may_hold(self, local: datetime) -> bool:
        """Whether a time on some clock may belong to the days."""
        return self.opens <= local <= self.closes

    def is_elsewhere(self, text: str) -> bool:
        """Whether a date or time lies outside, seen without reading it; not where it is none."""
        day = text.strip()[:8]
        plain = day.isascii() and day.isdigit() and len(day) == len("20261201")
        return plain and not f"{self.opens:%Y%m%d}" <= day <= f"{self.closes:%Y%m%d}"


def read_moment(text: str, zone: tzinfo) -> Moment:
    """A DATE or DATE-TIME; of a PERIOD its start. `zone` is that of a time which names none. Raises BadValue."""
    start = text.strip().partition("/")[0].upper()
    match = _WHEN.fullmatch(start)
    if match is None:
        raise BadValue(f"no date or time: {plain_line(start, LONGEST_SHOWN)}")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001  # 60 is a leap second
    except ValueError:
        raise BadValue(f"no date or time: {start}") from None
    if match[4] is None:
        return Moment(local, None)
    return Moment(local, UTC if match[7] else zone)
