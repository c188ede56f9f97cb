"""When a quote must be called old: nobody answered, or the provider answers with a price that stands still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tui.market.breadth import ListedBreadth
from tui.market.calendars import Calendars
from tui.market.instruments import Instrument, Kind, Market
from tui.market.known import Held
from tui.market.quotes import Quote, QuoteState
from tui.market.sessions import CLOSED_PHASES, Phase, SessionStatus, status

FROZEN_AFTER = timedelta(minutes=5)
"""An index moves every few seconds while its market trades; one that has not for so long is not alive."""

DELAYED_BY = timedelta(minutes=15)
"""How late a delayed feed is by design."""

CLOSE_TOLERANCE = timedelta(minutes=30)
"""How long before the end of a session the last stamp of that session may be."""


CLOSE_LAG = {Market.MAINLAND: timedelta(minutes=3)}
"""How long after the close vendors may still show the price before the closing auction; elsewhere not at all, for
Hong Kong's auction has ended at random up to two minutes before."""


NOT_TRADED = frozenset({QuoteState.SUSPENDED, QuoteState.DELISTED, QuoteState.HALTED})
"""The stamp of such a row says nothing about the feed."""


def is_old(held: Held[Quote], instrument: Instrument, session: SessionStatus, now: datetime, age: float) -> bool:
    """Whether a quote looks fresher than it is. `age` is real seconds since it was received.

    While the market is active, a feed that missed its own pace is old, and so is an index whose stamp stands still.
    Once the market is closed nothing gets old, unless the close was never seen: by the stamp, or because the quote
    was received before it, as by an earlier run that ended at noon. The stamp of a share which does not trade says
    nothing.
    """
    if instrument.market is Market.UNITED_STATES or session.phase not in CLOSED_PHASES:
        return held.is_stale(age) or _stands_still(held.value, instrument, session, now)
    return _missed_the_close(held, instrument, session)


def counts_are_old(held: Held[ListedBreadth], session: SessionStatus, now: datetime, age: float) -> bool:
    """The same of an exchange's counts of rising and falling shares, which tick as its index does."""
    time = held.value.time
    if session.phase in CLOSED_PHASES:
        return min(held.source.received, time or held.source.received) < session.since - CLOSE_TOLERANCE
    stands_still = session.phase is Phase.OPEN and time is not None and now - max(time, session.since) > FROZEN_AFTER
    return held.is_stale(age) or stands_still


def standing_still(
    quotes: Sequence[Quote], instruments: Mapping[str, Instrument], now: datetime, calendars: Calendars
) -> frozenset[str]:
    """The symbols of one provider's quotes that are not alive: indices that stand still while their market trades,
    and everything of a market whose indices all do."""
    market_of = {quote.symbol: instruments[quote.symbol].market for quote in quotes}
    sessions = {market: status(market, now, calendars) for market in set(market_of.values())}
    still: set[str] = set()
    alive: set[Market] = set()
    for quote in quotes:
        instrument = instruments[quote.symbol]
        if _stands_still(quote, instrument, sessions[instrument.market], now):
            still.add(quote.symbol)
        elif _is_ticking(instrument) and quote.time is not None:
            alive.add(instrument.market)
    dead = {market_of[symbol] for symbol in still} - alive
    return frozenset(symbol for symbol, market in market_of.items() if symbol in still or market in dead)


def is_official(held: Held[Quote], instrument: Instrument, close: datetime) -> bool:
    """Whether the last price is the official close, fixed at `close`: it came after that, and an index was seen
    until then."""
    quote = held.value
    lag = CLOSE_LAG.get(instrument.market, timedelta(0)) + _delay(quote)
    stood_still = instrument.kind is Kind.INDEX and quote.time is not None and quote.time < close - CLOSE_TOLERANCE
    return held.source.received >= close + lag and not stood_still


def _stands_still(quote: Quote, instrument: Instrument, session: SessionStatus, now: datetime) -> bool:
    if session.phase is not Phase.OPEN or not _is_ticking(instrument) or quote.time is None:
        return False
    return now - max(quote.time, session.since) > FROZEN_AFTER + _delay(quote)


def _missed_the_close(held: Held[Quote], instrument: Instrument, session: SessionStatus) -> bool:
    """Whether nobody has asked since the close, or the stamp is from before it.

    A share may have traded last hours before the close, but not on another day.
    """
    quote = held.value
    if quote.state in NOT_TRADED:
        return False
    if held.source.received < session.since - CLOSE_TOLERANCE:
        return True
    if quote.time is None:
        return False
    if _is_ticking(instrument):
        return quote.time < session.since - CLOSE_TOLERANCE - _delay(quote)
    return quote.time.date() < session.since.date()


def _is_ticking(instrument: Instrument) -> bool:
    """Whether the instrument has a new value every few seconds: indices of the markets polled live."""
    return instrument.kind is Kind.INDEX and instrument.market is not Market.UNITED_STATES


def _delay(quote: Quote) -> timedelta:
    return DELAYED_BY if quote.delayed else timedelta(0)
