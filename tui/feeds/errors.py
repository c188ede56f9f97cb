"""What can go wrong between a provider and us."""

from __future__ import annotations

from enum import StrEnum

LONGEST_RETRY_AFTER = 3600.0
"""Real seconds that a provider's own wish is heeded at most."""


class FailureKind(StrEnum):
    """How a request failed, in the words that the screen shows."""

    CONNECT = "no connection"
    TIMEOUT = "timed out"
    CLOSED = "connection closed"
    STATUS = "refused"
    REDIRECT = "redirected elsewhere"
    TOO_LARGE = "answer too large"
    NONSENSE = "unreadable answer"
    NOTHING = "nothing there"
    BUDGET = "request budget used up"
    MIXED = "real and simulated data would mix"


class FeedError(Exception):
    """Any failure of a feed: `kind`, one readable line, and the provider's own wish of when to return.

    `status` is the HTTP status where that is what failed.
    """

    def __init__(
        self, kind: FailureKind, detail: str, *, retry_after: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after
        self.status = status

    @property
    def heeded_wish(self) -> float:
        """Real seconds for which the provider wishes to be left alone, as far as that is heeded."""
        return min(self.retry_after or 0.0, LONGEST_RETRY_AFTER)


class WireError(FeedError):
    """The bytes are not what the format promises. The one error that a parser raises."""

    def __init__(self, detail: str, kind: FailureKind = FailureKind.NONSENSE) -> None:
        super().__init__(kind, detail)


class NothingThere(WireError):
    """A right answer, and what was asked for is not in it: an unknown symbol, a day that is not published yet.

    It says nothing against the provider.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(detail, FailureKind.NOTHING)
