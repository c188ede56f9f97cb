"""One module a provider: `fetch_…` asks, `parse_…` turns bytes into records and does nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Protocol

from tui.feeds.answers import Answer, Fetched, QuoteBatch, Told
from tui.market.breadth import ListedBreadth
from tui.market.instruments import Instrument
from tui.market.rates import Rate
from tui.market.reports import Authority
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import ActiveNames, SouthboundDaily, SouthboundDay

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Getter(Protocol):
    """Asks a server for one body: the part of the HTTP client that a provider needs."""

    async def get(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        """The answer to one GET. Raises FeedError."""
        ...

    async def post(self, url: str, form: Mapping[str, str], *, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        """The answer to one POST of a small form. Raises FeedError."""
        ...


class QuoteProvider(Protocol):
    """Gives quotes of many instruments at once."""

    name: str

    async def fetch_quotes(self, instruments: Sequence[Instrument]) -> Fetched[QuoteBatch]:
        """Quotes of those of the instruments that the provider knows. Raises FeedError."""
        ...


class MinuteProvider(Protocol):
    """Gives one instrument's minutes of the running or last day."""

    name: str

    async def fetch_minutes(self, instrument: Instrument) -> Fetched[MinuteSeries]:
        """The minutes of one instrument. Raises FeedError."""
        ...


class BarProvider(Protocol):
    """Gives one instrument's daily bars."""

    name: str

    async def fetch_bars(self, instrument: Instrument, count: int) -> Fetched[DailyBars]:
        """The newest `count` daily bars, or as many as the provider gives. Raises FeedError."""
        ...

    async def fetch_bars_between(self, instrument: Instrument, first: date, last: date) -> Fetched[DailyBars]:
        """The daily bars of the days from the first to the last, both included. Raises FeedError."""
        ...


class SouthboundProvider(Protocol):
    """Gives southbound flow of the running day."""

    name: str

    async def fetch_southbound(self, today: date) -> Fetched[SouthboundDay]:
        """The flow of the running or last day; `today` is the market date. Raises FeedError."""
        ...


class SouthboundHistoryProvider(Protocol):
    """Gives the southbound flow of finished days."""

    name: str

    async def fetch_southbound_days(
        self, wanted: Sequence[date], within: int
    ) -> Fetched[tuple[SouthboundDaily, ...]]:
        """What one request gives of the wanted days, ascending, be it all of them, or the newest alone.

        `wanted` ascends and is not empty; its first day is among the newest `within` days of Stock Connect. Other
        days may come along. Raises FeedError, NothingThere if what was asked for is not published.
        """
        ...


class PastMinutesProvider(Protocol):
    """Gives past days of one instrument every five minutes."""

    name: str

    async def fetch_past_minutes(self, instrument: Instrument, days: int) -> Fetched[tuple[MinuteSeries, ...]]:
        """The newest `days` days and the running one, ascending, with running turnover. Raises FeedError."""
        ...


class BreadthProvider(Protocol):
    """Counts the shares of the mainland exchanges."""

    name: str

    async def fetch_breadth(self, composites: Sequence[Instrument]) -> Fetched[tuple[ListedBreadth, ...]]:
        """How the shares that each of these composite indices counts stand. Raises FeedError."""
        ...


class RateProvider(Protocol):
    """Gives an exchange rate."""

    name: str

    async def fetch_rate(self) -> Fetched[Rate]:
        """What one HKD costs in yuan. Raises FeedError."""
        ...


class ActiveNamesProvider(Protocol):
    """Gives the most active southbound names of a finished day."""

    name: str

    async def fetch_active_names(self, day: date) -> Fetched[ActiveNames]:
        """Both channels' lists of that day, merged. Raises FeedError, also while they are not published."""
        ...


class EventSource(Protocol):
    """Gives what one source says of events.

    `shown` is its name for readers. `every` and `hurry` are the real seconds between two requests: usually, and while
    a figure is due that it may have; `hurry` None: it never has figures. `whole` names the series of which an answer
    tells every event of the days it covers.
    """

    name: str
    shown: str
    authority: Authority
    every: float
    hurry: float | None
    whole: frozenset[str]

    async def fetch_events(self, today: date) -> Fetched[Told]:
        """What it says of the days around today, a market day. Raises FeedError."""
        ...
