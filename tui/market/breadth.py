"""Breadth: how many names take part in a move."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct

from tui.market.instruments import Instrument, Kind
from tui.market.quotes import Quote
from tui.market.quoting import AtLimit, at_limit, is_risk_warned, traded_today


class ListedBreadth(Struct, frozen=True):
    """How the shares of one mainland exchange stand, as its composite index counts them.

    `symbol` is that index: `000001.SH`, `399001.SZ`, `899050.BJ`. `time` is the provider's stamp, aware.
    """

    symbol: str
    advancing: int
    declining: int
    unchanged: int
    time: datetime | None


class Breadth(Struct, frozen=True):
    """How many of some shares rise, fall and stand still against their previous close, each share once.

    `without_price` have none of today (suspended, delisted, not opened yet, never quoted) and are in no other count.
    `limit_up` and `limit_down` are among the risen and the fallen: mainland shares at their price limit, risk-warned
    ones (ST, and those being delisted) left out as far as their names tell. Hong Kong has no limits.
    """

    advancing: int
    declining: int
    unchanged: int
    without_price: int
    limit_up: int
    limit_down: int


class WholeMarket(Struct, frozen=True):
    """How all shares of the mainland exchanges in `symbols` (their composite indices) stand together.

    `time` is the oldest of the exchanges' stamps, None if one of them has none.
    """

    advancing: int
    declining: int
    unchanged: int
    symbols: tuple[str, ...]
    time: datetime | None


def breadth_of(instruments: Iterable[Instrument], quote_of: Callable[[str], Quote | None]) -> Breadth:
    """Count some shares; `quote_of` gives the quote of a canonical symbol, None where there is none.

    Indices are passed over. Quotes are taken to be of the day that is counted: one that is not, must not be given.
    """
    shares = {item.symbol: item for item in instruments if item.kind is Kind.STOCK}.values()
    quoted = [
        (item, quote) for item in shares if (quote := quote_of(item.symbol)) is not None and traded_today(quote)
    ]
    changes = [quote.change or 0.0 for _, quote in quoted]
    limits = [at_limit(quote, item) for item, quote in quoted if not is_risk_warned(item, quote)]
    return Breadth(
        advancing=sum(change > 0 for change in changes),
        declining=sum(change < 0 for change in changes),
        unchanged=sum(change == 0 for change in changes),
        without_price=len(shares) - len(quoted),
        limit_up=limits.count(AtLimit.UP),
        limit_down=limits.count(AtLimit.DOWN),
    )


def whole_market(listed: Iterable[ListedBreadth]) -> WholeMarket | None:
    """The exchanges' counts added up; None if there is nothing to add.

    Only counts of one day are added: an exchange whose stamp is of an earlier day than the newest is left out, and so
    is one that has counted no share at all (before its opening).
    """
    counted = [item for item in listed if item.advancing + item.declining + item.unchanged > 0]
    newest = max((item.time.date() for item in counted if item.time is not None), default=None)
    same_day = [item for item in counted if item.time is None or item.time.date() == newest]
    if not same_day:
        return None
    times = [item.time for item in same_day if item.time is not None]
    return WholeMarket(
        advancing=sum(item.advancing for item in same_day),
        declining=sum(item.declining for item in same_day),
        unchanged=sum(item.unchanged for item in same_day),
        symbols=tuple(item.symbol for item in same_day),
        time=min(times) if len(times) == len(same_day) else None,
    )
