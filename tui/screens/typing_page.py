"""A page with a line to type in: every printable key is text there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click, Paste
from textual.events import Key as KeyEvent

from tui.keys import TYPING
from tui.panes.desk import Desk
from tui.panes.typing_pane import TypingPane
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import Page


class TypingPage(Page):
    """Every printable key is text here; the others have their bindings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(TYPING)

    def __init__(self, desk: Desk, line: TypingPane) -> None:
        super().__init__(desk)
        self._line = line

    def compose_body(self) -> ComposeResult:
        """The line and its list."""
        yield self._line

    def on_key(self, event: KeyEvent) -> None:
        """What can be printed is typed, and means nothing else here."""
        if event.is_printable and event.character is not None:
            event.stop()
            self._line.type(event.character)

    def on_paste(self, event: Paste) -> None:
        """A pasted text is typed at once."""
        event.stop()
        self._line.type(event.text)

    def on_click(self, event: Click) -> None:
        """Choose the entry that was clicked; open it where the cursor stood there already."""
        widget, cell = self.clicked(event)
        if widget is self._line and self._line.point(cell.y - self._line.head_rows):
            self.action_open_selected()

    def action_open_selected(self) -> None:
        """Open what stands under the cursor."""
        raise NotImplementedError

    def action_delete(self) -> None:
        """Take the last character away."""
        self._line.delete()

    def action_delete_word(self) -> None:
        """Take the last word away."""
        self._line.delete_word()

    def action_clear(self) -> None:
        """Begin anew."""
        self._line.set_text("")

    @property
    def room(self) -> int:
        """Entries in sight."""
        return self._line.room

    def move_by(self, right: int, down: int) -> None:
        """Move the cursor."""
        self._line.move(down)
