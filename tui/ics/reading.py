"""A calendar of the reader's own as events. Pure, and bounded in time and memory whatever the bytes are.

Of an event that lasts several days only its first is shown. Alarms, tasks and journals are passed over.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import NamedTuple

from msgspec import Struct

from tui.ics.components import CalendarError, Component, Line, read_components
from tui.ics.entries import UNTITLED, title_of, with_own_ids, written
from tui.ics.limits import LONGEST_PROBLEM, MOST_EVENTS, STEPS_OF_A_DATE, Allowance, Problems, TooMuch
from tui.ics.moments import BadValue, Moment, Span, read_moment
from tui.ics.plain_text import plain_line
from tui.ics.repeating import occurrences
from tui.ics.zones import Zones
from tui.market.events import Event
from tui.market.zones import MARKET_TIME

__all__ = ["Calendar", "CalendarError", "parse_calendar"]

SHOWN_TITLE = 40
"""Characters of an event's title in front of what is wrong with it."""

Key = date | datetime
"""What tells the occurrences of one event apart: the day, or the moment in UTC."""


class Calendar(Struct, frozen=True):
    """The events of the days asked for, by day and time, and what could not be read, a line each."""

    events: tuple[Event, ...]
    problems: tuple[str, ...]


def parse_calendar(body: bytes, name: str, first: date, last: date, allowance: Allowance | None = None) -> Calendar:
    """The events of a calendar from `first` to `last`, both included, in market time.

    `name` is what its events give as their source. Times without a zone are Hong Kong's. Raises CalendarError where
    nothing can be read; one event that cannot is a problem, and the others stay. The work is paid from `allowance`,
    by default what one calendar may cost.
    """
    problems = Problems()
    components = read_components(body, problems)
    reading = _Reading(components, Span(first, last), allowance or Allowance(), problems)
    events = with_own_ids(written(found.component, found.moment, plain_line(name)) for found in reading.found())
    return Calendar(events, problems.told())


class _Entry(NamedTuple):
    """One VEVENT: where it begins, and which occurrence of its series it stands for, if it does."""

    component: Component
    uid: str
    start: Moment
    stands_for: Moment | None


class _Found(NamedTuple):
    """One occurrence; found ones are put in order by their day in market time, then by their moment."""

    day: date
    moment_in_utc: datetime
    number: int
    component: Component
    moment: Moment


class _Reading:
    def __init__(self, components: list[Component], span: Span, allowance: Allowance, problems: Problems) -> None:
        self._span = span
        self._allowance = allowance
        self._problems = problems
        self._not_followed = 0
        self._zones = Zones(components, span, allowance, problems)
        self._entries = [entry for component in components if (entry := self._entry(component))]
        self._replaced: defaultdict[str, set[Key]] = defaultdict(set)
        for entry in self._entries:
            if entry.stands_for and entry.uid and span.may_hold(entry.stands_for.local):
                self._replaced[entry.uid].add(_key(entry.stands_for))

    def found(self) -> list[_Found]:
        """All of the days asked for, in order."""
        found: list[_Found] = []
        for number, entry in enumerate(self._entries):
            for moment in self._moments(entry):
                day, in_utc = _in_market_time(moment)
                if self._span.first <= day <= self._span.last:
                    found.append(_Found(day, in_utc, number, entry.component, moment))
        found.sort(key=lambda one: one[:3])
        if self._not_followed:
            self._problems.add(f"too many repetitions in all: those of {self._not_followed:,} entries are left out")
        if len(found) > MOST_EVENTS:
            self._problems.add(f"only the first {MOST_EVENTS:,} of {len(found):,} events are shown")
        return found[:MOST_EVENTS]

    def _entry(self, component: Component) -> _Entry | None:
        """The entry, None where it is no event, lies elsewhere, or cannot be read."""
        if component.name != "VEVENT":
            return None
        try:
            line = component.first("DTSTART")
            if line is None:
                raise BadValue("without DTSTART")
            if not component.has("RRULE", "RDATE", "RECURRENCE-ID") and self._span.is_elsewhere(line.value):
                return None
            start = self._moment(line)
            uid, other = component.first("UID"), component.first("RECURRENCE-ID")
            stands_for = self._moment(other) if other else None
        except BadValue as problem:
            self._tell(component, problem)
            return None
        return _Entry(component, uid.value.strip() if uid else "", start, stands_for)

    def _moments(self, entry: _Entry) -> list[Moment]:
        """When an event happens, as far as it may belong to the days asked for, each moment once.

        One whose repetitions cannot be told is known to happen at its start.
        """
        try:
            moments = [*self._repeated(entry), *self._dates(entry.component, "RDATE")]
            left_out = {_key(moment) for moment in self._dates(entry.component, "EXDATE")}
        except (BadValue, TooMuch) as problem:
            if self._allowance.left < 0:
                self._not_followed += 1
            else:
                self._tell(entry.component, problem)
            moments, left_out = [entry.start], set()
        if entry.stands_for is None:
            left_out |= self._replaced.get(entry.uid, set())
        near = {_key(moment): moment for moment in moments if self._span.may_hold(moment.local)}
        return [m for key, m in near.items() if key not in left_out and m.local.date() not in left_out]

    def _repeated(self, entry: _Entry) -> list[Moment]:
        """The start, and when the rules of an event repeat it. Raises BadValue, TooMuch."""
        component, start = entry.component, entry.start
        if component.has("EXRULE"):
            raise BadValue("its repetitions depend on EXRULE, which is not followed")
        found = [start]
        if entry.stands_for is None:
            for line in component.all("RRULE"):
                zone = start.zone or MARKET_TIME
                locals_ = occurrences(line.value, start.local, zone, self._span, self._allowance)
                found += [Moment(local, start.zone) for local in locals_]
        return found

    def _dates(self, component: Component, name: str) -> list[Moment]:
        """The dates of lists that may belong to the days asked for. Raises BadValue, TooMuch."""
        found: list[Moment] = []
        for line in component.all(name):
            texts = line.value.split(",")
            if line.cut:
                del texts[-1]
                self._tell(component, BadValue(f"only the first {len(texts):,} dates of {name} are read"))
            self._allowance.spend(len(texts) * STEPS_OF_A_DATE)
            zone = self._zones.of(line.zone)
            moments = (read_moment(text, zone) for text in texts if text.strip())
            found += [moment for moment in moments if self._span.may_hold(moment.local)]
        return found

    def _moment(self, line: Line) -> Moment:
        return read_moment(line.value, self._zones.of(line.zone))

    def _tell(self, component: Component, problem: Exception) -> None:
        title = plain_line(title_of(component), SHOWN_TITLE) or UNTITLED[0]
        self._problems.add(plain_line(f"{title}: {problem}", LONGEST_PROBLEM))


def _in_market_time(moment: Moment) -> tuple[date, datetime]:
    """The day in market time, and what to sort the events of a day by: those without a time come first."""
    if moment.zone is None:
        return moment.local.date(), datetime.min.replace(tzinfo=UTC)
    time = moment.aware
    return time.astimezone(MARKET_TIME).date(), time.astimezone(UTC)


def _key(moment: Moment) -> Key:
    return moment.local.date() if moment.zone is None else moment.aware.astimezone(UTC)
