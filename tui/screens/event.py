"""The page of one event of the calendar."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.market.changes import Changes
from tui.market.events import Event
from tui.panes.desk import Desk
from tui.panes.event import EventPane
from tui.panes.footer import Key
from tui.screens.market_screen import Page

RECHECK_SECONDS = 5
"""How often ages and countdowns move on; in its last minutes a countdown does each second."""


class EventPage(Page):
    """What is known of an event, and the past of its series."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_by(-1)", show=False),
        Binding("down,j", "scroll_by(1)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
        Binding("pagedown", "scroll_by(10)", show=False),
        Binding("left_square_bracket", "neighbour(-1)", show=False),
        Binding("right_square_bracket", "neighbour(1)", show=False),
    ]

    def __init__(self, desk: Desk, event: Event) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.event = EventPane(desk, event)

    def compose_body(self) -> ComposeResult:
        """The event."""
        yield self.event

    def keys(self) -> tuple[Key, ...]:
        """The page's keys."""
        word = self._desk.word
        return (
            *super().keys(),
            ("[ ]", word("key release")),
            ("↑↓" if self._desk.view.glyphs == "unicode" else "j/k", word("key scroll")),
            ("n", word("key names")),
        )

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

    def action_scroll_by(self, down: int) -> None:
        """Scroll the past."""
        self.event.scroll_past(down)

    def action_neighbour(self, step: int) -> None:
        """The release of the series before or after."""
        event = self.event.neighbour(step)
        if event is not None:
            self.event.show(event)
