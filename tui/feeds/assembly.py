"""Puts the feeds together from the settings: jobs into a poller, or into one poll of everything asked for."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.clock import Clock
from tui.feeds.budget_telling import keep_telling
from tui.feeds.jobs import Failure, Job, run_within_budget
from tui.feeds.kept import Kept, NothingKept
from tui.feeds.outbox import Outbox
from tui.feeds.parts import Workshop, bars_order
from tui.feeds.poller import Poller
from tui.feeds.simulation import SimulationGuard
from tui.market.calendars import Calendars
from tui.market.event_series import EventSeries
from tui.market.health import Feed
from tui.market.instruments import Universe
from tui.market.updates import Update
from tui.settings import Settings

if TYPE_CHECKING:
    import httpx

ONE_POLL_WITHIN = 25.0
"""Real seconds that a single poll of all feeds may take: three providers in a row that keep silent, and more."""

NOTHING_KEPT = NothingKept()
NO_SERIES: Mapping[str, EventSeries] = MappingProxyType({})


def build_poller(
    settings: Settings,
    universe: Universe,
    calendars: Calendars,
    clock: Clock,
    transport: httpx.AsyncBaseTransport | None = None,
    kept: Kept = NOTHING_KEPT,
    series: Mapping[str, EventSeries] = NO_SERIES,
    feeds: Collection[Feed] | None = None,
    guard: SimulationGuard | None = None,
) -> Poller:
    """A poller of these feeds, all where None; nothing is asked before its updates are read.

    `kept` is what earlier runs left: it is read before a provider is asked for the past.
    `transport` replaces the network; budgets, which are there to spare public servers, then do not apply.
    `series`: by which titles vendors of calendars call our series of events. `guard`: that of the poller before,
    which knows the world that answers; a new one otherwise.
    Raises ValueError for a provider that does not give the feed it is named for.
    """
    parts = Workshop(
        settings, universe, calendars, clock, transport, kept, bars_order(settings, universe), series, guard
    ).parts()
    jobs = [job for job in parts.jobs if feeds is None or job.feed in feeds]
    tell_budgets = partial(keep_telling, parts.budgets, parts.outbox.put, clock)
    poller = Poller(jobs, clock, parts.outbox, close=parts.client.aclose, random=random.random, beside=tell_budgets)
    parts.guard.on_run = poller.restart
    return poller


async def poll_once(
    settings: Settings,
    universe: Universe,
    calendars: Calendars,
    clock: Clock,
    feeds: Collection[Feed],
    *,
    bars_of: Collection[str] | None = None,
    within: float = ONE_POLL_WITHIN,
    transport: httpx.AsyncBaseTransport | None = None,
    kept: Kept = NOTHING_KEPT,
    series: Mapping[str, EventSeries] = NO_SERIES,
) -> tuple[Update, ...]:
    """One whole poll of these feeds: all updates in order, failures (FeedFailed) among them.

    First come those that wait for nothing, at the same time; then those that go by the date, for only an answer
    tells which day a simulation plays.
    `bars_of`: the symbols whose daily bars are asked for, in that order; None: those of the indices with a line.
    `within`: real seconds after which what has not come counts as failed. Raises as `build_poller`.
    """
    wanted = settings.indices.intraday if bars_of is None else bars_of
    with_bars = [universe[symbol] for symbol in wanted if symbol in universe]
    parts = Workshop(settings, universe, calendars, clock, transport, kept, with_bars, series).parts()
    jobs_of = {feed: [job for job in parts.jobs if job.feed is feed] for feed in dict.fromkeys(feeds)}
    until = clock.monotonic() + within
    try:
        for later in (False, True):
            async with asyncio.TaskGroup() as group:
                for jobs in jobs_of.values():
                    if all(job.after_quotes for job in jobs) is later:
                        group.create_task(_run_through(jobs, clock, parts.outbox, until - clock.monotonic()))
        return parts.outbox.drain()
    finally:
        await parts.client.aclose()


async def _run_through(jobs: Sequence[Job], clock: Clock, outbox: Outbox, within: float) -> None:
    """Run each job of one feed as often as makes one whole poll; tell of each failure once."""
    told: set[Failure] = set()
    try:
        async with asyncio.timeout(within):
            for job in jobs:
                for _ in range(job.turns):
                    failure = await run_within_budget(job, clock)
                    if failure is not None and failure not in told:
                        told.add(failure)
                        outbox.put(failure.update(clock))
                    if job.complete:
                        break
    except TimeoutError:
        outbox.put(Failure(jobs[0].feed, f"no whole answer within {within:.3g} s").update(clock))
