"""Reads the calendars that the settings name, again and again: a file that changed is on the screen soon after."""

from __future__ import annotations

from datetime import timedelta

from tui.clock import Clock
from tui.feeds.jobs import Job
from tui.feeds.outbox import Emit
from tui.feeds.own_calendars import OwnCalendars
from tui.feeds.pacing import Pacer
from tui.feeds.simulation import SimulationGuard
from tui.market.health import Feed
from tui.market.listing import last_day
from tui.market.own_calendars import OwnCalendar
from tui.market.updates import OwnCalendarsUpdate

LOOK_EVERY = 30.0
"""Real seconds between two looks at whether a file has changed."""

READ_WITHIN = 30.0
"""Real seconds that reading all of them may take."""

BEHIND = timedelta(days=7)
"""How far back their events are wanted: what was a few days ago is still talked about."""


class OwnCalendarsJob(Job):
    """Tells of all calendars at once, whenever one says something new. A simulated market has none of them.

    `days`: how far ahead their events are wanted, as the agenda counts.
    """

    patient = True
    after_quotes = True

    def __init__(
        self,
        calendars: OwnCalendars,
        pacer: Pacer,
        emit: Emit,
        clock: Clock,
        guard: SimulationGuard,
        days: int,
    ) -> None:
        super().__init__(Feed.OWN_CALENDARS, pacer, emit)
        self._calendars = calendars
        self._clock = clock
        self._guard = guard
        self._days = days
        self.restart()

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return READ_WITHIN

    def restart(self) -> None:
        """Everything is to be told anew."""
        self._told: tuple[OwnCalendar, ...] = ()

    def wait(self) -> float:
        """Real seconds until the next look."""
        return LOOK_EVERY

    async def run(self) -> None:
        """Look at all of them."""
        if self._guard.simulated:
            return
        today = self._clock.now().date()
        told = await self._calendars.read(today - BEHIND, last_day(today, self._days))
        if told != self._told:
            self._told = told
            self.emit(OwnCalendarsUpdate(told))
