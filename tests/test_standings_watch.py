"""Highs and lows are told of the run that they were asked of, and of no other."""

from __future__ import annotations

from datetime import date, timedelta

from tests.panes.desks import desk_at, give_quotes, moment, quote_of, source_of
from tui import standings_watch
from tui.clock import Clock
from tui.market.series import Adjustment, Bar, DailyBars
from tui.market.state import MarketState
from tui.market.updates import BarsUpdate, SimulationStarted, StandingsUpdate

DAYS = 30


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


def market() -> MarketState:
    desk = desk_at()
    give_quotes(desk, quote_of(desk, "HSI"))
    first = date(2026, 11, 23) - timedelta(days=DAYS)
    bars = tuple(Bar(first + timedelta(days=n), 100.0, 100.0, 100.0, 100.0) for n in range(DAYS))
    desk.state.apply(BarsUpdate(source_of(desk), DailyBars("HSI", Adjustment.NONE, bars)))
    return desk.state


async def told(state: MarketState) -> list[StandingsUpdate]:
    found = []
    watch = standings_watch.watch_standings(state, desk_at().calendars, QuickClock(1))
    try:
        async for update in watch:
            found.append(update)
    except RuntimeError:  # how an ended clock leaves a generator
        pass
    return found


async def test_a_high_is_told():
    [update] = await told(market())
    assert [symbol for symbol, _ in update.standings] == ["HSI"]


async def test_what_was_asked_of_a_run_that_is_over_is_not_told(monkeypatch):
    state = market()
    answers = standings_watch.answers

    def restarted_meanwhile(asked):
        state.apply(SimulationStarted("next", "rally"))
        return answers(asked)

    monkeypatch.setattr(standings_watch, "answers", restarted_meanwhile)
    assert await told(state) == []
