"""An app that shows events: those that a test put on its desk, or the shipped ones, at a fixed moment."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.panes.desks import desk_at
from tests.screens.watched_app import WatchedApp
from tui.app import calendar_notes
from tui.market.events import Event
from tui.market.updates import EventsUpdate
from tui.panes.desk import Desk, View
from tui.screens.event import EventPage
from tui.shipped import load_events


class CalendarApp(WatchedApp):
    """Keeps the calendar that its desk has."""

    async def _calendar(self) -> tuple[Event, ...]:
        return self.desk.state.events


def calendar_desk(at: str, view: View, *, zone: str | None = None) -> Desk:
    """A desk with the shipped events; the reader's clock is that of the zone."""
    desk = desk_at(at, view=view)
    desk.state.apply(EventsUpdate(load_events()))
    desk.notes = calendar_notes()
    if zone is not None:
        desk.local = lambda moment: moment.astimezone(ZoneInfo(zone))
    return desk


async def opened_event(app: CalendarApp, pilot, event_id: str) -> None:
    """Open the page of one event, and let everything settle."""
    event = next(event for event in app.desk.state.events if event.id == event_id)
    await app.push_screen(EventPage(app.desk, event))
    await pilot.pause()
