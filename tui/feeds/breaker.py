"""When a failing provider is left alone, and when it is tried again: a circuit breaker as a pure state machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from tui.feeds.errors import FeedError
from tui.feeds.tally import Tally
from tui.market.health import Feed, ProviderHealth, ProviderStatus

FAILURES_BEFORE_REST = 2
"""So many failures in a row, and the provider is left alone."""

FIRST_REST = 15.0
"""Seconds of the first rest; each one that follows without a success between is twice as long."""

LONGEST_REST = 300.0
"""Seconds that a rest never exceeds: the windows in which hosts refuse us last minutes."""

REST_JITTER = 0.2
"""Up to this share of a rest is taken off at random, so that not all readers come back at once."""


class Moment(Struct, frozen=True):
    """One moment on both clocks: real seconds, and market time with its speed.

    `simulated`: market time is a simulation's, which runs by the seconds.
    """

    seconds: float
    market: datetime
    speed: float
    simulated: bool = False

    def at(self, seconds: float) -> datetime:
        """The market time of another moment, given in real seconds."""
        return self.market + timedelta(seconds=(seconds - self.seconds) * self.speed)

    def told(self, earlier: Moment) -> datetime:
        """The market time of an earlier moment, as it is told now.

        Seconds stand still while the machine sleeps; a simulation may have begun since, on another clock.
        """
        return self.at(earlier.seconds) if self.simulated else earlier.market


class Breaker:
    """One provider in one feed. What is no Moment is real seconds on one monotonic clock; `random` gives [0, 1).

    Closed: asked at every poll. After FAILURES_BEFORE_REST failures in a row, or at once if the provider says when
    to return: open, not asked until `retry_at`. From then on half open: the next request decides. What a provider
    says can only lengthen a rest.
    """

    def __init__(self, provider: str, feed: Feed, random: Callable[[], float]) -> None:
        self.provider = provider
        self.feed = feed
        self.status: ProviderStatus | None = None
        self.reason: str | None = None
        self.retry_at: float | None = None
        self._random = random
        self._failures = 0
        self._rests = 0
        self._since: Moment | None = None
        self._last_success: Moment | None = None
        self._latency: float | None = None
        self._tally = Tally()

    def may_be_asked(self, now: float) -> bool:
        """Whether the provider is not resting."""
        return self.retry_at is None or now >= self.retry_at

    def succeeded(self, now: Moment, latency: float) -> None:
        """The provider answered right: whatever was before is forgiven."""
        self._failures = self._rests = 0
        self._last_success = now
        self._latency = latency
        self._tally.answered(latency)
        self._become(ProviderStatus.ANSWERING, now, None, None)

    def failed(self, now: Moment, error: FeedError) -> None:
        """The provider did not answer right."""
        self._failures += 1
        self._tally.failed(error.kind)
        if error.retry_after is None and self._failures < FAILURES_BEFORE_REST:
            self._become(ProviderStatus.FAILING, now, str(error), None)
            return
        # A provider may ask for more than our own rest, never for less: "at once" would make a hot loop.
        rest = max(self._next_rest(), error.heeded_wish)
        self._become(ProviderStatus.RESTING, now, str(error), now.seconds + rest)

    def _next_rest(self) -> float:
        rest = min(FIRST_REST * 2.0**self._rests, LONGEST_REST) * (1.0 - REST_JITTER * self._random())
        # Once the longest rest is reached the exponent stops, lest it overflow on a provider that never returns.
        self._rests += FIRST_REST * 2.0**self._rests < LONGEST_REST
        return rest

    def _become(self, status: ProviderStatus, now: Moment, reason: str | None, retry_at: float | None) -> None:
        if status is not self.status:
            self._since = now
        self.status = status
        self.reason = reason
        self.retry_at = retry_at

    def health(self, now: Moment) -> ProviderHealth | None:
        """The provider's standing in words and market time; None before it was asked at all."""
        if self.status is None or self._since is None:
            return None
        return ProviderHealth(
            provider=self.provider,
            feed=self.feed,
            status=self.status,
            since=now.told(self._since),
            reason=self.reason,
            retry_at=None if self.retry_at is None else now.at(self.retry_at),
            last_success=None if self._last_success is None else now.told(self._last_success),
            latency=self._latency,
            latencies=self._tally.latencies(),
            failures=self._tally.failures(),
        )
