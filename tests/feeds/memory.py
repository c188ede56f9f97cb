"""What earlier runs kept, in memory: a history that remembers what it is told, as the real one does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from tui.market.reports import Report
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay
from tui.market.updates import (
    KEPT,
    ActiveNamesUpdate,
    BarsUpdate,
    PastMinutesUpdate,
    SouthboundHistoryUpdate,
    Update,
)


class KeptInMemory:
    """Answers at once. `asked` is a log of the questions; `worlds` of what it was told of the world."""

    def __init__(self) -> None:
        self.bars_of: dict[str, DailyBars] = {}
        self.minutes_of: dict[str, tuple[MinuteSeries, ...]] = {}
        self.days: tuple[SouthboundDaily, ...] = ()
        self.flows: tuple[SouthboundDay, ...] = ()
        self.names: ActiveNames | None = None
        self.reports: tuple[Report, ...] = ()
        self.asked: list[str] = []
        self.worlds: list[str | None] = []

    def keep(self, updates: Iterable[Update]) -> None:
        """Remember what came from a provider."""
        for update in updates:
            match update:
                case BarsUpdate(source, bars) if source.provider != KEPT:
                    self.bars_of[bars.symbol] = bars
                case PastMinutesUpdate(source, symbol, days) if source.provider != KEPT:
                    self.minutes_of[symbol] = days
                case SouthboundHistoryUpdate(source, days) if source.provider != KEPT:
                    self.days = days
                case ActiveNamesUpdate(source, names) if source.provider != KEPT:
                    self.names = names
                case _:
                    pass

    def entered(self, scenario: str | None) -> None:
        self.worlds.append(scenario)

    async def bars(self, symbol: str) -> DailyBars | None:
        self.asked.append(symbol)
        return self.bars_of.get(symbol)

    async def past_minutes(self, symbol: str) -> tuple[MinuteSeries, ...]:
        self.asked.append(symbol)
        return self.minutes_of.get(symbol, ())

    async def southbound_days(self) -> tuple[SouthboundDaily, ...]:
        self.asked.append("southbound days")
        return self.days

    async def past_southbound(self) -> tuple[SouthboundDay, ...]:
        self.asked.append("past southbound")
        return self.flows

    async def active_names(self) -> ActiveNames | None:
        self.asked.append("active names")
        return self.names

    async def event_reports(self) -> tuple[Report, ...]:
        self.asked.append("event reports")
        return self.reports


class KeptLate(KeptInMemory):
    """Has what another kept, and answers no question about bars and minutes until it is let go."""

    def __init__(self, before: KeptInMemory) -> None:
        super().__init__()
        self.bars_of, self.minutes_of = before.bars_of, before.minutes_of
        self._gone = asyncio.Event()

    def let_go(self) -> None:
        self._gone.set()

    async def bars(self, symbol: str) -> DailyBars | None:
        await self._gone.wait()
        return await super().bars(symbol)

    async def past_minutes(self, symbol: str) -> tuple[MinuteSeries, ...]:
        await self._gone.wait()
        return await super().past_minutes(symbol)
