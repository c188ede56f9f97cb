"""What a poll yields: immutable records with their provenance. The only thing that changes the state."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.market.breadth import ListedBreadth
from tui.market.events import Event
from tui.market.health import Feed, HostBudget, ProviderHealth
from tui.market.instruments import Instrument
from tui.market.quotes import Quote
from tui.market.rates import Rate
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay
from tui.market.standing import Standing

if TYPE_CHECKING:
    from tui.market.own_calendars import OwnCalendar
    from tui.market.reports import Report

KEPT = "kept"
"""The provider's name of what an earlier run kept on disk."""


class Source(Struct, frozen=True):
    """Where records came from and when.

    `received` is aware, on the market clock; `latency` and `expected_every` (the feed's pace at that moment) are
    in real seconds. `simulated` is true for anything from the embedded exchange.
    """

    provider: str
    received: datetime
    latency: float
    expected_every: float
    simulated: bool = False


class QuotesUpdate(Struct, frozen=True):
    """Quotes of one poll; `missing` maps each symbol that was asked for and not had to the reason."""

    source: Source
    quotes: tuple[Quote, ...]
    missing: tuple[tuple[str, str], ...] = ()


class MinutesUpdate(Struct, frozen=True):
    """The minutes of one instrument's day."""

    source: Source
    series: MinuteSeries


class BarsUpdate(Struct, frozen=True):
    """Daily bars of one instrument."""

    source: Source
    bars: DailyBars


class SouthboundUpdate(Struct, frozen=True):
    """Today's southbound flow."""

    source: Source
    day: SouthboundDay


class SouthboundHistoryUpdate(Struct, frozen=True):
    """Finished southbound days, ascending."""

    source: Source
    days: tuple[SouthboundDaily, ...]


class PastMinutesUpdate(Struct, frozen=True):
    """Minutes of one instrument's finished days, ascending by day: what today's turnover is held against."""

    source: Source
    symbol: str
    days: tuple[MinuteSeries, ...]


class PastSouthboundUpdate(Struct, frozen=True):
    """Finished southbound days with their minutes, ascending, as far as they were recorded."""

    source: Source
    days: tuple[SouthboundDay, ...]


class ActiveNamesUpdate(Struct, frozen=True):
    """The most active southbound names of the newest day that has them."""

    source: Source
    names: ActiveNames


class BreadthUpdate(Struct, frozen=True):
    """How the whole mainland market stands: one record for each exchange that was had."""

    source: Source
    listed: tuple[ListedBreadth, ...]


class RateUpdate(Struct, frozen=True):
    """What the Hong Kong dollar costs."""

    source: Source
    rate: Rate


class StandingsUpdate(Struct, frozen=True):
    """What each symbol's last price amounts to against its daily bars, replacing all standings before."""

    standings: tuple[tuple[str, Standing], ...]


class BackfillUpdate(Struct, frozen=True):
    """How far a background fill has come: so many of so many instruments; finished when they are equal."""

    feed: Feed
    done: int
    total: int


class RestoredUpdate(Struct, frozen=True):
    """What was applied before this is the last state that an earlier run kept, saved at that moment (aware).

    `scenario` names the simulation that the state is from; None: it is real.
    """

    saved: datetime
    scenario: str | None = None


class RestoredVoid(Struct, frozen=True):
    """What was restored is simulated and the first answer is real: nothing of it may stay."""


class HistoryTrouble(Struct, frozen=True):
    """History cannot be kept, since when (aware) and why, in one line; `reason` None: it can be again."""

    at: datetime
    reason: str | None


class HealthUpdate(Struct, frozen=True):
    """A provider's standing in a feed has changed."""

    health: ProviderHealth


class BudgetsUpdate(Struct, frozen=True):
    """What the hosts may still be asked, replacing what was told before."""

    budgets: tuple[HostBudget, ...]


class FeedFailed(Struct, frozen=True):
    """A whole chain failed: nobody answered. `reason` is one readable line, `at` aware."""

    feed: Feed
    at: datetime
    reason: str
    retry_at: datetime | None


class EventsUpdate(Struct, frozen=True):
    """The shipped calendar of events, replacing the one before: what the reports of sources are merged into."""

    events: tuple[Event, ...]


class EventReportUpdate(Struct, frozen=True):
    """All that one source of events has said so far, replacing its report before."""

    source: Source
    report: Report


class OwnCalendarsUpdate(Struct, frozen=True):
    """The reader's own calendars, replacing those before."""

    calendars: tuple[OwnCalendar, ...]


class InstrumentsAdded(Struct, frozen=True):
    """Instruments that the reader's settings name by now; those that were known stay."""

    instruments: tuple[Instrument, ...]


class SimulationStarted(Struct, frozen=True):
    """An embedded exchange began a (new) run: whatever an earlier run or a real feed gave is void."""

    run: str
    scenario: str


Update = (
    QuotesUpdate
    | MinutesUpdate
    | BarsUpdate
    | SouthboundUpdate
    | SouthboundHistoryUpdate
    | PastMinutesUpdate
    | PastSouthboundUpdate
    | ActiveNamesUpdate
    | BreadthUpdate
    | RateUpdate
    | StandingsUpdate
    | BackfillUpdate
    | RestoredUpdate
    | RestoredVoid
    | HistoryTrouble
    | HealthUpdate
    | BudgetsUpdate
    | FeedFailed
    | EventsUpdate
    | EventReportUpdate
    | OwnCalendarsUpdate
    | InstrumentsAdded
    | SimulationStarted
)
