"""The page of southbound flow: everything that is known of it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.keys import LISTS
from tui.market.changes import Changes
from tui.market.health import SOUTHBOUND_FEEDS
from tui.panes.desk import Desk
from tui.panes.footer import Key, footer_keys
from tui.panes.southbound import FlowPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page

RECHECK_SECONDS = 5
"""How often the page looks whether its data grew old; new data are drawn at once."""


class FlowPage(Page):
    """All parts of the flow at once where there is room; on a small terminal the arrow keys turn its views."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS)
    name_of_keys = "flow"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.flow = FlowPane(desk)

    def compose_body(self) -> ComposeResult:
        """The flow."""
        yield self.flow

    def keys(self) -> tuple[Key, ...]:
        """The page's keys."""
        return footer_keys(self._desk, self.name_of_keys, {"up": self._desk.word("key turn")})

    def show_changes(self, changes: Changes) -> None:
        """The flow, its past, the names; the rest is looked at every few seconds."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.southbound or changes.rate or changes.feeds & SOUTHBOUND_FEEDS or changes.restarted:
            self._redraw(self.flow)

    def show_time(self) -> None:
        """Clocks move on; every so often the page looks at prices and at the age of its data."""
        super().show_time()
        self._ticks += 1
        if self._ticks % RECHECK_SECONDS == 0:
            self._redraw(self.flow)

    def move_by(self, right: int, down: int) -> None:
        """The next view, or the one before."""
        self.flow.move(right, down)
