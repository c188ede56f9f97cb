"""Yesterday's figures under today's date: recognised, and never held as today's."""

from datetime import date

import pytest

from tests.market.shares import NOW
from tui.market.instruments import Universe
from tui.market.southbound import (
    SouthboundDaily,
    SouthboundDay,
    SouthboundMinute,
    is_repeat,
    without_figures,
)
from tui.market.state import MarketState
from tui.market.updates import SimulationStarted, Source, SouthboundHistoryUpdate, SouthboundUpdate
from tui.shipped import load_calendars

FRIDAY, TODAY = date(2026, 11, 20), date(2026, 11, 23)
HISTORY = (SouthboundDaily(date(2026, 11, 19), 1e9, 70e9), SouthboundDaily(FRIDAY, 6.42e9, 80e9))
SOURCE = Source("eastmoney", NOW, 0.1, 60.0)


def day(net=6.42e9, on=TODAY, **fields):
    return SouthboundDay(on, net, 4e9, None if net is None else net - 4e9, **fields)


@pytest.mark.parametrize(
    ("given", "repeat"),
    [
        (day(), True),
        (day(6.42e9 + 19_900.0), True),
        (day(6.42e9 - 20_100.0), False),
        (day(buy=43.21e9, sell=36.79e9), True),
        (day(buy=3.21e9, sell=6.79e9), False),
        (day(1e9), False),  # the day before the last one is no repeat
        (day(on=FRIDAY), False),  # it is that day
        (day(None), False),
        (day(0.0), False),
        (day(1.5e9, trading=False), True),
    ],
)
def test_totals_of_the_last_finished_day_under_a_later_date_are_a_repeat(given, repeat):
    assert is_repeat(given, HISTORY) is repeat


def test_a_table_without_figures_of_the_last_day_is_searched_for_the_last_one_that_has_them():
    assert is_repeat(day(), (*HISTORY, SouthboundDaily(TODAY, None)))
    assert is_repeat(day(), (*HISTORY, SouthboundDaily(TODAY, 6.42e9)))
    assert not is_repeat(day(), ())


def test_a_day_without_connect_is_told_by_the_calendars():
    calendars = load_calendars()
    assert is_repeat(day(1.5e9, on=date(2026, 10, 19)), HISTORY, calendars=calendars)
    assert is_repeat(day(1.5e9, on=date(2026, 11, 22)), HISTORY, calendars=calendars)
    assert not is_repeat(day(1.5e9), HISTORY, calendars=calendars)


def test_the_day_held_before_tells_too():
    assert is_repeat(day(), (), before=day(on=FRIDAY))
    assert not is_repeat(day(), (), before=day(6.41e9, on=FRIDAY))
    assert not is_repeat(day(), (), before=day())


@pytest.fixture
def state() -> MarketState:
    return MarketState(Universe.of([]))


def told(state, *days):
    for item in days:
        state.apply(SouthboundUpdate(SOURCE, item))
    assert state.southbound is not None
    return state.southbound.value


def test_a_repeat_is_a_day_without_figures(state):
    state.apply(SouthboundHistoryUpdate(SOURCE, HISTORY))
    repeat = day(minutes=(SouthboundMinute(970, 4e9, 2.42e9, 6.42e9),), buy=43.21e9, sell=36.79e9)
    assert told(state, repeat) == without_figures(repeat) == SouthboundDay(TODAY, None, None, None)


def test_a_repeat_is_recognised_by_the_day_held_before_however_often_it_comes(state):
    assert told(state, day(on=FRIDAY), day(), day(), day()) == SouthboundDay(TODAY, None, None, None)
    assert told(state, day(0.5e9)) == day(0.5e9)


def test_a_repeat_is_recognised_once_the_table_of_days_comes(state):
    assert told(state, day()) == day()
    changes = state.apply(SouthboundHistoryUpdate(SOURCE, HISTORY))
    assert changes.southbound
    assert told(state) == SouthboundDay(TODAY, None, None, None)


def test_a_repeat_does_not_replace_figures_of_the_day(state):
    state.apply(SouthboundHistoryUpdate(SOURCE, HISTORY))
    assert told(state, day(0.5e9)) == day(0.5e9)
    assert not state.apply(SouthboundUpdate(SOURCE, day()))
    assert told(state) == day(0.5e9)


def test_a_day_that_ends_as_the_table_then_says_stays(state):
    assert told(state, day()) == day()
    state.apply(SouthboundHistoryUpdate(SOURCE, (HISTORY[0], SouthboundDaily(TODAY, 6.42e9, 80e9))))
    assert told(state, day()) == day()


def test_a_new_run_has_no_day_before(state):
    told(state, day(on=FRIDAY), day())
    state.apply(SimulationStarted("next", "rally"))
    assert told(state, day()) == day()
