"""A line to type in above a list with a cursor."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len

from tui.panes.desk import Desk
from widgets.line_pane import LinePane
from widgets.text import Row, Span, plain
from widgets.wrapping import cut_row

LONGEST_TEXT = 60
"""Characters typed or pasted: no name is longer, and no rule."""


class TypingPane(LinePane):
    """What was typed, and how many entries of the list there are. Subclasses find and draw them.

    `head_rows` stand above the list.
    """

    head_rows: ClassVar[int]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.text = ""
        self.cursor = 0
        self._offset = 0

    @property
    def count(self) -> int:
        """Entries of the list."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """Entries in sight: what remains below `head_rows`."""
        return max(1, self.content_size.height - self.head_rows)

    def find(self) -> None:
        """Make the list anew for the text."""
        raise NotImplementedError

    def type(self, text: str) -> None:
        """Add what was typed or pasted; control characters are dropped."""
        self.set_text(self.text + plain(text))

    def delete(self) -> None:
        """Take the last character away."""
        self.set_text(self.text[:-1])

    def delete_word(self) -> None:
        """Take the last word away."""
        self.set_text(self.text.rstrip().rpartition(" ")[0])

    def set_text(self, text: str) -> None:
        """Look for that."""
        self.text = text.lstrip()[:LONGEST_TEXT]
        self.find()
        self.cursor = self._offset = 0
        self.redraw()

    def point(self, row: int) -> bool:
        """Set the cursor on the entry in that row of the list; whether it stood there already."""
        place = self._offset + row
        if not 0 <= row < self.room or place >= self.count or (row == self.room - 1 and place < self.count - 1):
            return False
        before, self.cursor = self.cursor, place
        self.redraw()
        return self.cursor == before

    def move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor = min(max(self.cursor + step, 0), max(self.count - 1, 0))
        self.redraw()


def typed_row(desk: Desk, prompt: str, text: str, hint: str, width: int) -> Row:
    """The line; behind it what can be typed while it is empty."""
    row = line_row(prompt, text, width)
    return row if text else cut_row((*row, Span(f" {desk.word(hint)}", "muted")), width)


def line_row(prompt: str, text: str, width: int) -> Row:
    """The end of what was typed, as far as it has room, and the place of the next character marked."""
    room = max(0, width - len(prompt) - 1)
    while cell_len(text) > room:
        text = text[1:]
    return (Span(prompt, "accent"), Span(text, "value"), Span(" ", "cursor"))
