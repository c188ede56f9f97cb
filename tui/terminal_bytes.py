"""How much is written to the terminal: what a slow line has to carry."""

from __future__ import annotations

from collections import deque

from textual.driver import Driver

RATE_TICKS = 10
"""The rate is the mean of so many ticks, a second each."""


class TerminalBytes:
    """Counts bytes. `tick` is called once a second."""

    def __init__(self) -> None:
        self.total = 0
        self._at_ticks = deque([0], maxlen=RATE_TICKS + 1)

    def add(self, text: str) -> None:
        """That text was written."""
        self.total += len(text) if text.isascii() else len(text.encode("utf-8", "replace"))

    def tick(self) -> None:
        """A second has passed."""
        self._at_ticks.append(self.total)

    @property
    def per_second(self) -> float:
        """Bytes a second over the last ten seconds, or as many as have passed; 0 before the first."""
        ticks = len(self._at_ticks) - 1
        return (self._at_ticks[-1] - self._at_ticks[0]) / ticks if ticks else 0.0

    @property
    def figures(self) -> tuple[int, float]:
        """Bytes since the start, and bytes a second."""
        return self.total, self.per_second


def counted(driver: type[Driver], written: TerminalBytes) -> type[Driver]:
    """The same driver, which counts what it writes."""

    class CountedDriver(driver):  # type: ignore[valid-type, misc]
        def write(self, data: str) -> None:
            written.add(data)
            super().write(data)

    return CountedDriver
