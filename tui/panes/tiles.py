"""One name as a tile of the heatmap, the names without room as one tile, and a name in full below them."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.instruments import Instrument
from tui.market.quotes import Quote, QuoteState
from tui.market.quoting import AtLimit, at_limit
from tui.market.sectors import Member
from tui.panes.desk import Desk
from tui.panes.figures import MISSING, arrow, billions, change_span, price, signed
from widgets.palette import heat_role
from widgets.text import Row, Span, fit_row
from widgets.treemap import Tile

FOLDED = "folded"
"""The key of the tile that stands for those without room; no symbol is like it."""

NO_PRICE = {
    QuoteState.SUSPENDED: "suspended",
    QuoteState.HALTED: "halted",
    QuoteState.DELISTED: "delisted",
    QuoteState.AUCTION: "auction",
}
"""The word on a tile that has no price today."""


def tile(desk: Desk, member: Member, weight: float) -> Tile:
    """One name as a tile: its short name, its move, its price, and its mark."""
    instrument, quote = member.instrument, member.quote
    reading = desk.reading(instrument.symbol)
    role = "heat-none" if reading.old else heat_role(member.change_pct, desk.view.heat_scale_pct)
    label = tile_label(desk, instrument)
    if quote is None or member.change_pct is None:
        word = NO_PRICE.get(quote.state, "missing") if quote is not None else "missing"
        details: tuple[str, ...] = (desk.word(word),)
    else:
        details = (
            percent_text(desk, member.change_pct),
            price(quote.last, index=False, hong_kong=instrument.currency == "HKD"),
        )
    return Tile(
        key=instrument.symbol,
        label=label,
        details=details,
        weight=weight,
        role=role,
        mark=mark(desk, instrument, quote),
    )


def tile_label(desk: Desk, instrument: Instrument) -> str:
    """The short name; with its share class where both classes of the company may stand side by side."""
    label = desk.label(instrument)
    if desk.view.shares == "both" and instrument.pair and instrument.listing:
        return f"{label} {instrument.listing.value}"
    return label


def mark(desk: Desk, instrument: Instrument, quote: Quote | None) -> str:
    """Limit-up or limit-down, in a word."""
    limit = at_limit(quote, instrument) if quote is not None else None
    if limit is None:
        return ""
    return desk.word("limit-up" if limit is AtLimit.UP else "limit-down")


def fold(desk: Desk, tiles: Sequence[Tile]) -> Tile:
    """The names that had no room, as one tile: how many they are, and their average move."""
    moves = [move for tile in tiles if (move := change_of(desk, tile.key)) is not None]
    average = sum(moves) / len(moves) if moves else None
    return Tile(
        key=FOLDED,
        label=f"{len(tiles)} {desk.word('more')}",
        details=(percent_text(desk, average), desk.word("average")),
        weight=sum(tile.weight for tile in tiles),
        role=heat_role(average, desk.view.heat_scale_pct),
    )


def percent_text(desk: Desk, change_pct: float | None) -> str:
    """Arrow, sign and percent."""
    return f"{arrow(change_pct, desk.view.glyphs)}{signed(change_pct)}" if change_pct is not None else MISSING


def detail_row(desk: Desk, symbol: str, width: int) -> Row:
    """Everything known of one name, in one row."""
    if symbol == FOLDED:
        return (Span(desk.word("folded"), "muted"),)
    reading = desk.reading(symbol)
    instrument, quote = reading.instrument, reading.quote
    row: Row = (Span(f"{symbol} ", "label"), Span(desk.name(instrument), "title"))
    if quote is None:
        return fit_row((*row, Span(f"  {desk.word('missing')}", "warn")), width)
    hong_kong = instrument.currency == "HKD"
    last = price(quote.last if quote.last is not None else quote.previous_close, index=False, hong_kong=hong_kong)
    row = (
        *row,
        Span(f"  {last} {instrument.currency or ''} ", "value"),
        change_span(quote.change_pct, desk.view.glyphs),
    )
    if quote.turnover is not None:
        row = (*row, Span(f"  {desk.word('size turnover')} {billions(quote.turnover, 2)}bn", "label"))
    limit = mark(desk, instrument, quote)
    if limit:
        row = (*row, Span(f"  {limit}", "value"))
    if quote.time is not None:
        row = (*row, Span(f"  {quote.time:%H:%M:%S} {quote.provider}", "stale" if reading.old else "label"))
    return fit_row(row, width)


def change_of(desk: Desk, symbol: str) -> float | None:
    """A name's move in percent, if it has one today."""
    quote = desk.reading(symbol).quote
    return quote.change_pct if quote is not None else None
