"""The page of search: what is typed goes into its line, and Enter opens what stands under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key as KeyEvent
from textual.events import Paste

from tui.keys import TYPING
from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.search import SearchPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page
from tui.screens.requests import OpenInstrument

RECHECK_SECONDS = 5
"""How often the page looks whether its data grew old; new data are drawn at once."""


class SearchPage(Page):
    """Every printable key is text here; the others have their bindings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(TYPING)
    name_of_keys = "search"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.search = SearchPane(desk)

    def compose_body(self) -> ComposeResult:
        """The line and its list."""
        yield self.search

    def on_key(self, event: KeyEvent) -> None:
        """What can be printed is typed, and means nothing else here."""
        if event.is_printable and event.character is not None:
            event.stop()
            self.search.type(event.character)

    def on_paste(self, event: Paste) -> None:
        """A pasted text is typed at once."""
        event.stop()
        self.search.type(event.text)

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

    def action_delete(self) -> None:
        """Take the last character away."""
        self.search.delete()

    def action_delete_word(self) -> None:
        """Take the last word away."""
        self.search.delete_word()

    def action_clear(self) -> None:
        """Begin anew."""
        self.search.set_text("")

    def action_open_selected(self) -> None:
        """Open what stands under the cursor, in place of this page."""
        symbol = self.search.selected()
        if symbol is not None:
            self.dismiss()
            self.app.post_message(OpenInstrument(symbol))

    @property
    def room(self) -> int:
        """Names in sight."""
        return self.search.room

    def move_by(self, right: int, down: int) -> None:
        """Move the cursor."""
        self.search.move(down)
