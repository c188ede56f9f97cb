"""Southbound flow of the running day."""

from __future__ import annotations

from tui.clock import Clock
from tui.feeds.chain import Chain
from tui.feeds.jobs import Job
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import SouthboundProvider
from tui.market.health import Feed
from tui.market.updates import SouthboundUpdate


class SouthboundJob(Job):
    """Asks for the flow of the running day."""

    def __init__(self, chain: Chain[SouthboundProvider], pacer: Pacer, emit: Emit, clock: Clock) -> None:
        super().__init__(Feed.SOUTHBOUND, pacer, emit)
        self._chain = chain
        self._clock = clock

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take: it may ask twice."""
        return self._chain.time_limit * 2

    async def run(self) -> None:
        """Ask for the day's flow. Raises ChainFailed."""
        today = self._clock.now().date()
        answered = await self._chain.ask(lambda provider: provider.fetch_southbound(today))
        if self._clock.now().date() != today:
            # The answer told that a simulation plays another day, or midnight has passed: ask for that day.
            today = self._clock.now().date()
            answered = await self._chain.ask(lambda provider: provider.fetch_southbound(today))
        self.emit(SouthboundUpdate(self._chain.source(answered, self.pacer.interval()), answered.value))
