"""Turnover over the past days, by five minutes: what today's is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tui.clock import Clock
from tui.feeds.chain import Chain, ChainFailed
from tui.feeds.finished import last_finished
from tui.feeds.jobs import Job, has_code
from tui.feeds.kept import KEPT_WITHIN, Kept, Late, soon
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import PastMinutesProvider
from tui.market.calendars import Calendars
from tui.market.health import Feed
from tui.market.instruments import Instrument
from tui.market.series import MinuteSeries
from tui.market.turnover import AVERAGE_SESSIONS
from tui.market.updates import PastMinutesUpdate

DAYS = AVERAGE_SESSIONS + 1
"""Finished days that are to be there: once today is over it is one of them, and not one that it is held against."""

NEXT_AFTER = 1.0
"""Real seconds between two indices."""


class PastMinutesJob(Job):
    """Gets the finished days that neither an earlier run kept nor this one had: one request an index and day."""

    patient = True
    after_quotes = True

    def __init__(
        self,
        chain: Chain[PastMinutesProvider],
        pacer: Pacer,
        emit: Emit,
        clock: Clock,
        calendars: Calendars,
        instruments: Sequence[Instrument],
        kept: Kept,
    ) -> None:
        super().__init__(Feed.PAST_MINUTES, pacer, emit)
        self._chain = chain
        self._clock = clock
        self._calendars = calendars
        self._instruments = [one for one in instruments if has_code(one, chain.providers)]
        self._kept = kept
        self._held: dict[str, dict[date, MinuteSeries]] = {}
        self._settled: dict[str, date] = {}

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit + KEPT_WITHIN * len(self._instruments)

    @property
    def turns(self) -> int:
        """One run for each index, at the most."""
        return len(self._instruments)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to ask for."""
        return not self._due()

    def wait(self) -> float:
        """Real seconds until the next index, or, when all are there, until the day is looked at again."""
        return NEXT_AFTER if self._due() else self.pacer.wait()

    async def run(self) -> None:
        """Ask for the next index that lacks a day, once the kept ones of all are known. Raises ChainFailed."""
        for instrument in self._due():
            await self._read_kept(instrument)
        for instrument in self._due():
            goal = self._goal(instrument)
            held = self._held.get(instrument.symbol, {})
            if all(day in held for day in self._wanted(instrument, goal)):
                self._settled[instrument.symbol] = goal
                continue
            # Those behind it come first, should it fail.
            self._instruments.remove(instrument)
            self._instruments.append(instrument)
            await self._ask(instrument, goal)
            return

    async def _ask(self, instrument: Instrument, goal: date) -> None:
        held_by_all = self._held
        try:
            answered = await self._chain.ask(
                lambda provider: provider.fetch_past_minutes(instrument, DAYS),
                among=lambda provider: has_code(instrument, (provider,)),
            )
        except ChainFailed as failure:
            if not failure.nothing_there:
                raise
            if held_by_all is self._held:
                self._settled[instrument.symbol] = goal
            return
        if held_by_all is not self._held:
            return  # a new run of a simulation has begun meanwhile
        held = self._held.setdefault(instrument.symbol, {})
        held |= {series.date: series for series in with_turnover(answered.value) if series.date <= goal}
        self._settled[instrument.symbol] = goal
        source = self._chain.source(answered, self.pacer.interval())
        self.emit(PastMinutesUpdate(source, instrument.symbol, self._days(instrument)))

    async def _read_kept(self, instrument: Instrument) -> None:
        """Hold what was kept, and tell of it; what is not at hand in time is read at the next look."""
        symbol = instrument.symbol
        if symbol in self._held:
            return
        held_by_all = self._held
        kept = await soon(self._kept.past_minutes(symbol), Late.LATE)
        if kept is Late.LATE or held_by_all is not self._held:
            return
        self._held[symbol] = {series.date: series for series in with_turnover(kept)}
        if self._held[symbol]:
            source = self._chain.kept_source(self.pacer.interval())
            self.emit(PastMinutesUpdate(source, symbol, self._days(instrument)))

    def _days(self, instrument: Instrument) -> tuple[MinuteSeries, ...]:
        """The days that count, ascending."""
        held = self._held[instrument.symbol]
        wanted = self._wanted(instrument, self._goal(instrument))
        return tuple(held[day] for day in sorted(held) if day >= wanted[0])

    def _due(self) -> list[Instrument]:
        return [one for one in self._instruments if self._settled.get(one.symbol) != self._goal(one)]

    def _goal(self, instrument: Instrument) -> date:
        return last_finished(instrument.market, self._clock.now(), self._calendars)

    def _wanted(self, instrument: Instrument, goal: date) -> tuple[date, ...]:
        """The finished sessions that are to be there, ascending."""
        calendar = self._calendars.of(instrument.market)
        return calendar.sessions_before(calendar.next_session(goal), DAYS)

    def restart(self) -> None:
        """All days are to be had anew."""
        self._held = {}
        self._settled = {}


def with_turnover(days: Iterable[MinuteSeries]) -> list[MinuteSeries]:
    """The days whose running turnover is known to the end."""
    return [series for series in days if series.minutes and series.minutes[-1].turnover is not None]
