"""What came of one provider's requests in one feed: how long answers took, and how the others failed."""

from __future__ import annotations

from collections import Counter, deque

from tui.feeds.errors import FailureKind
from tui.market.health import Latencies, latencies_of

REMEMBERED_ANSWERS = 100
"""So many of the last answers' latencies are remembered: five minutes of quotes, and all day for slower feeds."""


class Tally:
    """Bounded: the last latencies, and one count for each kind of failure."""

    def __init__(self) -> None:
        self._seconds: deque[float] = deque(maxlen=REMEMBERED_ANSWERS)
        self._failures: Counter[FailureKind] = Counter()

    def answered(self, latency: float) -> None:
        """A right answer came after so many real seconds."""
        self._seconds.append(latency)

    def failed(self, kind: FailureKind) -> None:
        """A request failed."""
        self._failures[kind] += 1

    def latencies(self) -> Latencies | None:
        """The spread of the latencies; None before the first answer."""
        return latencies_of(self._seconds)

    def failures(self) -> tuple[tuple[str, int], ...]:
        """How many failures of each kind there were, the most frequent first."""
        return tuple((kind.value, count) for kind, count in self._failures.most_common())
