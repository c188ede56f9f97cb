"""A/H premiums: how much dearer a company's A share is than its H share.

premium = A price in CNY / (H price in HKD x yuan for one HKD) - 1. One A share is one H share, which holds for every
pair that is shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time

from msgspec import Struct

from tui.market.instruments import Instrument, Listing, Market, Universe
from tui.market.quotes import Quote, QuoteState
from tui.market.quoting import traded_today
from tui.market.rates import Rate
from tui.market.zones import MARKET_TIME

_CLOSES_FROM = {Market.MAINLAND: time(15), Market.HONG_KONG: time(16, 8)}
"""The earliest that a full day's closing price can be stamped; Hong Kong's auction ends at random from 16:08 on."""


class Premium(Struct, frozen=True):
    """What one company's A share costs against its H share, percent: +25 is a quarter dearer.

    Prices in CNY and HKD with their stamps (aware). `rate` is what one HKD costs in yuan, `rate_time` its stamp.
    `a_final` and `h_final`: that side's price is a close, of an earlier day or of today, and moves no more while the
    other side may. A stamp tells that of full days; half days, and sides whose closing price came early, are told
    by the quote's state if the quote was settled by its session.
    """

    a: Instrument
    h: Instrument
    premium_pct: float
    a_price: float
    h_price: float
    a_time: datetime
    h_time: datetime
    a_final: bool
    h_final: bool
    rate: float
    rate_pair: str
    rate_time: datetime | None

    @property
    def h_discount_pct(self) -> float:
        """How much cheaper the H share is than the A share, percent, negative: 1 / (1 + premium) - 1."""
        return (1.0 / (1.0 + self.premium_pct / 100.0) - 1.0) * 100.0


def premiums(universe: Universe, quote_of: Callable[[str], Quote | None], rate: Rate | None) -> tuple[Premium, ...]:
    """The premium of every pair of which both shares are in the universe, in its order of the A shares.

    A pair is left out where one side has no price of its own: not quoted, suspended, in an auction before its first
    trade, or without a stamp. There is none at all without a rate, and none with a rate stamped before the day of the
    newer price: a rate kept from another day is not live. A side whose market has a holiday counts with its last
    close, and its stamp tells.
    """
    if rate is None or rate.last <= 0:
        return ()
    found = (_premium(a, h, quote_of(a.symbol), quote_of(h.symbol), rate) for a, h in pairs(universe))
    return tuple(premium for premium in found if premium is not None)


def pairs(universe: Universe) -> Iterator[tuple[Instrument, Instrument]]:
    """The A and the H share of each company that has both in the universe; either side's row may name the other."""
    named_by_h = {item.pair: item for item in universe if item.listing is Listing.H and item.pair is not None}
    for item in universe:
        if item.listing is Listing.A:
            other = universe.get(item.pair) if item.pair is not None else named_by_h.get(item.symbol)
            if other is not None and other.listing is Listing.H:
                yield item, other


def _premium(
    a: Instrument, h: Instrument, a_quote: Quote | None, h_quote: Quote | None, rate: Rate
) -> Premium | None:
    if a_quote is None or h_quote is None or not traded_today(a_quote) or not traded_today(h_quote):
        return None
    a_price, h_price, a_time, h_time = a_quote.last, h_quote.last, a_quote.time, h_quote.time
    if not a_price or not h_price or a_time is None or h_time is None:
        return None
    a_time, h_time = a_time.astimezone(MARKET_TIME), h_time.astimezone(MARKET_TIME)
    if rate.time is not None and rate.time.astimezone(MARKET_TIME).date() < max(a_time, h_time).date():
        return None
    return Premium(
        a=a,
        h=h,
        premium_pct=(a_price / (h_price * rate.last) - 1.0) * 100.0,
        a_price=a_price,
        h_price=h_price,
        a_time=a_time,
        h_time=h_time,
        a_final=_is_final(a_quote, a, a_time, h_time),
        h_final=_is_final(h_quote, h, h_time, a_time),
        rate=rate.last,
        rate_pair=rate.pair,
        rate_time=rate.time,
    )


def _is_final(quote: Quote, instrument: Instrument, own: datetime, other: datetime) -> bool:
    closed = quote.state is QuoteState.CLOSED or own.time() >= _CLOSES_FROM[instrument.market]
    return closed or own.date() < other.date()
