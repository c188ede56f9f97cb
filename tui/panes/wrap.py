"""The body of the wrap's page: the day in words, as it is known now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tui.market.wrap.compose import compose
from tui.market.wrap.facts import WrapFacts
from tui.market.wrap.gather import gather
from tui.market.wrap.records import Wrap
from tui.panes.desk import Desk
from tui.panes.figures import full_date, minute_time
from tui.panes.market_colors import market_role
from tui.panes.page_rows import page_title
from tui.panes.wrap_text import missing_of, plain_text, spans_of
from widgets.line_pane import LinePane
from widgets.text import EMPTY_ROW, Row, Span
from widgets.wrapping import wrap_row, wrap_spans

WIDEST = 100
"""Cells of a line beyond which an eye loses its way back to the next one."""


class WrapPane(LinePane):
    """Each sentence begins a row of its own, so that a change within one moves no other unless it needs more room.

    The facts are gathered anew on `refresh_facts` alone: scrolling and switching the language tell the same ones.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="wrap")
        self.desk = desk
        self.room = 1
        self._facts: WrapFacts | None = None
        self._first = 0
        self._note = ""

    def refresh_facts(self) -> None:
        """Gather what is known now, and redraw."""
        self._facts = facts_of(self.desk)
        self.redraw()

    def wrap(self) -> Wrap:
        """The wrap in the reader's language, as it stands on the screen."""
        if self._facts is None:
            self._facts = facts_of(self.desk)
        return compose(self._facts, self.desk.view.language)

    def copied(self) -> str:
        """The text for the clipboard; from now on the screen says that it was sent there."""
        self._note = "wrap copied"
        self.redraw()
        return plain_text(self.wrap())

    def forget_note(self) -> None:
        """The note has been read."""
        if self._note:
            self._note = ""
            self.redraw()

    def scroll_rows(self, down: int) -> None:
        """Scroll by so many rows."""
        self._first = max(0, self._first + down)
        self.redraw()

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """A title, the sentences, and what they could not say."""
        wrap = self.wrap()
        note = wrap_row(self.desk.word(self._note), width, "accent") if self._note else []
        body = body_rows(self.desk, wrap, min(width, WIDEST))
        self.room = max(1, height - 2 - len(note))
        self._first = max(0, min(self._first, len(body) - self.room))
        shown = body[self._first : self._first + self.room]
        return [self._title(wrap, width, len(body)), EMPTY_ROW, *note, *shown]

    def _title(self, wrap: Wrap, width: int, count: int) -> Row:
        desk = self.desk
        extra: list[Row] = [(Span(desk.word("simulated"), "warn"),)] if wrap.simulated else []
        extra.append((Span(full_date(wrap.day, desk.view.language), "value"),))
        extra.append((Span(desk.word("wrap as of", at=minute_time(wrap.as_of)), "muted"),))
        if count > self.room:
            last = min(count, self._first + self.room)
            extra.append((Span(desk.word("shown of", first=self._first + 1, last=last, count=count), "muted"),))
        return page_title(desk, "wrap", width, extra=extra)


def facts_of(desk: Desk) -> WrapFacts:
    """What is known now of the day."""
    return gather(desk.state, desk.calendars, desk.now(), desk.settings.sectors, desk.clock.age)


def body_rows(desk: Desk, wrap: Wrap, width: int) -> list[Row]:
    """The sentences in rows, each from a new one on, and what is missing below them."""
    tone = partial(market_role, desk.view)
    rows: list[Row] = []
    for paragraph in wrap.paragraphs:
        if rows:
            rows.append(EMPTY_ROW)
        for sentence in paragraph:
            rows += wrap_spans(spans_of(sentence, tone), width)
    missing = missing_of(wrap)
    if missing:
        rows += [EMPTY_ROW, *wrap_row(f"{desk.word('wrap missing')}:", width, "warn")]
        for line in missing:
            rows += wrap_row(line, width, "muted")
    return rows
