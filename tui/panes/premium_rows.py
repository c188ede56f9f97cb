"""The companies with both share classes as rows of a table: prices, stamps, the premium and its move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len

from tui.market.ah import Premium, pairs, premiums
from tui.market.ah_shift import premium_shift
from tui.market.instruments import Instrument
from tui.market.standing import Period
from tui.market.zones import MARKET_TIME
from tui.panes.desk import Desk, Reading
from tui.panes.figures import FLAT_PCT, MISSING, change_span, minute_time, role_of, signed
from tui.panes.market_colors import market_record
from tui.panes.marks import other_day, price_role
from tui.panes.prices import price_text
from tui.panes.tiles import TILE_WORDS
from widgets.table import Cell, Column, Record
from widgets.text import Row, Span

SHIFT_PERIOD: Period = "20d"


class PairRow(Struct, frozen=True):
    """One company: both shares as they stand, the premium where there is one, and its move over 20 sessions."""

    a: Reading
    h: Reading
    premium: Premium | None
    shift: float | None


class SortKey(NamedTuple):
    """A column that rows are sorted by, its figure, and whether the largest comes first unless reversed.

    Without a figure rows are sorted by name.
    """

    column: str
    figure: Callable[[PairRow], float | None] | None
    descending: bool = True


SORT_KEYS = (
    SortKey("name", None, descending=False),
    SortKey("premium", lambda row: row.premium.premium_pct if row.premium else None),
    SortKey("shift", lambda row: row.shift),
    SortKey("a change", lambda row: row.a.quote.change_pct if row.a.quote else None),
    SortKey("h change", lambda row: row.h.quote.change_pct if row.h.quote else None),
)
"""In the order of the columns."""

BY_PREMIUM = 1


def pair_rows(desk: Desk) -> list[PairRow]:
    """Every company with both shares in the universe, with whatever is known of it."""
    state = desk.state
    both = tuple(pairs(state.universe))
    readings = {item.symbol: desk.reading(item.symbol) for pair in both for item in pair}
    rate = None if state.rate is None else state.rate.value
    found = premiums(state.universe, lambda symbol: readings[symbol].quote, rate)
    by_symbol = {premium.h.symbol: premium for premium in found}
    return [
        PairRow(readings[a.symbol], readings[h.symbol], premium, None if premium is None else shift_of(desk, premium))
        for a, h in both
        for premium in (by_symbol.get(h.symbol),)
    ]


def shift_of(desk: Desk, premium: Premium) -> float | None:
    """The premium's move over 20 sessions, percentage points."""
    standings = desk.state.standings
    return premium_shift(premium, standings.get(premium.a.symbol), standings.get(premium.h.symbol), SHIFT_PERIOD)


def in_order(rows: Sequence[PairRow], key: SortKey, *, reverse: bool) -> list[PairRow]:
    """The rows by that column; equal ones keep their order, those without a figure come last either way."""
    descending = key.descending != reverse
    if key.figure is None:
        return sorted(rows, key=lambda row: row.h.instrument.name_en.casefold(), reverse=descending)
    figures = [(figure, row) for row in rows if (figure := key.figure(row)) is not None]
    figures.sort(key=lambda pair: pair[0], reverse=descending)
    return [*(row for _, row in figures), *(row for row in rows if key.figure(row) is None)]


def columns(desk: Desk, key: SortKey, *, reverse: bool) -> tuple[Column, ...]:
    """The columns with their heads; an arrow stands at the one that the rows are sorted by, and says which way."""
    mark = "▼" if key.descending != reverse else "▲"

    def head(column: str, word: str) -> str:
        text = desk.word(word)
        if column != key.column:
            return text
        return f"{text} {mark}" if column == "name" else f"{mark}{text}"

    return (
        Column("name", head("name", "company"), 11, "left", max_width=30),
        Column("premium", head("premium", "premium pct"), 8),
        Column("shift", head("shift", "premium shift"), 7, priority=5),
        Column("a price", desk.word("a price"), 8, priority=1),
        Column("a change", head("a change", "side change"), 8, priority=4),
        Column("a stamp", desk.word("stamp"), 5, priority=3),
        Column("h price", desk.word("h price"), 8, priority=1),
        Column("h change", head("h change", "side change"), 8, priority=4),
        Column("h stamp", desk.word("stamp"), 5, priority=3),
        Column("discount", desk.word("h discount"), 10, priority=6),
        Column("codes", desk.word("codes"), 20, "left", "muted", priority=7),
    )


def record(desk: Desk, row: PairRow) -> Record:
    """One company's cells."""
    old = row.a.old or row.h.old
    return {
        "name": partial(name, desk, row.h.instrument, "stale" if old else "value"),
        "premium": premium_cell(row, old=old),
        "shift": shift_cell(row.shift, old=old),
        "discount": discount_cell(row, old=old),
        "codes": f"{row.a.instrument.symbol} {row.h.instrument.symbol}",
        **side_cells(desk, row.a, "a", final=row.premium is not None and row.premium.a_final),
        **side_cells(desk, row.h, "h", final=row.premium is not None and row.premium.h_final),
    }


def name(desk: Desk, instrument: Instrument, role: str, width: int) -> Row:
    """The full name where it fits, else the short one: cut names look alike."""
    full = desk.name(instrument)
    return (Span(full if cell_len(full) <= width else desk.label(instrument), role),)


def premium_cell(row: PairRow, *, old: bool) -> Cell:
    """The premium with its sign, without the colour of a direction: a level, not a move."""
    if row.premium is None:
        return Span(MISSING, "label")
    return Span(signed(row.premium.premium_pct), "stale" if old else "value")


def discount_cell(row: PairRow, *, old: bool) -> Cell:
    """The same seen from the H share: how much cheaper it is."""
    if row.premium is None:
        return Span(MISSING, "label")
    return Span(signed(row.premium.h_discount_pct), "stale" if old else "label")


def shift_cell(shift: float | None, *, old: bool) -> Cell:
    """The premium's move in percentage points."""
    return Span(signed(shift), "stale" if old and shift is not None else role_of(shift, FLAT_PCT))


def side_cells(desk: Desk, reading: Reading, side: str, *, final: bool) -> Record:
    """Price, move and stamp of one share; a stamp of another day is its date, and is marked."""
    quote = reading.quote
    if quote is None:
        reason = desk.word("missing") if reading.instrument.symbol in desk.state.missing else MISSING
        return {f"{side} price": Span(MISSING, "label"), f"{side} change": Span(reason, "label")}
    shown = quote.last if quote.last is not None else quote.previous_close
    state = TILE_WORDS.get(quote.state)
    change: Cell = change_span(quote.change_pct, desk.view.glyphs, stale=reading.old)
    if state is not None:
        change = Span(desk.word(state), "warn")
    elif quote.change_pct is None:
        change = Span(MISSING, "label")
    text = price_text(reading.instrument, quote, shown)
    cells: Record = {
        f"{side} price": Span(text, price_role(reading)),
        f"{side} change": change,
        f"{side} stamp": stamp(desk, reading, final=final),
    }
    return market_record(desk, reading.instrument.market, cells)


def stamp(desk: Desk, reading: Reading, *, final: bool) -> Cell:
    """The minute of today's price, dim once it is final; month and day of an earlier one, marked."""
    quote = reading.quote
    if quote is None or quote.time is None:
        return Span(MISSING, "label")
    day = other_day(quote, desk.now())
    if day is not None:
        return Span(f"{day:%m-%d}", "warn")
    return Span(minute_time(quote.time.astimezone(MARKET_TIME)), "muted" if final else "label")
