"""What the header says in passing: that history cannot be kept, and how far a background fill has come."""

from __future__ import annotations

from tui.panes.desk import Desk
from tui.panes.words import WORDS
from widgets.text import EMPTY_ROW, Row, Span, plain, shorten, width_of

LEAST_TROUBLE = 18
"""Cells below which a cut reason tells nothing; then one word says that there is trouble."""


def trouble_text(desk: Desk) -> str:
    """Why history cannot be kept, in one line; empty while it can."""
    trouble = desk.state.history_trouble
    if trouble is None or trouble.reason is None:
        return ""
    return f"{desk.word('history')}: {plain(trouble.reason)}"


def notices(desk: Desk, room: int) -> Row:
    """Trouble if there is any, cut to the room; else the progress of a fill, whole or not at all."""
    text = trouble_text(desk)
    if text:
        short = desk.word("history trouble")
        if room >= LEAST_TROUBLE:
            return (Span(shorten(text, room), "warn"),)
        return (Span(short, "warn"),) if room >= width_of((Span(short),)) else EMPTY_ROW
    for fill in desk.state.backfill.values():
        word = f"backfill {fill.feed.value}"
        text = desk.word(word if word in WORDS else "backfill other", done=fill.done, total=fill.total)
        row: Row = (Span(text, "label"),)
        if width_of(row) <= room:
            return row
    return EMPTY_ROW
