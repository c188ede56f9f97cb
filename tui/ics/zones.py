"""The zones that times of a calendar name: IANA's, Windows', and those that the calendar defines itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.ics.components import Component, Line
from tui.ics.limits import STEPS_OF_A_DATE, Allowance, Problems, TooMuch
from tui.ics.moments import BadValue, Moment, Span, read_moment
from tui.ics.plain_text import plain_line
from tui.ics.repeating import occurrences
from tui.market.zones import MARKET_TIME

LONGEST_NAME = 100
"""Characters of a zone's name."""

LONGEST_SHOWN = 40

MOST_ZONES = 50
"""Zones of one calendar: to look for a name that is none takes longer than to read an event."""

LONGEST_PAUSE = timedelta(days=400)
"""Between two changes of a zone that changes every year."""

EARLIEST = date(1900, 1, 1)
"""No zone of today began to hold before."""

EASTERNMOST = timezone(timedelta(hours=14))
"""The end of a zone's rule is told in UTC and compared by the zone's own clocks, which are not known yet: by these
none ends too early."""

_UNTIL = re.compile(r"UNTIL=(\d{8})", re.ASCII | re.IGNORECASE)

_OFFSET = re.compile(r"([+-])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?", re.ASCII)


class Onset(NamedTuple):
    """From when on, by the clocks that held before, what is ahead of UTC by how much."""

    local: datetime
    offset: timedelta


class DefinedZone(tzinfo):
    """A zone by its onsets, ascending. Before the first, `earlier` holds. Summer time is not told from other."""

    def __init__(self, onsets: list[Onset], earlier: timedelta) -> None:
        self._locals = [onset.local for onset in onsets]
        self._offsets = [earlier, *(onset.offset for onset in onsets)]

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """How far ahead of UTC its clocks are at a time on them."""
        passed = bisect_right(self._locals, moment.replace(tzinfo=None)) if moment else 0
        return self._offsets[passed]

    def dst(self, moment: datetime | None) -> timedelta:
        """None of it is told apart."""
        return timedelta(0)

    def tzname(self, moment: datetime | None) -> None:
        """It has no name."""


class Zones:
    """The zones of one calendar by name, each worked out once, for the days that are asked for."""

    def __init__(self, components: Iterable[Component], span: Span, allowance: Allowance, problems: Problems) -> None:
        self._span = span
        self._allowance = allowance
        self._problems = problems
        self._defined: dict[str, Component] = {}
        for component in components:
            if component.name == "VTIMEZONE":
                try:
                    self._defined.setdefault(_needed(component, "TZID").value.strip(), component)
                except BadValue as problem:
                    problems.add(f"VTIMEZONE {problem}")
        self._known: dict[str, tzinfo | None] = {}

    def of(self, name: str) -> tzinfo:
        """The zone of that name, of "" Hong Kong's. Raises BadValue for one that nobody knows."""
        if not name:
            return MARKET_TIME
        if name not in self._known:
            if len(self._known) == MOST_ZONES:
                raise BadValue(f"more than {MOST_ZONES} zones")
            self._known[name] = named_zone(name) or self._own(name)
        zone = self._known[name]
        if zone is None:
            raise BadValue(f"unknown zone: {plain_line(name, LONGEST_SHOWN)}")
        return zone

    def _own(self, name: str) -> tzinfo | None:
        """The zone as the calendar defines it, None where it does not."""
        component = self._defined.get(name)
        if component is None:
            return None
        onsets: list[Onset] = []
        earlier: list[Onset] = []
        for part in component.parts:
            try:
                start = read_moment(_needed(part, "DTSTART").value, MARKET_TIME).local
                earlier.append(Onset(start, _offset(part, "TZOFFSETFROM")))
                onsets += [Onset(local, _offset(part, "TZOFFSETTO")) for local in self._changes(part, start)]
            except (BadValue, TooMuch) as problem:
                self._problems.add(f"zone {plain_line(name, LONGEST_SHOWN)}: {problem}")
        return DefinedZone(sorted(onsets), min(earlier).offset) if earlier else None

    def _changes(self, part: Component, start: datetime) -> list[datetime]:
        """When the part comes into force: at its start, and in the years around the days that are asked for."""
        found = [start]
        for line in part.all("RDATE"):
            texts = line.value.split(",")
            self._allowance.spend(len(texts) * STEPS_OF_A_DATE)
            found += [read_moment(text, MARKET_TIME).local for text in texts]
        for line in part.all("RRULE"):
            around = self._years_that_count(line.value)
            found += occurrences(line.value, start, EASTERNMOST, around, self._allowance)
        return found

    def _years_that_count(self, rule: str) -> Span:
        """The days asked for and the year before; of a rule that has ended earlier, its last year."""
        last = self._span.last
        if until := _UNTIL.search(rule):
            try:
                last = min(last, max(EARLIEST, date.fromisoformat(until[1])))
            except ValueError:
                raise BadValue(f"no day: {until[1]}") from None
        return Span(min(last, self._span.first) - LONGEST_PAUSE, last)


def named_zone(name: str) -> tzinfo | None:
    """The zone of an IANA or Windows name, also behind a prefix (`/citadel.org/20260101_1/Asia/Tokyo`)."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    name = name.strip("/")[:LONGEST_NAME]
    parts = name.split("/")
    for choice in (WINDOWS_TO_OLSON.get(name, name), "/".join(parts[-3:]), "/".join(parts[-2:])):
        try:
            return ZoneInfo(choice)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue  # no such file, no name of a file, or a folder
    return None


def fixed(moment: Moment) -> datetime:
    """An aware time; in a zone of the calendar's own making, with its offset alone."""
    time = moment.aware
    if not isinstance(moment.zone, DefinedZone):
        return time
    return time.replace(tzinfo=timezone(moment.zone.utcoffset(time)))


def _needed(part: Component, name: str) -> Line:
    line = part.first(name)
    if line is None:
        raise BadValue(f"without {name}")
    return line


def _offset(part: Component, name: str) -> timedelta:
    """Ahead of UTC (RFC 5545, 3.3.14), less than a day. Raises BadValue."""
    text = _needed(part, name).value.strip()
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise BadValue(f"no offset from UTC: {plain_line(text, LONGEST_SHOWN)}")
    hours, minutes, seconds = (int(number or 0) for number in match.groups()[1:])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -offset if match[1] == "-" else offset
