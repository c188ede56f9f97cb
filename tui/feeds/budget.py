"""How much a host may be asked: a token bucket of requests a minute for each, as plain arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

SECONDS_PER_MINUTE = 60.0

BURST_SECONDS = 10.0
"""A full bucket holds this much of the minute's allowance, so that a whole batch may go out at once."""

SMALLEST_BURST = 4.0
"""Requests a full bucket holds at least: the parts of one batch, and one more."""


def host_of(url: str) -> str:
    """The host and port that a URL asks, in lower case: what budgets and limits are kept by.

    A URL that cannot be read stands for itself; the request will tell what is wrong with it.
    """
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower() or url
    except ValueError:
        return url


class TokenBucket:
    """`per_minute` requests a minute, spent one by one; times are real seconds on one monotonic clock."""

    def __init__(self, per_minute: float) -> None:
        self._per_second = per_minute / SECONDS_PER_MINUTE
        self._capacity = max(SMALLEST_BURST, self._per_second * BURST_SECONDS)
        self._tokens = self._capacity
        self._filled_at: float | None = None

    def take(self, now: float) -> float:
        """Take a token and return 0.0; if there is none, return the seconds until one is there."""
        if self._filled_at is not None:
            gained = max(0.0, now - self._filled_at) * self._per_second
            self._tokens = min(self._capacity, self._tokens + gained)
        self._filled_at = now
        if self._tokens >= 1.0:
            self._tokens -= 1.0
            return 0.0
        return (1.0 - self._tokens) / self._per_second


class HostBudgets:
    """A bucket for each host named in `per_minute` (keys as `host_of` gives them); others are not limited."""

    def __init__(self, per_minute: Mapping[str, float]) -> None:
        self._buckets = {host: TokenBucket(rate) for host, rate in per_minute.items()}

    def take(self, host: str, now: float) -> float:
        """As `TokenBucket.take`, for that host."""
        bucket = self._buckets.get(host)
        return 0.0 if bucket is None else bucket.take(now)
