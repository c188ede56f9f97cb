"""A market that a test writes step by step, and the alerts that fire on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import msgspec
from msgspec.structs import replace

from tests.panes.desks import CALENDARS, UNIVERSE, moment
from tui.market.alerts.evaluate import evaluate
from tui.market.alerts.making import price_rule
from tui.market.alerts.records import AlertBook, Fired, Memory
from tui.market.alerts.rules import AlertRule, Side, key_of
from tui.market.alerts.view import AlertView, Remembered
from tui.market.breadth import ListedBreadth
from tui.market.events import Certainty, Event
from tui.market.health import Feed, ProviderHealth, ProviderStatus
from tui.market.quotes import Quote, QuoteState
from tui.market.series import Adjustment, Bar, DailyBars, MinuteSeries
from tui.market.sessions import status as session_status
from tui.market.southbound import SouthboundDay
from tui.market.state import MarketState
from tui.market.updates import (
    BarsUpdate,
    BreadthUpdate,
    EventsUpdate,
    FeedFailed,
    HealthUpdate,
    MinutesUpdate,
    QuotesUpdate,
    Source,
    SouthboundUpdate,
    Update,
)

DAY = "2026-11-24"
"""A Tuesday on which all markets trade."""

PACE = 3.0
DEFAULT_CLOSE = 100.0


HK = "00700.HK"

Step = tuple[str, Callable[[datetime], Update] | str | None, bool]
"""A time, what the market did (or the name of something else that happened), and whether the rule then fires."""

FIRES, SILENT = True, False


def at(time: str) -> datetime:
    """`10:30` of the day, or `2026-11-25 10:30`."""
    return moment(time if " " in time else f"{DAY} {time}")


def source(time: datetime, provider: str = "tencent", *, simulated: bool = False) -> Source:
    return Source(provider, time, 0.1, PACE, simulated)


def quote(now: datetime, symbol: str, last: float | None, **fields: object) -> Update:
    """A quote of now; `provider`, `ago` (seconds since its stamp and its receipt) and any field of it may be told."""
    provider = str(fields.pop("provider", "tencent"))
    stamp = now - timedelta(seconds=float(fields.pop("ago", 0.0)))  # type: ignore[arg-type]
    values = {"previous_close": DEFAULT_CLOSE, "time": stamp, "provider": provider, "state": QuoteState.TRADING}
    made = Quote(symbol, last, **{**values, **fields})  # type: ignore[arg-type]
    return QuotesUpdate(source(stamp, provider), (made,))


def flow(now: datetime, billions: float | None, **fields: object) -> Update:
    """Southbound net buy so far; `every`: the feed's pace, seconds."""
    every = float(fields.pop("every", PACE))  # type: ignore[arg-type]
    amount = None if billions is None else billions * 1e9
    day = SouthboundDay(now.date(), amount, None, None, **fields)  # type: ignore[arg-type]
    return SouthboundUpdate(replace(source(now, "eastmoney"), expected_every=every), day)


def minutes(now: datetime, *, every: float) -> Update:
    """A day line; `every`: the feed's pace, seconds."""
    series = MinuteSeries("HSI", now.date(), None, ())
    return MinutesUpdate(replace(source(now), expected_every=every), series)


def breadth(now: datetime, advancing: int, declining: int, *, ago: float = 0.0) -> Update:
    stamp = now - timedelta(seconds=ago)
    listed = ListedBreadth("000001.SH", advancing, declining, 0, stamp)
    return BreadthUpdate(source(stamp, "eastmoney"), (listed,))


def bars(now: datetime, symbol: str, highs: Sequence[float]) -> Update:
    """Daily bars of the sessions before today with those highs, the last one closing where quotes begin."""
    days = CALENDARS.hong_kong.sessions_before(now.date(), len(highs))
    made = tuple(Bar(day, DEFAULT_CLOSE, high, 90.0, DEFAULT_CLOSE) for day, high in zip(days, highs, strict=True))
    return BarsUpdate(source(now), DailyBars(symbol, Adjustment.FORWARD, made, days[0] if days else None))


def hk(last: float | None, **fields: object) -> Callable[[datetime], Update]:
    return partial(quote, symbol=HK, last=last, **fields)


def net(billions: float | None, **fields: object) -> Callable[[datetime], Update]:
    return partial(flow, billions=billions, **fields)


def event(time: datetime, name: str = "cn-lpr-2026-11", importance: int = 3, **fields: object) -> Event:
    return Event(  # type: ignore[arg-type]
        *(name, time.date(), time, "CN", "LPR", "贷款市场报价利率", "central_bank", "2026-11"),
        *(Certainty.OFFICIAL, "PBoC", importance),
        **fields,  # type: ignore[arg-type]
    )


def calendar(now: datetime, *events: Event) -> Update:
    return EventsUpdate(events)


def resting(
    now: datetime,
    provider: str,
    *,
    since: float = 0.0,
    feed: Feed = Feed.QUOTES,
    status: ProviderStatus = ProviderStatus.RESTING,
) -> Update:
    """A provider that answered last so many seconds ago in a feed, and is not asked now unless it has that status."""
    heard = now - timedelta(seconds=since)
    health = ProviderHealth(provider, feed, status, heard, "refused", None, heard)
    return HealthUpdate(health)


def failed(now: datetime) -> Update:
    return FeedFailed(Feed.QUOTES, now, "nobody answered", None)


class Watch:
    """Rules over a state, with what is remembered of them."""

    def __init__(self, *rules: AlertRule, simulated: bool = False) -> None:
        self.rules: Mapping[str, AlertRule] = {key_of(rule): rule for rule in rules}
        self.state = MarketState(UNIVERSE, simulated=simulated)
        self.memory: Memory = {}
        self._remembered = Remembered()

    def change_rules(self, *rules: AlertRule) -> None:
        self.rules = {key_of(rule): rule for rule in rules}

    def restart(self) -> None:
        """A new process: all that is left went through the file."""
        self.state = MarketState(UNIVERSE)
        self._remembered = Remembered()
        kept = msgspec.json.encode(AlertBook({key: self._without_samples(key) for key in self.memory}))
        self.memory = msgspec.json.decode(kept, type=AlertBook).memory

    def check(self, now: datetime) -> tuple[Fired, ...]:
        view = AlertView(
            self.state,
            CALENDARS,
            now,
            session=lambda market: session_status(market, now, CALENDARS),
            age=lambda then: (now - then).total_seconds(),
            remembered=self._remembered,
        )
        evaluated = evaluate(self.rules, view, self.memory, now)
        self.memory = evaluated.memory
        return evaluated.fired

    def _without_samples(self, key: str):
        return replace(self.memory[key], samples=())


def play(rule: AlertRule, steps: Sequence[Step], story: str) -> None:
    """Let a story happen, and hold each check against what it says."""
    watch = Watch(rule)
    for time, happened, fires in steps:
        now = at(time)
        if happened == "restart":
            watch.restart()
        elif isinstance(happened, str):
            watch.change_rules(price_rule(HK, Side.ABOVE, float(happened.removeprefix("level "))))
        elif happened is not None:
            watch.state.apply(happened(now))
        assert bool(watch.check(now)) is fires, f"{story} at {time}"
