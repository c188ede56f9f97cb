"""The page of office mode: nothing on it tells what the figures are. The key that opened it goes back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.keys import SCREENS
from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.office import OfficePane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import MarketScreen
from widgets.line_pane import LinePane
from widgets.palette import palette

ALLOWED_ACTIONS = frozenset({"quit", "pause", "poll_now", "suspend_process"})
"""What keys of the whole program may do meanwhile: every other one shows names, or changes what is not seen."""


class OfficePage(MarketScreen):
    """Without a header, a footer or colours."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(*SCREENS["office"])
    name_of_keys = "office"

    def __init__(self, desk: Desk, *, id: str) -> None:
        super().__init__(desk)
        self.id = id
        self.pane = OfficePane(desk)

    def compose(self) -> ComposeResult:
        """One pane."""
        yield self.pane

    def show_changes(self, changes: Changes) -> None:
        """Prices, and the flow."""
        self._redraw(self.pane)

    def show_time(self) -> None:
        """The clock and the age move on."""
        self._redraw(self.pane)

    def show_clock(self) -> None:
        """The same while the reader holds the figures."""
        self._redraw(self.pane)

    def _dress(self, *panes: LinePane) -> None:
        view = self._desk.view
        for pane in panes:
            pane.set_look(palette("mono", view.depth), ascii_only=view.glyphs == "ascii")

    def action_back(self) -> None:
        """What lay below."""
        self.dismiss()

    @property
    def room(self) -> int:
        """Rows in sight."""
        return self.pane.room

    def move_by(self, right: int, down: int) -> None:
        """Scroll by so many rows."""
        self.pane.scroll_by(down)
