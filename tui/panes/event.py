"""The page of one event: what is known of it, and the past of its series below, or beside where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len

from tui.market.agenda import known_at
from tui.market.events import Event
from tui.panes.desk import Desk
from tui.panes.event_facts import Fact, facts, title_parts
from tui.panes.event_history import clamped, history_rows, past_of
from tui.panes.event_times import counts_seconds
from tui.panes.page_rows import PART_GAP, ruled_row
from widgets.line_pane import LinePane
from widgets.text import EMPTY_ROW, Row, Span, fit, pad_row, width_of
from widgets.wrapping import cut_row, wrap_spans

BESIDE_FROM_WIDTH = 118
"""Cells from which the past stands beside the facts."""

WIDEST_FACTS = 76
COLUMN_GAP = 3
LABEL_GAP = 2


class EventPane(LinePane):
    """The page's body. What is known stays; the table of the past scrolls."""

    def __init__(self, desk: Desk, event: Event) -> None:
        super().__init__(id="event")
        self.desk = desk
        self._event = event
        self._first = 0

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, facts and past."""
        desk, now = self.desk, self.desk.now()
        event, is_there = self._now(now)
        title = ruled_row(desk, title_parts(desk, event), width)
        gone = [] if is_there else [(Span(desk.word("gone from calendar"), "warn"),)]
        height -= 1 + len(gone)
        if width >= BESIDE_FROM_WIDTH:
            left = min((width - COLUMN_GAP) // 2, WIDEST_FACTS)
            below = beside(
                fact_rows(facts(desk, event, now), left),
                self._history(event, now, width - left - COLUMN_GAP, height - 1),
                left,
            )
            return [title, *gone, EMPTY_ROW, *below]
        above = fact_rows(facts(desk, event, now), width)
        blank = [EMPTY_ROW]
        past = self._history(event, now, width, height - len(above) - len(blank))
        return [title, *gone, *above, *(blank if past else []), *past]

    def show(self, event: Event) -> None:
        """Another event in its place."""
        self._event = event
        self._first = 0
        self.redraw()

    def scroll_past(self, down: int) -> None:
        """Move the table of the past; how far it goes is known where its room is."""
        self._first = max(0, self._first + down)
        self.redraw()

    def neighbour(self, step: int) -> Event | None:
        """The event of the series so many further; None at its ends."""
        events = self.desk.events_of(self._event.series)
        place = next((at for at, event in enumerate(events) if event.id == self._event.id), None)
        if place is None or not 0 <= place + step < len(events):
            return None
        return events[place + step]

    @property
    def counts_seconds(self) -> bool:
        """Whether the countdown stands in seconds."""
        return counts_seconds(self._event, self.desk.now())

    def _history(self, event: Event, now: datetime, width: int, height: int) -> list[Row]:
        """The past, from where the reader scrolled to: no further than to a full last page."""
        past = past_of(self.desk, event, now)
        self._first = clamped(self._first, past, height)
        return history_rows(self.desk, event, past, width, height, self._first)

    def _now(self, now: datetime) -> tuple[Event, bool]:
        """The event as it is known, and whether the calendar still has it: else as it was known last."""
        found = next((event for event in self.desk.state.events if event.id == self._event.id), None)
        if found is not None:
            self._event = found
        return known_at(self._event, now), found is not None


def fact_rows(known: Sequence[Fact], width: int) -> list[Row]:
    """A row for each fact, or several: labels in a column, what does not fit goes on below."""
    label_width = max(cell_len(fact.label) for fact in known) + LABEL_GAP
    rows: list[Row] = []
    for fact in known:
        lines = flowing_lines(fact.parts, max(1, width - label_width)) or [EMPTY_ROW]
        labels = [fact.label, *("" for _ in lines[1:])]
        rows += [
            cut_row((Span(fit(label, label_width), "muted"), *line), width)
            for label, line in zip(labels, lines, strict=True)
        ]
    return rows


def flowing_lines(parts: Sequence[Row], width: int) -> list[Row]:
    """Parts side by side, on into the next row where one does not fit; a wider one goes on below, cut nowhere."""
    rows: list[Row] = []
    for part in parts:
        if rows and width_of(rows[-1]) + len(PART_GAP) + width_of(part) <= width:
            rows[-1] = (*rows[-1], Span(PART_GAP), *part)
        else:
            rows += wrap_spans(part, width)
    return rows


def beside(left: Sequence[Row], right: Sequence[Row], width: int) -> list[Row]:
    """Two columns of rows, the left one so many cells wide."""
    count = max(len(left), len(right))
    padded = ([*rows, *(EMPTY_ROW for _ in range(count - len(rows)))] for rows in (left, right))
    return [(*pad_row(one, width), Span(" " * COLUMN_GAP), *other) for one, other in zip(*padded, strict=True)]
