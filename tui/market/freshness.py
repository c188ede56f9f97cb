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

LAST_STAMP = {
    Market.MAINLAND: timedelta(minutes=5),
    Market.HONG_KONG: timedelta(minutes=12),
    Market.UNITED_STATES: timedelta(minutes=30),
}
"""How long before the official close an index's last stamp may be: Hong Kong's may stand through its closing auction,
which takes ten minutes; New York's vendors are in no hurry."""

CLOSE_LAG = {Market.MAINLAND: timedelta(minutes=3)}
"""How long after the close vendors may still show the price before the closing auction; elsewhere not at all, for
Hong Kong's auction has ended at random up to two minutes before."""

CLOSE_LEAD = {Market.HONG_KONG: timedelta(minutes=1)}
"""How long before the official close its price is more likely there than not: from the middle of the two minutes in
which Hong Kong's auction ends at random; elsewhere not before the close."""

NOT_TRADED = frozenset({QuoteState.SUSPENDED, QuoteState.DELISTED, QuoteState.HALTED})
"""The stamp of such a row says nothing about the feed."""


def is_old(held: Held[Quote], instrument: Instrument, session: SessionStatus, now: datetime, age: float) -> bool:
    """Whether a quote looks fresher than it is. `age` is real seconds since it was received.

    While the market is active, a feed that missed its own pace is old, and so is an index whose stamp stands still.
    Once the market is closed nothing gets old, unless the close was never seen: by the stamp, or because the feed had
    fallen silent before it, as that of an earlier run which ended at noon. The stamp of a share which does not trade
    says nothing.
    """
    close = _close_reached(session, now)
    if instrument.market is Market.UNITED_STATES or close is None:
        quote = held.value
        stopped = _is_ticking(instrument) and _stands_still(quote.time, _delay(quote), session, now)
        return stopped or held.is_stale(age)
    return _missed_the_close(held, instrument, close, now, age)


def counts_are_old(held: Held[ListedBreadth], session: SessionStatus, now: datetime, age: float) -> bool:
    """The same of an exchange's counts of rising and falling shares, which tick as its index does."""
    time = held.value.time
    if session.phase in CLOSED_PHASES:
        stopped = _stopped_before(session.last_close, time, session.market)
    else:
        stopped = _stands_still(time, timedelta(0), session, now)
    return stopped or fell_silent(held, session, now, age)


def fell_silent(held: Held[object], session: SessionStatus, now: datetime, age: float) -> bool:
    """The same of what has no stamp that tells: southbound flow, say. `session` is its market's."""
    if session.phase in CLOSED_PHASES:
        return fell_silent_before(session.last_close, held, session.market, now, age)
    return held.is_stale(age)


def fell_silent_before(close: datetime, held: Held[object], market: Market, now: datetime, age: float) -> bool:
    """Whether a record was old already when its market closed; `now` is after that, `age` as in `is_old`.

    A feed that kept its pace until then has seen the close, as nearly as anyone can tell: nobody asks at the very
    moment. What was old then stays so, however long the market has been closed.
    """
    received, close = held.source.received, close - CLOSE_LEAD.get(market, timedelta(0))
    if received >= close:
        return False
    return held.is_stale(age * ((close - received) / (now - received)))


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
        if not _is_ticking(instrument) or quote.time is None:
            continue
        if _stands_still(quote.time, _delay(quote), sessions[instrument.market], now):
            still.add(quote.symbol)
        else:
            alive.add(instrument.market)
    dead = {market_of[symbol] for symbol in still} - alive
    return frozenset(symbol for symbol, market in market_of.items() if symbol in still or market in dead)


def is_official(held: Held[Quote], instrument: Instrument, close: datetime) -> bool:
    """Whether the last price is the official close, fixed at `close`: it came after that, and an index was seen
    until then."""
    quote = held.value
    lag = CLOSE_LAG.get(instrument.market, timedelta(0)) + _delay(quote)
    stopped = instrument.kind is Kind.INDEX and _stopped_before(close, quote.time, instrument.market)
    return held.source.received >= close + lag and not stopped


def _close_reached(session: SessionStatus, now: datetime) -> datetime | None:
    """The official close whose price a feed may be held to by now; None while the market goes on."""
    if session.phase in CLOSED_PHASES:
        return session.last_close
    ending = session.phase is Phase.RANDOM_CLOSE and now >= session.until - CLOSE_LEAD[session.market]
    return session.until if ending else None


def _stands_still(stamp: datetime | None, delay: timedelta, session: SessionStatus, now: datetime) -> bool:
    """Whether what ticks as an index does has stopped while its market trades, or had before its closing auction."""
    if stamp is None:
        return False
    match session.phase:
        case Phase.OPEN:
            return now - max(stamp, session.since) > FROZEN_AFTER + delay
        case Phase.CLOSING_AUCTION:
            return session.since - stamp > FROZEN_AFTER + delay
        case Phase.RANDOM_CLOSE:
            return _stopped_before(session.until - delay, stamp, session.market)
        case _:
            return False


def _missed_the_close(held: Held[Quote], instrument: Instrument, close: datetime, now: datetime, age: float) -> bool:
    """Whether the feed had fallen silent before the close, or the stamp is from before it.

    A share may have traded last hours before the close, but not on another day.
    """
    quote = held.value
    if quote.state in NOT_TRADED:
        return False
    if fell_silent_before(close, held, instrument.market, now, age):
        return True
    if _is_ticking(instrument):
        # Until its delay has passed, a late feed has seen no more than this.
        seen = min(close, held.source.received - _delay(quote))
        return _stopped_before(seen, quote.time, instrument.market)
    return quote.time is not None and quote.time.date() < close.date()


def _stopped_before(close: datetime, stamp: datetime | None, market: Market) -> bool:
    """Whether what ticks as an index does had stopped doing so before the close."""
    return stamp is not None and stamp < close - LAST_STAMP[market]


def _is_ticking(instrument: Instrument) -> bool:
    """Whether the instrument has a new value every few seconds: indices of the markets polled live."""
    return instrument.kind is Kind.INDEX and instrument.market is not Market.UNITED_STATES


def _delay(quote: Quote) -> timedelta:
    return DELAYED_BY if quote.delayed else timedelta(0)
