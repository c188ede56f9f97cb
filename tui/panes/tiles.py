"""One name as a tile of the heatmap, the names without room as one tile, and a name in full below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.market.instruments import Instrument, common_market
from tui.market.quotes import Quote, QuoteState
from tui.market.quoting import at_limit, traded_today
from tui.market.sectors import Member
from tui.panes.desk import Desk, Reading
from tui.panes.figures import FLAT_PCT, MISSING, arrow, billions, flat_below, role_of, short_day, signed
from tui.panes.market_colors import market_role, market_row
from tui.panes.marks import mostly_old, other_day, price_role, stamp_texts
from tui.panes.pane import whole_parts
from tui.panes.periods import period_decimals
from tui.panes.prices import price_text
from widgets.palette import heat_role
from widgets.text import Row, Span, width_of
from widgets.treemap import Tile

PART_GAP = "  "
FOLDED = "folded"
"""The key of the tile that stands for those without room; no symbol is like it."""

STATE_WORDS = {
    QuoteState.SUSPENDED: "suspended",
    QuoteState.HALTED: "halted",
    QuoteState.DELISTED: "delisted",
    QuoteState.AUCTION: "auction",
}
"""What sets a name apart from those that trade."""


class Past(NamedTuple):
    """What a name's past says of its day: what is notable of it, and the moves over longer periods."""

    notable: Sequence[Row] = ()
    moves: Sequence[Row] = ()


NOTHING_PAST = Past()

TILE_WORDS = STATE_WORDS | {QuoteState.SUSPENDED: "tile suspended"}
"""The same where they must fit the smallest tile: a wider word would widen every tile of its sector."""


def tile(desk: Desk, member: Member, reading: Reading, weight: float, scale_pct: float) -> Tile:
    """One name as a tile: its short name, its move, what sets it apart, and its price.

    `scale_pct` is the move that has the full colour, of the period that the member's move is over.
    """
    return Tile(
        key=member.instrument.symbol,
        label=desk.label(member.instrument),
        details=details(desk, member, reading),
        weight=weight,
        role="heat-none"
        if reading.old
        else market_role(desk.view, member.instrument.market, heat_role(member.change_pct, scale_pct)),
        tail=share_class(desk, member.instrument),
    )


def details(desk: Desk, member: Member, reading: Reading) -> tuple[str, ...]:
    """The lines below the label, the one that must be seen first."""
    quote = reading.quote
    if quote is None:
        return (desk.word("missing") if member.instrument.symbol in desk.state.missing else MISSING,)
    state = TILE_WORDS.get(quote.state)
    words: tuple[str, ...] = (desk.word(state),) if state else ()
    if member.change_pct is not None:
        limit = limit_word(desk, member.instrument, quote)
        percent = move_text(desk, member.change_pct, limited=bool(limit))
        return (percent, *words, *((limit,) if limit else ()), price_text(member.instrument, quote, quote.last))
    if quote.indicative is not None:
        words += (price_text(member.instrument, quote, quote.indicative),)
    day = other_day(quote, desk.now())
    if not words and quote.last is not None and day is not None:
        words = (short_day(day, desk.view.language),)
    elif traded_today(quote):
        return (MISSING, *words, price_text(member.instrument, quote, quote.last))
    return words or (MISSING,)


def share_class(desk: Desk, instrument: Instrument) -> str:
    """The end of a name whose company has both classes, where they may stand side by side: ` H`, in Chinese `H`."""
    if desk.view.shares == "both" and instrument.pair and instrument.listing:
        return f"{'' if desk.view.language == 'zh' else ' '}{instrument.listing.value}"
    return ""


def limit_word(desk: Desk, instrument: Instrument, quote: Quote) -> str:
    """Limit-up or limit-down, in a word; empty for a price within its limits."""
    limit = at_limit(quote, instrument)
    return "" if limit is None else desk.word(limit.value)


def percent_text(desk: Desk, change_pct: float | None, *, limited: bool = False, decimals: int = 2) -> str:
    """Arrow, sign and percent; two arrows at a price limit."""
    if change_pct is None:
        return MISSING
    direction = arrow(change_pct, desk.view.glyphs, flat_below(decimals))
    return f"{direction * (2 if limited else 1)}{signed(change_pct, decimals)}"


def move_text(desk: Desk, change_pct: float | None, *, limited: bool = False) -> str:
    """The same of a move over the chosen period: a price limit is one of the day alone."""
    period = desk.view.period
    decimals = period_decimals(period, change_pct)
    return percent_text(desk, change_pct, limited=limited and period == "today", decimals=decimals)


def move_role(desk: Desk, change_pct: float | None) -> str:
    """The direction of a move over the chosen period, as far as its decimals show one."""
    return role_of(change_pct, flat_below(period_decimals(desk.view.period)))


def fold(
    desk: Desk,
    tiles: Sequence[Tile],
    members: Mapping[str, Member],
    readings: Mapping[str, Reading],
    scale_pct: float,
) -> Tile:
    """The names that had no room, as one tile: how many they are, and their average move; grey if most are old."""
    moves = [move for tile in tiles if (move := members[tile.key].change_pct) is not None]
    average = sum(moves) / len(moves) if moves else None
    old = mostly_old(readings[tile.key] for tile in tiles if members[tile.key].change_pct is not None)
    market = common_market(members[tile.key].instrument for tile in tiles)
    before, count, after = desk.word("more", n=len(tiles)).partition(str(len(tiles)))
    return Tile(
        key=FOLDED,
        label=before + count,
        details=(move_text(desk, average), desk.word("average")),
        tail=after,
        weight=sum(tile.weight for tile in tiles),
        role="heat-none" if old else market_role(desk.view, market, heat_role(average, scale_pct)),
    )


def folded_row(tiles: Sequence[Tile], width: int) -> Row:
    """The names that had no room, each with its move, as many as fit whole."""
    return whole_parts(
        [(Span(f"{tile.label}{tile.tail} ", "value"), Span(tile.details[0], "label")) for tile in tiles],
        width,
        PART_GAP,
    )


def detail_row(desk: Desk, symbol: str, width: int, past: Past = NOTHING_PAST) -> Row:
    """All that is known of one name, in one row; parts that do not fit whole are left out, the last first."""
    reading = desk.reading(symbol)
    parts = known_parts(desk, reading, past)
    needed = width_of(parts[0]) + len(PART_GAP)
    label = Span(desk.label(reading.instrument), "title")
    heads: tuple[Row, ...] = (
        (Span(f"{symbol} ", "label"), Span(desk.name(reading.instrument), "title")),
        (Span(f"{symbol} ", "label"), label),
    )
    head = next((head for head in heads if width_of(head) + needed <= width), (label,))
    return market_row(desk, reading.instrument.market, whole_parts([head, *parts], width, PART_GAP))


def known_parts(desk: Desk, reading: Reading, past: Past = NOTHING_PAST) -> list[Row]:
    """What is known of a name, the most wanted first."""
    instrument, quote = reading.instrument, reading.quote
    if quote is None:
        return [(Span(desk.word("missing"), "warn"),)]
    last = quote.last if quote.last is not None else quote.previous_close
    change = "stale" if reading.old else role_of(quote.change_pct, FLAT_PCT)
    limit = limit_word(desk, instrument, quote)
    parts: list[Row] = [
        (
            Span(f"{price_text(instrument, quote, last)} {instrument.currency or ''} ", price_role(reading)),
            Span(percent_text(desk, quote.change_pct, limited=bool(limit)), change),
        )
    ]
    warnings = (STATE_WORDS.get(quote.state), "old" if reading.old else None, "delayed" if quote.delayed else None)
    parts += [(Span(desk.word(word), "warn"),) for word in warnings if word]
    if limit:
        parts.append((Span(limit, "value"),))
    if quote.indicative is not None:
        indicative = f"{desk.word('indicative')} {price_text(instrument, quote, quote.indicative)}"
        parts.append((Span(indicative, "value"),))
    parts += past.notable
    if quote.time is not None:
        stamp = " ".join((*filter(None, stamp_texts(desk, quote.time)), quote.provider))
        parts.append((Span(stamp, "stale" if reading.old else "label"),))
    if quote.turnover is not None:
        parts.append((Span(f"{desk.word('turnover')} {billions(quote.turnover, 2)}", "label"),))
    return [*parts, *past.moves]
