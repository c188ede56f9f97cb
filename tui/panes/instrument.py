"""The figures of the instrument page: a column beside large charts, a few full rows above a small one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.panes.desk import Desk, Reading
from tui.panes.instrument_facts import name_parts, price_facts, price_parts, state_parts, volume_facts
from tui.panes.instrument_figures import Fact
from tui.panes.instrument_standing import (
    gauge_row,
    move_facts,
    phrases,
    rank_parts,
    twin_parts,
)
from tui.panes.page_rows import PART_GAP, flowing, ruled_row
from tui.panes.pane import whole_parts
from tui.panes.spans import PriceSpan, day_span, year_span
from widgets.line_pane import LinePane
from widgets.text import EMPTY_ROW, Row, Span, pad_row, width_of
from widgets.wrapping import cut_row, wrap_row

COLUMN_FROM_ROWS = 20
"""With so many rows the figures stand one below the other."""

WIDEST_COLUMN = 46
"""Cells between the labels and the ends of the figures, at most."""

GAUGE_WIDTH = 36
"""Cells of a range in a full row, at most."""

UNIT_WIDTH = 4
"""Cells of a currency with the space before it."""


class InstrumentPane(LinePane):
    """Everything that is known of one instrument, without its charts."""

    def __init__(self, desk: Desk, symbol: str) -> None:
        super().__init__(id="instrument-facts")
        self._desk = desk
        self.symbol = symbol

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The figures."""
        return facts_rows(self._desk, self.symbol, width, height)


def facts_rows(desk: Desk, symbol: str, width: int, height: int) -> list[Row]:
    """The figures in at most so many rows, what matters most first where not all have room."""
    reading = desk.reading(symbol)
    if height >= COLUMN_FROM_ROWS:
        return column_rows(desk, reading, width, height)
    return full_rows(desk, reading, width)[:height]


def full_rows(desk: Desk, reading: Reading, width: int) -> list[Row]:
    """Rows of figures side by side, the most wanted first; parts that do not fit whole are left out."""
    rows = [
        ruled_row(desk, name_parts(desk, reading), width),
        whole_parts([*price_parts(desk, reading), *state_parts(desk, reading)], width, PART_GAP),
    ]
    if reading.quote is None:
        return rows
    rows += [
        inline(price_facts(desk, reading), width),
        inline(volume_facts(desk, reading), width),
        gauges(desk, reading, width),
    ]
    words = [(Span(text, "label"),) for text in phrases(desk, reading)]
    moves = [fact_part(fact) for fact in move_facts(desk, reading)]
    for parts in (moves, words, twin_parts(desk, reading), rank_parts(desk, reading)):
        if parts:
            rows.append(whole_parts([cut_row(part, width) for part in parts], width, PART_GAP))
    return rows


def column_rows(desk: Desk, reading: Reading, width: int, height: int) -> list[Row]:
    """One figure below the other, in sections; blank rows between them only where all have room."""
    width = min(width, WIDEST_COLUMN)
    names = name_parts(desk, reading)
    head = [ruled_row(desk, names[:1], width), *(cut_row(part, width) for part in names[1:])]
    sections: list[list[Row]] = [head, flowing(price_parts(desk, reading), width)]
    sections[-1] += flowing(state_parts(desk, reading), width)
    if reading.quote is not None:
        figures = [*price_facts(desk, reading), *volume_facts(desk, reading, roomy=True)]
        ranges = [ranged(desk, reading, word, span, width) for word, span in spans(desk, reading)]
        words = [row for text in phrases(desk, reading) for row in wrap_row(text, width)]
        sections += [
            [fact_row(fact, width) for fact in figures],
            ranges,
            [fact_row(fact, width) for fact in move_facts(desk, reading)],
            words,
            flowing(twin_parts(desk, reading), width),
            flowing(rank_parts(desk, reading), width),
        ]
    return sectioned(sections, height)


def sectioned(sections: Iterable[list[Row]], height: int) -> list[Row]:
    """The sections with a blank row between two of them, as far as there are rows to spare."""
    filled = [section for section in sections if section]
    spare = height - sum(map(len, filled))
    rows: list[Row] = []
    for section in filled:
        if rows and spare > 0:
            rows.append(EMPTY_ROW)
            spare -= 1
        rows += section
    return rows[:height]


def spans(desk: Desk, reading: Reading) -> list[tuple[str, PriceSpan | None]]:
    """The ranges of the day and of the year, each with its word."""
    assert reading.quote is not None, "a range is one of prices"
    return [("day range", day_span(reading.quote)), ("52 weeks", year_span(desk, reading.quote))]


def gauges(desk: Desk, reading: Reading, width: int) -> Row:
    """Both ranges in one row; the day's alone where there is no room for two."""
    each = min((width - len(PART_GAP)) // 2, GAUGE_WIDTH)
    rows = [gauge_row(desk, reading, word, span, each) for word, span in spans(desk, reading)]
    if all(width_of(row) <= each for row in rows):
        return whole_parts((pad_row(rows[0], each), rows[1]), width, PART_GAP)
    return cut_row(gauge_row(desk, reading, *spans(desk, reading)[0], min(width, GAUGE_WIDTH)), width)


def ranged(desk: Desk, reading: Reading, word: str, span: PriceSpan | None, width: int) -> Row:
    """A range over the whole width."""
    return cut_row(gauge_row(desk, reading, word, span, width), width)


def inline(facts: Sequence[Fact], width: int) -> Row:
    """Facts left to right, as many as fit whole."""
    return whole_parts([fact_part(fact) for fact in facts], width, PART_GAP)


def fact_part(fact: Fact) -> Row:
    """A figure behind its label."""
    unit = (Span(f" {fact.unit}", "label"),) if fact.unit else ()
    return (Span(f"{fact.label} ", "muted"), *fact.value, *unit)


def fact_row(fact: Fact, width: int) -> Row:
    """A figure at the end of a row that its label begins, with room behind it for a currency: all are in line."""
    label = Span(fact.label, "muted")
    gap = width - width_of((label, *fact.value)) - UNIT_WIDTH
    return cut_row((label, Span(" " * max(gap, 1)), *fact.value, Span(f" {fact.unit}", "label")), width)
