"""The calendar of events as this machine knows it without asking anybody: what is shipped, and what runs kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui.shipped import load_calendar

if TYPE_CHECKING:
    from tui.clock import Clock
    from tui.feeds.kept import Kept
    from tui.market.events import Event
    from tui.market.state import MarketState


def calendar_for(today: date, *, simulated: bool) -> tuple[Event, ...]:
    """The calendar from which a run starts; a simulated market has some events of its own. Raises DataError."""
    events = load_calendar(today)
    if not simulated:
        return events
    from tui.exchange.scenario_events import scenario_events

    return scenario_events(events)


async def apply_known_events(state: MarketState, clock: Clock, kept: Kept) -> None:
    """Bring into the state the calendar, and in the real world what earlier runs heard from sources of events."""
    from tui.feeds.kept import soon
    from tui.market.updates import KEPT, EventReportUpdate, EventsUpdate, Source

    state.apply(EventsUpdate(calendar_for(clock.now().date(), simulated=state.simulated)))
    if state.simulated:
        return
    for report in await soon(kept.event_reports(), ()):
        state.apply(EventReportUpdate(Source(KEPT, clock.now(), 0.0, 0.0), report))
