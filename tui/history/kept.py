"""What earlier runs kept, as the feeds ask for it: read in a thread, each question on a connection of its own."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from tui.clock import Clock
from tui.history import reading, storing_alerts
from tui.history.opening import open_to_read
from tui.history.places import REAL, world_of
from tui.history.problems import ERRORS, DamagedError, HistoryError, explained
from tui.history.schema import STEPS, version_of
from tui.history.troubles import READING, Troubles
from tui.history.whole import is_whole_day, is_whole_southbound
from tui.market.alerts.records import AlertBook
from tui.market.calendars import Calendars
from tui.market.instruments import Universe
from tui.market.reports import Report
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay

MOST_DAYS = 30
"""Finished days whose minutes are handed out: what is compared looks back over 20."""

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)


class KeptOnDisk:
    """Answers from one file, and from the rows of the world that the providers' answers are of.

    `waits`: which world it is shows only in the first answer; no question is answered before (the file of servers on
    this machine). Else the world is the real one, until an answer shows otherwise.
    `found_damaged` is called, in any thread, when the file turns out to be damaged.
    """

    def __init__(
        self,
        path: Path,
        universe: Universe,
        calendars: Calendars,
        clock: Clock,
        troubles: Troubles,
        *,
        waits: bool,
        found_damaged: Callable[[], None] = lambda: None,
    ) -> None:
        self._path = path
        self._universe = universe
        self._calendars = calendars
        self._clock = clock
        self._troubles = troubles
        self._only_real = not waits
        self._found_damaged = found_damaged
        self._world = REAL
        self._known = asyncio.Event()
        if not waits:
            self._known.set()

    def entered(self, scenario: str | None) -> None:
        """From now on only what is of that world is handed out."""
        self._world = world_of(scenario)
        self._known.set()

    async def bars(self, symbol: str) -> DailyBars | None:
        """The daily bars of an instrument."""
        return await self._ask(lambda connection, world: reading.bars(connection, world, symbol), None)

    async def past_minutes(self, symbol: str) -> tuple[MinuteSeries, ...]:
        """Minutes of an instrument's finished days, ascending, of those that were recorded to the end."""
        today = self._clock.now().date()
        nothing: tuple[MinuteSeries, ...] = ()
        days = await self._ask(
            lambda connection, world: reading.days_of_minutes(connection, world, symbol, today, MOST_DAYS), nothing
        )
        instrument = self._universe.get(symbol)
        if instrument is None:
            return ()
        return tuple(day for day in days if is_whole_day(day, instrument.market, self._calendars))

    async def southbound_days(self) -> tuple[SouthboundDaily, ...]:
        """Finished southbound days, ascending."""
        return await self._ask(reading.southbound_days, ())

    async def past_southbound(self) -> tuple[SouthboundDay, ...]:
        """Finished southbound days with their minutes, ascending, of those that were recorded to the end."""
        today = self._clock.now().date()
        nothing: tuple[SouthboundDay, ...] = ()
        days = await self._ask(
            lambda connection, world: reading.southbound_flows(connection, world, today, MOST_DAYS), nothing
        )
        return tuple(day for day in days if is_whole_southbound(day, self._calendars))

    async def active_names(self) -> ActiveNames | None:
        """The newest list of the most active southbound names."""
        return await self._ask(reading.active_names, None)

    async def event_reports(self) -> tuple[Report, ...]:
        """What each source of events has said."""
        return await self._ask(reading.event_reports, ())

    async def alerts(self) -> AlertBook:
        """How alerts stood, those made on the screen, and their log."""
        return await self._ask(storing_alerts.alerts, AlertBook())

    async def _ask(self, question: Callable[[sqlite3.Connection, str], Answer], nothing: Answer) -> Answer:
        await self._known.wait()
        world = self._world
        if self._only_real and world != REAL:
            return nothing
        answer = await asyncio.to_thread(self._read, question, world, nothing)
        # A new run of an exchange may have begun meanwhile.
        return answer if world == self._world else nothing

    def _read(self, question: Callable[[sqlite3.Connection, str], Answer], world: str, nothing: Answer) -> Answer:
        """Ask in this thread. Raises nothing."""
        try:
            connection = open_to_read(self._path)
            if connection is None:
                return nothing
            with closing(connection):
                # An older file lacks what the writer is about to add.
                answer = nothing if version_of(connection) < len(STEPS) else question(connection, world)
        except (*ERRORS, HistoryError) as error:
            problem = explained(error, self._path)
            # In this order: the writer takes the trouble back when it has dealt with the damage.
            self._troubles.set(READING, str(problem))
            if isinstance(problem, DamagedError):
                self._found_damaged()
            return nothing
        except ValueError as error:
            _log.exception("rows of %s that no version of ours wrote", self._path)
            self._troubles.set(READING, str(explained(error, self._path)))
            return nothing
        self._troubles.set(READING, None)
        return answer
