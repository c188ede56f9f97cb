"""One module a provider: `fetch_…` asks, `parse_…` turns bytes into records and does nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Protocol

from tui.feeds.answers import Answer, Fetched, QuoteBatch
from tui.market.instruments import Instrument
from tui.market.series import DailyBars, MinuteSeries
from tui.market.southbound import SouthboundDaily, SouthboundDay

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Getter(Protocol):
    """Asks a server for one body: the part of the HTTP client that a provider needs."""

    async def get(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        """The answer to one GET. Raises FeedError."""
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
        """The newest `count` daily bars. Raises FeedError."""
        ...


class SouthboundProvider(Protocol):
    """Gives southbound flow."""

    name: str

    async def fetch_southbound(self, today: date) -> Fetched[SouthboundDay]:
        """The flow of the running or last day; `today` is the market date. Raises FeedError."""
        ...

    async def fetch_southbound_history(self, days: int) -> Fetched[tuple[SouthboundDaily, ...]]:
        """The newest `days` finished days, ascending. Raises FeedError."""
        ...
