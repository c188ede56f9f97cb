"""Providers that answer as told, and what a chain needs around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from tests.clocks import ManualClock
from tui.feeds.answers import Fetched, QuoteBatch, Simulation
from tui.feeds.chain import Chain
from tui.feeds.errors import FailureKind, FeedError
from tui.feeds.outbox import Outbox
from tui.feeds.pacing import Pacer
from tui.feeds.simulation import SimulationGuard
from tui.market.breadth import ListedBreadth
from tui.market.health import Feed
from tui.market.instruments import Exchange, Instrument, Kind, ProviderCodes, Universe
from tui.market.quotes import Quote
from tui.market.rates import Rate
from tui.market.series import Adjustment, DailyBars, MinuteSeries
from tui.market.southbound import SouthboundDay
from tui.settings import FeedSettings
from tui.shipped import load_calendars

MORNING = datetime.fromisoformat("2025-06-03T10:00:00+08:00")
"""Both markets are open."""

CALENDARS = load_calendars()


def instrument(symbol: str, *providers: str) -> Instrument:
    """An index that these providers have a code for; all of them if none is named."""
    codes = dict.fromkeys(providers or ("tencent", "sina", "eastmoney"), symbol)
    return Instrument(
        symbol,
        Kind.INDEX,
        Exchange.SHANGHAI,
        symbol,
        symbol,
        symbol,
        symbol,
        None,
        ProviderCodes(**codes),
    )


def universe(*symbols: str) -> Universe:
    return Universe.of(instrument(symbol) for symbol in symbols)


def simulation(run: str = "r1", moment: datetime = MORNING, speed: float = 1.0) -> Simulation:
    return Simulation(moment, speed, run, "rally")


def feed_settings(**changes) -> FeedSettings:
    values = {"providers": ("tencent",), "trading": 3.0, "auction": 5.0, "lunch": 30.0, "closed": 120.0}
    return FeedSettings(**{**values, **changes})


class Fake:
    """A provider of everything. `error` makes it fail; `lacks` are symbols it does not give; `asked` is a log.

    `stamp` tells the time that its quotes bear.
    """

    def __init__(self, name: str, *, lacks: Sequence[str] = (), clock: ManualClock | None = None) -> None:
        self.name = name
        self.lacks = set(lacks)
        self.error: BaseException | None = None
        self.simulation: Simulation | None = None
        self.asked: list[tuple[str, ...]] = []
        self.asked_at: list[float] = []
        self.stamp: Callable[[], datetime | None] = lambda: None
        self._clock = clock

    async def before_answer(self) -> None:
        """Where a test may hold an answer back."""

    async def _answer(self, value, *what: str):
        self.asked.append(what)
        if self._clock is not None:
            self.asked_at.append(self._clock.monotonic())
        await self.before_answer()
        if self.error is not None:
            raise self.error
        return Fetched(value, 0.1, self.simulation)

    async def fetch_quotes(self, instruments):
        symbols = [item.symbol for item in instruments]
        given = [symbol for symbol in symbols if symbol not in self.lacks]
        quotes = tuple(Quote(symbol, 1.0, 1.0, self.stamp(), self.name) for symbol in given)
        missing = tuple((symbol, "not listed") for symbol in symbols if symbol in self.lacks)
        return await self._answer(QuoteBatch(quotes, missing), *symbols)

    async def fetch_minutes(self, item):
        return await self._answer(MinuteSeries(item.symbol, MORNING.date(), None, ()), item.symbol)

    async def fetch_bars(self, item, count):
        return await self._answer(DailyBars(item.symbol, Adjustment.NONE, ()), item.symbol)

    async def fetch_breadth(self, composites):
        listed = tuple(ListedBreadth(item.symbol, 3, 2, 1, None) for item in composites)
        return await self._answer(listed, *(item.symbol for item in composites))

    async def fetch_rate(self):
        return await self._answer(Rate("HKD/CNH", 0.92, None, None, self.name), "rate")

    async def fetch_southbound(self, today: date):
        return await self._answer(SouthboundDay(today, 1.0, 1.0, 0.0), str(today))


class Desk:
    """A manual clock, an outbox, a guard, and chains and pacers on them."""

    def __init__(self, moment: datetime = MORNING, clock: ManualClock | None = None) -> None:
        self.clock = clock or ManualClock(moment)
        self.outbox = Outbox()
        self.guard = SimulationGuard(self.clock, self.outbox.put)

    def chain(self, *providers: Fake, feed: Feed = Feed.QUOTES, answer_within: float = 5.0) -> Chain[Fake]:
        return Chain(
            feed,
            providers,
            clock=self.clock,
            emit=self.outbox.put,
            guard=self.guard,
            answer_within=answer_within,
            random=lambda: 0.0,
        )

    def pacer(self, feed: Feed = Feed.QUOTES, jitter: float = 0.0, **changes) -> Pacer:
        return Pacer(feed, feed_settings(**changes), CALENDARS, self.clock, lambda: jitter)

    def provider(self, name: str, lacks: Sequence[str] = ()) -> Fake:
        return Fake(name, lacks=lacks, clock=self.clock)

    def came(self, kind: type):
        """What came since the last look, of one kind."""
        return [update for update in self.outbox.drain() if isinstance(update, kind)]


def refused(kind: FailureKind = FailureKind.STATUS, retry_after: float | None = None) -> FeedError:
    return FeedError(kind, "HTTP status 500", retry_after=retry_after)
