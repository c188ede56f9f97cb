"""The market as the program knows it: one object, one writer, and a report of what each update changed."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tui.market.breadth import ListedBreadth
from tui.market.changes import NOTHING, Changes
from tui.market.events import Event
from tui.market.health import Feed, HostBudget, ProviderHealth
from tui.market.instruments import Universe
from tui.market.quotes import Quote
from tui.market.rates import Rate
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay, is_repeat, without_figures
from tui.market.standing import Standing
from tui.market.updates import (
    KEPT,
    ActiveNamesUpdate,
    BackfillUpdate,
    BarsUpdate,
    BreadthUpdate,
    BudgetsUpdate,
    EventReportUpdate,
    EventsUpdate,
    FeedFailed,
    HealthUpdate,
    HistoryTrouble,
    InstrumentsAdded,
    MinutesUpdate,
    OwnCalendarsUpdate,
    PastMinutesUpdate,
    PastSouthboundUpdate,
    QuotesUpdate,
    RateUpdate,
    RestoredUpdate,
    RestoredVoid,
    SimulationStarted,
    Source,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
    StandingsUpdate,
    Update,
)

if TYPE_CHECKING:
    from tui.market.own_calendars import OwnCalendar
    from tui.market.reports import Report

STALE_AFTER_PACES = 3.0
"""Data is old once this many of its feed's own intervals have passed without a new answer."""

STALE_FLOOR_SECONDS = 10.0
"""However fast a feed is paced, nothing younger than this is called old."""

Record = TypeVar("Record", covariant=True)


class Held(Struct, Generic[Record], frozen=True):
    """A record and where it came from."""

    value: Record
    source: Source

    def is_stale(self, age: float) -> bool:
        """Whether the record is old: `age` is real seconds since it was received."""
        return age > max(STALE_FLOOR_SECONDS, STALE_AFTER_PACES * self.source.expected_every)


class MarketState:
    """All that is known. `apply` is the only writer; everything else reads.

    The newest stamp wins: a late row, above all a delayed one, never overwrites a newer one of another provider.
    """

    def __init__(self, universe: Universe, *, simulated: bool = False) -> None:
        self.universe = universe
        self.simulated = simulated
        self.scenario: str | None = None
        self._quotes: dict[str, Held[Quote]] = {}
        self._missing: dict[str, str] = {}
        self._minutes: dict[str, Held[MinuteSeries]] = {}
        self._bars: dict[str, Held[DailyBars]] = {}
        self._standings: dict[str, Standing] = {}
        self._past_minutes: dict[str, tuple[MinuteSeries, ...]] = {}
        self._southbound: Held[SouthboundDay] | None = None
        self._southbound_before: SouthboundDay | None = None
        self._southbound_history: Held[tuple[SouthboundDaily, ...]] | None = None
        self._past_southbound: tuple[SouthboundDay, ...] = ()
        self._active_names: Held[ActiveNames] | None = None
        self._breadth: dict[str, Held[ListedBreadth]] = {}
        self._rate: Held[Rate] | None = None
        self._backfill: dict[Feed, BackfillUpdate] = {}
        self._history_trouble: HistoryTrouble | None = None
        self._restored: datetime | None = None
        self._shipped: tuple[Event, ...] | None = None
        self._reports: dict[str, Report] = {}
        self._own_calendars: tuple[OwnCalendar, ...] = ()
        self._events: tuple[Event, ...] | None = None
        self._health: dict[tuple[Feed, str], ProviderHealth] = {}
        self._budgets: tuple[HostBudget, ...] = ()
        self._failures: dict[Feed, FeedFailed] = {}

    def as_it_stands(self) -> MarketState:
        """Another state with the same records, which nothing that is applied to this one reaches."""
        still = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, dict):
                setattr(still, name, value.copy())
        return still

    @property
    def quotes(self) -> Mapping[str, Held[Quote]]:
        """The newest quote of each symbol that ever had one."""
        return MappingProxyType(self._quotes)

    @property
    def missing(self) -> Mapping[str, str]:
        """Symbols that the last poll asked for and did not get, with the reason."""
        return MappingProxyType(self._missing)

    @property
    def minutes(self) -> Mapping[str, Held[MinuteSeries]]:
        """The minutes of the day, by symbol."""
        return MappingProxyType(self._minutes)

    @property
    def bars(self) -> Mapping[str, Held[DailyBars]]:
        """Daily bars, by symbol."""
        return MappingProxyType(self._bars)

    @property
    def standings(self) -> Mapping[str, Standing]:
        """How each instrument stands against its daily bars, by symbol."""
        return MappingProxyType(self._standings)

    @property
    def past_minutes(self) -> Mapping[str, tuple[MinuteSeries, ...]]:
        """Minutes of finished days, ascending by day, by symbol: of the indices whose turnover is compared."""
        return MappingProxyType(self._past_minutes)

    @property
    def southbound(self) -> Held[SouthboundDay] | None:
        """The day's southbound flow, if any was had; without figures while a feed repeats an earlier day's."""
        return self._southbound

    @property
    def southbound_history(self) -> Held[tuple[SouthboundDaily, ...]] | None:
        """Finished southbound days, ascending."""
        return self._southbound_history

    @property
    def past_southbound(self) -> tuple[SouthboundDay, ...]:
        """Finished southbound days that were recorded minute by minute, ascending."""
        return self._past_southbound

    @property
    def active_names(self) -> Held[ActiveNames] | None:
        """The most active southbound names of the newest day that has them."""
        return self._active_names

    @property
    def breadth(self) -> Mapping[str, Held[ListedBreadth]]:
        """How the shares of each mainland exchange stand, by its composite index."""
        return MappingProxyType(self._breadth)

    @property
    def rate(self) -> Held[Rate] | None:
        """What the Hong Kong dollar costs in yuan."""
        return self._rate

    @property
    def backfill(self) -> Mapping[Feed, BackfillUpdate]:
        """Background fills that are under way."""
        return MappingProxyType(self._backfill)

    @property
    def history_trouble(self) -> HistoryTrouble | None:
        """Why history cannot be kept, if it cannot."""
        return self._history_trouble

    @property
    def restored(self) -> datetime | None:
        """When the state on the screen was saved by an earlier run; None once quotes have come in this one."""
        return self._restored

    @property
    def events(self) -> tuple[Event, ...]:
        """The calendar of events, what is shipped and what sources say in one; none before it is known.

        It is put together when somebody looks: several sources may have spoken since.
        """
        if self._events is None:
            from tui.market.event_merging import merged  # not needed for the first paint

            own = (
                replace(event, fetched_at=calendar.fetched)
                for calendar in self._own_calendars
                for event in calendar.events
            )
            self._events = merged((*(self._shipped or ()), *own), self._reports.values())
        return self._events

    @property
    def own_calendars(self) -> tuple[OwnCalendar, ...]:
        """The calendars of the reader's own, with what is wrong with each."""
        return self._own_calendars

    @property
    def reports(self) -> Mapping[str, Report]:
        """What each source of events has said, by provider."""
        return MappingProxyType(self._reports)

    @property
    def events_known(self) -> bool:
        """Whether there has been a calendar, be it an empty one."""
        return self._shipped is not None

    @property
    def health(self) -> Mapping[tuple[Feed, str], ProviderHealth]:
        """Each provider's standing in each feed that asked it."""
        return MappingProxyType(self._health)

    @property
    def budgets(self) -> tuple[HostBudget, ...]:
        """What hosts may still be asked, as it was told last; none where nothing is limited."""
        return self._budgets

    @property
    def failures(self) -> Mapping[Feed, FeedFailed]:
        """Feeds whose whole chain failed last time, `at` the first time in a row; a success removes the entry."""
        return MappingProxyType(self._failures)

    def apply(self, update: Update) -> Changes:
        """Take an update in, and say what it changed."""
        match update:
            case QuotesUpdate():
                return self._apply_quotes(update)
            case MinutesUpdate(source, series):
                return self._apply_minutes(source, series)
            case BarsUpdate(source, bars):
                self._bars[bars.symbol] = Held(bars, source)
                return Changes(bars=frozenset({bars.symbol})) | self._answered(Feed.BARS, source)
            case SouthboundUpdate(source, day):
                return self._apply_southbound(source, day)
            case SouthboundHistoryUpdate(source, days):
                return self._apply_southbound_history(source, days)
            case PastMinutesUpdate(source, symbol, days):
                self._past_minutes[symbol] = days
                return Changes(turnover=True) | self._answered(Feed.PAST_MINUTES, source)
            case PastSouthboundUpdate(_, days):
                self._past_southbound = days
                return Changes(southbound=True)
            case ActiveNamesUpdate(source, names):
                return self._apply_active_names(source, names)
            case BreadthUpdate(source, listed):
                for exchange in listed:
                    self._breadth[exchange.symbol] = Held(exchange, source)
                return Changes(breadth=True) | self._answered(Feed.BREADTH, source)
            case RateUpdate(source, rate):
                self._rate = Held(rate, source)
                return Changes(rate=True) | self._answered(Feed.RATES, source)
            case StandingsUpdate(standings):
                changed = dict(standings) != self._standings
                self._standings = dict(standings)
                return Changes(standings=changed)
            case BackfillUpdate(feed, done, total):
                if done < total:
                    self._backfill[feed] = update
                else:
                    self._backfill.pop(feed, None)
                return Changes(health=True)
            case RestoredUpdate(saved, scenario):
                self._restored = saved
                self.simulated, self.scenario = scenario is not None, scenario
                return Changes(health=True)
            case RestoredVoid():
                return self._restart(None)
            case HistoryTrouble(_, reason):
                self._history_trouble = None if reason is None else update
                return Changes(health=True)
            case HealthUpdate(health):
                self._health[health.feed, health.provider] = health
                return Changes(health=True, feeds=frozenset({health.feed}))
            case BudgetsUpdate(budgets):
                # Nothing is drawn for it: the one page that shows budgets looks by itself, at its own calm pace.
                self._budgets = budgets
                return NOTHING
            case FeedFailed(feed):
                first = self._failures.get(feed, update)
                self._failures[feed] = replace(update, at=first.at)
                return Changes(health=True, feeds=frozenset({feed}))
            case EventsUpdate(events):
                self._shipped, self._events = events, None
                return Changes(events=True)
            case EventReportUpdate(source, report):
                self._reports[report.provider], self._events = report, None
                return Changes(events=True) | self._answered(Feed.EVENTS, source)
            case OwnCalendarsUpdate(calendars):
                self._own_calendars, self._events = calendars, None
                return Changes(events=True)
            case InstrumentsAdded(instruments):
                self.universe = Universe.of((*self.universe, *instruments))
                return NOTHING
            case SimulationStarted(_, scenario):
                return self._restart(scenario)

    def _apply_active_names(self, source: Source, names: ActiveNames) -> Changes:
        held = self._active_names
        if held is not None and names.date < held.value.date:
            return self._answered(Feed.ACTIVE_NAMES, source)
        self._active_names = Held(names, source)
        return Changes(southbound=True) | self._answered(Feed.ACTIVE_NAMES, source)

    def _apply_quotes(self, update: QuotesUpdate) -> Changes:
        changed = set()
        for quote in update.quotes:
            held = self._quotes.get(quote.symbol)
            if held is not None and _is_older(quote, held.value):
                continue
            self._quotes[quote.symbol] = Held(quote, update.source)
            if held is None or held.value != quote:
                changed.add(quote.symbol)
        missing = dict(update.missing)
        missing_changed = missing != self._missing
        self._missing = missing
        if self._restored is not None:
            self._restored = None
            missing_changed = True
        return Changes(quotes=frozenset(changed), health=missing_changed) | self._answered(Feed.QUOTES, update.source)

    def _apply_minutes(self, source: Source, series: MinuteSeries) -> Changes:
        held = self._minutes.get(series.symbol)
        self._minutes[series.symbol] = Held(series, source)
        same = held is not None and held.value == series
        changes = NOTHING if same else Changes(minutes=frozenset({series.symbol}))
        return changes | self._answered(Feed.MINUTES, source)

    def _apply_southbound(self, source: Source, day: SouthboundDay) -> Changes:
        """A repeat of an earlier day's figures becomes a day without figures, and never replaces any of its own."""
        held = self._southbound
        if held is not None and day.date < held.value.date:
            return self._answered(Feed.SOUTHBOUND, source)
        if held is not None and held.value.date < day.date and held.value.net_buy is not None:
            self._southbound_before = held.value
        same_day = held is not None and held.value.date == day.date
        if self._repeats(day):
            if held is not None and same_day and held.value.net_buy is not None:
                return self._answered(Feed.SOUTHBOUND, source)
            day = without_figures(day)
        elif not day.minutes and held is not None and same_day and held.value.minutes:
            # A provider of totals only must not wipe the curve that a fuller one drew.
            day = replace(day, minutes=held.value.minutes)
        self._southbound = Held(day, source)
        same = held is not None and held.value == day
        return (NOTHING if same else Changes(southbound=True)) | self._answered(Feed.SOUTHBOUND, source)

    def _apply_southbound_history(self, source: Source, days: tuple[SouthboundDaily, ...]) -> Changes:
        """The flow held may turn out to be a repeat of a day that was not known before."""
        self._southbound_history = Held(days, source)
        held = self._southbound
        if held is not None and self._repeats(held.value):
            self._southbound = Held(without_figures(held.value), held.source)
        return Changes(southbound=True) | self._answered(Feed.SOUTHBOUND_HISTORY, source)

    def _repeats(self, day: SouthboundDay) -> bool:
        history = () if self._southbound_history is None else self._southbound_history.value
        return is_repeat(day, history, before=self._southbound_before)

    def _answered(self, feed: Feed, source: Source) -> Changes:
        """What an earlier run kept is no answer: the feed may still be failing."""
        if source.provider == KEPT:
            return NOTHING
        if self._failures.pop(feed, None) is None:
            return NOTHING
        return Changes(health=True, feeds=frozenset({feed}))

    def _restart(self, scenario: str | None) -> Changes:
        """Forget everything that is of another run or world; None: what comes now is real."""
        self.simulated = scenario is not None
        self.scenario = scenario
        self._quotes.clear()
        self._missing.clear()
        self._minutes.clear()
        self._bars.clear()
        self._standings.clear()
        self._past_minutes.clear()
        self._southbound = None
        self._southbound_before = None
        self._southbound_history = None
        self._past_southbound = ()
        self._active_names = None
        self._breadth.clear()
        self._rate = None
        self._backfill.clear()
        self._reports.clear()
        self._own_calendars = ()
        self._events = None
        self._restored = None
        return Changes(restarted=True)


def _is_older(quote: Quote, held: Quote) -> bool:
    """Whether a quote must not replace the one held: an earlier stamp, or the same one but delayed."""
    if quote.time is None:
        return held.time is not None
    if held.time is None:
        return False
    if quote.time != held.time:
        return quote.time < held.time
    return quote.delayed and not held.delayed
