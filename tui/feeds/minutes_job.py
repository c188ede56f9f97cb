"""The lines of the day: minutes, one instrument a run."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from tui.feeds.chain import Chain, ChainFailed
from tui.feeds.jobs import Job, code_of, has_code
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import MinuteProvider
from tui.market.health import Feed
from tui.market.instruments import Instrument, Universe
from tui.market.updates import MinutesUpdate

FIRST_ROUND_EVERY = 0.2
"""Real seconds between two instruments whose line was never asked for; the budget may stretch it."""


class MinutesJob(Job):
    """Keeps the minutes of the shown instruments fresh, and of the one watched: each once an interval, in turns.

    Symbols that the universe does not have, or that no provider has a code for, are passed over.
    """

    patient = True

    def __init__(
        self, chain: Chain[MinuteProvider], pacer: Pacer, emit: Emit, universe: Universe, shown: Sequence[str]
    ) -> None:
        super().__init__(Feed.MINUTES, pacer, emit)
        self._chain = chain
        self._universe = universe
        known = map(self._askable, shown)
        self._shown = tuple(instrument for instrument in known if instrument is not None)
        self._watched: Instrument | None = None
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
        return self.pacer.wait(turns=max(1, len(self._waiting)))

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
            # The reader may have left its page while it was to be asked.
            if new and failure.only_budget and instrument in self._waiting:
                # It was not asked after all: it keeps its place among the new ones.
                self._never_asked.add(instrument.symbol)
                self._waiting.remove(instrument)
                self._waiting.appendleft(instrument)
            raise
        self.emit(MinutesUpdate(self._chain.source(answered, self.pacer.interval()), answered.value))

    def restart(self) -> None:
        """Every line is to be had anew."""
        self._never_asked = {instrument.symbol for instrument in self._waiting}

    def watch(self, symbol: str | None) -> bool:
        """Ask for that instrument next, and in its turn for as long as it is watched."""
        watched = None if symbol is None else self._askable(symbol)
        if watched == self._watched:
            return False
        before, self._watched = self._watched, watched
        if before is not None and before not in self._shown:
            self._waiting.remove(before)
            self._never_asked.discard(before.symbol)
        if watched is None:
            return False
        if watched in self._waiting:
            self._waiting.remove(watched)
        self._waiting.appendleft(watched)
        self._never_asked.add(watched.symbol)
        return True

    def _askable(self, symbol: str) -> Instrument | None:
        instrument = self._universe.get(symbol)
        return instrument if instrument is not None and has_code(instrument, self._chain.providers) else None
