"""A clock whose time passes only when a test says so."""

from __future__ import annotations

import asyncio
import heapq
from datetime import datetime, timedelta
from itertools import count

from tui.clock import Clock

SETTLING_TURNS = 60
"""Turns of the event loop after which everything that can run without time passing has run."""


class ManualClock(Clock):
    """Real seconds pass in `advance` only; sleepers wake at their moments, in order. Starts at `moment`."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.seconds = 1000.0
        super().__init__(lambda: self.seconds)
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()
        if moment is not None:
            self.follow(moment)

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waker = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.seconds + seconds, next(self._order), waker))
        await waker

    async def advance(self, seconds: float) -> None:
        """Let that much time pass, with everything that happens in it."""
        end = self.seconds + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            due, _, waker = heapq.heappop(self._sleepers)
            self.seconds = max(self.seconds, due)
            if not waker.done():
                waker.set_result(None)
            await settle()
        self.seconds = end
        await settle()

    def stall(self, seconds: float) -> None:
        """Time passes while nothing can run: a suspended machine, a blocked terminal."""
        self.seconds += seconds


class WallClock(ManualClock):
    """A clock of the real world, whose machine can be suspended: wall time passes then, and pacing stands still."""

    @property
    def simulated(self) -> bool:
        return False

    def suspend(self, seconds: float) -> None:
        """The lid is closed for so long."""
        self.follow(self.now() + timedelta(seconds=seconds))


async def settle() -> None:
    """Let every task run until it waits."""
    for _ in range(SETTLING_TURNS):
        await asyncio.sleep(0)
