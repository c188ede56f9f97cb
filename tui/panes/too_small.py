"""What a terminal below the smallest layout shows: that it is too small, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from tui.panes.desk import Desk
from widgets.line_pane import LinePane
from widgets.text import Row, Span, fit_row


class TooSmallPane(LinePane):
    """One line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="too-small")
        self._desk = desk

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The line, with the size that there is."""
        text = self._desk.word("too small", width=width, height=height)
        return (fit_row((Span(text, "warn"),), width),)
