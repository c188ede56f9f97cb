"""The Federal Reserve's whole calendar: `GET <base>/json/calendar.json`, half a megabyte with a mark in front.

`{"events":[{"title":"FOMC Minutes","time":"2:00 p.m.","month":"2026-11","days":"18","type":"FOMC",
"description":"Meeting of October 27-28"}]}`: speeches, statistics, and what is read here, told by its title. Times
are Washington's. Of a meeting of two days the last is named; minutes say in the description whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.one_line import one_line
from tui.feeds.providers.fed.notices import FED, beige_book, decision, minutes, press_conference
from tui.feeds.providers.stamps import day_of, month_named
from tui.feeds.providers.telling import one_each
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_text import LONGEST_TEXT
from tui.market.reports import Notice

MOST_EVENTS = 20_000
"""Rows of one answer: ten times what has been seen."""

AFTER_DECISION = timedelta(days=21)
"""Minutes come out three weeks after the decision: how their meeting is known where the description is silent."""

_TITLE = re.compile(r"(?P<name>[^(]*?)(?:[ ,:-]*\(?(?P<cancelled>cancell?ed)\)?)?", re.ASCII)
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII)
_DAYS = re.compile(r"(?:(?P<first>\d{1,2}) ?[-–,] ?)?(?P<last>\d{1,2})", re.ASCII)
_TIME = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2}) ?(?P<half>[ap])\.?m\.?", re.ASCII)
_MEETING = re.compile(
    r"Meeting of (?P<month>[A-Z][a-z]+)\.? (?P<day>\d{1,2})"
    r"(?: ?[-–] ?(?:(?P<last_month>[A-Z][a-z]+)\.? )?(?P<last_day>\d{1,2}))?",
    re.ASCII,
)
_NOON = 12
_LAST_MINUTE = 59


class _Event(msgspec.Struct):
    title: str = ""
    time: str = ""
    month: str = ""
    days: str = ""
    description: str = ""


class _Calendar(msgspec.Struct):
    events: list[_Event]


def parse_calendar(body: bytes) -> tuple[Notice, ...]:
    """Decisions, press conferences, minutes and Beige Books. Raises WireError if there is none of them."""
    events = decode(body, _Calendar, FED).events
    if len(events) > MOST_EVENTS:
        raise WireError(f"{FED} sent {len(events):,} events")
    notices = one_each(notice for event in events for notice in _notice(event))
    if not notices:
        raise WireError(f"{FED} sent no meeting of the FOMC among {len(events):,} events")
    return notices


def _notice(event: _Event) -> Iterator[Notice]:
    title = _TITLE.fullmatch(one_line(event.title, LONGEST_TEXT).lower())
    read = _READERS.get(title["name"].strip()) if title else None
    if read is None or title is None or not (event.month and event.days):
        return
    notice = read(event, _day(event), _time(event.time))
    yield msgspec.structs.replace(notice, cancelled=title["cancelled"] is not None)


def _day(event: _Event) -> date:
    month, days = _MONTH.fullmatch(event.month.strip()), _DAYS.fullmatch(event.days.strip())
    # Days that run into another month do not say which of the two is named.
    if month is None or days is None or int(days["first"] or 0) > int(days["last"]):
        raise WireError(f"{FED} sent {one_line(f'{event.month} {event.days}', 40)!r} where a day should be")
    return day_of(int(month["year"]), int(month["month"]), int(days["last"]), FED)


def _time(text: str) -> time | None:
    """`2:00 p.m.`; None where no hour is told."""
    read = _TIME.fullmatch(text.strip().lower())
    if read is None:
        return None
    hour, minute = int(read["hour"]), int(read["minute"])
    if not 1 <= hour <= _NOON or minute > _LAST_MINUTE:
        raise WireError(f"{FED} sent {text[:20]!r} where a time should be")
    return time(hour % _NOON + (_NOON if read["half"] == "p" else 0), minute)


def _minutes(event: _Event, day: date, at: time | None) -> Notice:
    return minutes(day, _meeting_of(event.description, day) or day - AFTER_DECISION, at)


def _meeting_of(description: str, released: date) -> date | None:
    """The last day of the meeting whose minutes come out on a day; None where the description names none."""
    read = _MEETING.search(description[:1000])
    month = month_named(read["last_month"] or read["month"]) if read else None
    if read is None or month is None:
        return None
    year = released.year - 1 if month > released.month else released.year
    return day_of(year, month, int(read["last_day"] or read["day"]), FED)


_READERS: Mapping[str, Callable[[_Event, date, time | None], Notice]] = {
    "fomc meeting": lambda event, day, at: decision(day, at),
    "fomc press conference": lambda event, day, at: press_conference(day, at),
    "fomc minutes": _minutes,
    "beige book": lambda event, day, at: beige_book(day, at),
}
"""How each kind of event is told, by its title in small letters."""
