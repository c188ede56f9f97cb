"""The bottom row: which key does what, and what the choices stand at."""

from __future__ import annotations

from collections.abc import Sequence

from tui.panes.desk import Desk
from tui.panes.pane import whole_parts
from tui.panes.words import SIZE_WORDS
from widgets.line_pane import LinePane
from widgets.text import Row, Span, width_of

GAP = "   "
TIGHT_GAP = "  "
PANE_KEYS = (("1", "indices"), ("2", "heatmap"), ("3", "southbound"), ("4", "events"))


class FooterPane(LinePane):
    """One row of keys."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="footer")
        self._desk = desk

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The footer's row."""
        return (footer_row(self._desk, width),)


def footer_row(desk: Desk, width: int) -> Row:
    """Keys and their meaning, the most used first; whole entries only."""
    view = desk.view
    entries = [
        ("q", desk.word("key quit")),
        *((key, desk.word(word)) for key, word in PANE_KEYS),
        ("n", desk.word("key names")),
        ("c", view.colors),
        ("s", desk.word(view.shares)),
        ("b", desk.word(SIZE_WORDS[view.size_by])),
        ("r", desk.word("key poll")),
        ("↑↓" if view.glyphs == "unicode" else "j/k", desk.word("key scroll")),
    ]
    parts: list[Row] = [(Span(key, "accent"), Span(f" {meaning}", "muted")) for key, meaning in entries]
    roomy = sum(width_of(part) + len(GAP) for part in parts) - len(GAP) <= width
    return whole_parts(parts, width, GAP if roomy else TIGHT_GAP)
