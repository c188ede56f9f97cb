"""A market as a whole, as it stands now: its turnover in context and how many names take part, each with its age."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from tui.market.breadth import Breadth, breadth_of, whole_market
from tui.market.freshness import counts_are_old, fell_silent
from tui.market.instruments import Instrument, Kind, Market
from tui.market.known import Held
from tui.market.quotes import Quote
from tui.market.sessions import market_day
from tui.market.turnover import TURNOVER_OF, TurnoverInContext, turnover_in_context
from tui.panes.desk import Desk


class Counts(Struct, frozen=True):
    """How many of some names rise, fall and stand still; `of` is how many there are, those without a price too.

    `old` says that the market has moved on since; `day` is theirs, None if nobody knows; `time` is the moment they
    are of (aware), None if nobody knows.
    """

    advancing: int
    declining: int
    unchanged: int
    of: int
    old: bool
    day: date | None
    time: datetime | None


class MarketFigures(Struct, frozen=True):
    """One market. `day` is the day of its turnover, None while there is none; `since` the moment of an old turnover.

    `whole` counts every share of the mainland, None for Hong Kong, whose whole nobody counts, and while not known.
    `names` counts those in the reader's sectors; `limits` is None where there are no price limits.
    """

    market: Market
    day: date | None
    turnover: TurnoverInContext | None
    old: bool
    whole: Counts | None
    names: Counts
    limits: tuple[int, int] | None


def market_figures(desk: Desk, market: Market) -> MarketFigures:
    """One market as it stands now."""
    readings = [desk.reading(symbol) for symbol in TURNOVER_OF[market]]
    moments = [reading.quote.time for reading in readings if reading.quote is not None and reading.quote.time]
    day = min((market_day(market, moment) for moment in moments), default=None)
    quotes = {reading.instrument.symbol: reading.quote for reading in readings}
    turnover = None
    if day is not None:
        turnover = turnover_in_context(market, quotes.get, desk.state.past_minutes, day, desk.calendars)
    breadth, names = names_counts(desk, market)
    return MarketFigures(
        market=market,
        day=day,
        turnover=turnover,
        old=any(reading.old for reading in readings),
        whole=whole_counts(desk) if market is Market.MAINLAND else None,
        names=names,
        limits=(breadth.limit_up, breadth.limit_down) if market is Market.MAINLAND else None,
    )


def whole_counts(desk: Desk) -> Counts | None:
    """All shares of the mainland; old if any exchange's counts are."""
    held = desk.state.breadth
    whole = whole_market(item.value for item in held.values())
    if whole is None:
        return None
    now, session = desk.now(), desk.session(Market.MAINLAND)
    parts = [held[symbol] for symbol in whole.symbols]
    return Counts(
        advancing=whole.advancing,
        declining=whole.declining,
        unchanged=whole.unchanged,
        of=whole.advancing + whole.declining + whole.unchanged,
        old=any(counts_are_old(part, session, now, desk.clock.age(part.source.received)) for part in parts),
        day=None if whole.time is None else market_day(Market.MAINLAND, whole.time),
        time=whole.time,
    )


def names_counts(desk: Desk, market: Market) -> tuple[Breadth, Counts]:
    """The market's names in the reader's sectors, those of their newest day; old once half of them are."""
    names = sector_names(desk, market)
    held = [quote for name in names if (quote := desk.state.quotes.get(name.symbol)) is not None]
    days = [market_day(market, quote.value.time) for quote in held if quote.value.time is not None]
    newest = max(days, default=None)
    of_the_day = {quote.value.symbol: quote.value for quote in held if is_of(quote.value, market, newest)}
    breadth = breadth_of(names, of_the_day.get)
    return breadth, Counts(
        advancing=breadth.advancing,
        declining=breadth.declining,
        unchanged=breadth.unchanged,
        of=len(names),
        old=mostly_stale(desk, market, held),
        day=newest,
        time=min((quote.time for quote in of_the_day.values() if quote.time is not None), default=None),
    )


def is_of(quote: Quote, market: Market, day: date | None) -> bool:
    """Whether the quote is of that day; a share without a stamp is taken to be."""
    return quote.time is None or market_day(market, quote.time) == day


def mostly_stale(desk: Desk, market: Market, held: list[Held[Quote]]) -> bool:
    """Whether nobody has confirmed at least half of the quotes for too long; what saw the close stays as it is."""
    session, now = desk.session(market), desk.now()
    silent: dict[int, bool] = {}
    for quote in held:
        if id(quote.source) not in silent:
            silent[id(quote.source)] = fell_silent(
                quote, session, now, desk.clock.between(quote.source.received, now)
            )
    return 2 * sum(silent[id(quote.source)] for quote in held) >= len(held) > 0


def sector_names(desk: Desk, market: Market) -> list[Instrument]:
    """The market's shares in the reader's sectors, each once."""
    universe = desk.state.universe
    symbols = dict.fromkeys(symbol for sector in desk.settings.sectors.values() for symbol in sector.members)
    return [
        instrument
        for symbol in symbols
        if (instrument := universe[symbol]).market is market and instrument.kind is Kind.STOCK
    ]
