"""Southbound flow of the days before, and the names that were traded most: published once a day, after the close."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Generic

from tui.clock import Clock
from tui.feeds.chain import Chain, ChainFailed, Provider
from tui.feeds.finished import last_published, next_publication
from tui.feeds.jobs import Job
from tui.feeds.kept import KEPT_WITHIN, Kept, soon
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import ActiveNamesProvider, SouthboundHistoryProvider
from tui.market.calendars import ONE_DAY, Calendars, DayCertainty
from tui.market.southbound import SouthboundDaily
from tui.market.updates import ActiveNamesUpdate, PastSouthboundUpdate, SouthboundHistoryUpdate

HISTORY_DAYS = 260
"""Finished days wanted: a year and a little, for the sums of 5 and 20 days and of the year."""

MOST_FILES = 30
"""Requests a day for single days, where the provider that has them all does not answer: enough for sums of 20."""

FILES_EVERY = 8.0
"""Real seconds between two of those."""

LATE_ATTEMPTS = 3
"""How often what should be out since an earlier day is asked for, each day, before it is taken not to exist."""


class _PublishedJob(Job, Generic[Provider]):
    """What is published once a Stock Connect day, after the close, and is not asked for where it is kept."""

    after_quotes = True

    def __init__(
        self,
        chain: Chain[Provider],
        pacer: Pacer,
        emit: Emit,
        clock: Clock,
        calendars: Calendars,
        kept: Kept,
    ) -> None:
        super().__init__(chain.feed, pacer, emit)
        self._chain = chain
        self._clock = clock
        self._calendars = calendars
        self._kept = kept
        self.restart()

    def wait(self) -> float:
        """Real seconds until the next look, or until another day may be published."""
        return min(self.pacer.wait(), -self._clock.age(next_publication(self._clock.now())))

    def _newest(self) -> date:
        """The newest day that may be published."""
        return last_published(self._clock.now(), self._calendars)


class SouthboundHistoryJob(_PublishedJob[SouthboundHistoryProvider]):
    """Gets the finished days that neither an earlier run kept nor this one had, the newest after it is published."""

    def restart(self) -> None:
        """All days are to be had anew."""
        self._today: date | None = None
        self._kept_read = False
        self._days: dict[date, SouthboundDaily] = {}
        self._nothing: set[date] = set()
        self._again_at = 0.0
        self._late: Counter[date] = Counter()
        self._requests = 0

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take."""
        return self._chain.time_limit + 2 * KEPT_WITHIN

    def wait(self) -> float:
        """Real seconds until the next request, or until another day may be published."""
        if self._missing() and self._requests < MOST_FILES:
            return FILES_EVERY
        return super().wait()

    async def run(self) -> None:
        """Ask for the days that are missing, once the kept ones are known. Raises ChainFailed."""
        await self._look_at_the_day()
        missing = self._missing()
        if not missing or self._requests >= MOST_FILES:
            return
        newest = missing[-1]
        wanted = self._wanted()
        within = len(wanted) - wanted.index(missing[0]) if self._days else HISTORY_DAYS
        self._requests += 1
        try:
            answered = await self._chain.ask(lambda provider: provider.fetch_southbound_days(missing, within))
        except ChainFailed as failure:
            self._requests -= failure.nobody_asked
            if not failure.nothing_yet:
                raise
            self._not_there({newest})
            return
        had = {daily.date: daily for daily in answered.value}
        self._days |= had
        # Whoever gives several days at once would have given the others too.
        self._not_there({newest, *(missing if len(had) > 1 else ())} - had.keys())
        self.emit(SouthboundHistoryUpdate(self._chain.source(answered, self.pacer.interval()), self._told()))

    async def _look_at_the_day(self) -> None:
        """At the start, and when another day has begun: hand out what was kept."""
        today = self._clock.now().date()
        if today == self._today:
            return
        self._today = today
        self._requests = 0
        self._nothing.clear()
        past = await soon(self._kept.past_southbound(), ())
        if past:
            self.emit(PastSouthboundUpdate(self._chain.kept_source(self.pacer.interval()), past))
        if not self._kept_read:
            self._kept_read = True
            self._days |= {daily.date: daily for daily in await soon(self._kept.southbound_days(), ())}
            if self._days:
                source = self._chain.kept_source(self.pacer.interval())
                self.emit(SouthboundHistoryUpdate(source, self._told()))

    def _wanted(self) -> tuple[date, ...]:
        """The days that may be published, ascending; of days beyond the calendars only a provider knows."""
        days = self._calendars.connect_days_before(self._newest() + ONE_DAY, HISTORY_DAYS)
        return tuple(day for day in days if self._calendars.mainland.certainty(day) is not DayCertainty.UNKNOWN)

    def _missing(self) -> list[date]:
        waits = self._clock.monotonic() < self._again_at
        wanted = self._wanted()
        return [
            day
            for day in wanted
            if day not in self._nothing
            and (day not in self._days or self._days[day].net_buy is None)
            and not (waits and day == wanted[-1])
        ]

    def _not_there(self, days: set[date]) -> None:
        """Leave days alone that nobody has; the newest one only until the next poll, for it may be late."""
        newest = self._newest()
        self._nothing |= days - {newest}
        if newest not in days:
            return
        self._again_at = self._clock.monotonic() + self.pacer.shortest_interval()
        if newest != self._clock.now().date():
            self._late[newest] += 1
            if self._late[newest] >= LATE_ATTEMPTS:
                self._nothing.add(newest)

    def _told(self) -> tuple[SouthboundDaily, ...]:
        return tuple(self._days[day] for day in sorted(self._days))[-HISTORY_DAYS:]


class ActiveNamesJob(_PublishedJob[ActiveNamesProvider]):
    """Gets the lists of the newest day that is published, unless an earlier run kept them."""

    def restart(self) -> None:
        """The lists are to be had anew."""
        self._kept_read = False
        self._held: date | None = None
        self._again_at = 0.0
        self._late: Counter[tuple[date, date]] = Counter()

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take: it may ask for two days."""
        return self._chain.time_limit * 2 + KEPT_WITHIN

    async def run(self) -> None:
        """Ask for the lists that are missing, once the kept ones are known. Raises ChainFailed."""
        if not self._kept_read:
            self._kept_read = True
            kept = await soon(self._kept.active_names(), None)
            if kept is not None:
                self._held = kept.date
                self.emit(ActiveNamesUpdate(self._chain.kept_source(self.pacer.interval()), kept))
        wanted, today = self._newest(), self._clock.now().date()
        done = self._held is not None and self._held >= wanted
        if done or self._clock.monotonic() < self._again_at or self._late[wanted, today] >= LATE_ATTEMPTS:
            return
        if await self._had(wanted):
            return
        self._again_at = self._clock.monotonic() + self.pacer.shortest_interval()
        if wanted != today:
            self._late[wanted, today] += 1
        if self._held is None:
            # Yesterday's are better than none while today's are late.
            await self._had(self._calendars.connect_days_before(wanted, 1)[0])

    async def _had(self, day: date) -> bool:
        """Ask for that day's lists; whether they are there. Raises ChainFailed."""
        try:
            answered = await self._chain.ask(lambda provider: provider.fetch_active_names(day))
        except ChainFailed as failure:
            if failure.nothing_yet:
                return False
            raise
        self._held = answered.value.date
        self.emit(ActiveNamesUpdate(self._chain.source(answered, self.pacer.interval()), answered.value))
        return True
