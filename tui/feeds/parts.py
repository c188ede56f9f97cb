"""The parts of the feeds, made from the settings: providers, their chains, and a job for each kind of data."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from tui.clock import Clock
from tui.feeds.bars_job import BARS_SPAN, BarsJob
from tui.feeds.budget import HostBudgets, host_of
from tui.feeds.chain import Chain, Named
from tui.feeds.event_sources import event_sources
from tui.feeds.events_job import EventsJob
from tui.feeds.http import LONGEST_BUDGET_WAIT, HttpClient, PatientClient
from tui.feeds.jobs import Job
from tui.feeds.kept import Kept
from tui.feeds.market_jobs import BreadthJob, RatesJob, composites_of
from tui.feeds.minutes_job import MinutesJob
from tui.feeds.offers import is_on_this_machine
from tui.feeds.outbox import Emit, Outbox
from tui.feeds.own_calendars import OwnCalendars
from tui.feeds.own_calendars_job import OwnCalendarsJob
from tui.feeds.pacing import Pacer
from tui.feeds.past_minutes_job import PastMinutesJob
from tui.feeds.previous_closes import PreviousCloses
from tui.feeds.providers import (
    ActiveNamesProvider,
    BarProvider,
    BreadthProvider,
    MinuteProvider,
    PastMinutesProvider,
    QuoteProvider,
    RateProvider,
    SouthboundHistoryProvider,
    SouthboundProvider,
)
from tui.feeds.providers.eastmoney import Eastmoney
from tui.feeds.providers.hkex import Hkex
from tui.feeds.providers.sina import Sina
from tui.feeds.providers.tencent import Tencent
from tui.feeds.quote_jobs import GapsJob, QuoteGaps, QuotesJob
from tui.feeds.simulation import SimulationGuard
from tui.feeds.southbound_jobs import SouthboundJob
from tui.feeds.southbound_past_jobs import ActiveNamesJob, SouthboundHistoryJob
from tui.market.calendars import Calendars
from tui.market.event_series import EventSeries
from tui.market.health import Feed
from tui.market.instruments import Instrument, Universe
from tui.market.turnover import TURNOVER_OF
from tui.market.updates import Update
from tui.settings import FeedSettings, History, Network, Settings

if TYPE_CHECKING:
    import httpx

HEADROOM = 0.5
"""Real seconds that a chain waits beyond a request's own limit, so that the request's clearer error comes first."""

REQUESTS_OF_AN_ANSWER = {Feed.SOUTHBOUND: 2, Feed.ACTIVE_NAMES: 2, Feed.EVENTS: 3}
"""How many requests one answer may take, one after the other, where it is more than one. The batches of quotes share
the time of one: the next provider has them too, and is not to be kept waiting."""

Provider = TypeVar("Provider", bound=Named)


class Parts(Struct, frozen=True):
    """What a poller is made of. All jobs put what they get into `outbox`; `guard` tells of a simulation's runs."""

    client: HttpClient
    outbox: Outbox
    guard: SimulationGuard
    jobs: tuple[Job, ...]
    budgets: HostBudgets


class Workshop:
    """Makes the parts. `bars_of` are the instruments whose daily bars are wanted, in that order.

    `transport` replaces the network; budgets, which are there to spare public servers, then do not apply.
    """

    def __init__(
        self,
        settings: Settings,
        universe: Universe,
        calendars: Calendars,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None,
        kept: Kept,
        bars_of: Sequence[Instrument],
        series: Mapping[str, EventSeries],
        guard: SimulationGuard | None = None,
    ) -> None:
        self._settings = settings
        self._universe = universe
        self._calendars = calendars
        self._clock = clock
        self._kept = kept
        self._bars_of = bars_of
        self._series_of_events = series
        self._closes = PreviousCloses()
        self._outbox = Outbox()
        self._guard = guard or SimulationGuard(clock, self._outbox.put, on_world=kept.entered)
        self._guard.emit = self._outbox.put
        self._budgets = budgets = host_budgets(settings) if transport is None else HostBudgets()
        self._client = HttpClient(settings.network, clock, transport=transport, budgets=budgets)
        patient, addresses = PatientClient(self._client), settings.providers
        self._tencent = Tencent(self._client, addresses.tencent)
        self._sina = Sina(self._client, addresses.sina)
        self._eastmoney = Eastmoney(self._client, addresses.eastmoney)
        self._patient_tencent = Tencent(patient, addresses.tencent)
        self._patient_sina = Sina(patient, addresses.sina)
        self._patient_eastmoney = Eastmoney(patient, addresses.eastmoney)
        self._hkex = Hkex(self._client, addresses.hkex)

    def parts(self) -> Parts:
        """All parts. Raises ValueError for a provider that does not give the feed it is named for."""
        jobs = (*self._quotes(), *self._southbound(), *self._series(), *self._whole_market(), *self._events())
        return Parts(self._client, self._outbox, self._guard, jobs, self._budgets)

    def _quotes(self) -> tuple[Job, ...]:
        known: tuple[QuoteProvider, ...] = (self._tencent, self._sina, self._eastmoney)
        instruments, gaps = tuple(self._universe), QuoteGaps(self._clock, self._calendars)
        chain, pacer, emit = self._line(Feed.QUOTES, self._settings.feeds.quotes, known)

        def tell(update: Update) -> None:
            self._closes.note(update)
            emit(update)

        return (
            QuotesJob(chain, pacer, tell, instruments, gaps),
            GapsJob(chain, pacer, tell, instruments, gaps, self._clock),
        )

    def _southbound(self) -> tuple[Job, ...]:
        feeds, clock, published = self._settings.feeds, self._clock, (self._clock, self._calendars, self._kept)
        running: tuple[SouthboundProvider, ...] = (self._eastmoney,)
        past: tuple[SouthboundHistoryProvider, ...] = (self._eastmoney, self._hkex)
        names: tuple[ActiveNamesProvider, ...] = (self._eastmoney, self._hkex)
        return (
            SouthboundJob(*self._line(Feed.SOUTHBOUND, feeds.southbound, running), clock),
            SouthboundHistoryJob(*self._line(Feed.SOUTHBOUND_HISTORY, feeds.southbound_history, past), *published),
            ActiveNamesJob(*self._line(Feed.ACTIVE_NAMES, feeds.active_names, names), *published),
        )

    def _series(self) -> tuple[Job, ...]:
        feeds, universe, clock, calendars = self._settings.feeds, self._universe, self._clock, self._calendars
        minutes: tuple[MinuteProvider, ...] = (self._patient_tencent,)
        past_minutes: tuple[PastMinutesProvider, ...] = (self._patient_eastmoney,)
        bars: tuple[BarProvider, ...] = (self._patient_tencent, self._patient_eastmoney)
        markets = [universe[symbol] for part in TURNOVER_OF.values() for symbol in part if symbol in universe]
        return (
            MinutesJob(*self._line(Feed.MINUTES, feeds.minutes, minutes), universe, self._settings.indices.intraday),
            PastMinutesJob(
                *self._line(Feed.PAST_MINUTES, feeds.past_minutes, past_minutes),
                clock,
                calendars,
                markets,
                self._kept,
            ),
            BarsJob(
                *self._line(Feed.BARS, feeds.bars, bars),
                clock,
                calendars,
                self._bars_of,
                self._kept,
                bars_span(self._settings.history),
                self._closes,
            ),
        )

    def _whole_market(self) -> tuple[Job, ...]:
        feeds = self._settings.feeds
        breadth: tuple[BreadthProvider, ...] = (self._patient_eastmoney,)
        rates: tuple[RateProvider, ...] = (self._patient_eastmoney, self._patient_tencent, self._patient_sina)
        return (
            BreadthJob(*self._line(Feed.BREADTH, feeds.breadth, breadth), composites_of(self._universe)),
            RatesJob(*self._line(Feed.RATES, feeds.rates, rates)),
        )

    def _events(self) -> tuple[Job, ...]:
        of, agenda = self._settings.feeds.events, self._settings.agenda
        known = event_sources(self._client, self._settings.providers, self._universe, self._series_of_events)
        chains = [self._chain(Feed.EVENTS, (source,)) for source in _chosen(Feed.EVENTS, of, known)]
        pacer = Pacer(Feed.EVENTS, of, self._calendars, self._clock, random.random)
        emit, clock, guard = self._outbox.put, self._clock, self._guard
        jobs: list[Job] = []
        if chains:
            local = self._quotes_are_local()
            jobs.append(EventsJob(chains, pacer, emit, clock, self._kept, guard, after_world=local))
        if agenda.calendars:
            own = OwnCalendars(agenda.calendars, self._client, clock)
            jobs.append(OwnCalendarsJob(own, pacer, emit, clock, guard, agenda.days))
        return tuple(jobs)

    def _quotes_are_local(self) -> bool:
        """Whether prices come from servers on this machine alone."""
        providers = self._settings.providers
        urls = (getattr(providers, name).base_url for name in self._settings.feeds.quotes.providers)
        return all(is_on_this_machine(url) for url in urls)

    def _line(self, feed: Feed, of: FeedSettings, known: Sequence[Provider]) -> tuple[Chain[Provider], Pacer, Emit]:
        """What every job has: whom to ask, how often, and where to put what comes."""
        pacer = Pacer(feed, of, self._calendars, self._clock, random.random)
        return self._chain(feed, _chosen(feed, of, known)), pacer, self._outbox.put

    def _chain(self, feed: Feed, providers: Sequence[Provider]) -> Chain[Provider]:
        return Chain(
            feed,
            providers,
            clock=self._clock,
            emit=self._outbox.put,
            guard=self._guard,
            answer_within=answer_within(feed, self._settings.network),
            random=random.random,
        )


def answer_within(feed: Feed, network: Network) -> float:
    """Real seconds that one provider's whole answer may take, our own budget's wait before each request included."""
    return REQUESTS_OF_AN_ANSWER.get(feed, 1) * (network.total_timeout + LONGEST_BUDGET_WAIT) + HEADROOM


def bars_order(settings: Settings, universe: Universe) -> list[Instrument]:
    """All that may have daily bars: indices with a line first, then those shown, then shares as in the heatmap."""
    members = (symbol for sector in settings.sectors.values() for symbol in sector.members)
    symbols = dict.fromkeys((*settings.indices.intraday, *settings.indices.shown, *members, *universe.by_symbol))
    return [universe[symbol] for symbol in symbols if symbol in universe]


def bars_span(history: History) -> timedelta:
    """How far back daily bars are wanted: no further than they are kept, lest they be fetched again and again."""
    return min(BARS_SPAN, timedelta(days=history.bar_days)) if history.keep else BARS_SPAN


def _chosen(feed: Feed, of: FeedSettings, known: Sequence[Provider]) -> list[Provider]:
    named = {provider.name: provider for provider in known}
    for name in of.providers:
        if name not in named:
            raise ValueError(f"{name!r} gives no {feed}; possible: {', '.join(named)}")
    return [named[name] for name in of.providers]


def host_budgets(settings: Settings) -> HostBudgets:
    """What each provider may be asked, by its hosts."""
    providers = settings.providers
    tencent, sina, eastmoney = providers.tencent, providers.sina, providers.eastmoney
    with_one_host = (
        *(providers.hkex, providers.fed, providers.nbs, providers.chinamoney, providers.szse, providers.hk1823),
        *(providers.hkex_meetings, providers.wallstreetcn, providers.forexfactory),
    )
    return HostBudgets(
        (
            ({host_of(tencent.base_url), host_of(tencent.history_url)}, tencent.requests_per_minute),
            ({host_of(sina.base_url)}, sina.requests_per_minute),
            (
                {host_of(eastmoney.base_url), host_of(eastmoney.history_url), host_of(eastmoney.datacenter_url)},
                eastmoney.requests_per_minute,
            ),
            *(({host_of(one.base_url)}, one.requests_per_minute) for one in with_one_host),
        )
    )
