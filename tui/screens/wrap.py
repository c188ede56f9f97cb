"""The page of the market wrap: the day in six to ten sentences, live."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.keys import LISTS
from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.wrap import WrapPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page
from tui.screens.requests import CopyText

CALM_SECONDS = 5
"""The text is composed anew this often at most, and this often at least: a reader's line must not run away."""

NOTE_SECONDS = 10
"""How long the screen says that the text was copied."""


class WrapPage(Page):
    """The text, which the arrow keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "wrap")
    name_of_keys = "wrap"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._calm = 0
        self._note = 0
        self.text = WrapPane(desk)

    def compose_body(self) -> ComposeResult:
        """The text."""
        yield self.text

    def show_changes(self, changes: Changes) -> None:
        """The text follows every few seconds; at once only where all that it says is void."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.restarted:
            self._tell_anew()

    def show_time(self) -> None:
        """Clocks move on, and every few seconds the text."""
        super().show_time()
        self._calm += 1
        self._note += 1
        if self._note == NOTE_SECONDS:
            self.text.forget_note()
        if self._calm >= CALM_SECONDS:
            self._tell_anew()

    def on_screen_resume(self) -> None:
        """What lay on top is gone: the text is of the moment again."""
        self.text.refresh_facts()
        super().on_screen_resume()

    def _tell_anew(self) -> None:
        self._calm = 0
        self.text.refresh_facts()

    def action_copy(self) -> None:
        """Send the text to the terminal's clipboard."""
        self._note = 0
        self.post_message(CopyText(self.text.copied()))

    @property
    def room(self) -> int:
        """Rows in sight."""
        return self.text.room

    def move_by(self, right: int, down: int) -> None:
        """Scroll."""
        self.text.scroll_rows(down)
