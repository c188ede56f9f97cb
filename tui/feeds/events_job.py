"""Asks each source of events when its turn has come: days apart for calendars, soon while a figure is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from tui.clock import Clock
from tui.feeds.chain import Chain, ChainFailed
from tui.feeds.jobs import Job
from tui.feeds.kept import KEPT_WITHIN, Kept, soon
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.feeds.providers import EventSource
from tui.feeds.simulation import SimulationGuard
from tui.market.health import Feed
from tui.market.reports import Notice, Report, joined
from tui.market.updates import EventReportUpdate

MOST_DOUBLINGS = 16
"""Beyond them the wait is a source's own pace anyway."""

AWAITED = timedelta(hours=2)
"""How long after its time a figure that has not come is asked for in a hurry."""

AFTER_RELEASE = 20.0
"""Real seconds after the moment of a release at which a source is asked for the figure."""

AFTER_FAILURE = 300.0
"""Real seconds after which a source that failed is asked again; each further failure doubles them, up to its pace."""

ONE_HOUR = 3_600.0
"""Real seconds: a source that may be asked no more often than that is asked no sooner after a failure either."""

WORLD_EVERY = 5.0
"""Real seconds between two looks whether it is known by now if the prices are simulated."""


class EventsJob(Job):
    """Holds the report of each source, first what earlier runs kept, and asks the one that is due.

    A simulated market has a calendar of its own: nobody is asked then. A failure of one source is told by its health;
    the feed has failed when all of them do. `after_world`: prices come from this machine, so nobody is asked before
    they have told whether they are simulated.
    """

    patient = True
    after_quotes = True

    def __init__(
        self,
        chains: Sequence[Chain[EventSource]],
        pacer: Pacer,
        emit: Emit,
        clock: Clock,
        kept: Kept,
        guard: SimulationGuard,
        *,
        after_world: bool = False,
    ) -> None:
        super().__init__(Feed.EVENTS, pacer, emit)
        self._chains = {chain.providers[0].name: chain for chain in chains}
        self._clock = clock
        self._kept = kept
        self._guard = guard
        self._after_world = after_world
        self.restart()

    @property
    def time_limit(self) -> float:
        """Real seconds that one run may take: it asks one source."""
        return max(chain.time_limit for chain in self._chains.values()) + KEPT_WITHIN

    @property
    def turns(self) -> int:
        """One for each source."""
        return len(self._chains)

    @property
    def complete(self) -> bool:
        """Whether nobody is due."""
        return self._kept_read and (self._asks_nobody() or self._due() is None)

    def restart(self) -> None:
        """Everything is to be had anew."""
        self._kept_read = False
        self._reports: dict[str, Report] = {}
        self._not_before: dict[str, float] = {}
        self._failures: Counter[str] = Counter()

    def wait(self) -> float:
        """Real seconds until the next source is due, or until the next look."""
        if self._guard.simulated:
            return self.pacer.wait()
        if self._asks_nobody():
            return min(WORLD_EVERY, self.pacer.wait())
        now = self._clock.monotonic()
        return max(0.0, min(self.pacer.wait(), *(self._due_at(name) - now for name in self._chains)))

    async def run(self) -> None:
        """Ask the source that is due longest, if any is. Raises ChainFailed where all have failed."""
        if not self._kept_read:
            await self._read_kept()
        name = None if self._asks_nobody() else self._due()
        if name is None:
            return
        chain = self._chains[name]
        source, today = chain.providers[0], self._clock.now().date()
        try:
            answered = await chain.ask(lambda provider: provider.fetch_events(today))
        except ChainFailed as failure:
            self._note_failure(name, failure)
            return
        self._failures.pop(name, None)
        self._not_before.pop(name, None)
        told = answered.value
        report = joined(
            self._reports.get(name),
            Report(
                name,
                source.shown,
                source.authority,
                self._clock.now(),
                told.first,
                told.last,
                told.notices,
                source.whole,
                list(self._chains).index(name),
            ),
        )
        self._reports[name] = report
        self.emit(EventReportUpdate(chain.source(answered, source.every), report))

    def _asks_nobody(self) -> bool:
        """In a simulated market, and where one may be about to answer: public sources would make it real."""
        return self._guard.simulated or (self._after_world and not self._guard.knows_world)

    async def _read_kept(self) -> None:
        self._kept_read = True
        ranks = {name: rank for rank, name in enumerate(self._chains)}
        for kept in await soon(self._kept.event_reports(), ()):
            chain = self._chains.get(kept.provider)
            if chain is not None:
                report = replace(kept.no_later_than(self._clock.now()), rank=ranks[kept.provider])
                self._reports[report.provider] = report
                self.emit(EventReportUpdate(chain.kept_source(chain.providers[0].every), report))

    def _note_failure(self, name: str, failure: ChainFailed) -> None:
        """Leave the source alone for a while; raises ChainFailed if no source answers any more."""
        now = self._clock.monotonic()
        if failure.nothing_there:
            self._not_before[name] = now + self._chains[name].providers[0].every
            return
        if failure.only_budget:
            self._not_before[name] = failure.retry_at or now
            return
        self._failures[name] += 1
        self._not_before[name] = max(failure.retry_at or now, now + self._rest_after(name))
        if self._failures.keys() == self._chains.keys():
            raise failure

    def _rest_after(self, name: str) -> float:
        """Real seconds for which a source that failed is left alone."""
        source, report = self._chains[name].providers[0], self._reports.get(name)
        if source.hurry is None and source.every <= ONE_HOUR:
            return source.every
        awaited = report is not None and any(_is_due(notice, self._clock.now()) for notice in report.notices)
        first = source.hurry if awaited and source.hurry is not None else AFTER_FAILURE
        return min(source.every, first * 2.0 ** min(self._failures[name] - 1, MOST_DOUBLINGS))

    def _due(self) -> str | None:
        """The source whose turn came first; None if nobody's has come."""
        first = min(self._chains, key=self._due_at)
        return first if self._due_at(first) <= self._clock.monotonic() else None

    def _due_at(self, name: str) -> float:
        """The real second, on the monotonic clock, at which a source is to be asked."""
        source, report = self._chains[name].providers[0], self._reports.get(name)
        now = self._clock.monotonic()
        if report is None:
            return self._not_before.get(name, now)
        fetched = now - self._clock.age(report.fetched)
        due = fetched + source.every
        if source.hurry is not None:
            due = min([due, *self._figure_times(report, fetched, source.hurry)])
        return max(due, self._not_before.get(name, due))

    def _figure_times(self, report: Report, fetched: float, hurry: float) -> list[float]:
        """The real seconds at which a figure may be had that the report lacks."""
        now = self._clock.now()
        return [
            max(fetched + hurry, self._clock.monotonic() - self._clock.age(time) + AFTER_RELEASE)
            for notice in report.notices
            if (time := _awaited(notice, now)) is not None
        ]


def _is_due(notice: Notice, now: datetime) -> bool:
    """Whether a figure should have come, and may still."""
    time = _awaited(notice, now)
    return time is not None and time <= now


def _awaited(notice: Notice, now: datetime) -> datetime | None:
    """The time of a figure that is ahead, or that may still come."""
    figure = notice.consensus is not None or notice.previous is not None
    if notice.time is None or notice.actual is not None or not figure or notice.time + AWAITED < now:
        return None
    return notice.time
