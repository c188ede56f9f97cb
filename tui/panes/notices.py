"""What the header says in passing: what is wrong with settings or history, and how far a background fill is."""

from __future__ import annotations

from tui.panes.desk import Desk
from tui.panes.words import WORDS
from widgets.text import EMPTY_ROW, Row, Span, plain, shorten, width_of

LEAST_TROUBLE = 18
"""Cells below which a cut reason tells nothing; then one word says that there is trouble."""


def trouble_text(desk: Desk) -> str:
    """What is wrong with the settings, or else why history cannot be kept, in one line; empty while all is well."""
    if desk.notice is not None:
        return plain(desk.notice.text)
    trouble = desk.state.history_trouble
    if trouble is None or trouble.reason is None:
        return ""
    return f"{desk.word('history')}: {plain(trouble.reason)}"


def notices(desk: Desk, room: int) -> Row:
    """Trouble if there is any, cut to the room; else the progress of a fill, whole or not at all."""
    text = trouble_text(desk)
    if text:
        notice = desk.notice
        role = "warn" if notice is None else notice.role
        short = desk.word("history trouble") if notice is None else notice.short
        if room >= LEAST_TROUBLE:
            return (Span(shorten(text, room), role),)
        return (Span(short, role),) if room >= width_of((Span(short),)) else EMPTY_ROW
    for fill in desk.state.backfill.values():
        word = f"backfill {fill.feed.value}"
        text = desk.word(word if word in WORDS else "backfill other", done=fill.done, total=fill.total)
        row: Row = (Span(text, "label"),)
        if width_of(row) <= room:
            return row
    return EMPTY_ROW
