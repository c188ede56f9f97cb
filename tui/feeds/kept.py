"""What earlier runs kept, as the feeds see it: asked before any provider is, so that nothing is fetched twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol, TypeVar

from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay

if TYPE_CHECKING:
    from tui.market.alerts.records import AlertBook
    from tui.market.reports import Report

KEPT_WITHIN = 3.0
"""Real seconds within which what was kept must be at hand: it may have to wait for the first answer of a provider."""

Answer = TypeVar("Answer")
Otherwise = TypeVar("Otherwise")


class Late(Enum):
    """What stands for an answer that did not come in time: unlike nothing kept, it may be asked for again."""

    LATE = auto()


async def soon(question: Awaitable[Answer], otherwise: Otherwise) -> Answer | Otherwise:
    """The answer to a question about what was kept; `otherwise`, if it does not come in time."""
    try:
        async with asyncio.timeout(KEPT_WITHIN):
            return await question
    except TimeoutError:
        return otherwise


class Kept(Protocol):
    """Reads what was kept. Nothing here raises: history that cannot be read is told elsewhere, and reads as none.

    A question may wait until the first answer of a provider tells which world it is, real or simulated: the two are
    kept apart.
    """

    def entered(self, scenario: str | None) -> None:
        """From now on answers are of that scenario, None of the real market: only what is of it is handed out."""
        ...

    async def bars(self, symbol: str) -> DailyBars | None:
        """The daily bars of an instrument."""
        ...

    async def past_minutes(self, symbol: str) -> tuple[MinuteSeries, ...]:
        """Minutes of an instrument's finished days, ascending by day."""
        ...

    async def southbound_days(self) -> tuple[SouthboundDaily, ...]:
        """Finished southbound days, ascending."""
        ...

    async def past_southbound(self) -> tuple[SouthboundDay, ...]:
        """Finished southbound days with their minutes, ascending."""
        ...

    async def active_names(self) -> ActiveNames | None:
        """The newest list of the most active southbound names."""
        ...

    async def event_reports(self) -> tuple[Report, ...]:
        """What each source of events has said."""
        ...

    async def alerts(self) -> AlertBook:
        """How alerts stood, those made on the screen, and their log."""
        ...


class NothingKept:
    """No history: every question goes to a provider."""

    def entered(self, scenario: str | None) -> None:
        """Nothing of any world was kept."""

    async def bars(self, symbol: str) -> DailyBars | None:
        """None."""
        return None

    async def past_minutes(self, symbol: str) -> tuple[MinuteSeries, ...]:
        """None."""
        return ()

    async def southbound_days(self) -> tuple[SouthboundDaily, ...]:
        """None."""
        return ()

    async def past_southbound(self) -> tuple[SouthboundDay, ...]:
        """None."""
        return ()

    async def active_names(self) -> ActiveNames | None:
        """None."""
        return None

    async def event_reports(self) -> tuple[Report, ...]:
        """None."""
        return ()

    async def alerts(self) -> AlertBook:
        """An empty book."""
        from tui.market.alerts.records import AlertBook  # not needed for the first paint

        return AlertBook()
