"""What pages share: a title without a number, a heading of a part, and parts in a line that goes on below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.panes.desk import Desk
from tui.panes.pane import RULE, whole_parts
from widgets.text import Row, Span, fit_row, width_of
from widgets.wrapping import cut_row

PART_GAP = "   "
"""Between two parts of a line."""


def page_title(desk: Desk, word: str, width: int, *, extra: Sequence[Row] = ()) -> Row:
    """The title, what else there is to say in short, and a rule to the end."""
    return ruled_row(desk, ((Span(desk.word(word), "title"),), *extra), width)


def ruled_row(desk: Desk, parts: Iterable[Row], width: int) -> Row:
    """As many parts as fit whole, and a rule to the end of the row."""
    head: Row = fit_row((*whole_parts(parts, width, "  "), Span(" ")), width)
    return (*head, Span(RULE[desk.view.glyphs] * max(0, width - width_of(head)), "faint"))


def flowing(parts: Iterable[Row], width: int) -> list[Row]:
    """Parts left to right, and on into the next row where one does not fit; a wider one is cut between words."""
    rows: list[Row] = []
    for part in parts:
        if rows and width_of(rows[-1]) + len(PART_GAP) + width_of(part) <= width:
            rows[-1] = (*rows[-1], Span(PART_GAP), *part)
        else:
            rows.append(cut_row(part, width))
    return rows
