"""The page of help: every key, by where it holds, and the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.glossary import Term
from tui.keys import LISTS
from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.footer import Key, footer_keys
from tui.panes.help import HelpPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page


class HelpPage(Page):
    """Keys, those of the screen below first; tab turns to the glossary."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "help")
    name_of_keys = "help"

    def __init__(self, desk: Desk, screen: str, glossary: Sequence[Term]) -> None:
        super().__init__(desk)
        self.help = HelpPane(desk, screen, glossary)

    def compose_body(self) -> ComposeResult:
        """The keys or the terms."""
        yield self.help

    def keys(self) -> tuple[Key, ...]:
        """The page's keys."""
        stand = {"glossary": self._desk.word("keys").lower()} if self.help.as_glossary else {}
        return footer_keys(self._desk, self.name_of_keys, stand, {"open_help"})

    def show_changes(self, changes: Changes) -> None:
        """Nothing here is of the market but the header."""
        if changes.health or changes.restarted:
            self._redraw(self.header)

    @property
    def room(self) -> int:
        """Rows in sight."""
        return self.help.room

    def move_by(self, right: int, down: int) -> None:
        """Scroll."""
        self.help.scroll_rows(down)

    def action_glossary(self) -> None:
        """The glossary, or the keys again."""
        self.help.switch()
        self._redraw(self.footer)
