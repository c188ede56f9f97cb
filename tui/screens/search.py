"""The page of search: what is typed goes into its line, and Enter opens what stands under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key as KeyEvent
from textual.events import Paste

from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.footer import Key
from tui.panes.search import SearchPane
from tui.screens.market_screen import Page
from tui.screens.requests import OpenInstrument

RECHECK_SECONDS = 5
"""How often the page looks whether its data grew old; new data are drawn at once."""


class SearchPage(Page):
    """Every printable key is text here; the others have their bindings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("backspace", "delete", show=False),
        Binding("ctrl+w", "delete_word", show=False),
        Binding("ctrl+u", "clear", show=False),
        Binding("enter", "open_selected", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.search = SearchPane(desk)

    def compose_body(self) -> ComposeResult:
        """The line and its list."""
        yield self.search

    def keys(self) -> tuple[Key, ...]:
        """The page's keys."""
        word = self._desk.word
        arrows = "↑↓" if self._desk.view.glyphs == "unicode" else "up/down"
        return (
            *super().keys(),
            ("enter", word("key open")),
            (arrows, word("key choose")),
            ("ctrl+u", word("key delete")),
        )

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

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.search.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by what is in sight."""
        self.search.move(step * self.search.room)

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
