"""Records as the feeds give them, and a file to keep them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.clocks import ManualClock
from tui.history.last_state import LastState
from tui.history.places import REAL
from tui.history.retention import Limits
from tui.history.store import Item, Kept, Store
from tui.market.known import Held
from tui.market.quotes import Quote
from tui.market.reports import Authority, Notice, Report
from tui.market.series import Adjustment, Bar, DailyBars, Minute, MinuteSeries
from tui.market.southbound import ActiveName, ActiveNames, SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.updates import (
    ActiveNamesUpdate,
    BarsUpdate,
    EventReportUpdate,
    MinutesUpdate,
    QuotesUpdate,
    Source,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
)
from tui.market.zones import MARKET_TIME

NOW = datetime(2026, 11, 23, 10, 42, 31, tzinfo=MARKET_TIME)
TODAY = NOW.date()
DAY = timedelta(days=1)
MEGABYTE = 1_000_000
LIMITS = Limits(bars=timedelta(days=1200), minutes=timedelta(days=60), most_bytes=200 * MEGABYTE)
SIMULATED = "simulated rally"


def source(provider: str = "tencent", *, simulated: bool = False, received: datetime = NOW) -> Source:
    return Source(provider, received, 0.1, 3.0, simulated)


def bars(symbol: str = "HSI", *, last: date = TODAY, days: int = 5, base: float = 100.0, **more) -> DailyBars:
    made = [
        Bar(last - number * DAY, base, base + 1.5, base - 1.5, base + number, None, 1e9 * number)
        for number in reversed(range(days))
    ]
    return DailyBars(symbol, Adjustment.FORWARD, tuple(made), **more)


def bars_update(symbol: str = "HSI", *, simulated: bool = False, **more) -> BarsUpdate:
    return BarsUpdate(source(simulated=simulated), bars(symbol, **more))


def minutes(
    symbol: str = "HSI", *, day: date = TODAY, until: int = 642, every: int = 1, turnover: bool = True
) -> MinuteSeries:
    """From 09:30 on; `until` in minutes after midnight."""
    made = [
        Minute(minute, 100.0 + minute / 1000, None, 1e8 * (minute - 569) if turnover else None)
        for minute in range(570, until + 1, every)
    ]
    return MinuteSeries(symbol, day, 99.5, tuple(made))


def minutes_update(symbol: str = "HSI", *, simulated: bool = False, **more) -> MinutesUpdate:
    return MinutesUpdate(source(simulated=simulated), minutes(symbol, **more))


def flow(day: date = TODAY, *, until: int = 642, trading: bool = True, base: float = 1e7) -> SouthboundDay:
    made = [
        SouthboundMinute(minute, base * (minute - 569), -base, base * (minute - 570))
        for minute in range(570, until + 1)
    ]
    last = made[-1].net_buy if made else None
    return SouthboundDay(day, last, base, -base, tuple(made), 2 * base, base, trading)


def flow_update(day: date = TODAY, *, simulated: bool = False, **more) -> SouthboundUpdate:
    return SouthboundUpdate(source("eastmoney", simulated=simulated), flow(day, **more))


def southbound_days(count: int = 3, *, last: date = TODAY - DAY) -> SouthboundHistoryUpdate:
    days = [SouthboundDaily(last - number * DAY, 1e9 * number, 5e10) for number in reversed(range(count))]
    return SouthboundHistoryUpdate(source("eastmoney"), tuple(days))


def names_update(day: date = TODAY) -> ActiveNamesUpdate:
    names = (
        ActiveName("00700.HK", "腾讯控股", 2e9, 1e9, 3e9, ("Shanghai", "Shenzhen")),
        ActiveName("09988.HK", "阿里巴巴", None, None, 2e9, ("Shanghai",)),
    )
    return ActiveNamesUpdate(source("eastmoney"), ActiveNames(day, names))


def report_update(
    actual: str | None = "50.3", *, fetched: datetime = NOW, simulated: bool = False
) -> EventReportUpdate:
    notice = Notice(
        "cn-pmi",
        TODAY,
        NOW,
        "2026-11",
        actual=actual,
        first_seen=fetched if actual else None,
        moved_from=(TODAY, None),
    )
    report = Report(
        "wallstreetcn", "Wallstreetcn", Authority.VENDOR, fetched, TODAY, TODAY, (notice,), frozenset({"x"})
    )
    return EventReportUpdate(source("wallstreetcn", simulated=simulated), report)


def quote(symbol: str = "HSI", last: float = 24000.0, *, at: datetime | None = NOW) -> Quote:
    return Quote(symbol, last, 23900.0, at, "tencent", turnover=1e11, currency="HKD", name_zh="恒生指数")


def quotes_update(*quotes: Quote, simulated: bool = False, received: datetime = NOW) -> QuotesUpdate:
    return QuotesUpdate(source(simulated=simulated, received=received), quotes or (quote(),))


def last_state(last: float = 24000.0, *, saved: datetime = NOW) -> LastState:
    return LastState(saved, (Held(quote(last=last, at=saved), source(received=saved)),))


def item(record: Kept, world: str = REAL) -> Item:
    return Item(world, record)


def store_at(path: Path, *, limits: Limits = LIMITS) -> Store:
    return Store(path, limits, NOW)


def keep(path: Path, *records: Kept, world: str = REAL, limits: Limits = LIMITS) -> None:
    """Write these into the file, in one commit, and close it."""
    store = store_at(path, limits=limits)
    try:
        store.write([item(record, world) for record in records], NOW)
    finally:
        store.close()


def stopped_clock(moment: datetime = NOW) -> ManualClock:
    return ManualClock(moment)


def sessions(count: int, *, last: date = TODAY) -> Sequence[date]:
    return [last - number * DAY for number in reversed(range(count))]
