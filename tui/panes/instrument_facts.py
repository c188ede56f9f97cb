"""What is known of one instrument's price: names, last and move, what sets it apart, the day's figures."""

from __future__ import annotations

from tui.market.instruments import Instrument, Kind
from tui.market.quotes import Quote, QuoteState
from tui.market.quoting import limit_prices, limit_rate
from tui.panes.desk import Desk, Reading
from tui.panes.figures import FLAT_PCT, MISSING, flat_below, role_of, signed
from tui.panes.instrument_figures import (
    Fact,
    amount,
    millions,
    move_text,
    names_of,
    sector_name,
    sectors_of,
)
from tui.panes.market_colors import market_rows_of
from tui.panes.marks import price_role, since_text, stamp_texts
from tui.panes.prices import decimals_of, price_reference, price_text, price_text_of
from tui.panes.tiles import STATE_WORDS, limit_word
from tui.panes.usual import day_is_over, usual_multiple, usual_span
from widgets.text import Row, Span


def name_parts(desk: Desk, reading: Reading) -> list[Row]:
    """Names in both languages, code and exchange, sectors."""
    instrument = reading.instrument
    first, second = names_of(desk, instrument, reading.quote)
    parts: list[Row] = [(Span(first, "title"),)]
    if second:
        parts.append((Span(second, "value"),))
    where = f"{instrument.symbol} · {instrument.exchange.value}"
    sectors = [sector_name(desk, key) for key in sectors_of(desk, instrument.symbol)]
    parts.append((Span(" · ".join((where, *sectors)), "label"),))
    return parts


def price_parts(desk: Desk, reading: Reading) -> list[Row]:
    """The last price with its currency, and its move; in an auction the indicative price."""
    instrument, quote = reading.instrument, reading.quote
    if quote is None:
        word = "missing" if instrument.symbol in desk.state.missing else "waiting"
        return [(Span(desk.word(word), "warn"),)]
    shown = quote.last if quote.last is not None else quote.previous_close
    last = price_text(instrument, quote, shown)
    role = price_role(reading)
    unit = f" {instrument.currency}" if instrument.kind is Kind.STOCK else ""
    parts: list[Row] = [(Span(last, "title" if role == "value" else role), Span(unit, "label"))]
    if quote.change is not None:
        limited = bool(limit_word(desk, instrument, quote))
        percent = move_text(desk, quote.change_pct, limited=limited)
        parts.append((Span(percent, "stale" if reading.old else role_of(quote.change_pct, FLAT_PCT)),))
        decimals = decimals_of(instrument, price_reference(quote))
        points = "stale" if reading.old else role_of(quote.change, flat_below(decimals))
        parts.append((Span(signed(quote.change, decimals), points),))
    if quote.indicative is not None:
        parts.append(indicative(desk, quote, price_text(instrument, quote, quote.indicative)))
    return market_rows_of(desk, instrument.market, parts)


def indicative(desk: Desk, quote: Quote, text: str) -> Row:
    """The auction's virtual price and what move it would be."""
    row: Row = (Span(f"{desk.word('indicative')} ", "label"), Span(text, "value"))
    if quote.indicative is None or not quote.previous_close:
        return row
    move = (quote.indicative / quote.previous_close - 1.0) * 100.0
    return (*row, Span(f" {move_text(desk, move)}", role_of(move, FLAT_PCT)))


def state_parts(desk: Desk, reading: Reading) -> list[Row]:
    """What sets its price apart: a state without trading, a limit, old, late, of another day; stamp and provider."""
    quote = reading.quote
    if quote is None:
        return []
    parts: list[Row] = []
    state = STATE_WORDS.get(quote.state)
    if state is not None:
        parts.append((Span(desk.word(state), "warn"),))
    elif quote.state is QuoteState.CLOSED:
        parts.append((Span(desk.word("closed"), "label"),))
    limit = limit_word(desk, reading.instrument, quote)
    if limit:
        parts.append((Span(limit, "value"),))
    if reading.old:
        parts.append((Span(f"{desk.word('old')} {since_text(desk, quote)}".rstrip(), "warn"),))
    if quote.delayed:
        parts.append((Span(desk.word("delayed"), "warn"),))
    parts.append(stamp_part(desk, reading, quote))
    return parts


def stamp_part(desk: Desk, reading: Reading, quote: Quote) -> Row:
    """When and by whom; the day stands out if it is not today."""
    role = "stale" if reading.old else "label"
    if quote.time is None:
        return (Span(f"{desk.word('no stamp')} {quote.provider}", role),)
    day, time = stamp_texts(desk, quote.time)
    head: Row = (Span(f"{day} ", "value"),) if day else ()
    return (*head, Span(f"{time} {quote.provider}", role))


def price_facts(desk: Desk, reading: Reading) -> list[Fact]:
    """Open, high, low, previous close, and on the mainland the limit prices of the day."""
    quote = reading.quote
    if quote is None:
        return []
    text = price_text_of(reading.instrument, price_reference(quote))
    role = "stale" if reading.old else "value"

    def fact(word: str, value: float | None) -> Fact:
        known = value is not None
        return Fact(
            desk.word(word), (Span(text(value) if value is not None else MISSING, role if known else "label"),)
        )

    facts = [
        fact("open price", quote.open),
        fact("high price", quote.high),
        fact("low price", quote.low),
        fact("previous close", quote.previous_close),
    ]
    limits = limits_of(reading.instrument, quote)
    if limits is not None:
        facts.append(Fact(desk.word("price limits"), (Span(f"{text(limits[0])} – {text(limits[1])}", role),)))
    return facts


def limits_of(instrument: Instrument, quote: Quote) -> tuple[float, float] | None:
    """Lowest and highest price allowed: the provider's, else by the rule of its board; None where nothing limits."""
    rate = limit_rate(instrument, quote)
    if rate is None or not quote.previous_close:
        return None
    low, high = limit_prices(quote.previous_close, rate)
    return quote.limit_down or low, quote.limit_up or high


def volume_facts(desk: Desk, reading: Reading, *, roomy: bool = False) -> list[Fact]:
    """Turnover, what part of an average day's it is, volume and float value.

    Where it is `roomy` also the multiple of what is usual by this minute, as long as the day is not over.
    """
    instrument, quote = reading.instrument, reading.quote
    if quote is None:
        return []
    role = "stale" if reading.old else "value"
    facts = [amount_fact(desk.word("turnover"), quote.turnover, quote.currency or instrument.currency, role)]
    share = share_of_average(desk, quote)
    if share is not None:
        facts.append(Fact(desk.word("of average"), (Span(f"{share:,.0f}%", role),)))
    if roomy and not day_is_over(desk, reading):
        multiple = usual_multiple(desk, reading)
        if multiple is not None:
            facts.append(Fact(desk.word("of usual by now"), (usual_span(multiple, old=reading.old),)))
    if quote.volume is not None or instrument.kind is Kind.STOCK:
        known = quote.volume is not None
        facts.append(Fact(desk.word("volume m"), (Span(millions(quote.volume), role if known else "label"),)))
    if instrument.kind is Kind.STOCK:
        facts.append(amount_fact(desk.word("float value bn"), quote.float_value, instrument.currency, role))
    return facts


def amount_fact(label: str, value: float | None, currency: str | None, role: str) -> Fact:
    """An amount in billions with its currency."""
    if value is None:
        return Fact(label, (Span(MISSING, "label"),))
    return Fact(label, (Span(amount(value), role),), currency or "")


def share_of_average(desk: Desk, quote: Quote) -> float | None:
    """The day's turnover so far as percent of the last 20 days' average; None where either is not known."""
    standing = desk.standing(quote)
    if standing is None or quote.turnover is None or not standing.average_turnover:
        return None
    return quote.turnover / standing.average_turnover * 100.0
