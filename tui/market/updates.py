"""What a poll yields: immutable records with their provenance. The only thing that changes the state."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tui.market.events import Event
from tui.market.health import Feed, ProviderHealth
from tui.market.highs import HighLow
from tui.market.quotes import Quote
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import SouthboundDaily, SouthboundDay


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


class HighsUpdate(Struct, frozen=True):
    """What each symbol's last price amounts to against its daily bars; symbols not named amount to nothing."""

    highs: tuple[tuple[str, HighLow], ...]


class HealthUpdate(Struct, frozen=True):
    """A provider's standing in a feed has changed."""

    health: ProviderHealth


class FeedFailed(Struct, frozen=True):
    """A whole chain failed: nobody answered. `reason` is one readable line, `at` aware."""

    feed: Feed
    at: datetime
    reason: str
    retry_at: datetime | None


class EventsUpdate(Struct, frozen=True):
    """The calendar of events, replacing the one before."""

    events: tuple[Event, ...]


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
    | HighsUpdate
    | HealthUpdate
    | FeedFailed
    | EventsUpdate
    | SimulationStarted
)
