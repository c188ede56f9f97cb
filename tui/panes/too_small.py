"""What a terminal below the smallest layout shows: that it is too small, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from tui.panes.desk import Desk
from widgets.line_pane import LinePane
from widgets.text import Row, Span, fit_row


class TooSmallPane(LinePane):
    """One line for what is needed, one for what there is: side by side they would be cut."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="too-small")
        self._desk = desk

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Both lines, as far as there is room for them."""
        text = self._desk.word("too small", width=width, height=height)
        return tuple(fit_row((Span(line, "warn"),), width) for line in text.splitlines()[:height])
