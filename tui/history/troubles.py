"""What stands in the way of keeping history, told once when it begins and once when it is over."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tui.clock import Clock
from tui.market.updates import HistoryTrouble

WRITING, READING, DAMAGE = "writing", "reading", "damage"
"""Whose troubles there are: the writer's, the readers', and what became of a damaged file."""

Tell = Callable[[HistoryTrouble], None]


class Troubles:
    """The troubles of everyone who works with the file; the first of them is told. May be called by any thread."""

    def __init__(self, clock: Clock, tell: Tell) -> None:
        self._clock = clock
        self._tell = tell
        self._lock = threading.Lock()
        self._reasons: dict[str, str] = {}
        self._told: str | None = None

    def set(self, whose: str, reason: str | None) -> None:
        """The trouble of one part, in one line; None: it has none any more."""
        with self._lock:
            if reason is None:
                self._reasons.pop(whose, None)
            else:
                self._reasons[whose] = reason
            first = next(iter(self._reasons.values()), None)
            if first != self._told:
                self._told = first
                self._tell(HistoryTrouble(self._clock.now(), first))
