"""What the market panes share: the desk, a title, whether the reader chose them, and scrolling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        self._first_row = 0

    def choose(self, chosen: bool) -> None:
        """Mark the pane as the one that the keys act on."""
        self.chosen = chosen
        self.set_class(chosen, "chosen")
        self.redraw()

    def move(self, right: int, down: int) -> None:
        """What the arrow keys do: scroll, unless the pane has a cursor."""
        self.offset_rows = max(0, self._first_row + down)
        self.redraw()

    def point(self, x: int, y: int) -> bool:
        """Set the cursor on what is at that cell of the pane; whether there is something and it stood there already.

        A pane without a cursor is one thing below its title.
        """
        return y > 0

    def selected(self) -> str | None:
        """The canonical symbol under the pane's cursor, for those that have one: what Enter opens."""
        return None

    def scrolled(self, count: int, room: int) -> int:
        """The first of `count` rows to show where there is room for so many: the last page stays full.

        What the reader scrolled to stays known, for when a larger pane gets small again.
        """
        self._first_row = max(0, min(self.offset_rows, count - room))
        return self._first_row


def follow(offset: int, cursor: int, count: int, room: int) -> int:
    """The first of `count` rows to show: moved no further than the cursor in sight and a full last page need.

    Where rows are left out below, the last one of the `room` says so and shows none itself.
    """
    offset = max(0, min(offset, count - room))
    if cursor < offset:
        return cursor
    seen = room if count - offset <= room else room - 1
    if cursor < offset + seen:
        return offset
    return max(count - room if cursor == count - 1 else min(cursor - room + 2, cursor), 0)


def whole_parts(parts: Iterable[Row], width: int, gap: str) -> Row:
    """Parts left to right, as many as fit whole; the first one is cut if it must be."""
    row: Row = ()
    for part in parts:
        longer = (*row, Span(gap), *part) if row else part
        if row and width_of(longer) > width:
            break
        row = longer
    return fit_row(row, width)


def title_row(desk: Desk, word: str, width: int, *, number: int, chosen: bool, extra: Sequence[Row] = ()) -> Row:
    """The number key, the title, what else the pane has to say in short, and a rule to the pane's end."""
    name: Row = (Span(f"{number} ", "accent" if chosen else "muted"), Span(desk.word(word), "title"))
    head: Row = fit_row((*whole_parts((name, *extra), width, "  "), Span(" ")), width)
    return (*head, Span(RULE[desk.view.glyphs] * max(0, width - width_of(head)), "faint"))


def more_row(desk: Desk, count: int, width: int) -> Row:
    """How many rows did not fit."""
    return fit_row((Span(f"… {desk.word('more', n=count)}", "muted"),), width)
