"""The page of A/H premiums: what a company's A share costs against its H share."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click

from tui.keys import LISTS
from tui.market.changes import Changes
from tui.market.health import Feed
from tui.panes.desk import Desk
from tui.panes.premiums import PremiumsPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page
from tui.screens.requests import OpenInstrument

RECHECK_SECONDS = 5
"""How often the page looks whether its data grew old; new data are drawn at once."""


class PremiumsPage(Page):
    """A table with a cursor. Enter opens the H share of the company under it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "premiums")
    name_of_keys = "premiums"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.premiums = PremiumsPane(desk)

    def compose_body(self) -> ComposeResult:
        """The table, and above it what it rests on."""
        yield self.premiums

    def show_changes(self, changes: Changes) -> None:
        """Prices, the rate, the bases of the past, and who failed."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.quotes or changes.rate or changes.standings or Feed.RATES in changes.feeds or changes.restarted:
            self._redraw(self.premiums)

    def show_time(self) -> None:
        """Clocks move on; every so often the page looks at the age of its data."""
        super().show_time()
        self._ticks += 1
        if self._ticks % RECHECK_SECONDS == 0:
            self._redraw(self.premiums)

    def action_reverse(self) -> None:
        """Turn the order around."""
        self.premiums.reverse()

    def action_open_selected(self) -> None:
        """Open the H share under the cursor."""
        symbol = self.premiums.selected()
        if symbol is not None:
            self.post_message(OpenInstrument(symbol))

    @property
    def room(self) -> int:
        """Rows in sight."""
        return self.premiums.room

    def move_by(self, right: int, down: int) -> None:
        """Move the cursor."""
        if down:
            self.premiums.move(down)

    def on_click(self, event: Click) -> None:
        """Choose the company that was clicked; open it where the cursor stood there already."""
        widget, cell = self.clicked(event)
        if widget is self.premiums and self.premiums.point(cell.y):
            self.action_open_selected()

    def action_sort(self, step: int) -> None:
        """Sort by the next column, or the one before."""
        self.premiums.sort_by(step)
