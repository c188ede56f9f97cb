"""The last state of the market: what the next start shows before any provider has answered.

One row holds all of it, compressed JSON: it is read within the first paint, and written every few seconds. JSON keeps
the offset of each stamp, which decides of which day a price is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tui.market.breadth import ListedBreadth
from tui.market.instruments import Universe
from tui.market.known import Held
from tui.market.quotes import Quote
from tui.market.rates import Rate
from tui.market.southbound import SouthboundDay
from tui.market.state import MarketState
from tui.market.updates import (
    KEPT,
    BreadthUpdate,
    QuotesUpdate,
    RateUpdate,
    Source,
    SouthboundUpdate,
    Update,
)

FAST = 1
"""The level of compression: a fifth of the size for a millisecond."""

LARGEST_SKEW = timedelta(hours=1)
"""How far a stamp may be ahead of the moment it was received: a quote of the future would never be replaced."""


class LastState(Struct, frozen=True):
    """What is worth showing again, each record with its source; `saved` (aware) is when quotes were last heard."""

    saved: datetime
    quotes: tuple[Held[Quote], ...]
    southbound: Held[SouthboundDay] | None = None
    breadth: tuple[Held[ListedBreadth], ...] = ()
    rate: Held[Rate] | None = None

    def updates(self, universe: Universe) -> Iterator[Update]:
        """What brings it back, marked as kept; quotes of instruments outside of the universe are left out."""
        by_source: dict[Source, list[Quote]] = {}
        for held in self.quotes:
            quote = held.value
            ahead = quote.time is not None and quote.time > held.source.received + LARGEST_SKEW
            if quote.symbol in universe and not ahead:
                by_source.setdefault(held.source, []).append(quote)
        for source, quotes in by_source.items():
            yield QuotesUpdate(as_kept(source), tuple(quotes))
        if self.southbound is not None:
            yield SouthboundUpdate(as_kept(self.southbound.source), self.southbound.value)
        for listed in self.breadth:
            yield BreadthUpdate(as_kept(listed.source), (listed.value,))
        if self.rate is not None:
            yield RateUpdate(as_kept(self.rate.source), self.rate.value)


def last_state_of(state: MarketState) -> LastState | None:
    """What of the state is worth keeping; None before there is any quote."""
    quotes = tuple(state.quotes.values())
    if not quotes:
        return None
    heard = max(held.source.received for held in quotes)
    return LastState(heard, quotes, state.southbound, tuple(state.breadth.values()), state.rate)


def as_kept(source: Source) -> Source:
    """The same source, marked as what an earlier run kept: nothing that a provider answers now."""
    return replace(source, provider=KEPT)


def encoded(last: LastState) -> bytes:
    """The state as it is stored."""
    return zlib.compress(msgspec.json.encode(last), FAST)


def decoded(stored: bytes) -> LastState:
    """What `encoded` made. Raises ValueError if it is something else, such as the form of another version."""
    try:
        return msgspec.json.decode(zlib.decompress(stored), type=LastState)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    except RecursionError as error:
        raise ValueError("nested too deep") from error
