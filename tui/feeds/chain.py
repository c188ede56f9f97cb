"""The providers of one feed in order of preference: the first that answers right is heard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from tui.clock import Clock
from tui.feeds.answers import Fetched, Simulation
from tui.feeds.breaker import Breaker, Moment
from tui.feeds.errors import FailureKind, FeedError
from tui.feeds.outbox import Emit
from tui.feeds.simulation import SimulationGuard
from tui.market.health import Feed, ProviderStatus
from tui.market.updates import KEPT, HealthUpdate, Source

NO_FAULT = frozenset({FailureKind.BUDGET, FailureKind.NOTHING})
"""What says nothing about the provider's health: our own budget, and that it has no such thing."""

LATENCY_EVERY = 5.0
"""Real seconds between two reports of a provider that just keeps answering."""


class Named(Protocol):
    """Anything that has a provider's name."""

    @property
    def name(self) -> str:
        """The provider's name, as in the settings."""
        ...


Provider = TypeVar("Provider", bound=Named)
Value = TypeVar("Value")


class Answered(Struct, Generic[Value], frozen=True):
    """What a chain got, and from whom; `latency` in real seconds."""

    provider: str
    value: Value
    latency: float
    simulation: Simulation | None


class Refusal(Struct, frozen=True):
    """Why one provider of a chain gave nothing.

    It was not asked at all if it is `resting`, nor if the reason is `ours`: our own budget of requests. It answered
    that there is `nothing` of what was asked for.
    """

    provider: str
    reason: str
    ours: bool = False
    resting: bool = False
    nothing: bool = False


class ChainFailed(Exception):
    """Nobody answered: a refusal for each provider, and the real second at which the first may be asked again.

    `retry_at` is None where nothing stands against asking again at the next poll.
    """

    def __init__(self, feed: Feed, refusals: tuple[Refusal, ...], retry_at: float | None) -> None:
        self.feed = feed
        self.refusals = refusals
        self.retry_at = retry_at
        told = "; ".join(f"{refusal.provider}: {refusal.reason}" for refusal in refusals)
        self.reason = told or "no provider has it"
        super().__init__(f"{feed}: {self.reason}")

    @property
    def only_budget(self) -> bool:
        """Whether nobody was even asked, because our own budget was used up."""
        return bool(self.refusals) and all(refusal.ours for refusal in self.refusals)

    @property
    def nothing_there(self) -> bool:
        """Whether every provider answered, and has nothing of what was asked for."""
        return all(refusal.nothing for refusal in self.refusals)

    @property
    def nothing_yet(self) -> bool:
        """Whether one provider at least answered, and has nothing of what was asked for."""
        return any(refusal.nothing for refusal in self.refusals)

    @property
    def nobody_asked(self) -> bool:
        """Whether no request was sent: each provider rests, or our own budget is used up."""
        return all(refusal.ours or refusal.resting for refusal in self.refusals)


class _Link(Struct, Generic[Provider]):
    provider: Provider
    breaker: Breaker
    reported: tuple[ProviderStatus | None, str | None, float | None] | None = None
    reported_at: float = 0.0


class Chain(Generic[Provider]):
    """Asks the preferred provider that is not resting, and on failure the next one, at once.

    `answer_within`: real seconds for all the requests of one answer. Health goes out through `emit`: each change,
    and the latency now and then.
    """

    def __init__(
        self,
        feed: Feed,
        providers: Sequence[Provider],
        *,
        clock: Clock,
        emit: Emit,
        guard: SimulationGuard,
        answer_within: float,
        random: Callable[[], float],
    ) -> None:
        self.feed = feed
        self.providers = tuple(providers)
        self.time_limit = answer_within * len(self.providers)
        self._links = [_Link(provider, Breaker(provider.name, feed, random)) for provider in self.providers]
        self._clock = clock
        self._emit = emit
        self._guard = guard
        self._answer_within = answer_within

    async def ask(
        self,
        call: Callable[[Provider], Awaitable[Fetched[Value]]],
        among: Callable[[Provider], bool] = lambda provider: True,
    ) -> Answered[Value]:
        """What the first provider `among` them gives that answers right. Raises ChainFailed and nothing else."""
        refusals: list[Refusal] = []
        retries: list[float | None] = []
        for link in self._links:
            if not among(link.provider):
                continue
            name, breaker = link.provider.name, link.breaker
            if not breaker.may_be_asked(self._clock.monotonic()):
                refusals.append(Refusal(name, breaker.reason or "resting", resting=True))
                retries.append(breaker.retry_at)
                continue
            try:
                return await self._ask(link, call)
            except FeedError as error:
                ours = error.kind is FailureKind.BUDGET
                refusals.append(Refusal(name, str(error), ours, nothing=error.kind is FailureKind.NOTHING))
                retries.append(self._clock.monotonic() + (error.retry_after or 0.0) if ours else breaker.retry_at)
        known = [retry for retry in retries if retry is not None]
        retry_at = min(known) if known and len(known) == len(retries) else None
        raise ChainFailed(self.feed, tuple(refusals), retry_at)

    def source(self, answered: Answered[Value], expected_every: float) -> Source:
        """The provenance of an answer; `expected_every` in real seconds."""
        simulated = answered.simulation is not None
        return Source(answered.provider, self._clock.now(), answered.latency, expected_every, simulated)

    def kept_source(self, expected_every: float) -> Source:
        """The provenance of what an earlier run kept, of the world that answers; `expected_every` in real seconds."""
        return Source(KEPT, self._clock.now(), 0.0, expected_every, self._guard.simulated)

    async def _ask(
        self, link: _Link[Provider], call: Callable[[Provider], Awaitable[Fetched[Value]]]
    ) -> Answered[Value]:
        try:
            fetched = await self._fetch(link.provider, call)
            self._guard.admit(fetched.simulation)
        except FeedError as error:
            if error.kind not in NO_FAULT:
                link.breaker.failed(self._moment(), error)
                self._report(link)
            raise
        link.breaker.succeeded(self._moment(), fetched.latency)
        self._report(link)
        return Answered(link.provider.name, fetched.value, fetched.latency, fetched.simulation)

    async def _fetch(
        self, provider: Provider, call: Callable[[Provider], Awaitable[Fetched[Value]]]
    ) -> Fetched[Value]:
        try:
            async with asyncio.timeout(self._answer_within):
                return await call(provider)
        except TimeoutError:
            raise FeedError(FailureKind.TIMEOUT, f"no answer within {self._answer_within:g} s") from None

    def _report(self, link: _Link[Provider]) -> None:
        breaker, now = link.breaker, self._clock.monotonic()
        standing = (breaker.status, breaker.reason, breaker.retry_at)
        if standing == link.reported and now - link.reported_at < LATENCY_EVERY:
            return
        link.reported, link.reported_at = standing, now
        health = breaker.health(self._moment())
        if health is not None:
            self._emit(HealthUpdate(health))

    def _moment(self) -> Moment:
        clock = self._clock
        return Moment(clock.monotonic(), clock.now(), clock.speed, clock.simulated)
