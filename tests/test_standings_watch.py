"""Standings are those of the prices and bars of now: nothing is worked out twice, nothing of an old run is told."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from msgspec.structs import replace

from tests.panes.desks import CALENDARS, UNIVERSE, desk_at, give_quotes, moment, quote_of, source_of
from tui import standings_watch
from tui.clock import Clock
from tui.market.instruments import Market
from tui.market.quotes import QuoteState
from tui.market.series import Adjustment, Bar, DailyBars
from tui.market.state import MarketState
from tui.market.updates import BarsUpdate, QuotesUpdate, SimulationStarted, Source, StandingsUpdate
from tui.panes.desk import Desk
from tui.standings_watch import Standings, standings_now

DAY = date(2026, 11, 23)
BARS = 30


class QuickClock(Clock):
    """Waits are over at once, for as many as there may be."""

    def __init__(self, waits: int) -> None:
        super().__init__()
        self.follow(moment("2026-11-23 10:42"))
        self._waits = waits

    async def sleep(self, seconds: float) -> None:
        if self._waits == 0:
            raise StopAsyncIteration
        self._waits -= 1


def give_bars(desk: Desk, symbol: str, close: float = 100.0, *, count: int = BARS) -> DailyBars:
    days = CALENDARS.hong_kong.sessions_before(DAY, count)
    bars = DailyBars(symbol, Adjustment.NONE, tuple(Bar(day, close, close, close, close) for day in days))
    desk.state.apply(BarsUpdate(source_of(desk), bars))
    return bars


def market(*symbols: str) -> Desk:
    """Each has thirty days at 100 and stands at 101 now."""
    desk = desk_at()
    for symbol in symbols or ("HSI",):
        give_quotes(desk, quote_of(desk, symbol))
        give_bars(desk, symbol)
    return desk


async def nothing_to_load() -> None:
    pass


async def told(state: MarketState, looks: int = 1) -> list[StandingsUpdate]:
    found = []
    try:
        async for update in standings_watch.watch_standings(state, CALENDARS, QuickClock(looks), nothing_to_load):
            state.apply(update)
            found.append(update)
    except RuntimeError:  # how an ended clock leaves a generator
        pass
    return found


async def test_a_high_is_told():
    state = market().state
    [update] = await told(state)
    assert [symbol for symbol, _ in update.standings] == ["HSI"]
    assert state.standings["HSI"].closing is not None
    assert state.standings["HSI"].closing.phrase_en == "on course for its highest close in at least six weeks"


async def test_what_has_not_changed_is_not_told_again():
    assert len(await told(market().state, looks=3)) == 1


async def test_others_come_between_two_answers(monkeypatch):
    order = []
    answer = Standings.answer

    def noted(self, question):
        order.append(question.instrument.symbol)
        asyncio.get_running_loop().call_soon(order.append, "the screen")
        answer(self, question)

    monkeypatch.setattr(Standings, "answer", noted)
    await told(market("HSI", "HSTECH").state)
    assert order == ["HSI", "the screen", "HSTECH", "the screen"]


async def test_what_the_work_needs_is_loaded_once_and_only_for_some_work():
    loads = []

    async def load() -> None:
        loads.append(list(desk.state.standings))

    desk, clock = desk_at(), QuickClock(6)
    updates = standings_watch.watch_standings(desk.state, CALENDARS, clock, load)
    with pytest.raises(RuntimeError):
        await anext(updates)
    assert loads == []
    desk, clock = market(), QuickClock(6)
    updates = standings_watch.watch_standings(desk.state, CALENDARS, clock, load)
    for change in (1.0, -1.0):
        give_quotes(desk, quote_of(desk, "HSI", change))
        desk.state.apply(await anext(updates))
    assert loads == [[]]


async def test_what_was_asked_of_a_run_that_is_over_is_not_told(monkeypatch):
    state = market().state

    def restarted_meanwhile(self, question):
        answer(self, question)
        state.apply(SimulationStarted("next", "rally"))

    answer = Standings.answer
    monkeypatch.setattr(Standings, "answer", restarted_meanwhile)
    assert await told(state) == []


async def test_a_new_run_with_the_same_figures_is_told_again():
    desk = market()
    clock = QuickClock(2)
    updates = standings_watch.watch_standings(desk.state, CALENDARS, clock, nothing_to_load)
    desk.state.apply(await anext(updates))
    desk.state.apply(SimulationStarted("next", "rally"))
    give_quotes(desk, quote_of(desk, "HSI"))
    give_bars(desk, "HSI")
    desk.state.apply(await anext(updates))
    assert "HSI" in desk.state.standings


def changed(standings: Standings, desk: Desk) -> list[str]:
    questions = standings.changed(desk.state)
    for question in questions:
        standings.answer(question)
    return [question.instrument.symbol for question in questions]


def test_only_what_has_changed_is_worked_out_again():
    desk = market("HSI", "HSTECH", "000300.SH")
    standings = Standings(CALENDARS)
    assert changed(standings, desk) == ["HSI", "HSTECH", "000300.SH"]
    assert changed(standings, desk) == []
    give_quotes(desk, quote_of(desk, "HSI", 1.5), quote_of(desk, "HSTECH"))
    assert changed(standings, desk) == ["HSI"]
    give_quotes(desk, quote_of(desk, "HSTECH", high=109.0))
    assert changed(standings, desk) == ["HSTECH"]
    give_bars(desk, "000300.SH")
    assert changed(standings, desk) == ["000300.SH"]
    assert [symbol for symbol, _ in standings.told(desk.state)] == ["HSI", "HSTECH", "000300.SH"]


def test_days_are_made_ready_once_for_all_prices_of_a_day(monkeypatch):
    made = []
    original = standings_watch.PastDays

    def counted(*arguments):
        made.append(arguments[1])
        return original(*arguments)

    monkeypatch.setattr(standings_watch, "PastDays", counted)
    desk, standings = market(), Standings(CALENDARS)
    for change in (1.0, 1.1, 1.2):
        give_quotes(desk, quote_of(desk, "HSI", change))
        changed(standings, desk)
    assert made == [DAY]
    give_bars(desk, "HSI")
    changed(standings, desk)
    assert made == [DAY, DAY]


def received(desk: Desk, at: str, *quotes: object) -> None:
    desk.state.apply(QuotesUpdate(Source("tencent", moment(at), 0.1, 3.0), quotes))


@pytest.mark.parametrize(
    ("symbol", "stamp", "at", "final"),
    [
        ("HSI", "2026-11-23 16:09:59", "2026-11-23 16:09:59", False),
        ("HSI", "2026-11-23 16:08:30", "2026-11-23 16:10:00", True),
        ("HSI", "2026-11-23 16:08:30", "2026-11-24 08:00", True),
        ("000300.SH", "2026-11-23 15:00:00", "2026-11-23 15:00:01", False),
        ("000300.SH", "2026-11-23 15:00:00", "2026-11-23 15:02:59", False),
        ("000300.SH", "2026-11-23 15:00:00", "2026-11-23 15:03:00", True),
        ("000300.SH", "2026-11-23 11:30:00", "2026-11-23 12:10:00", False),
    ],
)
def test_a_close_is_official_once_its_auction_is_over_and_its_price_came_after(symbol, stamp, at, final):
    desk = desk_at(at)
    give_bars(desk, symbol)
    received(desk, at, quote_of(desk, symbol, time=moment(stamp)))
    [(_, found)] = standings_now(desk.state, CALENDARS).standings
    assert (found.day, found.final) == (DAY, final)


def test_a_price_of_before_the_close_stays_that_however_late_it_is_looked_at():
    desk = desk_at("2026-11-24 08:00")
    give_bars(desk, "HSI")
    received(desk, "2026-11-23 14:30", quote_of(desk, "HSI", time=moment("2026-11-23 14:30")))
    [(_, found)] = standings_now(desk.state, CALENDARS).standings
    assert not found.final
    received(desk, "2026-11-24 08:00", quote_of(desk, "HSI", time=moment("2026-11-23 14:30")))
    [(_, found)] = standings_now(desk.state, CALENDARS).standings
    assert not found.final


def test_a_share_may_have_traded_last_long_before_the_close():
    desk = desk_at("2026-11-23 17:00")
    give_bars(desk, "00700.HK")
    received(desk, "2026-11-23 17:00", quote_of(desk, "00700.HK", time=moment("2026-11-23 10:30")))
    [(_, found)] = standings_now(desk.state, CALENDARS).standings
    assert found.final


@pytest.mark.parametrize(("at", "final"), [("2026-11-23 16:24:59", False), ("2026-11-23 16:25", True)])
def test_a_late_feed_has_the_close_later(at, final):
    desk = desk_at(at)
    give_bars(desk, "HSI")
    received(desk, at, quote_of(desk, "HSI", time=moment("2026-11-23 16:08:30"), delayed=True))
    [(_, found)] = standings_now(desk.state, CALENDARS).standings
    assert found.final is final


def test_a_half_day_closes_at_noon():
    at = "2026-12-24 12:10"
    desk = desk_at(at)
    days = CALENDARS.hong_kong.sessions_before(date(2026, 12, 24), BARS)
    bars = tuple(Bar(day, 100.0, 100.0, 100.0, 100.0) for day in days)
    desk.state.apply(BarsUpdate(source_of(desk), DailyBars("HSI", Adjustment.NONE, bars)))
    received(desk, at, quote_of(desk, "HSI", time=moment("2026-12-24 12:09")))
    [(_, found)] = standings_now(desk.state, CALENDARS).standings
    assert (found.day, found.final) == (date(2026, 12, 24), True)


@pytest.mark.parametrize(
    "quote",
    [
        {"last": None, "state": QuoteState.AUCTION, "indicative": 101.0},
        {"state": QuoteState.SUSPENDED},
        {"time": None},
        {"time": moment("2026-11-22 10:00")},  # a Sunday
    ],
)
def test_without_a_price_of_a_session_there_is_no_standing(quote):
    desk = desk_at()
    give_bars(desk, "00700.HK")
    give_quotes(desk, quote_of(desk, "00700.HK", **quote))
    assert standings_now(desk.state, CALENDARS).standings == ()


def test_bars_that_end_too_early_make_no_standing():
    desk = market()
    held = desk.state.bars["HSI"].value
    desk.state.apply(BarsUpdate(source_of(desk), replace(held, bars=held.bars[:-1])))
    assert standings_now(desk.state, CALENDARS).standings == ()


def test_the_whole_universe_has_standings():
    desk = desk_at()
    for instrument in UNIVERSE:
        give_quotes(desk, quote_of(desk, instrument.symbol))
        give_bars(desk, instrument.symbol)
    found = dict(standings_now(desk.state, CALENDARS).standings)
    # In New York it is still Sunday.
    assert found.keys() == {item.symbol for item in UNIVERSE if item.market is not Market.UNITED_STATES}
    assert found["00700.HK"].bases == {"5d": 100.0, "20d": 100.0}
