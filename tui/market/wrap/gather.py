"""Gathers the facts of a wrap from the state of the market. Computes; says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from statistics import fmean

from msgspec.structs import replace

from tui.market.breadth import ListedBreadth, WholeMarket, breadth_of, whole_market
from tui.market.calendars import Calendars
from tui.market.health import Feed
from tui.market.instruments import Market
from tui.market.known import Held
from tui.market.sessions import market_day
from tui.market.standing import Standing
from tui.market.state import MarketState
from tui.market.turnover import AVERAGE_SESSIONS, TURNOVER_OF, TurnoverInContext, turnover_in_context
from tui.market.wrap.event_facts import ahead_facts, release_facts
from tui.market.wrap.facts import (
    BreadthFact,
    IndexFact,
    MarketFact,
    Progress,
    TurnoverFact,
    WrapFacts,
)
from tui.market.wrap.flow_facts import southbound_fact
from tui.market.wrap.reading import MARKETS, SILENT, AgeOf, Reading, stamp_of
from tui.market.wrap.records import Missing, Stamp
from tui.market.wrap.sector_facts import NamedSector, sectors_fact

INDICES_OF: Mapping[Market, tuple[str, str]] = {
    Market.MAINLAND: ("000300.SH", "000001.SH"),
    Market.HONG_KONG: ("HSI", "HSTECH"),
}
"""The indices that are told, the market's headline first."""

WRAP_BARS = tuple(symbol for market in MARKETS for symbol in INDICES_OF[market])
"""Whose daily bars a wrap needs: highs and runs are told of these."""

HALF_DAY = ("the session before was a half day", "前一交易日为半日市")
"""Why there is nothing to compare a turnover with, in English and Chinese."""


def gather(
    state: MarketState,
    calendars: Calendars,
    now: datetime,
    sectors: Mapping[str, NamedSector],
    age_of: AgeOf,
) -> WrapFacts:
    """The facts of the newest day on which either market has opened, as they stand at `now` (aware).

    `sectors` go by their keys; `age_of` gives the real seconds since a market moment. Nothing here imports pandas or
    takes long: it may run on the event loop.
    """
    reading = Reading(state, calendars, now, age_of)
    missing: list[Missing] = []
    mainland, hong_kong = (_market_fact(reading, market, missing) for market in MARKETS)
    turnover = tuple(fact for market in MARKETS if (fact := _turnover_fact(reading, market, missing)) is not None)
    return WrapFacts(
        now=reading.now,
        day=reading.day,
        simulated=state.simulated,
        mainland=mainland,
        hong_kong=hong_kong,
        turnover=turnover,
        sectors=sectors_fact(reading, sectors, common_direction(mainland, hong_kong), missing),
        breadth=_breadth_fact(reading, sectors, missing),
        southbound=southbound_fact(reading, hong_kong.progress, missing),
        releases=release_facts(state.events, reading.now, missing),
        ahead=ahead_facts(state.events, reading.now, missing),
        missing=tuple(dict.fromkeys(missing)),
    )


def common_direction(*markets: MarketFact) -> int:
    """The direction of the markets that trade, 0 unless they have one in common; one that is flat does not count.

    A market whose direction is not known cannot be taken along.
    """
    trading = [market for market in markets if market.closure is None]
    if any(market.headline is None or market.is_mixed for market in trading):
        return 0
    directions = {market.direction for market in trading} - {0}
    return directions.pop() if len(directions) == 1 else 0


def _market_fact(reading: Reading, market: Market, missing: list[Missing]) -> MarketFact:
    closure = reading.calendar(market).closure(reading.day)
    wanted = INDICES_OF[market]
    found = [] if closure is not None else [_index_fact(reading, symbol, missing) for symbol in wanted]
    indices = tuple(index for index in found if index is not None)
    progress = reading.progress(market)
    headline = indices[0] if indices and indices[0].symbol == wanted[0] else None
    if progress is Progress.ENDED and headline is not None and not headline.final and not headline.old:
        # The clock says that it is over, and the close has not come yet.
        progress = Progress.TRADING
    return MarketFact(market, closure, progress, indices, wanted, reading.calendar(market).next_session(reading.day))


def _index_fact(reading: Reading, symbol: str, missing: list[Missing]) -> IndexFact | None:
    """The index from its quote, else from its bar of a finished day; None if neither tells of the day."""
    fact = _from_quote(reading, symbol)
    if fact is None or fact.old:
        fact = _from_bar(reading, symbol) or fact
    if fact is None or fact.old:
        missing.append(reading.missing(symbol, Feed.QUOTES, symbol))
    elif fact.standing is None and fact.time is not None:
        # Bars that stand in for a quote tell of a day that standings are no longer held for: that is not a gap.
        missing.append(_no_standing(reading, symbol))
    return fact


def _from_quote(reading: Reading, symbol: str) -> IndexFact | None:
    held = reading.held(symbol)
    if held is None or held.value.last is None or held.value.change_pct is None:
        return None
    quote, final = held.value, reading.is_final(symbol, held)
    # A day that is over has a close: what was last seen before it is as old as a quote that stands still.
    old = reading.is_old(symbol) or not (final or reading.is_awaited(symbol, held))
    return IndexFact(
        symbol=symbol,
        last=held.value.last,
        change_pct=held.value.change_pct,
        final=final,
        old=old,
        time=quote.time,
        standing=None if old else _standing(reading, symbol, final=final),
        stamp=stamp_of(symbol, quote),
    )


def _from_bar(reading: Reading, symbol: str) -> IndexFact | None:
    """The close of a finished day: quotes may tell of the next one already, or of none."""
    held, instrument = reading.state.bars.get(symbol), reading.state.universe.get(symbol)
    if held is None or instrument is None or reading.is_today:
        return None
    before = reading.calendar(instrument.market).previous_session(reading.day)
    closes = {bar.date: bar.close for bar in held.value.bars if before <= bar.date <= reading.day}
    if closes.keys() != {before, reading.day} or not closes[before]:
        return None
    last = closes[reading.day]
    return IndexFact(
        symbol=symbol,
        last=last,
        change_pct=(last / closes[before] - 1.0) * 100.0,
        final=True,
        old=False,
        time=None,
        standing=_standing(reading, symbol, final=True),
        stamp=Stamp(symbol, held.source.provider, reading.day),
    )


def _standing(reading: Reading, symbol: str, *, final: bool) -> Standing | None:
    """The index against its past, if that was worked out for this day and this finality."""
    standing = reading.state.standings.get(symbol)
    if standing is None or standing.day != reading.day or standing.final != final:
        return None
    return standing


def _no_standing(reading: Reading, symbol: str) -> Missing:
    what = f"{symbol} daily bars"
    if symbol in reading.state.bars:
        return Missing(what, "they do not reach to this day, or have holes", "未含当日之前的完整历史")
    return reading.missing(what, Feed.BARS)


def _turnover_fact(reading: Reading, market: Market, missing: list[Missing]) -> TurnoverFact | None:
    if not reading.trades(market):
        return None
    calendar, parts = reading.calendar(market), TURNOVER_OF[market]
    context = turnover_in_context(
        market, reading.fresh_quote, reading.state.past_minutes, reading.day, reading.calendars
    )
    if context is None:
        missing.append(Missing(f"turnover, {market}", *reading.why_missing(Feed.QUOTES, parts[0])))
        return None
    half_day = calendar.half_day(reading.day) is not None
    if reading.progress(market) is Progress.ENDED and not half_day:
        context = _against_whole_days(reading, context)
    before = calendar.previous_session(reading.day)
    if context.previous_day is None:
        why = HALF_DAY if calendar.half_day(before) is not None else reading.why_missing(Feed.PAST_MINUTES)
        missing.append(Missing(f"turnover before, {market}", *why))
    quotes = [quote for symbol in parts if (quote := reading.fresh_quote(symbol)) is not None]
    stamp = Stamp("turnover", "+".join(dict.fromkeys(quote.provider for quote in quotes)), context.time)
    return TurnoverFact(context, before, stamp, half_day)


def _against_whole_days(reading: Reading, context: TurnoverInContext) -> TurnoverInContext:
    """After the close of a whole day whole days can be compared, and those stand in the daily bars too."""
    if context.previous_day is not None and context.average is not None:
        return context
    calendar = reading.calendar(context.market)
    sessions = calendar.sessions_before(reading.day, AVERAGE_SESSIONS)
    by_part = [
        {bar.date: bar.turnover for bar in held.value.bars if bar.turnover}
        for symbol in TURNOVER_OF[context.market]
        if (held := reading.state.bars.get(symbol)) is not None
    ]
    if len(by_part) < len(TURNOVER_OF[context.market]):
        return context
    days = [day for day in sessions if calendar.half_day(day) is None]
    whole = {day: sum(part[day] for part in by_part) for day in days if all(day in part for part in by_part)}
    if context.previous_day is None:
        context = replace(context, previous_day=whole.get(sessions[-1]))
    if context.average is None and whole:
        context = replace(context, average=fmean(whole.values()), average_days=len(whole))
    return context


def _breadth_fact(reading: Reading, sectors: Mapping[str, NamedSector], missing: list[Missing]) -> BreadthFact | None:
    symbols = dict.fromkeys(symbol for sector in sectors.values() for symbol in sector.members)
    known = (reading.state.universe.get(symbol) for symbol in symbols)
    shares = [share for share in known if share is not None and reading.trades(share.market)]
    followed = breadth_of(shares, reading.fresh_quote)
    counted = followed.advancing + followed.declining + followed.unchanged
    whole, stamps = _whole_market(reading, missing)
    if whole is None and counted == 0:
        return None
    return BreadthFact(whole, followed if counted else None, stamps)


def _whole_market(reading: Reading, missing: list[Missing]) -> tuple[WholeMarket | None, tuple[Stamp, ...]]:
    """The mainland's shares, counted by its exchanges, on a day on which they trade."""
    if not reading.trades(Market.MAINLAND):
        return None, ()
    of_day = [item for item in reading.state.breadth.values() if _is_counted_on(reading, item)]
    fresh = [item for item in of_day if not reading.are_counts_old(item)]
    whole = whole_market(item.value for item in fresh)
    if whole is None:
        missing.append(Missing("breadth", *(SILENT if of_day else reading.why_missing(Feed.BREADTH))))
        return None, ()
    provider = "+".join(dict.fromkeys(item.source.provider for item in fresh))
    return whole, (Stamp("breadth", provider, whole.time),)


def _is_counted_on(reading: Reading, item: Held[ListedBreadth]) -> bool:
    """Whether an exchange's count is of the day; one without a stamp is of the moment it came."""
    time = item.value.time or item.source.received
    return market_day(Market.MAINLAND, time) == reading.day
