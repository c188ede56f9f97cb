"""The strip of indices: all there is in a small split, and what stays in sight above a single pane."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.quotes import Quote
from tui.panes.desk import Desk
from tui.panes.figures import FLAT_PCT, MISSING, index_level, role_of
from tui.panes.indices import shown_price
from tui.panes.market_colors import market_row
from tui.panes.market_rows import market_strip_rows
from tui.panes.marks import price_role, since_text
from tui.panes.tiles import percent_text
from widgets.line_pane import LinePane
from widgets.text import Row, Span, fit, shorten

PRICE_WIDTH = 9
PERCENT_WIDTH = 7
LEAST_NAME_WIDTH = 7
LEAST_CELL_WIDTH = LEAST_NAME_WIDTH + PRICE_WIDTH + PERCENT_WIDTH + 2
WIDEST_CELL = 40
CELL_GAP = 1
MARKETS_FROM_ROWS = 7
"""With so many rows the strip is all there is, and ends with the markets as wholes."""

LATE = "~"
"""Before the percent of a feed that is late by design: a strip has no room for words."""


class StripPane(LinePane):
    """As many indices as there is room for, in columns."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="strip")
        self._desk = desk

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The strip's rows."""
        return strip_rows(self._desk, width, height)


def strip_rows(desk: Desk, width: int, height: int) -> list[Row]:
    """Indices left to right, then down: those of the strip, then the others; last the markets, if it is tall."""
    markets = market_strip_rows(desk, width) if height >= MARKETS_FROM_ROWS else []
    across = max(1, (width + CELL_GAP) // (LEAST_CELL_WIDTH + CELL_GAP))
    indices = desk.settings.indices
    symbols = [*indices.strip, *(symbol for symbol in indices.shown if symbol not in indices.strip)]
    cell_width = min(WIDEST_CELL, (width - CELL_GAP * (across - 1)) // across)
    rows: list[Row] = []
    for first in range(0, min(len(symbols), across * (height - len(markets))), across):
        row: list[Span] = []
        for symbol in symbols[first : first + across]:
            if row:
                row.append(Span(" " * CELL_GAP))
            row += market_row(desk, desk.state.universe[symbol].market, index_cell(desk, symbol, cell_width))
        rows.append(tuple(row))
    return [*rows, *markets]


def index_cell(desk: Desk, symbol: str, width: int) -> Row:
    """Short name, last and percent in exactly that many cells."""
    reading = desk.reading(symbol)
    room = width - PRICE_WIDTH - PERCENT_WIDTH - 2
    name = fit(shorten(desk.label(reading.instrument), room), room)
    if reading.quote is None:
        return (Span(name, "label"), Span(" "), Span(fit(MISSING, PRICE_WIDTH + PERCENT_WIDTH + 1, "right"), "label"))
    last = index_level(shown_price(reading.quote))
    return (
        Span(name, "label"),
        Span("!", "accent") if symbol in desk.marked else Span(" "),
        Span(fit(last, PRICE_WIDTH, "right"), price_role(reading)),
        Span(LATE, "warn") if reading.quote.delayed else Span(" "),
        tight_change(desk, reading.quote, old=reading.old),
    )


def tight_change(desk: Desk, quote: Quote, *, old: bool) -> Span:
    """Arrow and percent without a space between, for a strip has none to spare; if old, since when in their place."""
    since = since_text(desk, quote) if old else ""
    if since:
        return Span(fit(since, PERCENT_WIDTH, "right"), "warn")
    text = percent_text(desk, quote.change_pct)
    return Span(fit(text, PERCENT_WIDTH, "right"), "stale" if old else role_of(quote.change_pct, FLAT_PCT))
