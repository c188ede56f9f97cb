"""How the providers are doing, as far as a reader of the screen needs to know."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Feed(StrEnum):
    """The kinds of data that are polled, each with its own chain of providers and pace."""

    QUOTES = "quotes"
    MINUTES = "minutes"
    SOUTHBOUND = "southbound"
    SOUTHBOUND_HISTORY = "southbound history"
    BARS = "daily bars"
    PAST_MINUTES = "past minutes"
    BREADTH = "breadth"
    RATES = "exchange rates"
    ACTIVE_NAMES = "active names"
    EVENTS = "events"
    OWN_CALENDARS = "own calendars"


SOUTHBOUND_FEEDS = frozenset({Feed.SOUTHBOUND, Feed.SOUTHBOUND_HISTORY, Feed.ACTIVE_NAMES})
"""Those that follow the days of Stock Connect."""


class ProviderStatus(StrEnum):
    """ANSWERING: the last request succeeded. FAILING: it did not. RESTING: not asked until `retry_at`."""

    ANSWERING = "answering"
    FAILING = "failing"
    RESTING = "resting"


class Latencies(Struct, frozen=True):
    """How long the last `answers` answers took: half of them and 95 in a hundred at most so many real seconds."""

    answers: int
    p50: float
    p95: float


class ProviderHealth(Struct, frozen=True):
    """One provider in one feed. `latency` in real seconds of the last success; times aware, market clock.

    `failures`: how many of each kind since the start, by the kind's words, the most frequent first.
    """

    provider: str
    feed: Feed
    status: ProviderStatus
    since: datetime
    reason: str | None = None
    retry_at: datetime | None = None
    last_success: datetime | None = None
    latency: float | None = None
    latencies: Latencies | None = None
    failures: tuple[tuple[str, int], ...] = ()


class HostBudget(Struct, frozen=True):
    """What the hosts that share an allowance may still be asked.

    `per_minute` requests; `asked` went out within the last minute; `ready` may go out at once, one after the other.
    """

    hosts: tuple[str, ...]
    per_minute: float
    asked: int
    ready: int

    @property
    def left(self) -> int:
        """Requests that are left of the minute's allowance."""
        return max(0, int(self.per_minute) - self.asked)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest of the values that at least this share (0 to 1) of them do not exceed; None of no values."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def latencies_of(seconds: Sequence[float]) -> Latencies | None:
    """The spread of these latencies; None where there are none."""
    p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
    return None if p50 is None or p95 is None else Latencies(len(seconds), p50, p95)
