"""The Indices pane: level, change, day line, range and turnover of each index, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from tui.market.instruments import Instrument, Market
from tui.market.quotes import Quote, QuoteState
from tui.panes.dayline import with_last
from tui.panes.desk import Desk, Reading
from tui.panes.figures import (
    MISSING,
    billions,
    change_span,
    flat_below,
    index_level,
    ordinal,
    role_of,
    short_day,
    signed,
)
from tui.panes.market_colors import market_record
from tui.panes.market_rows import market_rows
from tui.panes.marks import alert_mark, day_mark, late_mark, other_day, price_role, since_text
from tui.panes.pane import MarketPane, follow, more_row, title_row
from tui.panes.spans import year_span
from tui.panes.usual import usual_multiple, usual_span
from widgets.gauge import gauge
from widgets.sparkline import sparkline
from widgets.table import Cell, Column, Record, fit_columns, table
from widgets.text import EMPTY_ROW, Row, Span, width_of

RUN_FROM = 3
"""Gains or losses in a row from which on they are a streak: two are chance."""

STATE_WORDS = (QuoteState.AUCTION, QuoteState.HALTED, QuoteState.SUSPENDED, QuoteState.DELISTED)
HEAD_ROWS = 2
MARKETS_FROM_ROWS = 11
"""With so many rows the pane shows the markets as wholes, and still five indices."""

CURRENCY_WIDTH = 4
"""Cells of a currency behind a turnover, with the space before it."""


class IndicesPane(MarketPane):
    """The table of indices, and below it the markets as wholes."""

    number = 1
    word = "indices"

    cursor: int | None = None
    """The row that Enter opens; none until an arrow key was pressed: then it is the first one."""

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, heads, as many indices as fit, the one under the cursor among them, and the markets as wholes."""
        markets = market_rows(self.desk, width) if height >= MARKETS_FROM_ROWS else []
        count, room = len(self.desk.settings.indices.shown), height - HEAD_ROWS - len(markets)
        if self.cursor is not None:
            self.cursor = min(self.cursor, count - 1)  # the settings may list fewer by now
            self.offset_rows = follow(self.offset_rows, self.cursor, count, room)
        rows = indices_rows(
            self.desk,
            width,
            height - len(markets),
            offset=self.scrolled(count, room),
            chosen=self.chosen,
            cursor=self.cursor,
        )
        blank = (EMPTY_ROW,) * min(1, height - len(markets) - len(rows))
        return (*rows, *blank, *markets)

    def move(self, right: int, down: int) -> None:
        """Move the cursor up and down; the first time it comes to the first row in sight."""
        last = len(self.desk.settings.indices.shown) - 1
        if down:
            self.cursor = self._first_row if self.cursor is None else min(max(self.cursor + down, 0), last)
            self.redraw()

    def point(self, x: int, y: int) -> bool:
        """Set the cursor on the row that is there."""
        height = self.content_size.height
        below = len(market_rows(self.desk, self.content_size.width)) if height >= MARKETS_FROM_ROWS else 0
        count, room = len(self.desk.settings.indices.shown), height - HEAD_ROWS - below
        row, seen = y - HEAD_ROWS, room if count - self._first_row <= room else room - 1
        if not 0 <= row < min(seen, count - self._first_row):
            return False
        before, self.cursor = self.cursor, self._first_row + row
        self.redraw()
        return self.cursor == before

    def selected(self) -> str | None:
        """The index under the cursor, or the first one in sight where none has been set yet."""
        shown = self.desk.settings.indices.shown
        place = self._first_row if self.cursor is None else self.cursor
        return shown[place] if place < len(shown) else None


def columns(desk: Desk) -> tuple[Column, ...]:
    """The columns with their heads; the ones that matter least give way first."""
    return (
        Column("name", desk.word("index"), 15, "left", max_width=22),
        Column("last", desk.word("last"), 9),
        Column("change", desk.word("change"), 8, priority=3),
        Column("percent", desk.word("change %"), 8),
        Column("day", desk.word("intraday"), 9, "left", max_width=20, priority=2),
        Column("range", desk.word("range"), 21, priority=9),
        Column("year", desk.word("52 weeks short"), 9, "left", priority=8),
        Column("turnover", desk.word("turnover"), 11, priority=5),
        Column("usual", desk.word("col usual"), 5, priority=6),
        Column("tag", desk.word("tag"), 10, "left", role="label", priority=4),
        Column("run", "", 9, "left", role="label", priority=7),
    )


def indices_rows(
    desk: Desk, width: int, height: int, *, offset: int = 0, chosen: bool = False, cursor: int | None = None
) -> list[Row]:
    """The pane's rows; a last row says how many indices had no room."""
    symbols = desk.settings.indices.shown
    room = max(0, height - HEAD_ROWS)
    hidden = max(0, len(symbols) - offset - room)
    readings = [desk.reading(symbol) for symbol in symbols]
    fitted = columns(desk)
    has_run = any(column.key == "run" for column, _ in fit_columns(fitted, width).columns)
    records = [
        market_record(desk, reading.instrument.market, record(desk, reading, has_run=has_run)) for reading in readings
    ]
    near = [reading for reading in readings if reading.instrument.market is not Market.UNITED_STATES]
    extra = [*late_mark(desk, near), *day_mark(desk, near)]
    rows: list[Row] = [title_row(desk, "indices", width, number=IndicesPane.number, chosen=chosen, extra=extra)]
    rows += table(fitted, records, width, height - 1, offset=offset, cursor=cursor)
    if hidden and room:
        rows[-1:] = [more_row(desk, hidden + 1, width)]
    return rows


def record(desk: Desk, reading: Reading, *, has_run: bool) -> Record:
    """One index: figures where they are known, and in their place the reason where they are not.

    `has_run` says that a streak has a column of its own; else it stands where no high or low was earned.
    """
    instrument, quote = reading.instrument, reading.quote
    if quote is None:
        reason = desk.word("missing") if instrument.symbol in desk.state.missing else ""
        dash = Span(MISSING, "label")
        return {"name": partial(name, desk, instrument, "label"), "last": dash, "percent": dash, "day": reason}
    role = "stale" if reading.old else "value"
    return {
        "name": partial(name, desk, instrument, role),
        "last": Span(index_level(shown_price(quote)), price_role(reading)),
        "change": Span(points(quote.change), "stale" if reading.old else role_of(quote.change, flat_below(2))),
        "percent": change_span(quote.change_pct, desk.view.glyphs, stale=reading.old),
        "day": apart(desk, reading) or partial(day_line, desk, instrument, quote),
        "range": Span(day_range(quote), "label"),
        "year": partial(year_gauge, desk, quote),
        "turnover": turnover(quote, role),
        "usual": usual_span(usual_multiple(desk, reading), old=reading.old) if quote.turnover else "",
        "tag": tag(desk, reading) or ("" if has_run else run_text(desk, reading)),
        "run": run_text(desk, reading),
    }


def name(desk: Desk, instrument: Instrument, role: str, width: int) -> Row:
    """The full name where it fits, else the short one: cut names look alike."""
    full, mark = desk.name(instrument), alert_mark(desk, instrument)
    fits = cell_len(full) + width_of(mark) <= width
    return (Span(full if fits else desk.label(instrument), role), *mark)


def shown_price(quote: Quote) -> float | None:
    """The last price, or while nothing has traded today the previous close."""
    return quote.last if quote.last is not None else quote.previous_close


def points(change: float | None) -> str:
    """The change in points, without a mark of thousands: a fall of a thousand must fit too."""
    return signed(change).replace(",", "")


def day_range(quote: Quote) -> str:
    """Low and high of the day."""
    if quote.low is None or quote.high is None:
        return MISSING
    return f"{quote.low:,.2f} – {quote.high:,.2f}"


def turnover(quote: Quote, role: str) -> Cell:
    """Turnover in billions with its currency: those of two currencies are never compared by eye alone."""
    if quote.turnover is None:
        return Span(MISSING + " " * CURRENCY_WIDTH, "label")
    return (Span(billions(quote.turnover), role), Span(f" {quote.currency or '':3}", "label"))


def tag(desk: Desk, reading: Reading) -> Cell:
    """Late by design; else a high or low that the row earned."""
    quote = reading.quote
    if quote is None or reading.old:
        return ""
    if quote.delayed:
        return Span(desk.word("delayed"), "warn")
    standing = desk.standing(quote)
    high_low = None if standing is None else standing.closing
    if high_low is None:
        return ""
    return Span(high_low.tag_zh if desk.view.language == "zh" else high_low.tag_en, "label")


def run_text(desk: Desk, reading: Reading) -> str:
    """The streak that today's move goes on, if it is worth a word: `5th gain`."""
    standing = None if reading.quote is None or reading.old else desk.standing(reading.quote)
    run = None if standing is None else standing.run
    if run is None or abs(run.days) < RUN_FROM:
        return ""
    word, days = ("nth gain" if run.days > 0 else "nth loss"), abs(run.days)
    return desk.word(word, n=days if desk.view.language == "zh" else ordinal(days))


def year_gauge(desk: Desk, quote: Quote, width: int) -> Row:
    """Where the last price stands in the range of 52 weeks; blank where that is not known."""
    span = year_span(desk, quote)
    if span is None or quote.last is None:
        return EMPTY_ROW
    return gauge(span.low, span.high, quote.last, width, glyphs=desk.view.charts)


def apart(desk: Desk, reading: Reading) -> Span | None:
    """What stands in place of the day's line: old and since when, a state without trading, or of which day it is."""
    quote = reading.quote
    if quote is None:
        return None
    if reading.old:
        return Span(f"{desk.word('old')} {since_text(desk, quote)}".rstrip(), "warn")
    if quote.state in STATE_WORDS:
        return Span(desk.word(quote.state.value), "warn")
    day = other_day(quote, desk.now())
    return None if day is None else Span(short_day(day, desk.view.language), "label")


def day_line(desk: Desk, instrument: Instrument, quote: Quote, width: int) -> Row:
    """The day as a line around the previous close."""
    held = desk.state.minutes.get(instrument.symbol)
    if held is None or not held.value.minutes or quote.previous_close is None:
        return ()
    series = held.value
    if quote.time is not None and quote.time.date() != series.date:
        return ()
    day = desk.day_prices(series, instrument.market)
    values = day.values
    if quote.last is not None and quote.time is not None and not desk.view.quiet:
        values = with_last(values, day.slots, quote.time, quote.last)
    return sparkline(values, width, baseline=quote.previous_close, glyphs=desk.view.charts)
