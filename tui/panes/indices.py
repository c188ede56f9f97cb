"""The Indices pane: level, change, day line, range and turnover of each index, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from tui.market.instruments import Instrument
from tui.market.quotes import Quote, QuoteState
from tui.market.zones import MARKET_TIME
from tui.panes.dayline import day_values, with_last
from tui.panes.desk import Desk, Reading
from tui.panes.figures import MISSING, billions, change_span, minute_time, price, role_of, signed
from tui.panes.pane import MarketPane, more_row, title_row
from widgets.sparkline import sparkline
from widgets.table import Cell, Column, Record, table
from widgets.text import Row, Span

STATE_WORDS = (QuoteState.AUCTION, QuoteState.HALTED, QuoteState.SUSPENDED, QuoteState.DELISTED)


class IndicesPane(MarketPane):
    """The table of indices."""

    number = 1
    word = "indices"

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, heads, and as many indices as fit."""
        return indices_rows(self.desk, width, height, offset=self.offset_rows, chosen=self.chosen)

    def content_rows(self) -> int:
        """How many rows there are to scroll through."""
        return len(self.desk.settings.indices.shown)


def columns(desk: Desk) -> tuple[Column, ...]:
    """The columns with their heads; the ones that matter least give way first."""
    return (
        Column("name", desk.word("index"), 12, "left", max_width=22),
        Column("last", desk.word("last"), 9),
        Column("change", desk.word("change"), 8, priority=3),
        Column("percent", desk.word("change %"), 8),
        Column("day", desk.word("intraday"), 8, "left", max_width=20, priority=2),
        Column("range", desk.word("range"), 21, priority=6),
        Column("turnover", desk.word("turnover"), 12, priority=5),
        Column("tag", desk.word("tag"), 10, "left", role="label", priority=4),
    )


def indices_rows(desk: Desk, width: int, height: int, *, offset: int = 0, chosen: bool = False) -> list[Row]:
    """The pane's rows; a last row says how many indices had no room."""
    symbols = desk.settings.indices.shown
    room = max(0, height - 2)
    hidden = max(0, len(symbols) - offset - room)
    records = [record(desk, symbol) for symbol in symbols]
    rows: list[Row] = [title_row(desk, "indices", width, number=IndicesPane.number, chosen=chosen)]
    rows += table(columns(desk), records, width, height - 1, offset=offset)
    if hidden:
        rows[-1:] = [more_row(desk, hidden + 1, width)]
    return rows


def record(desk: Desk, symbol: str) -> Record:
    """One index: figures where they are known, and in their place the reason where they are not."""
    reading = desk.reading(symbol)
    instrument, quote = reading.instrument, reading.quote
    if quote is None:
        reason = desk.word("missing") if symbol in desk.state.missing else ""
        return {"name": partial(name, desk, instrument, "label"), "last": Span(MISSING, "label"), "tag": reason}
    role = "stale" if reading.old else "value"
    return {
        "name": partial(name, desk, instrument, role),
        "last": Span(price(shown_price(quote), index=True), role),
        "change": Span(signed(quote.change), "stale" if reading.old else role_of(quote.change)),
        "percent": change_span(quote.change_pct, desk.view.glyphs, stale=reading.old),
        "day": old_since(desk, quote) if reading.old else partial(day_line, desk, instrument, quote),
        "range": Span(day_range(quote), "label"),
        "turnover": turnover(quote),
        "tag": tag(desk, reading),
    }


def name(desk: Desk, instrument: Instrument, role: str, width: int) -> Row:
    """The full name where it fits, else the short one: cut names look alike."""
    full = desk.name(instrument)
    return (Span(full if cell_len(full) <= width else desk.label(instrument), role),)


def shown_price(quote: Quote) -> float | None:
    """The last price, or while nothing has traded today the previous close."""
    return quote.last if quote.last is not None else quote.previous_close


def day_range(quote: Quote) -> str:
    """Low and high of the day."""
    if quote.low is None or quote.high is None:
        return MISSING
    return f"{quote.low:,.2f} – {quote.high:,.2f}"


def turnover(quote: Quote) -> Cell:
    """Turnover in billions with its currency: those of two currencies are never compared by eye alone."""
    if quote.turnover is None:
        return Span(MISSING, "label")
    return (Span(billions(quote.turnover), "value"), Span(f" {quote.currency or '':3}", "label"))


def tag(desk: Desk, reading: Reading) -> Cell:
    """What sets the row apart: late, halted, in auction; else a high or low that it earned."""
    quote = reading.quote
    if quote is None:
        return ""
    if reading.old:
        return ""
    if quote.delayed:
        return Span(desk.word("delayed"), "warn")
    if quote.state in STATE_WORDS:
        return Span(desk.word(quote.state.value), "warn")
    high_low = desk.state.highs.get(quote.symbol)
    if high_low is None:
        return ""
    return Span(high_low.tag_zh if desk.view.language == "zh" else high_low.tag_en, "label")


def old_since(desk: Desk, quote: Quote) -> Span:
    """That the row is old, and since when: the day line is not drawn on, so its place is free."""
    at = f" {minute_time(quote.time.astimezone(MARKET_TIME))}" if quote.time else ""
    return Span(desk.word("old") + at, "warn")


def day_line(desk: Desk, instrument: Instrument, quote: Quote, width: int) -> Row:
    """The day as a line around the previous close."""
    held = desk.state.minutes.get(instrument.symbol)
    if held is None or not held.value.minutes or quote.previous_close is None:
        return ()
    series = held.value
    if quote.time is not None and quote.time.date() != series.date:
        return ()
    slots = desk.trading_minutes(instrument.market, series.date)
    values = day_values(series, slots)
    if quote.last is not None and quote.time is not None:
        values = with_last(values, slots, quote.time, quote.last)
    return sparkline(values, width, baseline=quote.previous_close, glyphs=desk.view.glyphs)
