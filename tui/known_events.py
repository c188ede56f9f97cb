"""The calendar of events as this machine knows it without asking anybody: what is shipped, and what runs kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui.own_events import own_events
from tui.shipped import AHEAD, load_calendar

if TYPE_CHECKING:
    from tui.clock import Clock
    from tui.feeds.kept import Kept
    from tui.market.events import Event
    from tui.market.state import MarketState
    from tui.settings import OwnEvent, Settings


def calendar_for(today: date, own: Sequence[OwnEvent], *, simulated: bool) -> tuple[Event, ...]:
    """The calendar from which a run starts: what is shipped, and the settings' `own` events. Raises DataError.

    A simulated market has some events of its own, and none of the reader's.
    """
    events = load_calendar(today)
    if not simulated:
        return (*events, *own_events(own))
    from tui.exchange.scenario_events import scenario_events

    return scenario_events(events)


async def apply_known_events(state: MarketState, settings: Settings, clock: Clock, kept: Kept) -> None:
    """Bring into the state the calendar, and in the real world what earlier runs heard from sources of events.

    Files of the reader's own are read too; nobody is asked over the network.
    """
    from tui.feeds.kept import soon
    from tui.feeds.own_calendars import OwnCalendars
    from tui.feeds.own_calendars_job import BEHIND
    from tui.market.updates import KEPT, EventReportUpdate, EventsUpdate, OwnCalendarsUpdate, Source

    state.apply(EventsUpdate(calendar_for(clock.now().date(), settings.events, simulated=state.simulated)))
    if state.simulated:
        return
    if settings.agenda.calendars:
        first, last = clock.now().date() - BEHIND, clock.now().date() + AHEAD
        files = OwnCalendars(settings.agenda.calendars, None, clock)
        state.apply(OwnCalendarsUpdate(await files.read(first, last)))
    for report in await soon(kept.event_reports(), ()):
        state.apply(EventReportUpdate(Source(KEPT, clock.now(), 0.0, 0.0), report))
