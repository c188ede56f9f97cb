"""How much a provider may be asked: a token bucket of requests a minute, as plain arithmetic."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from tui.market.health import HostBudget

SECONDS_PER_MINUTE = 60.0

BURST_SECONDS = 10.0
"""A full bucket holds this much of the minute's allowance, so that a whole batch may go out at once."""

SMALLEST_BURST = 4.0
"""Requests a full bucket holds at least: the parts of one batch, and one more."""

KEPT_FOR_URGENT = 0.5
"""Share of a full bucket that patient requests leave alone, so that they never hold up the quotes."""


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
        self.per_minute = per_minute
        self._per_second = per_minute / SECONDS_PER_MINUTE
        self._capacity = max(SMALLEST_BURST, self._per_second * BURST_SECONDS)
        self._tokens = self._capacity
        self._filled_at: float | None = None
        self._taken: deque[float] = deque()

    def take(self, now: float, *, patient: bool = False) -> float:
        """Take a token and return 0.0; if there is none to be had, return the seconds until there is."""
        self._fill(now)
        needed = 1.0 + (self._capacity * KEPT_FOR_URGENT if patient else 0.0)
        if self._tokens >= needed:
            self._tokens -= 1.0
            self._taken.append(now)
            return 0.0
        return (needed - self._tokens) / self._per_second

    def ready(self, now: float) -> int:
        """Requests that may go out at once."""
        self._fill(now)
        return int(self._tokens)

    def asked(self, now: float) -> int:
        """Requests that went out within the last minute."""
        self._fill(now)
        return len(self._taken)

    def _fill(self, now: float) -> None:
        if self._filled_at is not None:
            gained = max(0.0, now - self._filled_at) * self._per_second
            self._tokens = min(self._capacity, self._tokens + gained)
        self._filled_at = now
        # What was taken over a minute ago is forgotten, so no more is remembered than a minute and a burst allow.
        while self._taken and self._taken[0] <= now - SECONDS_PER_MINUTE:
            self._taken.popleft()


class HostBudgets:
    """Which bucket each host spends from; hosts that are not named are not limited.

    `shares` gives the hosts (as `host_of` names them) that spend one allowance together, and that allowance in
    requests a minute. Where shares have a host in common (all on one loopback server) they become one, summed.
    """

    def __init__(self, shares: Iterable[tuple[Collection[str], float]] = ()) -> None:
        self._buckets: dict[str, TokenBucket] = {}
        for hosts, per_minute in shares:
            met = {self._buckets[host] for host in hosts if host in self._buckets}
            joined = TokenBucket(per_minute + sum(bucket.per_minute for bucket in met))
            members = [host for host, bucket in self._buckets.items() if bucket in met]
            self._buckets.update(dict.fromkeys((*members, *hosts), joined))

    def take(self, host: str, now: float, *, patient: bool = False) -> float:
        """As `TokenBucket.take`, for that host."""
        bucket = self._buckets.get(host)
        return 0.0 if bucket is None else bucket.take(now, patient=patient)

    def standing(self, now: float) -> tuple[HostBudget, ...]:
        """How each allowance stands, with the hosts that share it."""
        hosts: dict[TokenBucket, list[str]] = {}
        for host, bucket in self._buckets.items():
            hosts.setdefault(bucket, []).append(host)
        return tuple(
            HostBudget(tuple(sorted(of)), bucket.per_minute, bucket.asked(now), bucket.ready(now))
            for bucket, of in hosts.items()
        )
