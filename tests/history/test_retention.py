"""What is dropped by age and for want of room, that the file then shrinks, and that the last state stays."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.history.examples import (
    DAY,
    LIMITS,
    MEGABYTE,
    NOW,
    SIMULATED,
    TODAY,
    bars_update,
    flow_update,
    item,
    last_state,
    minutes_update,
    names_update,
    southbound_days,
    store_at,
)
from tui.history import reading
from tui.history.opening import open_to_read
from tui.history.places import REAL
from tui.history.retention import ROOM_LEFT, bytes_used

LONG_AGO = TODAY - 200 * DAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def tidied(path: Path, *records, limits=LIMITS, now=NOW, world: str = REAL) -> None:
    store = store_at(path, limits=limits)
    store.write([item(record, world) for record in records], NOW)
    store.tidy(now)
    store.close()


def ask(path: Path, question, *arguments):
    with closing(open_to_read(path)) as connection:
        return question(connection, *arguments)


def days_of(path: Path, symbol: str = "HSI", world: str = REAL):
    return [series.date for series in ask(path, reading.days_of_minutes, world, symbol, TODAY + DAY, 999)]


def test_old_minutes_go_and_their_rows_with_them(path):
    old, kept = TODAY - 61 * DAY, TODAY - 60 * DAY
    tidied(path, minutes_update(day=old), minutes_update(day=kept), minutes_update(), flow_update(old), flow_update())
    assert days_of(path) == [kept, TODAY]
    assert [day.date for day in ask(path, reading.southbound_flows, REAL, TODAY + DAY, 9)] == [TODAY]
    for table, parent, head in (
        ("minutes", "series", "minute_series"),
        ("southbound_minutes", "flow", "southbound_flows"),
    ):
        orphans = f"SELECT count(*) FROM {table} WHERE {parent} NOT IN (SELECT id FROM {head})"
        assert ask(path, lambda connection, sql=orphans: connection.execute(sql).fetchone()) == (0,)


def test_old_bars_go_and_wholeness_starts_later(path):
    limits = replace(LIMITS, bars=10 * DAY)
    first = TODAY - 29 * DAY
    store = store_at(path)
    store.write([item(bars_update(days=30, whole_from=first))], NOW)
    store.close()
    tidied(path, limits=limits)
    found = ask(path, reading.bars, REAL, "HSI")
    assert found.bars[0].date == found.whole_from == TODAY - 10 * DAY


def test_an_instrument_whose_bars_are_all_old_goes_altogether(path):
    tidied(path, bars_update("00011.HK", last=TODAY - 2000 * DAY), bars_update("HSI"))
    assert ask(path, reading.bars, REAL, "00011.HK") is None
    assert ask(path, reading.bars, REAL, "HSI") is not None


def test_southbound_days_and_active_names_go_with_the_bars(path):
    old = TODAY - LIMITS.bars - 2 * DAY
    tidied(path, southbound_days(1, last=old), southbound_days(1), names_update(old), names_update())
    assert [day.date for day in ask(path, reading.southbound_days, REAL)] == [TODAY - DAY]
    rows = ask(path, lambda connection: connection.execute("SELECT DISTINCT date FROM active_names").fetchall())
    assert rows == [(TODAY.isoformat(),)]


@pytest.mark.parametrize("now", [NOW, NOW + 3650 * DAY], ids=["after a long absence", "with a clock that is ahead"])
def test_age_counts_from_the_newest_day_that_was_kept(path, now):
    tidied(path, minutes_update(day=LONG_AGO), bars_update(last=LONG_AGO), last_state(), now=now)
    assert days_of(path) == [LONG_AGO]
    assert ask(path, reading.bars, REAL, "HSI") is not None


def test_a_day_of_the_future_does_not_empty_the_file(path):
    tidied(path, minutes_update(day=TODAY + 3650 * DAY), minutes_update(day=TODAY - DAY))
    assert TODAY - DAY in days_of(path)


def test_each_world_ages_by_itself(path):
    store = store_at(path)
    store.write([item(minutes_update(day=LONG_AGO), SIMULATED)], NOW)
    store.close()
    tidied(path, minutes_update())
    assert days_of(path, world=SIMULATED) == [LONG_AGO]


def heavy(days: int, symbols: int = 12):
    """So many days of minutes: about ten kilobytes a series."""
    for number in range(days):
        for symbol in range(symbols):
            yield minutes_update(f"{symbol:05d}.HK", day=TODAY - number * DAY, until=960)


def test_without_room_the_oldest_minutes_go_first_and_the_file_shrinks(path):
    limits = replace(LIMITS, most_bytes=2 * MEGABYTE)
    tidied(path, *heavy(30), bars_update(days=800), last_state())
    before = path.stat().st_size
    assert before > limits.most_bytes
    tidied(path, limits=limits)
    left = days_of(path, "00000.HK")
    assert left == [TODAY - number * DAY for number in reversed(range(len(left)))] and 0 < len(left) < 30
    assert len(ask(path, reading.bars, REAL, "HSI").bars) == 800
    assert ask(path, reading.last_state) == (REAL, last_state())
    assert ask(path, bytes_used) <= ROOM_LEFT * limits.most_bytes
    assert path.stat().st_size <= limits.most_bytes < before
    assert ask(path, lambda connection: connection.execute("PRAGMA integrity_check").fetchone()) == ("ok",)


def test_then_the_oldest_bars_go_and_never_the_newest_minutes_nor_the_last_state(path):
    limits = replace(LIMITS, most_bytes=MEGABYTE // 2)
    many = (bars_update(f"{number:05d}.HK", days=800, whole_from=LONG_AGO - 1000 * DAY) for number in range(20))
    tidied(path, *heavy(3, 4), *many, last_state())
    tidied(path, limits=limits)
    assert days_of(path, "00000.HK") == [TODAY]
    found = ask(path, reading.bars, REAL, "00000.HK")
    assert 0 < len(found.bars) < 800 and found.bars[-1].date == TODAY and found.whole_from <= found.bars[0].date
    assert found.whole_from > LONG_AGO - 1000 * DAY
    assert ask(path, reading.last_state) == (REAL, last_state())


def test_a_file_within_its_limits_is_left_as_it_is(path):
    tidied(path, *heavy(3), bars_update(days=100))
    assert len(days_of(path, "00000.HK")) == 3
    assert len(ask(path, reading.bars, REAL, "HSI").bars) == 100
