"""What is polled as a whole at one pace: breadth of the mainland market, and the exchange rate."""

from __future__ import annotations

from collections.abc import Sequence

from tui.feeds.chain import Chain
from tui.feeds.jobs import Job
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import BreadthProvider, RateProvider
from tui.market.health import Feed
from tui.market.instruments import Instrument, Universe
from tui.market.updates import BreadthUpdate, RateUpdate

COMPOSITES = ("000001.SH", "399001.SZ", "899050.BJ")
"""The indices in whose rows vendors count the shares of Shanghai, Shenzhen and Beijing."""


def composites_of(universe: Universe) -> tuple[Instrument, ...]:
    """The composite indices that the universe has."""
    return tuple(universe[symbol] for symbol in COMPOSITES if symbol in universe)


class BreadthJob(Job):
    """Asks how many shares of each mainland exchange rise and fall."""

    patient = True

    def __init__(
        self, chain: Chain[BreadthProvider], pacer: Pacer, emit: Emit, composites: Sequence[Instrument]
    ) -> None:
        super().__init__(Feed.BREADTH, pacer, emit)
        self._chain = chain
        self._composites = tuple(composites)

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit

    async def run(self) -> None:
        """Ask for all of them. Raises ChainFailed."""
        if not self._composites:
            return
        answered = await self._chain.ask(lambda provider: provider.fetch_breadth(self._composites))
        self.emit(BreadthUpdate(self._chain.source(answered, self.pacer.interval()), answered.value))


class RatesJob(Job):
    """Asks what the Hong Kong dollar costs in yuan."""

    patient = True

    def __init__(self, chain: Chain[RateProvider], pacer: Pacer, emit: Emit) -> None:
        super().__init__(Feed.RATES, pacer, emit)
        self._chain = chain

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit

    async def run(self) -> None:
        """Ask for the rate. Raises ChainFailed."""
        answered = await self._chain.ask(lambda provider: provider.fetch_rate())
        self.emit(RateUpdate(self._chain.source(answered, self.pacer.interval()), answered.value))
