"""Keeps the standings up to date: where something has changed, one instrument at a time, between what is drawn.

A thread would not do: it would share the interpreter with the drawing, which would take twice as long.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import date, datetime

from msgspec import Struct

from tui.clock import Clock
from tui.market.against_history import PastDays, Today, standing_of
from tui.market.calendars import Calendars
from tui.market.freshness import is_official
from tui.market.instruments import Instrument, Market
from tui.market.known import Held
from tui.market.known_days import known_days
from tui.market.quotes import Quote
from tui.market.quoting import traded_today
from tui.market.series import DailyBars
from tui.market.sessions import market_day, official_close
from tui.market.standing import Standing
from tui.market.state import MarketState
from tui.market.updates import StandingsUpdate

WATCH_SECONDS = 10.0
"""How often the newest prices are held against the daily bars."""


class Question(Struct, frozen=True):
    """One instrument to look at: its bars, and the prices of a day to hold against them."""

    instrument: Instrument
    bars: DailyBars
    today: Today
    previous_close: float | None

    def is_same(self, other: Question | None) -> bool:
        """Whether the answer would be the same. Bars are compared as objects: they are hundreds."""
        return (
            other is not None
            and self.bars is other.bars
            and self.today == other.today
            and self.previous_close == other.previous_close
        )


class Standings:
    """Everything's standing, each worked out anew only when its price, day, finality or bars have changed."""

    def __init__(self, calendars: Calendars) -> None:
        self._calendars = calendars
        self._answered: dict[str, tuple[Question, Standing | None]] = {}
        self._past: dict[str, tuple[Question, PastDays | None]] = {}
        self._closes: dict[tuple[Market, date], datetime | None] = {}

    def changed(self, state: MarketState) -> list[Question]:
        """What must be looked at again: it compares prices and computes nothing."""
        return [
            question
            for question in self._questions(state)
            if not question.is_same(self._answered.get(question.instrument.symbol, (None, None))[0])
        ]

    def answer(self, question: Question) -> None:
        """Work it out: a few milliseconds the first time on a day, with pandas loaded, a tenth of one later."""
        past = self._past_days(question)
        standing = None if past is None else standing_of(question.instrument.symbol, past, question.today)
        self._answered[question.instrument.symbol] = question, standing

    def told(self, state: MarketState) -> tuple[tuple[str, Standing], ...]:
        """All standings whose bars are still those of the state: a run of a simulation may have begun meanwhile."""
        return tuple(
            (symbol, standing)
            for symbol, (question, standing) in self._answered.items()
            if standing is not None and (held := state.bars.get(symbol)) is not None and held.value is question.bars
        )

    def _questions(self, state: MarketState) -> Iterator[Question]:
        """One for each instrument that has both bars and a price of a day."""
        for symbol, bars in state.bars.items():
            quoted, instrument = state.quotes.get(symbol), state.universe.get(symbol)
            if quoted is None or instrument is None:
                continue
            today = self._today(quoted, instrument)
            if today is not None:
                yield Question(instrument, bars.value, today, quoted.value.previous_close)

    def _today(self, quoted: Held[Quote], instrument: Instrument) -> Today | None:
        quote = quoted.value
        if quote.last is None or quote.time is None or not traded_today(quote):
            return None
        day = market_day(instrument.market, quote.time)
        close = self._close_of(instrument.market, day)
        if close is None:
            return None
        return Today(day, quote.last, quote.high, quote.low, is_official(quoted, instrument, close))

    def _close_of(self, market: Market, day: date) -> datetime | None:
        if (market, day) not in self._closes:
            self._closes[market, day] = official_close(market, day, self._calendars)
        return self._closes[market, day]

    def _past_days(self, question: Question) -> PastDays | None:
        """The days before, made ready once for all prices of a day."""
        instrument, day = question.instrument, question.today.day
        earlier, held = self._past.get(instrument.symbol, (None, None))
        if (
            earlier is not None
            and earlier.bars is question.bars
            and earlier.today.day == day
            and earlier.previous_close == question.previous_close
        ):
            return held
        calendar = self._calendars.get(instrument.market)
        known = known_days(question.bars, day, instrument, calendar, question.previous_close)
        past = None if known is None else PastDays(known, day, instrument.kind, calendar)
        self._past[instrument.symbol] = question, past
        return past


async def watch_standings(
    state: MarketState, calendars: Calendars, clock: Clock, load: Callable[[], Awaitable[None]]
) -> AsyncIterator[StandingsUpdate]:
    """What the newest prices amount to, every few seconds, for as long as somebody asks: all of it, or no update.

    `load` imports pandas where that holds up nothing; it is awaited once, when there is something to work out.
    """
    standings = Standings(calendars)
    loaded = False
    while True:
        await clock.sleep(WATCH_SECONDS)
        changed = standings.changed(state)
        if changed and not loaded:
            await load()
            loaded = True
        for question in changed:
            standings.answer(question)
            # Keys, answers and the screen come first.
            await asyncio.sleep(0)
        told = standings.told(state)
        if dict(told) != state.standings:
            yield StandingsUpdate(told)


def standings_now(state: MarketState, calendars: Calendars) -> StandingsUpdate:
    """All standings at once, for those who do not watch. Imports pandas and may take a second."""
    standings = Standings(calendars)
    for question in standings.changed(state):
        standings.answer(question)
    return StandingsUpdate(standings.told(state))
