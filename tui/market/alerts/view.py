"""The market as alerts read it: only values that are fresh, of today, and traded. Anything else is None."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tui.market.agenda import AHEAD, event_state
from tui.market.breadth import ListedBreadth, whole_market
from tui.market.calendars import Calendars
from tui.market.events import Event
from tui.market.freshness import counts_are_old, is_official, is_old
from tui.market.health import Feed, ProviderStatus
from tui.market.highs import Extreme
from tui.market.instruments import Instrument, Market
from tui.market.known import Held
from tui.market.known_days import known_days
from tui.market.quotes import Quote, QuoteState
from tui.market.quoting import AtLimit, at_limit
from tui.market.sessions import CLOSED_PHASES, Phase, SessionStatus, market_day
from tui.market.southbound import is_repeat
from tui.market.state import MarketState
from tui.market.updates import KEPT

PERCENT = 100.0


class _Level(NamedTuple):
    """The level to go beyond, and what it was worked out from."""

    bars: object
    basis: tuple[object, ...]
    level: float | None


class Remembered:
    """What is worked out once and looked at in every check: past highs and lows, events by their time."""

    def __init__(self) -> None:
        self.levels: dict[tuple[str, Extreme, int], _Level] = {}
        self.events: tuple[Event, ...] | None = None
        self.timed: list[tuple[datetime, Event]] = []


class AlertView:
    """One look at the state at `now` (aware). `age` tells the real seconds since a market moment."""

    def __init__(
        self,
        state: MarketState,
        calendars: Calendars,
        now: datetime,
        *,
        session: Callable[[Market], SessionStatus],
        age: Callable[[datetime], float],
        remembered: Remembered,
    ) -> None:
        self.simulated = state.simulated
        self.now = now
        self._state = state
        self._quotes = state.quotes
        self._calendars = calendars
        self._sessions = {market: session(market) for market in Market}
        self._days = {market: market_day(market, now) for market in Market}
        self._age = age
        self._remembered = remembered
        self._usable: dict[str, Quote | None] = {}

    def quote(self, symbol: str) -> Quote | None:
        """The quote, if its price was traded today and is neither old, late by design, nor an auction's."""
        if symbol not in self._usable:
            instrument, held = self._state.universe.get(symbol), self._quotes.get(symbol)
            fit = instrument is not None and held is not None and self._is_fit(instrument, held)
            self._usable[symbol] = held.value if fit and held is not None else None
        return self._usable[symbol]

    def day_of(self, symbol: str) -> date:
        """The day that it is in the instrument's own market; of one that is not known, ours."""
        instrument = self._state.universe.get(symbol)
        return self.now.date() if instrument is None else self._days[instrument.market]

    def price(self, symbol: str) -> float | None:
        """The last price."""
        quote = self.quote(symbol)
        return None if quote is None else quote.last

    def change_pct(self, symbol: str) -> float | None:
        """The day's change in percent."""
        quote = self.quote(symbol)
        return None if quote is None else quote.change_pct

    def is_limit_up(self, symbol: str) -> bool | None:
        """Whether the share stands at its upper price limit."""
        quote, instrument = self.quote(symbol), self._state.universe.get(symbol)
        if quote is None or instrument is None or not quote.previous_close:
            return None
        return at_limit(quote, instrument) is AtLimit.UP

    def past_extreme(self, symbol: str, extreme: Extreme, days: int) -> float | None:
        """The highest high (lowest low) of the last `days` sessions before today; None if not all are known."""
        quote, held = self.quote(symbol), self._state.bars.get(symbol)
        if quote is None or held is None:
            return None
        found = self._remembered.levels.get((symbol, extreme, days))
        basis = (self.day_of(symbol), quote.previous_close)
        if found is None or found.bars is not held.value or found.basis != basis:
            found = _Level(held.value, basis, self._work_out_extreme(quote, extreme, days))
            self._remembered.levels[symbol, extreme, days] = found
        return found.level

    def net_buy(self) -> float | None:
        """Southbound net buy of today, HKD; None on a day without Stock Connect, whatever a provider repeats."""
        held = self._state.southbound
        if held is None or held.source.provider == KEPT or is_repeat(held.value, (), calendars=self._calendars):
            return None
        if held.value.date != self.now.date() or held.is_stale(self._age(held.source.received)):
            return None
        return held.value.net_buy

    def advancing_pct(self) -> float | None:
        """The rising ones among all shares of the mainland exchanges, percent, while they trade."""
        session = self._sessions[Market.MAINLAND]
        if session.phase is not Phase.OPEN:
            return None
        fresh = [held.value for held in self._state.breadth.values() if self._counts(held, session)]
        market = whole_market(fresh)
        if market is None or (market.time is not None and market.time.date() != self.now.date()):
            return None
        return PERCENT * market.advancing / (market.advancing + market.declining + market.unchanged)

    def silent_seconds(self, provider: str) -> float | None:
        """Real seconds since a provider answered; 0 while it does, or is not asked; None while no market trades.

        Silence counts from the opening: nobody is asked as often before. "" is whoever gives quotes.
        """
        trading = [s for s in self._sessions.values() if s.phase is Phase.OPEN and s.market in _POLLED]
        if not trading:
            return None
        opened = max(self._age(session.since) for session in trading)
        last = self._last_answer(provider)
        if last is None:
            return 0.0
        return min(max(self._age(last), 0.0), opened)

    def due(self, minutes: int, series: str, importance: int) -> Iterator[tuple[datetime, Event]]:
        """Events ahead within so many minutes, with their times: of a series, or of that importance on."""
        timed = self._timed_events()
        first = bisect_right(timed, self.now, key=lambda item: item[0])
        end = self.now + timedelta(minutes=minutes)
        for number in range(first, len(timed)):
            time, event = timed[number]
            if time > end:
                return
            wanted = event.series == series if series else event.importance >= importance
            if wanted and event_state(event, self.now) in AHEAD:
                yield time, event

    def _is_fit(self, instrument: Instrument, held: Held[Quote]) -> bool:
        quote, session = held.value, self._sessions[instrument.market]
        if held.source.provider == KEPT or quote.delayed or quote.last is None or quote.last <= 0.0:
            return False
        if quote.time is None or market_day(instrument.market, quote.time) != self._days[instrument.market]:
            return False
        if is_old(held, instrument, session, self.now, self._age(held.source.received)):
            return False
        if session.phase is Phase.OPEN:
            return quote.state is QuoteState.TRADING
        # The closing auction's price counts once it is final: by then it was traded at.
        closed = session.phase in CLOSED_PHASES and session.last_close.date() == self.now.date()
        traded = quote.state in (QuoteState.TRADING, QuoteState.CLOSED)
        return closed and traded and is_official(held, instrument, session.last_close)

    def _counts(self, held: Held[ListedBreadth], session: SessionStatus) -> bool:
        fresh = not counts_are_old(held, session, self.now, self._age(held.source.received))
        return fresh and held.source.provider != KEPT

    def _work_out_extreme(self, quote: Quote, extreme: Extreme, days: int) -> float | None:
        instrument = self._state.universe[quote.symbol]
        calendar, day = self._calendars.get(instrument.market), self._days[instrument.market]
        known = known_days(self._state.bars[quote.symbol].value, day, instrument, calendar, quote.previous_close)
        if known is None or len(known.bars) < days:
            return None
        bars = known.bars[-days:]
        return max(bar.high for bar in bars) if extreme is Extreme.HIGH else min(bar.low for bar in bars)

    def _last_answer(self, provider: str) -> datetime | None:
        """When that provider answered last; None if it answers, or was not to be heard of."""
        newest = max(
            (held.source for held in self._quotes.values() if held.source.provider != KEPT),
            key=lambda source: source.received,
            default=None,
        )
        if self._brings(provider):
            return None
        if newest is not None and provider in ("", newest.provider):
            return newest.received
        if not provider:
            failure = self._state.failures.get(Feed.QUOTES)
            return None if failure is None else failure.at
        heard = [health for health in self._state.health.values() if health.provider == provider]
        if all(health.status is ProviderStatus.ANSWERING for health in heard):
            return None
        return max(health.last_success or health.since for health in heard)

    def _brings(self, provider: str) -> bool:
        """Whether one of the feeds that are asked all day answers from that provider, as often as it is asked.

        That it answered last time says little: where it is asked once a day, or after others, that may be long ago.
        """
        state = self._state
        flow = () if state.southbound is None else (state.southbound,)
        all_day: tuple[tuple[Feed, Iterable[Held[object]]], ...] = (
            (Feed.MINUTES, state.minutes.values()),
            (Feed.SOUTHBOUND, flow),
            (Feed.BREADTH, state.breadth.values()),
        )
        for feed, records in all_day:
            health = state.health.get((feed, provider))
            if health is not None and health.status is ProviderStatus.ANSWERING:
                own = (held for held in records if held.source.provider == provider)
                if any(not held.is_stale(self._age(held.source.received)) for held in own):
                    return True
        return False

    def _timed_events(self) -> list[tuple[datetime, Event]]:
        events = self._state.events if self._state.events_known else ()
        if self._remembered.events is not events:
            self._remembered.events = events
            timed = [(event.time, event) for event in events if event.time is not None]
            self._remembered.timed = sorted(timed, key=lambda item: (item[0], item[1].id))
        return self._remembered.timed


_POLLED = (Market.MAINLAND, Market.HONG_KONG)
