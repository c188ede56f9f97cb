"""The lines: minutes of the day and daily bars, one instrument a run."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from datetime import date

from tui.clock import Clock
from tui.feeds.chain import Chain, ChainFailed, Named
from tui.feeds.jobs import Job, code_of
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import BarProvider, MinuteProvider
from tui.market.health import Feed
from tui.market.instruments import Instrument, Universe
from tui.market.updates import BarsUpdate, MinutesUpdate

FIRST_ROUND_EVERY = 0.2
"""Real seconds between two instruments whose line was never asked for; the budget may stretch it."""

BARS_EVERY = 0.5
"""Real seconds between two instruments' daily bars."""

BARS_COUNT = 800
"""Daily bars asked for: a little more than three years."""

BARS_ATTEMPTS = 3
"""How often a day one instrument's bars are asked for before they are given up until the next day."""


class MinutesJob(Job):
    """Keeps the minutes of the shown instruments fresh: each once an interval, one after the other.

    Symbols that the universe does not have, or that no provider has a code for, are passed over.
    """

    patient = True

    def __init__(
        self, chain: Chain[MinuteProvider], pacer: Pacer, emit: Emit, universe: Universe, shown: Sequence[str]
    ) -> None:
        super().__init__(Feed.MINUTES, pacer, emit)
        self._chain = chain
        known = (universe.get(symbol) for symbol in shown)
        self._shown = tuple(
            instrument for instrument in known if instrument is not None and _has_code(instrument, chain.providers)
        )
        self._waiting = deque(self._shown)
        self._never_asked = {instrument.symbol for instrument in self._shown}

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit

    @property
    def turns(self) -> int:
        """One run for each instrument shown."""
        return len(self._shown)

    def wait(self) -> float:
        """Real seconds until the next instrument's turn."""
        if self._never_asked:
            return FIRST_ROUND_EVERY
        return self.pacer.wait(turns=max(1, len(self._shown)))

    async def run(self) -> None:
        """Ask for the minutes of the instrument whose turn it is. Raises ChainFailed."""
        if not self._waiting:
            return
        instrument = self._waiting[0]
        self._waiting.rotate(-1)
        new = instrument.symbol in self._never_asked
        self._never_asked.discard(instrument.symbol)
        try:
            answered = await self._chain.ask(
                lambda provider: provider.fetch_minutes(instrument),
                among=lambda provider: code_of(instrument, provider.name) is not None,
            )
        except ChainFailed as failure:
            if new and failure.only_budget:
                # It was not asked after all: it keeps its place among the new ones.
                self._never_asked.add(instrument.symbol)
                self._waiting.remove(instrument)
                self._waiting.appendleft(instrument)
            raise
        self.emit(MinutesUpdate(self._chain.source(answered, self.pacer.interval()), answered.value))

    def restart(self) -> None:
        """Every line is to be had anew."""
        self._never_asked = {instrument.symbol for instrument in self._shown}


class BarsJob(Job):
    """Gets each instrument's daily bars once a market day."""

    patient = True
    after_quotes = True

    def __init__(
        self, chain: Chain[BarProvider], pacer: Pacer, emit: Emit, clock: Clock, instruments: Sequence[Instrument]
    ) -> None:
        super().__init__(Feed.BARS, pacer, emit)
        self._chain = chain
        self._clock = clock
        self._instruments = tuple(instrument for instrument in instruments if _has_code(instrument, chain.providers))
        self._day: date | None = None
        self._waiting: deque[Instrument] = deque()
        self._attempts: Counter[str] = Counter()

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit

    @property
    def turns(self) -> int:
        """One run for each instrument."""
        return len(self._instruments)

    def wait(self) -> float:
        """Real seconds until the next instrument, or, when all are there, until the day is looked at again."""
        return BARS_EVERY if self._waiting else self.pacer.wait()

    async def run(self) -> None:
        """Ask for the bars of the next instrument that has none of today. Raises ChainFailed."""
        today = self._clock.now().date()
        if today != self._day:
            self._day = today
            self._attempts.clear()
            self._waiting = deque(self._instruments)
        if not self._waiting:
            return
        instrument = self._waiting[0]
        self._waiting.rotate(-1)
        try:
            answered = await self._chain.ask(
                lambda provider: provider.fetch_bars(instrument, BARS_COUNT),
                among=lambda provider: code_of(instrument, provider.name) is not None,
            )
        except ChainFailed as failure:
            self._attempts[instrument.symbol] += not failure.nobody_asked
            if self._attempts[instrument.symbol] >= BARS_ATTEMPTS:
                self._waiting.remove(instrument)
            raise
        self._waiting.remove(instrument)
        self.emit(BarsUpdate(self._chain.source(answered, self.pacer.interval()), answered.value))

    def restart(self) -> None:
        """All bars are to be had anew."""
        self._day = None


def _has_code(instrument: Instrument, providers: Sequence[Named]) -> bool:
    return any(code_of(instrument, provider.name) is not None for provider in providers)
