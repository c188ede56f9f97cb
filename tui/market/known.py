"""What the program knows of the market, to be read by everybody."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from tui.market.breadth import ListedBreadth
from tui.market.events import Event
from tui.market.health import Feed, HostBudget, ProviderHealth
from tui.market.instruments import Universe
from tui.market.quotes import Quote
from tui.market.rates import Rate
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay
from tui.market.standing import Standing
from tui.market.updates import BackfillUpdate, FeedFailed, HistoryTrouble, Source

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


class KnownMarket:
    """All that is known, read-only. Only the state that is made of it writes."""

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

    def as_it_stands(self) -> Self:
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
