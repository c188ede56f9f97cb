"""One instrument against its own past, its sector and its twin: ranges, moves, ranks, phrases, the A/H premium."""

from __future__ import annotations

from tui.keys import BY_ID
from tui.market.ah import premiums
from tui.market.instruments import Listing, Universe
from tui.market.quotes import Quote
from tui.market.ranking import Rank, rank_of
from tui.market.sectors import member
from tui.market.standing import PERIODS, Period
from tui.panes.desk import Desk, Reading
from tui.panes.figures import FLAT_PCT, MISSING, flat_below, role_of, short_day, signed
from tui.panes.footer import footer_key
from tui.panes.instrument_figures import Fact, move_text, sector_name, sectors_of, twin_of
from tui.panes.market_colors import market_role
from tui.panes.marks import price_role
from tui.panes.periods import PERIOD_WORDS, period_decimals
from tui.panes.prices import price_reference, price_text, price_text_of
from tui.panes.spans import PriceSpan
from widgets.gauge import gauge
from widgets.text import Row, Span, width_of

LEAST_RUN = 2
"""Closes in a row from which on they are a run."""

LEAST_RANKED = 2
"""Names with a move from which on a place among them says something."""

RANK_PERIODS: tuple[Period, ...] = ("today", "20d")


def gauge_row(desk: Desk, reading: Reading, word: str, span: PriceSpan | None, width: int) -> Row:
    """A range with the place of the last price on it, in exactly as many cells as its parts need, at most `width`."""
    label = Span(f"{desk.word(word)} ", "muted")
    quote = reading.quote
    if span is None or quote is None:
        return (label, Span(MISSING, "label"))
    text = price_text_of(reading.instrument, price_reference(quote))
    low, high = Span(f"{text(span.low)} ", "label"), Span(f" {text(span.high)}", "label")
    room = width - width_of((label, low, high))
    return (label, low, *gauge(span.low, span.high, quote.last, max(room, 0), glyphs=desk.view.charts), high)


def move_facts(desk: Desk, reading: Reading) -> list[Fact]:
    """The moves over 5, 20 and 60 sessions and the year to date, percent, as far as they are known."""
    quote = reading.quote
    standing = None if quote is None else desk.standing(quote)
    if quote is None or standing is None:
        return []
    facts: list[Fact] = []
    for period in PERIODS[1:]:
        move = standing.change_pct(period, quote.last)
        if move is not None:
            decimals = period_decimals(period)
            direction = market_role(desk.view, reading.instrument.market, role_of(move, flat_below(decimals)))
            role = "stale" if reading.old else direction
            text = move_text(desk, move, decimals=decimals)
            facts.append(Fact(desk.word(PERIOD_WORDS[period]), (Span(text, role),)))
    return facts


def rank_parts(desk: Desk, reading: Reading) -> list[Row]:
    """Its place in each of its sectors, today and over 20 sessions, among the names that have a move."""
    quote = reading.quote
    if quote is None:
        return []
    parts: list[Row] = []
    for key in sectors_of(desk, quote.symbol):
        label: Row = (Span(f"{desk.word('rank in', sector=sector_name(desk, key))} ", "muted"),)
        for period in RANK_PERIODS:
            rank = rank_in(desk, quote, key, period)
            if rank is not None and rank.count >= LEAST_RANKED:
                word = desk.word(PERIOD_WORDS[period])
                text = desk.word("rank place", place=rank.place, count=rank.count, period=word)
                parts.append((*label, Span(text, "value")))
                label = ()
    return parts


def rank_in(desk: Desk, quote: Quote, key: str, period: Period) -> Rank | None:
    """The place in that sector by the move over the period; moves of another day are not compared with it."""
    if quote.time is None:
        return None
    readings = [desk.reading(symbol) for symbol in desk.settings.sectors[key].members]
    day = quote.time.date()
    same_day = [
        reading
        for reading in readings
        if reading.quote is not None and reading.quote.time is not None and reading.quote.time.date() == day
    ]
    standings = desk.state.standings
    members = [
        member(reading.instrument, reading.quote, period, standings.get(reading.instrument.symbol))
        for reading in same_day
    ]
    return rank_of(members, quote.symbol)


def phrases(desk: Desk, reading: Reading) -> list[str]:
    """The run of gains or losses, and the highs, lows and moves that it earned, in words."""
    quote = reading.quote
    standing = None if quote is None or reading.old else desk.standing(quote)
    if standing is None:
        return []
    chinese = desk.view.language == "zh"
    found: list[str] = []
    if standing.run is not None and abs(standing.run.days) >= LEAST_RUN:
        word = "rises in a row" if standing.run.days > 0 else "falls in a row"
        day = short_day(standing.run.since, desk.view.language)
        found.append(desk.word(word, n=abs(standing.run.days), day=day))
    for said in (standing.closing, standing.intraday, standing.biggest):
        if said is not None:
            found.append(said.phrase_zh if chinese else said.phrase_en)
    return found


def twin_parts(desk: Desk, reading: Reading) -> list[Row]:
    """The other share class: price, move, and what the A share costs over the H share."""
    universe = desk.state.universe
    twin = twin_of(universe, reading.instrument)
    if twin is None:
        return []
    other = desk.reading(twin.symbol)
    share = twin.listing.value if twin.listing else ""
    key = footer_key(desk, BY_ID["twin"])
    head: Row = (Span(f"{desk.word('key twin', share=share)} {twin.symbol} ", "muted"),)
    head = (Span(f"{key} ", "accent"), *head) if key else head
    if other.quote is None:
        return [(*head, Span(MISSING, "label"))]
    shown = other.quote.last if other.quote.last is not None else other.quote.previous_close
    text = price_text(twin, other.quote, shown)
    direction = market_role(desk.view, twin.market, role_of(other.quote.change_pct, FLAT_PCT))
    role = "stale" if other.old else direction
    percent = Span(f" {move_text(desk, other.quote.change_pct)}", role)
    parts: list[Row] = [(*head, Span(f"{text} {twin.currency or ''}", price_role(other)), percent)]
    parts.append(premium_part(desk, reading, other))
    return parts


def premium_part(desk: Desk, reading: Reading, other: Reading) -> Row:
    """The A share over the H share at the newest rate; why not, where it cannot be said."""
    by_symbol = {one.instrument.symbol: one for one in (reading, other)}
    shares = sorted((one.instrument for one in (reading, other)), key=lambda item: item.listing is not Listing.A)
    rate = None if desk.state.rate is None else desk.state.rate.value
    found = premiums(Universe.of(shares), lambda symbol: by_symbol[symbol].quote, rate)
    if not found:
        word = "no rate" if rate is None else "premium unknown"
        return (Span(desk.word(word), "label"),)
    role = "stale" if reading.old or other.old else "value"
    return (Span(f"{desk.word('premium of a')} ", "muted"), Span(f"{signed(found[0].premium_pct)}%", role))
