"""A desk with a southbound day up to the minute, the days before it by day and by minute, and active names."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from tests.panes.ah_market import give_rate
from tests.panes.desks import CALENDARS, VIEW, desk_at, give_quotes, quote_of, source_of
from tui.market.southbound import ActiveName, ActiveNames, SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.updates import (
    ActiveNamesUpdate,
    PastSouthboundUpdate,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
)
from tui.panes.desk import Desk

BILLION = 1e9
FIRST, NOON, RESUMED, LAST = 9 * 60, 12 * 60, 13 * 60, 16 * 60 + 10
MINUTES = (*range(FIRST, NOON + 1), *range(RESUMED + 1, LAST + 1))
LONGEST = 250
"""Days of history: enough for the year to date."""


def minutes_of(net: float, until: int = LAST) -> tuple[SouthboundMinute, ...]:
    """A day that comes to `net` HKD in equal steps, two thirds of it via Shanghai."""
    known = [minute for minute in MINUTES if minute <= until]
    steps = [net * number / (len(MINUTES) - 1) for number in range(len(known))]
    return tuple(SouthboundMinute(at, step * 2 / 3, step / 3, step) for at, step in zip(known, steps, strict=True))


def flow_day(on: date, net: float, until: int = LAST) -> SouthboundDay:
    """A day on its way to `net`, as far as it has come by that minute."""
    minutes = minutes_of(net, until)
    total = minutes[-1].net_buy
    buy = 50 * BILLION + total / 2
    return SouthboundDay(on, total, total * 2 / 3, total / 3, minutes, buy, buy - total)


def before(on: date, count: int) -> tuple[date, ...]:
    return CALENDARS.connect_days_before(on, count)


def daily(on: date, count: int = LONGEST, net: float = 4 * BILLION) -> tuple[SouthboundDaily, ...]:
    """The finished days before: net buys around `net`, a net sale each tenth day back."""
    days = before(on, count)
    return tuple(
        SouthboundDaily(day, -net / 2 if back % 10 == 0 else net + back % 7 * 1e8, 100 * BILLION)
        for back, day in zip(range(count, 0, -1), days, strict=True)
    )


def names(on: date) -> ActiveNames:
    """Twelve names: the largest bought, a sold one, one without sides, one that the screen does not know."""
    shares = ("00700.HK", "09988.HK", "03690.HK", "01810.HK", "00981.HK", "01211.HK", "00939.HK", "01398.HK")
    both = ("Shanghai", "Shenzhen")
    known = [
        ActiveName(symbol, "", (6 - n) * BILLION, 3 * BILLION, (9 - n) * BILLION, both if n < 5 else both[:1])
        for n, symbol in enumerate(shares)
    ]
    strangers = [
        ActiveName("02899.HK", "紫金矿业", None, None, 0.9 * BILLION, both[1:]),
        ActiveName("01801.HK", "信达生物", 0.5 * BILLION, 0.5 * BILLION, BILLION, both[1:]),
    ]
    return ActiveNames(on, (*known, *strangers))


def give_day(desk: Desk, day: SouthboundDay, provider: str = "eastmoney") -> None:
    desk.state.apply(SouthboundUpdate(source_of(desk, provider, 60), day))


def give_history(desk: Desk, days: tuple[SouthboundDaily, ...]) -> None:
    desk.state.apply(SouthboundHistoryUpdate(source_of(desk, "eastmoney", 3600), days))


def give_past(desk: Desk, nets: dict[date, float]) -> None:
    days = tuple(flow_day(day, net) for day, net in nets.items())
    desk.state.apply(PastSouthboundUpdate(source_of(desk, "eastmoney", 3600), days))


def give_names(desk: Desk, on: date) -> None:
    desk.state.apply(ActiveNamesUpdate(source_of(desk, "eastmoney", 3600), names(on)))


def minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def flow_desk(
    at: str = "2026-11-23 10:42",
    *,
    net: float = 9 * BILLION,
    past_days: int = 20,
    hsi_pct: float = 1.0,
    language: str = "en",
    glyphs: str = "unicode",
) -> Desk:
    """Everything there is to know at that moment; the day is on its way to `net`."""
    desk = desk_at(at, view=replace(VIEW, language=language, glyphs=glyphs))
    today = desk.now().date()
    give_quotes(desk, quote_of(desk, "HSI", hsi_pct, turnover=200 * BILLION))
    give_history(desk, daily(today))
    give_past(desk, dict.fromkeys(before(today, past_days), 6 * BILLION) if past_days else {})
    give_names(desk, before(today, 1)[0])
    give_rate(desk)
    closing = 12 * 60 + 10 if CALENDARS.hong_kong.half_day(today) else LAST
    give_day(desk, flow_day(today, net, min(minute_of(desk.now()), closing)))
    return desk
