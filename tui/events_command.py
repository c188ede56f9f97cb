"""`cnhk events`: the calendar of events as a listing, as JSON, or as a file for calendar programs."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from tui.choices import Language
from tui.clock import Clock
from tui.known_events import calendar_for
from tui.market.agenda import market_day
from tui.market.events import Event
from tui.market.health import ProviderStatus
from tui.market.listing import Wanted, first_ahead, last_day, listed, market_date
from tui.market.reports import Report
from tui.market.zones import MARKET_TIME
from tui.printing.event_lines import event_lines
from tui.printing.events import Listing, ListingForm, write_listing
from tui.printing.output import gap_lines
from tui.printing.report import EventsReport, Gap
from tui.settings import Agenda, Settings
from tui.shipped import EVENTS_REVIEWED, load_calendar

DONE = 0
FAILED = 1
WRONG_USAGE = 2
PARTIAL = 3

STANDARD_OUTPUT = "-"


class FileError(Exception):
    """A file that cannot be written; says which and why."""


class EventsWish(Struct, frozen=True, kw_only=True):
    """What the command line asks for. None: as the settings have it.

    `ics` names the file to write, "-" for standard output; `only_next`: the first event ahead alone.
    """

    days: int | None = None
    countries: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    importance: int | None = None
    only_next: bool = False
    form: ListingForm = "text"
    ics: str | None = None
    online: bool = False


class EventsKnown(Struct, frozen=True):
    """The events, what the sources said that were asked, now or earlier, and which of them gave nothing now."""

    events: tuple[Event, ...]
    reports: tuple[Report, ...] = ()
    missing: tuple[Gap, ...] = ()


def events_known(settings: Settings, clock: Clock, online: bool) -> EventsKnown:
    """The events as far as they are known; with `online` the sources that are due are asked first."""
    from tui.event_sources import events_asked, events_kept

    state = asyncio.run((events_asked if online else events_kept)(settings, clock))
    silent = (health for health in state.health.values() if health.status is not ProviderStatus.ANSWERING)
    missing = [(health.provider, health.reason or str(health.status)) for health in silent]
    missing += [(own.name, problem) for own in state.own_calendars for problem in own.problems]
    gaps = tuple(Gap(section="events", what=what, reason=reason) for what, reason in missing)
    return EventsKnown(state.events, tuple(state.reports.values()), gaps)


def simulated_events(clock: Clock) -> EventsKnown:
    """The events of the simulated day."""
    return EventsKnown(calendar_for(clock.now().date(), (), simulated=True))


def run_events(settings: Settings, clock: Clock, wish: EventsWish, *, simulated: bool = False) -> int:
    """List the events on standard output, and how old they are on standard error; the exit code."""
    known = simulated_events(clock) if simulated else events_known(settings, clock, wish.online)
    now = clock.now()  # only now: a figure that just came was not known before the sources were asked
    unknown = tuple(unknown_names(known.events, wish))
    if unknown:
        return _complain(WRONG_USAGE, (*unknown, *gap_lines(known.missing)))
    wanted = wanted_of(settings.agenda, wish)
    last = last_day(market_date(now), wish.days or settings.agenda.days)
    events = _found(known.events, now, last, wanted, wish)
    try:
        if wish.ics is None:
            report = EventsReport(
                as_of=now.replace(microsecond=0),
                events=event_lines(events, now, known.events, settings.display.language),
                simulated=simulated,
                missing=known.missing,
            )
            form: ListingForm = "next" if wish.only_next and wish.form == "text" else wish.form
            write_listing(Listing(report, now, last, wanted, settings.display.language), form)
        else:
            write_calendar(events, now, wish.ics, settings.display.language)
    except FileError as error:
        return _complain(FAILED, (str(error),))
    notes = notes_of(known, wish, events, now, last)
    return _complain(PARTIAL if known.missing else DONE, (*notes, *gap_lines(known.missing)))


def _found(events: Sequence[Event], now: datetime, last: date, wanted: Wanted, wish: EventsWish) -> tuple[Event, ...]:
    """The events to tell of: all until `last`, or the next alone."""
    if not wish.only_next:
        return listed(events, now, last, wanted)
    # Without a number of days it is looked for as far as the calendar goes.
    ahead = first_ahead(events, now, last if wish.days else None, wanted)
    return () if ahead is None else (ahead,)


def write_calendar(events: Sequence[Event], now: datetime, file: str, language: Language) -> None:
    """Write the events as an iCalendar file, whole or not at all; "-" is standard output. Raises FileError."""
    from tui.ics.export import export
    from tui.whole_file import write_whole

    body = export(events, now, language)
    if file == STANDARD_OUTPUT:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
        return
    try:
        write_whole(Path(file), body)
    except OSError as error:
        raise FileError(f"cannot write {file}: {error.strerror or error}") from None


def wanted_of(agenda: Agenda, wish: EventsWish) -> Wanted:
    """What the command line asks for, and where it says nothing, the settings."""
    return Wanted(
        countries=agenda.countries if wish.countries is None else wish.countries,
        kinds=agenda.kinds if wish.kinds is None else wish.kinds,
        importance=wish.importance or agenda.least_importance,
    )


def unknown_names(events: Iterable[Event], wish: EventsWish) -> Iterator[str]:
    """What is wrong with the countries and kinds that were named, and which there are."""
    every = tuple(events)
    for what, named, there in (
        ("country", wish.countries, sorted({event.country for event in every if event.country})),
        ("kind", wish.kinds, sorted({event.kind for event in every if event.kind})),
    ):
        wrong = [name for name in named or () if name not in there]
        if wrong:
            yield f"unknown {what} {', '.join(map(repr, wrong))}: there are {', '.join(there)}"


def notes_of(
    known: EventsKnown, wish: EventsWish, events: Sequence[Event], now: datetime, last: date
) -> Iterator[str]:
    """What was written, how old it is, and where the calendar ends if more was asked for."""
    if wish.ics is not None:
        what = "1 event" if len(events) == 1 else f"{len(events)} events"
        yield f"{what} written to {'standard output' if wish.ics == STANDARD_OUTPUT else wish.ics}"
    elif wish.only_next and not events:
        yield "no such event is ahead"
    yield f"shipped calendar of {EVENTS_REVIEWED}; {_asked(known.reports, wish)}"
    days = [market_day(event) for event in load_calendar(market_date(now))]
    if not min(days) <= market_date(now) <= last <= max(days):
        yield f"the calendar goes from {min(days)} to {max(days)}"


def _asked(reports: Sequence[Report], wish: EventsWish) -> str:
    if not reports:
        return "no source answered" if wish.online else "no source was asked"
    read = sorted(reports, key=lambda report: report.fetched, reverse=True)
    told = ", ".join(f"{report.provider} {report.fetched.astimezone(MARKET_TIME):%d %b %H:%M}" for report in read)
    return f"read: {told}" if wish.online else f"last read: {told}; no source was asked now"


def _complain(code: int, lines: Iterable[str]) -> int:
    for line in lines:
        sys.stderr.write(f"cnhk: {line}\n")
    return code
