"""What the market panes share: the desk, a title, whether the reader chose them, and scrolling."""

from __future__ import annotations

from typing import ClassVar

from tui.panes.desk import Desk
from widgets.line_pane import LinePane
from widgets.text import Row, Span, fit_row, width_of

RULE = {"unicode": "─", "ascii": "-"}


class MarketPane(LinePane):
    """A pane of the dashboard. `number` is the key that chooses it, `word` its title."""

    number: ClassVar[int]
    word: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__(id=self.word)
        self.desk = desk
        self.chosen = False
        self.offset_rows = 0

    def content_rows(self) -> int:
        """How many rows there are to scroll through; none where nothing scrolls."""
        return 0

    def choose(self, chosen: bool) -> None:
        """Mark the pane as the one that the keys act on."""
        self.chosen = chosen
        self.set_class(chosen, "chosen")
        self.redraw()

    def move(self, right: int, down: int) -> None:
        """What the arrow keys do: scroll, unless the pane has a cursor."""
        last = max(0, self.content_rows() - 1)
        self.offset_rows = min(last, max(0, self.offset_rows + down))
        self.redraw()


def title_row(desk: Desk, word: str, width: int, *, number: int, chosen: bool, extra: Row = ()) -> Row:
    """The number key, the title, what the pane has to say in short, and a rule to the pane's end."""
    head: Row = (
        Span(f"{number} ", "accent" if chosen else "muted"),
        Span(desk.word(word), "title"),
        *((Span("  "), *extra) if extra else ()),
        Span(" "),
    )
    head = fit_row(head, width)
    return (*head, Span(RULE[desk.view.glyphs] * max(0, width - width_of(head)), "faint"))


def more_row(desk: Desk, count: int, width: int) -> Row:
    """How many rows did not fit."""
    return fit_row((Span(f"… {count} {desk.word('more')}", "muted"),), width)
