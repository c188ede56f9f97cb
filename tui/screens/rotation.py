"""The page of rotation: sectors ranked over every period."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.keys import LISTS
from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.footer import Key, footer_keys
from tui.panes.periods import period_word
from tui.panes.rotation import RotationPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page

RECHECK_SECONDS = 5
"""How often the page looks whether its data grew old; new data are drawn at once."""


class RotationPage(Page):
    """Ranks and moves side by side. The keys of period and share class choose what is ranked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "rotation")
    name_of_keys = "rotation"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.rotation = RotationPane(desk)

    def compose_body(self) -> ComposeResult:
        """The sectors."""
        yield self.rotation

    def keys(self) -> tuple[Key, ...]:
        """The page's keys, and what the choices stand at."""
        desk = self._desk
        stand = {"next_period": period_word(desk), "next_shares": desk.word(desk.view.shares)}
        return footer_keys(desk, self.name_of_keys, stand)

    def show_changes(self, changes: Changes) -> None:
        """Prices, and the bases of the past."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.quotes or changes.standings or changes.restarted:
            self._redraw(self.rotation)

    def show_time(self) -> None:
        """Clocks move on; every so often the page looks at the age of its data."""
        super().show_time()
        self._ticks += 1
        if self._ticks % RECHECK_SECONDS == 0:
            self._redraw(self.rotation)

    @property
    def room(self) -> int:
        """Rows in sight."""
        return self.rotation.room

    def move_by(self, right: int, down: int) -> None:
        """Scroll."""
        self.rotation.scroll_blocks(down)
