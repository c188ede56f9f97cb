"""The page of search: what is typed goes into its line, and Enter opens what stands under the cursor."""

from __future__ import annotations

from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.search import SearchPane
from tui.screens.requests import OpenInstrument
from tui.screens.typing_page import TypingPage

RECHECK_SECONDS = 5
"""How often the page looks whether its data grew old; new data are drawn at once."""


class SearchPage(TypingPage):
    """The line and the instruments that it may mean."""

    name_of_keys = "search"

    def __init__(self, desk: Desk) -> None:
        self.search = SearchPane(desk)
        super().__init__(desk, self.search)
        self._ticks = 0

    def show_changes(self, changes: Changes) -> None:
        """Prices in the list, and the header."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.restarted or any(found.symbol in changes.quotes for found in self.search.found):
            self._redraw(self.search)

    def show_time(self) -> None:
        """Clocks move on; every so often the page looks at the age of its data."""
        super().show_time()
        self._ticks += 1
        if self._ticks % RECHECK_SECONDS == 0:
            self._redraw(self.search)

    def action_open_selected(self) -> None:
        """Open what stands under the cursor, in place of this page."""
        symbol = self.search.selected()
        if symbol is not None:
            self.dismiss()
            self.app.post_message(OpenInstrument(symbol))
