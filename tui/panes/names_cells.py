"""One name in each column of the table of names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len

from tui.market.highs import HighLow
from tui.market.quoting import traded_today
from tui.market.sectors import move_over
from tui.market.standing import PERIODS, Period
from tui.panes.desk import Desk, Reading
from tui.panes.figures import MISSING, billions, flat_below, role_of, short_day, signed
from tui.panes.marks import alert_mark, other_day, price_role, since_text
from tui.panes.pane import whole_parts
from tui.panes.periods import period_decimals
from tui.panes.prices import price_text
from tui.panes.tiles import STATE_WORDS, TILE_WORDS, Past, limit_word, percent_text
from tui.panes.usual import usual_multiple, usual_span
from widgets.table import Cell
from widgets.text import Row, Span, fit, width_of

FULL_NAMES_FROM = 18
"""Cells of a column in which most full names have room."""


class Name(NamedTuple):
    """One row: the instrument as it reads now, and the key of the first sector that it is in."""

    reading: Reading
    sector: str


def period_move(desk: Desk, name: Name, period: Period) -> float | None:
    """The move over a period, percent, as it is shown."""
    symbol = name.reading.instrument.symbol
    move = move_over(name.reading.instrument, name.reading.quote, period, desk.state.standings.get(symbol))
    return None if move is None else round(move, period_decimals(period, move))


def today_cell(desk: Desk, name: Name) -> Cell:
    """Today's move, two arrows at a price limit; in its place why there is none."""
    instrument, quote = name.reading.instrument, name.reading.quote
    if quote is None:
        return Span(MISSING, "label")
    move = period_move(desk, name, "today")
    if move is None:
        word = TILE_WORDS.get(quote.state)
        return Span(desk.word(word), "warn") if word else Span(MISSING, "label")
    decimals = period_decimals("today", move)
    text = percent_text(desk, move, limited=bool(limit_word(desk, instrument, quote)), decimals=decimals)
    return Span(text, "stale" if name.reading.old else role_of(move, flat_below(decimals)))


def period_cell(desk: Desk, name: Name, period: Period) -> Span:
    """A longer move: its sign tells the direction."""
    move = period_move(desk, name, period)
    if move is None:
        return Span(MISSING, "label")
    decimals = period_decimals(period, move)
    text = signed(move, decimals).replace(",", "")
    return Span(text, "stale" if name.reading.old else role_of(move, flat_below(decimals)))


def name_cell(desk: Desk, name: Name) -> Cell:
    """The name as the width allows."""
    return partial(fitting_name, desk, name.reading)


def fitting_name(desk: Desk, reading: Reading, width: int) -> Row:
    """The full name where the column is wide and it fits; in a narrow one all are short, so that they look alike."""
    full, short = desk.name(reading.instrument), desk.label(reading.instrument)
    mark = alert_mark(desk, reading.instrument)
    text = full if width >= FULL_NAMES_FROM and cell_len(full) + width_of(mark) <= width else short
    return (Span(fit(text, width - width_of(mark)) if mark else text, "stale" if reading.old else "value"), *mark)


def last_cell(desk: Desk, name: Name) -> Cell:
    """The last price; before the first one the previous close, dim."""
    quote = name.reading.quote
    if quote is None:
        return Span(MISSING, "label")
    shown = quote.last if quote.last is not None else quote.previous_close
    return Span(price_text(name.reading.instrument, quote, shown), price_role(name.reading))


def amount_cell(name: Name, amount: float | None, decimals: int) -> Cell:
    """Billions of the share's own currency."""
    return Span(billions(amount, decimals), "label" if amount is None else "stale" if name.reading.old else "value")


def turnover_cell(desk: Desk, name: Name) -> Cell:
    """The day's turnover."""
    quote = name.reading.quote
    return amount_cell(name, None if quote is None else quote.turnover, 2)


def float_cell(desk: Desk, name: Name) -> Cell:
    """What the free float is worth at the last price; an estimate good for a layout only is not shown."""
    quote = name.reading.quote
    return amount_cell(name, None if quote is None else quote.float_value, 1)


def usual_cell(desk: Desk, name: Name) -> Cell:
    """Turnover as a multiple of the usual."""
    return usual_span(usual_multiple(desk, name.reading), old=name.reading.old)


def sector_cell(desk: Desk, name: Name) -> Cell:
    """The sector's name."""
    sector = desk.settings.sectors[name.sector]
    return Span(sector.name_zh if desk.view.language == "zh" else sector.name_en, "label")


def class_cell(desk: Desk, name: Name) -> Cell:
    """A or H."""
    listing = name.reading.instrument.listing
    return Span(listing.value if listing else "", "label")


def code_cell(desk: Desk, name: Name) -> Cell:
    """The canonical symbol."""
    return Span(name.reading.instrument.symbol, "label")


def note_cell(desk: Desk, name: Name) -> Cell:
    """What sets the name apart, the most pressing first, as many words as fit whole."""
    parts = note_parts(desk, name.reading)
    return partial(whole_parts, parts, gap=" ")


def note_parts(desk: Desk, reading: Reading) -> Sequence[Row]:
    """Its state, its price limit, how old it is, of which day, and the high or low that it earned."""
    instrument, quote = reading.instrument, reading.quote
    if quote is None:
        return [(Span(desk.word("missing"), "warn"),)] if instrument.symbol in desk.state.missing else []
    parts: list[Row] = []
    state = STATE_WORDS.get(quote.state)
    if state and traded_today(quote):
        parts.append((Span(desk.word(state), "warn"),))
    if limit := limit_word(desk, instrument, quote):
        parts.append((Span(limit, "value"),))
    if quote.indicative is not None and not traded_today(quote):
        parts.append(
            (Span(f"{desk.word('indicative short')} {price_text(instrument, quote, quote.indicative)}", "value"),)
        )
    if reading.old:
        parts.append((Span(f"{desk.word('old')} {since_text(desk, quote)}".rstrip(), "warn"),))
    if quote.delayed:
        parts.append((Span(desk.word("delayed"), "warn"),))
    day = other_day(quote, desk.now())
    if day is not None and not reading.old:
        parts.append((Span(short_day(day, desk.view.language), "label"),))
    return parts + high_low_parts(desk, reading, "label")


def past_of(desk: Desk, reading: Reading) -> Past:
    """The high or low that the name earned, its turnover against the usual, and its moves over longer periods."""
    notable = high_low_parts(desk, reading, "value")
    multiple = usual_multiple(desk, reading)
    if multiple is not None:
        notable.append((usual_span(multiple, old=reading.old), Span(f" {desk.word('average')}", "label")))
    name = Name(reading, "")
    moves = [
        (Span(f"{desk.word(f'col {period}')} ", "label"), period_cell(desk, name, period))
        for period in PERIODS[1:]
        if period_move(desk, name, period) is not None
    ]
    return Past(notable, moves)


def high_low_parts(desk: Desk, reading: Reading, role: str) -> list[Row]:
    """The high or low that the name earned, in short, if it did."""
    tag = high_low(desk, reading)
    return [] if tag is None else [(Span(tag.tag_zh if desk.view.language == "zh" else tag.tag_en, role),)]


def high_low(desk: Desk, reading: Reading) -> HighLow | None:
    """The high or low that the last price amounts to, unless it is old, or no standing of its own day is known."""
    standing = None if reading.quote is None else desk.standing(reading.quote)
    return None if standing is None or reading.old else standing.closing
