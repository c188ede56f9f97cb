"""Reads one state of the market for one day: whose prices are of that day, official, old, or not there at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from tui.market.breadth import ListedBreadth
from tui.market.calendars import Calendars, TradingCalendar
from tui.market.freshness import counts_are_old, fell_silent_before, is_official, is_old
from tui.market.health import Feed
from tui.market.instruments import Market
from tui.market.known import Held
from tui.market.quotes import Quote
from tui.market.quoting import traded_today
from tui.market.sessions import (
    CLOSED_PHASES,
    Phase,
    SessionStatus,
    day_plan,
    market_day,
    official_close,
    status,
)
from tui.market.state import MarketState
from tui.market.wrap.facts import Progress
from tui.market.wrap.records import Missing, Stamp
from tui.market.zones import MARKET_TIME

MARKETS = (Market.MAINLAND, Market.HONG_KONG)

AgeOf = Callable[[datetime], float]
"""Real seconds since a market moment."""

SILENT = ("old: the feed has fallen silent", "过旧：数据源已无应答")
"""Why what was received is not told as it stands, in English and Chinese."""


class Reading:
    """The state as it stands at `now` (aware), read for the newest day on which either market has opened."""

    def __init__(self, state: MarketState, calendars: Calendars, now: datetime, age_of: AgeOf) -> None:
        self.state = state
        self.calendars = calendars
        self.now = now.astimezone(MARKET_TIME)
        self.day = max(last_opened(market, self.now, calendars) for market in MARKETS)
        self.is_today = self.day == self.now.date()
        self._age_of = age_of
        self._sessions = {market: status(market, self.now, calendars) for market in Market}
        self._fresh: dict[str, Quote | None] = {}
        self._closes = {market: official_close(market, self.day, calendars) for market in MARKETS}

    def calendar(self, market: Market) -> TradingCalendar:
        """The market's trading days."""
        return self.calendars.of(market)

    def trades(self, market: Market) -> bool:
        """Whether the market trades on the day."""
        return self._closes.get(market) is not None

    def session(self, market: Market) -> SessionStatus:
        """Where the market is now."""
        return self._sessions[market]

    def progress(self, market: Market) -> Progress:
        """How far the market's day has come by the clock."""
        phase = self._sessions[market].phase
        if not self.is_today or phase in CLOSED_PHASES:
            return Progress.ENDED
        return Progress.BREAK if phase is Phase.LUNCH else Progress.TRADING

    def held(self, symbol: str) -> Held[Quote] | None:
        """The quote, if it is of the day: stamped on it, with a price and one to compare it with."""
        held, instrument = self.state.quotes.get(symbol), self.state.universe.get(symbol)
        if held is None or instrument is None or held.value.time is None or not traded_today(held.value):
            return None
        return held if market_day(instrument.market, held.value.time) == self.day else None

    def is_old(self, symbol: str) -> bool:
        """Whether its quote looks fresher than it is."""
        held, instrument = self.state.quotes.get(symbol), self.state.universe.get(symbol)
        if held is None or instrument is None:
            return False
        session = self._sessions[instrument.market]
        return is_old(held, instrument, session, self.now, self._age_of(held.source.received))

    def is_final(self, symbol: str, held: Held[Quote]) -> bool:
        """Whether the quote's last price is the official close of the day."""
        instrument = self.state.universe[symbol]
        close = self._closes.get(instrument.market)
        return close is not None and is_official(held, instrument, close)

    def fresh_quote(self, symbol: str) -> Quote | None:
        """The quote, if it is of the day, of a market that trades on it, and not old."""
        if symbol not in self._fresh:
            held = self.held(symbol)
            self._fresh[symbol] = None if held is None or self.is_old(symbol) else held.value
        return self._fresh[symbol]

    def is_awaited(self, symbol: str, held: Held[Quote]) -> bool:
        """Whether a close that has not come may still: the day runs, or its feed has kept its pace since."""
        if self.progress(self.state.universe[symbol].market) is not Progress.ENDED:
            return True
        return self.is_today and not held.is_stale(self._age_of(held.source.received))

    def is_silent(self, held: Held[object], market: Market) -> bool:
        """Whether what comes all day should have come anew: by its pace, or before the close if the day is over."""
        age, close = self._age_of(held.source.received), self._closes.get(market)
        if close is None or self.progress(market) is not Progress.ENDED:
            return held.is_stale(age)
        return fell_silent_before(close, held, market, self.now, age)

    def are_counts_old(self, held: Held[ListedBreadth]) -> bool:
        """Whether the mainland has moved on since its shares were counted."""
        session = self._sessions[Market.MAINLAND]
        return counts_are_old(held, session, self.now, self._age_of(held.source.received))

    def why_missing(self, feed: Feed, symbol: str | None = None) -> tuple[str, str]:
        """Why a feed, or a symbol in it, has nothing to say: in English and Chinese."""
        reason = None if symbol is None else self.state.missing.get(symbol)
        failed = self.state.failures.get(feed)
        reason = reason or (None if failed is None else failed.reason)
        if reason is not None:
            return reason, reason
        held = None if symbol is None else self.state.quotes.get(symbol)
        if held is None:
            return "no answer", "无应答"
        if held.value.time is None:
            return "no time stamp", "无时间戳"
        stamp = held.value.time.astimezone(MARKET_TIME)
        if stamp.date() > self.day:
            return f"the quote is of {stamp:%Y-%m-%d} already", f"报价已属{stamp:%Y-%m-%d}"
        return f"old: {stamp:%Y-%m-%d %H:%M}", f"过旧：{stamp:%Y-%m-%d %H:%M}"

    def missing(self, what: str, feed: Feed, symbol: str | None = None) -> Missing:
        """The record of something that a feed did not give."""
        return Missing(what, *self.why_missing(feed, symbol))


def stamp_of(what: str, quote: Quote) -> Stamp:
    """Where a quote comes from."""
    return Stamp(what, quote.provider, quote.time)


def last_opened(market: Market, now: datetime, calendars: Calendars) -> date:
    """The newest day on which the market has begun to trade continuously."""
    today = market_day(market, now)
    opens = next((part.start for part in day_plan(market, today, calendars) if part.phase is Phase.OPEN), None)
    if opens is not None and now >= opens:
        return today
    return calendars.of(market).previous_session(today)
