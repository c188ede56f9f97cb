"""Puts the feeds together from the settings: providers into chains, chains into jobs, jobs into a poller."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from tui.clock import Clock
from tui.feeds.budget import HostBudgets, host_of
from tui.feeds.chain import Chain, Named
from tui.feeds.http import HttpClient, PatientClient
from tui.feeds.jobs import Failure, Job, run_job
from tui.feeds.kept import Kept, NothingKept
from tui.feeds.outbox import Outbox
from tui.feeds.pacing import Pacer
from tui.feeds.poller import Poller
from tui.feeds.providers import BarProvider, MinuteProvider, QuoteProvider, SouthboundProvider
from tui.feeds.providers.eastmoney import Eastmoney
from tui.feeds.providers.sina import Sina
from tui.feeds.providers.tencent import Tencent
from tui.feeds.quote_jobs import GapsJob, QuoteGaps, QuotesJob
from tui.feeds.series_jobs import BarsJob, MinutesJob
from tui.feeds.simulation import SimulationGuard
from tui.feeds.southbound_jobs import SouthboundHistoryJob, SouthboundJob
from tui.market.calendars import Calendars
from tui.market.health import Feed
from tui.market.instruments import Universe
from tui.market.updates import Update
from tui.settings import FeedSettings, Settings

if TYPE_CHECKING:
    import httpx

ONE_POLL_WITHIN = 25.0
"""Real seconds that a single poll of all feeds may take: three providers in a row that keep silent, and more."""

HEADROOM = 0.5
"""Real seconds that a chain waits beyond a request's own limit, so that the request's clearer error comes first."""

NOTHING_KEPT = NothingKept()

Provider = TypeVar("Provider", bound=Named)


class _Parts(Struct, frozen=True):
    client: HttpClient
    outbox: Outbox
    guard: SimulationGuard
    jobs: tuple[Job, ...]


def build_poller(
    settings: Settings,
    universe: Universe,
    calendars: Calendars,
    clock: Clock,
    transport: httpx.AsyncBaseTransport | None = None,
    kept: Kept = NOTHING_KEPT,
) -> Poller:
    """A poller of all feeds; nothing is asked before its updates are read.

    `kept` is what earlier runs left: it is read before a provider is asked for the past.
    `transport` replaces the network; budgets, which are there to spare public servers, then do not apply.
    Raises ValueError for a provider that does not give the feed it is named for.
    """
    parts = _assemble(settings, universe, calendars, clock, transport, kept)
    poller = Poller(parts.jobs, clock, parts.outbox, close=parts.client.aclose, random=random.random)
    parts.guard.on_run = poller.restart
    return poller


async def poll_once(
    settings: Settings,
    universe: Universe,
    calendars: Calendars,
    clock: Clock,
    feeds: Collection[Feed],
    *,
    within: float = ONE_POLL_WITHIN,
    transport: httpx.AsyncBaseTransport | None = None,
    kept: Kept = NOTHING_KEPT,
) -> tuple[Update, ...]:
    """One whole poll of these feeds, at the same time: all updates in order, failures (FeedFailed) among them.

    `within`: real seconds after which what has not come counts as failed. Raises as `build_poller`.
    """
    parts = _assemble(settings, universe, calendars, clock, transport, kept)
    try:
        jobs_of = {feed: [job for job in parts.jobs if job.feed is feed] for feed in dict.fromkeys(feeds)}
        async with asyncio.TaskGroup() as group:
            for jobs in jobs_of.values():
                group.create_task(_run_through(jobs, clock, parts.outbox, within))
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
                    failure = await run_job(job, clock)
                    if failure is not None and failure not in told:
                        told.add(failure)
                        outbox.put(failure.update(clock))
    except TimeoutError:
        outbox.put(Failure(jobs[0].feed, f"no whole answer within {within:g} s").update(clock))


def _assemble(
    settings: Settings,
    universe: Universe,
    calendars: Calendars,
    clock: Clock,
    transport: httpx.AsyncBaseTransport | None,
    kept: Kept,
) -> _Parts:
    feeds, outbox = settings.feeds, Outbox()
    budgets = _budgets(settings) if transport is None else HostBudgets()
    client = HttpClient(settings.network, clock, transport=transport, budgets=budgets)
    patient = PatientClient(client)
    guard = SimulationGuard(clock, outbox.put, on_world=kept.entered)

    def chain(feed: Feed, of: FeedSettings, known: Sequence[Provider]) -> Chain[Provider]:
        return Chain(
            feed,
            _chosen(feed, of, known),
            clock=clock,
            emit=outbox.put,
            guard=guard,
            answer_within=settings.network.total_timeout + HEADROOM,
            random=random.random,
        )

    def pacer(feed: Feed, of: FeedSettings) -> Pacer:
        return Pacer(feed, of, calendars, clock, random.random)

    providers = settings.providers
    tencent, sina = Tencent(client, providers.tencent), Sina(client, providers.sina)
    eastmoney, patient_tencent = Eastmoney(client, providers.eastmoney), Tencent(patient, providers.tencent)
    quotes: tuple[QuoteProvider, ...] = (tencent, sina, eastmoney)
    southbound: tuple[SouthboundProvider, ...] = (eastmoney,)
    minutes: tuple[MinuteProvider, ...] = (patient_tencent,)
    bars: tuple[BarProvider, ...] = (patient_tencent,)

    emit, instruments, gaps = outbox.put, tuple(universe), QuoteGaps(clock)
    intraday = settings.indices.intraday
    with_bars = [universe[symbol] for symbol in intraday if symbol in universe]
    quotes_chain = chain(Feed.QUOTES, feeds.quotes, quotes)
    quotes_pacer = pacer(Feed.QUOTES, feeds.quotes)
    jobs: tuple[Job, ...] = (
        QuotesJob(quotes_chain, quotes_pacer, emit, instruments, gaps),
        GapsJob(quotes_chain, quotes_pacer, emit, instruments, gaps, clock),
        SouthboundJob(
            chain(Feed.SOUTHBOUND, feeds.southbound, southbound),
            pacer(Feed.SOUTHBOUND, feeds.southbound),
            emit,
            clock,
        ),
        SouthboundHistoryJob(
            chain(Feed.SOUTHBOUND_HISTORY, feeds.southbound_history, southbound),
            pacer(Feed.SOUTHBOUND_HISTORY, feeds.southbound_history),
            emit,
        ),
        MinutesJob(
            chain(Feed.MINUTES, feeds.minutes, minutes),
            pacer(Feed.MINUTES, feeds.minutes),
            emit,
            universe,
            intraday,
        ),
        BarsJob(chain(Feed.BARS, feeds.bars, bars), pacer(Feed.BARS, feeds.bars), emit, clock, with_bars),
    )
    return _Parts(client, outbox, guard, jobs)


def _chosen(feed: Feed, of: FeedSettings, known: Sequence[Provider]) -> list[Provider]:
    named = {provider.name: provider for provider in known}
    for name in of.providers:
        if name not in named:
            raise ValueError(f"{name!r} gives no {feed}; possible: {', '.join(named)}")
    return [named[name] for name in of.providers]


def _budgets(settings: Settings) -> HostBudgets:
    tencent, sina, eastmoney = settings.providers.tencent, settings.providers.sina, settings.providers.eastmoney
    return HostBudgets(
        (
            ({host_of(tencent.base_url), host_of(tencent.history_url)}, tencent.requests_per_minute),
            ({host_of(sina.base_url)}, sina.requests_per_minute),
            (
                {host_of(eastmoney.base_url), host_of(eastmoney.history_url), host_of(eastmoney.datacenter_url)},
                eastmoney.requests_per_minute,
            ),
            ({host_of(settings.providers.hkex.base_url)}, settings.providers.hkex.requests_per_minute),
        )
    )
