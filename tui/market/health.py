"""How the providers are doing, as far as a reader of the screen needs to know."""

from __future__ import annotations

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


class ProviderHealth(Struct, frozen=True):
    """One provider in one feed. `latency` in seconds of the last success; times aware, market clock."""

    provider: str
    feed: Feed
    status: ProviderStatus
    since: datetime
    reason: str | None = None
    retry_at: datetime | None = None
    last_success: datetime | None = None
    latency: float | None = None
