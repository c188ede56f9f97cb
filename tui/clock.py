"""The one place that knows what time it is.

Everything else is handed a Clock, so that a demo, a test or a simulated exchange can be at any moment and run at
any speed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from tui.market.zones import MARKET_TIME

SECOND = timedelta(seconds=1)


def reader_time(moment: datetime) -> datetime:
    """An aware moment on the reader's own clock: in the zone that TZ or the system names, as it is at that moment."""
    return moment.astimezone()


class Clock:
    """Market time (aware, UTC+8) and real seconds for pacing.

    Wall time until `follow` is called; from then on the market moment given there, running `speed` times as fast
    as real time. Pacing (`sleep`, `monotonic`) is always in real seconds.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._followed: datetime | None = None
        self._followed_at = 0.0
        self.speed = 1.0

    def follow(self, moment: datetime, speed: float = 1.0) -> None:
        """Leave wall time: from now on it is `moment` (aware), running at `speed` market seconds a real one."""
        self._followed = moment.astimezone(MARKET_TIME)
        self._followed_at = self._monotonic()
        self.speed = speed

    @property
    def simulated(self) -> bool:
        """Whether market time is a simulation's and not the wall's."""
        return self._followed is not None

    def now(self) -> datetime:
        """Market time, aware, UTC+8."""
        if self._followed is None:
            return datetime.now(MARKET_TIME)
        return self._followed + SECOND * ((self._monotonic() - self._followed_at) * self.speed)

    def monotonic(self) -> float:
        """Real seconds from an arbitrary start, never going back."""
        return self._monotonic()

    def age(self, moment: datetime) -> float:
        """Real seconds since a market moment: what passed there, divided by the speed."""
        return self.between(moment, self.now())

    def between(self, earlier: datetime, later: datetime) -> float:
        """Real seconds between two market moments."""
        return (later - earlier).total_seconds() / self.speed

    async def sleep(self, seconds: float) -> None:
        """Wait real seconds."""
        import asyncio  # a command that only asks what time it is need not load it

        await asyncio.sleep(seconds)
