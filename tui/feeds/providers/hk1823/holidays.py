"""Hong Kong's public holidays: `GET <base>/common/ical/en.json`, an iCalendar written as JSON, with a mark in front.

`{"vcalendar":[{"vevent":[{"dtstart":["20250101",{"value":"DATE"}],"summary":"The first day of January"}]}]}`, for
three years. The exchange is closed on each of them; its half days are not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.one_line import one_line
from tui.feeds.providers.stamps import day, day_of
from tui.feeds.providers.telling import one_each
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_text import LONGEST_TEXT
from tui.market.reports import Notice

HK1823 = "Hong Kong's government"
CLOSED = "hk-market-closed"

MOST_HOLIDAYS = 500
"""Days of one answer: three years have fifty."""

_SATURDAY = 5


class _Event(msgspec.Struct):
    dtstart: list[str | dict[str, str]]
    summary: str = ""


class _Calendar(msgspec.Struct):
    vevent: list[_Event] = []


class _Calendars(msgspec.Struct):
    vcalendar: list[_Calendar]


def parse_holidays(body: bytes) -> tuple[Notice, ...]:
    """The weekdays that are public holidays. Raises WireError if there is none."""
    calendars = decode(body, _Calendars, HK1823).vcalendar
    events = [event for calendar in calendars for event in calendar.vevent]
    if len(events) > MOST_HOLIDAYS:
        raise WireError(f"{HK1823} sent {len(events):,} holidays")
    notices = one_each(notice for event in reversed(events) for notice in _notice(event))
    if not notices:
        raise WireError(f"{HK1823} sent no public holidays")
    return notices


def _notice(event: _Event) -> Iterator[Notice]:
    start = next((part for part in event.dtstart if isinstance(part, str)), "")
    on = _day(start)
    if on.weekday() >= _SATURDAY:
        return
    name = one_line(event.summary, LONGEST_TEXT)
    yield Notice(
        CLOSED,
        on,
        period=on.isoformat(),
        country="HK",
        name_en=f"Hong Kong market closed: {name}" if name else "Hong Kong market closed",
        name_zh=f"香港休市：{name}" if name else "香港休市",
        kind="market_holiday",
        importance=2,
    )


def _day(text: str) -> date:
    read = day(text.strip(), HK1823)
    return day_of(read.year, read.month, read.day, HK1823)
