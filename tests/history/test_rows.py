"""Records come back from the file as they went in; what is written twice is there once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.history.examples import (
    DAY,
    LIMITS,
    NOW,
    SIMULATED,
    TODAY,
    bars,
    bars_update,
    flow,
    flow_update,
    item,
    keep,
    minutes,
    minutes_update,
    names_update,
    report_update,
    source,
    southbound_days,
    store_at,
)
from tui.history import reading
from tui.history.opening import open_to_read
from tui.history.places import REAL
from tui.market.series import Adjustment, Bar, DailyBars, Minute, MinuteSeries
from tui.market.southbound import SouthboundDaily, SouthboundDay
from tui.market.updates import (
    BarsUpdate,
    MinutesUpdate,
    PastMinutesUpdate,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
)

TOMORROW = TODAY + DAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.db"


def ask(path: Path, question, *arguments):
    connection = open_to_read(path)
    assert connection is not None
    with closing(connection):
        return question(connection, *arguments)


def kept_minutes(path: Path, symbol: str = "HSI", world: str = REAL) -> tuple[MinuteSeries, ...]:
    return ask(path, reading.days_of_minutes, world, symbol, TOMORROW, 99)


def rows_of(path: Path, table: str) -> list[tuple[object, ...]]:
    return ask(path, lambda connection: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall())


FIGURE = st.floats(allow_nan=False, allow_infinity=False)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@st.composite
def any_bars(draw) -> DailyBars:
    days = sorted(draw(st.sets(st.dates(TODAY - 2 * LIMITS.bars, TODAY), min_size=1, max_size=20)))
    maybe = st.none() | FIGURE
    made = [Bar(day, *(draw(FIGURE) for _ in range(4)), draw(maybe), draw(maybe)) for day in days]
    return DailyBars("00700.HK", draw(st.sampled_from(Adjustment)), tuple(made), draw(st.none() | DAYS))


@st.composite
def any_minutes(draw) -> MinuteSeries:
    maybe = st.none() | FIGURE
    numbers = sorted(draw(st.sets(st.integers(0, 1439), min_size=1, max_size=20)))
    made = [Minute(number, draw(FIGURE), draw(maybe), draw(maybe)) for number in numbers]
    return MinuteSeries("00700.HK", TODAY, draw(maybe), tuple(made))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=any_bars(), then=any_bars())
def test_bars_come_back_as_they_were_and_newer_ones_take_their_place(first, then, tmp_path_factory):
    path = tmp_path_factory.mktemp("bars") / "history.db"
    for had in (first, then):
        keep(path, BarsUpdate(source(), had))
        found = ask(path, reading.bars, REAL, "00700.HK")
        within = tuple(bar for bar in had.bars if bar.date >= had.bars[-1].date - LIMITS.bars)
        assert found is not None and found.bars == within and found.adjustment is had.adjustment


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(series=any_minutes())
def test_minutes_come_back_as_they_were(series, tmp_path_factory):
    path = tmp_path_factory.mktemp("minutes") / "history.db"
    keep(path, MinutesUpdate(source(), series))
    assert kept_minutes(path, "00700.HK") == (series,)


@pytest.mark.parametrize("table", ["bars", "minutes", "southbound_days", "southbound_minutes", "active_names"])
def test_what_is_written_twice_is_there_once(path, table):
    for _ in range(2):
        keep(path, bars_update(), minutes_update(), flow_update(), southbound_days(), names_update())
    first = rows_of(path, table)
    keep(path, bars_update(), minutes_update(), flow_update(), southbound_days(), names_update())
    assert rows_of(path, table) == first and len(first) == len(set(first)) > 0


def test_bars_older_than_may_be_kept_are_not_written_and_wholeness_starts_later(path):
    limits = replace(LIMITS, bars=3 * DAY)
    keep(path, BarsUpdate(source(), bars(days=10, whole_from=TODAY - 9 * DAY)), limits=limits)
    found = ask(path, reading.bars, REAL, "HSI")
    assert [bar.date for bar in found.bars] == [TODAY - number * DAY for number in (3, 2, 1, 0)]
    assert found.whole_from == TODAY - 3 * DAY


def test_bars_of_another_adjustment_replace_all_that_were_there(path):
    keep(path, BarsUpdate(source(), bars(days=10)))
    keep(path, BarsUpdate(source("sina"), replace(bars(days=3, base=50.0), adjustment=Adjustment.NONE)))
    found = ask(path, reading.bars, REAL, "HSI")
    assert found.adjustment is Adjustment.NONE
    assert [bar.open for bar in found.bars] == [50.0, 50.0, 50.0]
    assert rows_of(path, "bar_series")[0][4] == "sina"


def test_no_bars_leave_those_that_are_kept(path):
    keep(path, BarsUpdate(source(), bars()), BarsUpdate(source(), replace(bars(), bars=())))
    assert ask(path, reading.bars, REAL, "HSI") == bars()


def test_a_running_day_grows_and_a_finished_one_stands_beside_it(path):
    keep(path, minutes_update(day=TODAY - DAY, until=960), minutes_update(until=600))
    keep(path, minutes_update(until=642))
    assert kept_minutes(path) == (minutes(day=TODAY - DAY, until=960), minutes(until=642))


def past(*days: MinuteSeries) -> PastMinutesUpdate:
    return PastMinutesUpdate(source("eastmoney"), "HSI", days)


def test_minutes_with_turnover_take_the_place_of_those_without(path):
    yesterday = TODAY - DAY
    keep(path, minutes_update(day=yesterday, until=960, turnover=False))
    by_five = minutes(day=yesterday, until=960, every=5)
    keep(path, past(by_five))
    assert kept_minutes(path) == (by_five,)
    # The next morning the feed of the day's minutes gives the same day once more, without turnover.
    keep(path, minutes_update(day=yesterday, until=960, turnover=False))
    assert kept_minutes(path) == (by_five,)


def test_every_minute_of_a_finished_day_is_worth_more_than_every_fifth(path):
    whole = minutes(day=TODAY - DAY, until=960)
    keep(path, MinutesUpdate(source(), whole), past(minutes(day=TODAY - DAY, until=960, every=5)))
    assert kept_minutes(path) == (whole,)


def test_a_day_that_was_recorded_in_part_is_completed(path):
    by_five = minutes(day=TODAY - DAY, until=960, every=5)
    keep(path, minutes_update(day=TODAY - DAY, until=700), past(by_five))
    assert kept_minutes(path) == (by_five,)


def test_the_flow_of_a_day_comes_back_with_its_minutes(path):
    keep(path, flow_update(TODAY - DAY, until=960), flow_update(until=600))
    keep(path, flow_update(until=642))
    found = ask(path, reading.southbound_flows, REAL, TOMORROW, 99)
    assert found == (flow(TODAY - DAY, until=960), flow(until=642))


def test_totals_alone_leave_the_minutes_of_the_day(path):
    totals = SouthboundDay(TODAY, 5e9, 3e9, 2e9)
    keep(path, flow_update(), SouthboundUpdate(source("hkex"), totals))
    (found,) = ask(path, reading.southbound_flows, REAL, TOMORROW, 99)
    assert found.net_buy == 5e9 and found.minutes == flow().minutes


def test_a_day_without_trading_and_a_day_without_figures_are_not_kept(path):
    empty = SouthboundUpdate(source(), SouthboundDay(TODAY, None, None, None))
    keep(path, flow_update(trading=False), empty)
    assert rows_of(path, "southbound_flows") == []


def test_a_southbound_figure_that_is_missing_later_stays(path):
    keep(path, southbound_days(2))
    without = SouthboundDaily(TODAY - DAY, None, 6e10)
    keep(path, SouthboundHistoryUpdate(source(), (without,)))
    found = ask(path, reading.southbound_days, REAL)
    assert found == (SouthboundDaily(TODAY - 2 * DAY, 1e9, 5e10), SouthboundDaily(TODAY - DAY, 0.0, 6e10))


def test_the_newest_active_names_come_back_in_their_order(path):
    newest = names_update()
    keep(path, newest, names_update(TODAY - DAY))
    assert ask(path, reading.active_names, REAL) == newest.names


def test_what_a_source_of_events_said_comes_back_as_it_was(path):
    update = report_update()
    keep(path, update)
    assert ask(path, reading.event_reports, REAL) == (update.report,)


def test_answers_of_a_source_are_joined_whichever_comes_first(path):
    older, newer = report_update("50.3", fetched=NOW - timedelta(hours=1)), report_update(None)
    for first, second in ((older, newer), (newer, older)):
        keep(path, first)
        keep(path, second)
        [kept] = ask(path, reading.event_reports, REAL)
        assert kept.fetched == NOW
        assert [notice.actual for notice in kept.notices] == ["50.3"]


def test_what_a_wrong_clock_put_into_the_future_gives_way(path):
    keep(path, report_update("50.3", fetched=NOW + timedelta(days=60)))
    keep(path, report_update("50.4"))
    [kept] = ask(path, reading.event_reports, REAL)
    assert (kept.fetched, kept.notices[0].actual) == (NOW, "50.4")


def test_a_report_of_another_form_is_left_out_and_written_anew(path):
    keep(path, report_update())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE event_reports SET report = '{}'")
    assert ask(path, reading.event_reports, REAL) == ()
    keep(path, report_update())
    assert ask(path, reading.event_reports, REAL) == (report_update().report,)


def test_worlds_are_kept_apart(path):
    keep(path, bars_update(base=100.0), minutes_update(), flow_update())
    keep(path, bars_update(base=7.0), world=SIMULATED)
    assert ask(path, reading.bars, REAL, "HSI").bars[0].open == 100.0
    assert ask(path, reading.bars, SIMULATED, "HSI").bars[0].open == 7.0
    assert kept_minutes(path, world=SIMULATED) == ()
    assert ask(path, reading.southbound_flows, SIMULATED, TOMORROW, 99) == ()


def test_only_what_differs_is_written(path):
    """A running day is written every minute: all its rows anew would be megabytes a day."""
    store = store_at(path)
    store.write([item(bars_update(days=800)), item(minutes_update(until=900))], NOW)
    before = store.connection.total_changes
    store.write([item(bars_update(days=800)), item(minutes_update(until=901))], NOW)
    heads_and_one_minute = 3
    assert store.connection.total_changes - before == heads_and_one_minute
    store.close()


def test_stamps_are_moments_with_their_offset(path):
    keep(path, bars_update())
    assert datetime.fromisoformat(str(rows_of(path, "bar_series")[0][5])) == NOW
