"""The page of one event of the calendar."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.keys import LISTS
from tui.market.changes import Changes
from tui.market.events import Event
from tui.panes.desk import Desk
from tui.panes.event import EventPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page

RECHECK_SECONDS = 5
"""How often ages and countdowns move on; in its last minutes a countdown does each second."""

PAGE_ROWS = 10


class EventPage(Page):
    """What is known of an event, and the past of its series."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "event")
    name_of_keys = "event"

    def __init__(self, desk: Desk, event: Event) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.event = EventPane(desk, event)

    def compose_body(self) -> ComposeResult:
        """The event."""
        yield self.event

    def show_changes(self, changes: Changes) -> None:
        """The calendar, and who failed."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.events or changes.restarted:
            self._redraw(self.event)

    def show_time(self) -> None:
        """Clocks move on, and the countdown."""
        super().show_time()
        self._ticks += 1
        if self._ticks % RECHECK_SECONDS == 0 or self.event.counts_seconds:
            self._redraw(self.event)

    def action_neighbour(self, step: int) -> None:
        """The release of the series before or after."""
        event = self.event.neighbour(step)
        if event is not None:
            self.event.show(event)

    @property
    def room(self) -> int:
        """Rows of a page."""
        return PAGE_ROWS

    def move_by(self, right: int, down: int) -> None:
        """Scroll the past."""
        self.event.scroll_past(down)
