"""The page of health: how providers, data, terminal and settings stand."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.keys import LISTS
from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.health import HealthPane
from tui.panes.surroundings import Surroundings
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page

CALM_SECONDS = 5
"""How often the figures move on: ages that run by the second would keep a slow line busy."""


class HealthPage(Page):
    """What stands, fails and rests, which the arrow keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "health")
    name_of_keys = "health"

    def __init__(self, desk: Desk, around: Surroundings) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.body = HealthPane(desk, around)

    def compose_body(self) -> ComposeResult:
        """The rows."""
        yield self.body

    def show_changes(self, changes: Changes) -> None:
        """The figures follow every few seconds; at once only where all of them are void."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.restarted:
            self._redraw(self.body)

    def show_time(self) -> None:
        """Clocks move on, and every few seconds the figures."""
        super().show_time()
        self._ticks += 1
        if self._ticks % CALM_SECONDS == 0:
            self._redraw(self.body)

    def move_by(self, right: int, down: int) -> None:
        """Scroll by so many rows."""
        self.body.scroll_rows(down)

    @property
    def room(self) -> int:
        """Rows in sight."""
        return self.body.room
