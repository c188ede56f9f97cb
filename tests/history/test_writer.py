"""The writer keeps what it is given, whatever the disk does meanwhile, and never lets the event loop wait."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.history.examples import (
    DAY,
    LIMITS,
    NOW,
    TODAY,
    bars,
    bars_update,
    flow_update,
    item,
    keep,
    last_state,
    minutes,
    minutes_update,
    stopped_clock,
)
from tests.panes.desks import CALENDARS, UNIVERSE
from tui.history import reading
from tui.history.kept import KeptOnDisk
from tui.history.mailbox import Mailbox
from tui.history.opening import open_to_read
from tui.history.places import REAL
from tui.history.store import Store
from tui.history.troubles import READING, Troubles
from tui.history.writer import Pace, Writer
from tui.market.updates import HistoryTrouble

PATIENCE_SECONDS = 30.0
AT_ONCE = Pace(commit=0.0, retry=0.0, tidy=1e9, notice=1e9)
NOT_AGAIN = Pace(commit=0.0, retry=1e9, tidy=1e9, notice=1e9)
"""After a failure nothing is tried again until somebody asks for it."""


class Desk:
    """A writer on a file, and what it tells."""

    def __init__(self, path: Path, open_store: Callable[[datetime, bool], Store] | None = None, pace=AT_ONCE) -> None:
        self.path = path
        self.told: list[HistoryTrouble] = []
        self.clock = stopped_clock()
        self._open = open_store or self.open_store
        self.troubles = Troubles(self.clock, self.told.append)
        self.writer = Writer(self._open, self.clock, self.troubles, pace)

    def open_store(self, now: datetime, thorough: bool) -> Store:
        return Store(self.path, LIMITS, now, thorough=thorough)

    def put(self, *records) -> None:
        for record in records:
            self.writer.put(item(record))

    def flush(self) -> bool:
        return self.writer.flush(PATIENCE_SECONDS)

    @property
    def reasons(self) -> list[str | None]:
        return [trouble.reason for trouble in self.told]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.db"


@pytest.fixture
def running():
    """Starts writers, and ends them."""
    desks: list[Desk] = []

    def start(*arguments, **named) -> Desk:
        desks.append(Desk(*arguments, **named))
        desks[-1].writer.start()
        return desks[-1]

    yield start
    for desk in desks:
        assert desk.writer.close(PATIENCE_SECONDS)


def kept_bars(path: Path, symbol: str = "HSI"):
    with closing(open_to_read(path)) as connection:
        return reading.bars(connection, REAL, symbol)


def test_what_is_put_is_in_the_file(path, running):
    desk = running(path)
    desk.put(bars_update(), last_state(), minutes_update(), flow_update())
    assert desk.flush()
    assert kept_bars(path) == bars()
    with closing(open_to_read(path)) as connection:
        assert reading.last_state(connection) == (REAL, last_state())
    assert desk.told == []


def test_what_still_waits_is_written_at_the_end(path):
    desk = Desk(path, pace=Pace(commit=1e9))
    desk.writer.start()
    desk.put(bars_update("HSI"))
    assert desk.flush()
    desk.put(bars_update("HSTECH"))
    assert desk.writer.close(PATIENCE_SECONDS)
    assert kept_bars(path, "HSTECH") == bars("HSTECH")


def test_nothing_put_makes_no_file(path):
    desk = Desk(path)
    desk.writer.start()
    assert desk.writer.close(PATIENCE_SECONDS)
    assert not path.parent.exists()


class StuckStore(Store):
    """A disk that takes its time."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, LIMITS, NOW)
        self.reached = threading.Event()
        self.goes_on = threading.Event()
        self.batches: list[int] = []

    def write(self, items, now) -> None:
        kept = list(items)
        self.batches.append(len(kept))
        self.reached.set()
        assert self.goes_on.wait(PATIENCE_SECONDS)
        super().write(kept, now)


def test_a_slow_disk_makes_nobody_wait_and_only_the_newest_of_each_subject_waits(path, running):
    made: list[StuckStore] = []

    def open_store(now: datetime, thorough: bool) -> Store:
        store = StuckStore(path)
        # One connection serves one thread.
        made.append(store)
        return store

    desk = running(path, open_store)
    desk.put(bars_update())
    while not made:
        pass
    assert made[0].reached.wait(PATIENCE_SECONDS)
    for number in range(10_000):
        desk.put(last_state(float(number)), bars_update(base=float(number)))
    made[0].goes_on.set()
    assert desk.flush()
    assert sum(made[0].batches) <= 1 + 2 + 2
    assert kept_bars(path) == bars(base=9999.0)
    with closing(open_to_read(path)) as connection:
        assert reading.last_state(connection) == (REAL, last_state(9999.0))


def test_the_box_is_bounded_and_gives_up_the_oldest():
    box = Mailbox(most=3)
    for number in range(5):
        box.put(item(bars_update(f"0000{number}.HK")))
    assert [held.record.bars.symbol for held in box.take().values()] == ["00002.HK", "00003.HK", "00004.HK"]


def test_what_is_given_back_does_not_replace_what_came_since():
    box = Mailbox()
    box.put(item(bars_update(base=1.0)))
    box.put(item(bars_update("HSTECH")))
    taken = box.take()
    box.put(item(bars_update(base=2.0)))
    box.give_back(taken)
    waiting = {held.record.bars.symbol: held.record.bars.bars[0].open for held in box.take().values()}
    assert waiting == {"HSI": 2.0, "HSTECH": 100.0}


def test_totals_do_not_push_the_minutes_of_the_day_out_of_the_box():
    box = Mailbox()
    box.put(item(flow_update()))
    box.put(item(flow_update(until=569)))
    assert len(box.take()) == 2


def full(path: Path, pages: int) -> Callable[[datetime, bool], Store]:
    """Opens a file for which there is no more room than so many pages."""

    def open_store(now: datetime, thorough: bool) -> Store:
        store = Store(path, LIMITS, now, thorough=thorough)
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        return store

    return open_store


def test_a_full_disk_is_told_once_with_its_path_loses_nothing_and_is_over_when_there_is_room(path, running):
    keep(path, bars_update("HSI"))
    room = {"pages": 25}
    desk = running(path, lambda now, thorough: full(path, room["pages"])(now, thorough), pace=NOT_AGAIN)
    desk.put(bars_update("HSTECH", days=800), bars_update("HSCEI", days=800), bars_update("HSI"))
    assert not desk.flush()
    assert not desk.flush()
    assert desk.reasons == [f"disk full ({path})"]
    assert kept_bars(path, "HSI") == bars("HSI")
    assert kept_bars(path, "HSTECH") is None

    room["pages"] = 100_000
    desk.put(last_state())
    assert desk.flush()
    assert desk.reasons == [f"disk full ({path})", None]
    assert kept_bars(path, "HSTECH") == bars("HSTECH", days=800)
    assert kept_bars(path, "HSCEI") == bars("HSCEI", days=800)


def test_a_locked_file_is_told_and_written_once_it_is_free(path, running):
    keep(path, bars_update())

    def open_store(now: datetime, thorough: bool) -> Store:
        store = Store(path, LIMITS, now, thorough=thorough)
        store.connection.execute("PRAGMA busy_timeout = 0")
        return store

    desk = running(path, open_store, pace=NOT_AGAIN)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.put(bars_update("HSTECH"))
        assert not desk.flush()
        assert desk.reasons == [f"locked by another program ({path})"]
        other.execute("ROLLBACK")
    assert desk.flush()
    assert desk.reasons[1:] == [None]
    assert kept_bars(path, "HSTECH") == bars("HSTECH")


def test_a_folder_that_cannot_be_made_is_told_and_kept_in_once_it_can(path, running):
    path.parent.write_text("a file", encoding="utf-8")
    desk = running(path, pace=NOT_AGAIN)
    desk.put(bars_update())
    assert not desk.flush()
    assert desk.reasons == [f"file exists ({path.parent})"]
    path.parent.unlink()
    assert desk.flush()
    assert desk.reasons[1:] == [None]
    assert kept_bars(path) == bars()


def damage(path: Path) -> None:
    """Spoil everything behind the first page of the file."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))


def test_damage_while_it_runs_is_moved_aside_and_told_and_keeping_goes_on(path, running):
    desk = running(path)
    desk.put(bars_update(days=800))
    assert desk.flush()
    damage(path)
    desk.writer.suspect()
    desk.put(bars_update("HSTECH"))
    assert desk.flush()
    aside = path.with_name("history.damaged-20261123T104231.db")
    assert desk.reasons == [f"the file was damaged, a new one is begun (old: {aside})"]
    assert aside.exists() and kept_bars(path, "HSTECH") == bars("HSTECH")


async def test_damage_that_a_reader_found_is_told_until_the_file_is_replaced(path, running):
    desk = running(path)
    reader = KeptOnDisk(
        path, UNIVERSE, CALENDARS, desk.clock, desk.troubles, waits=False, found_damaged=desk.writer.suspect
    )
    desk.put(bars_update(days=800))
    assert desk.flush()
    damage(path)
    assert await reader.bars("HSI") is None
    assert desk.reasons == [f"damaged ({path})"]
    desk.put(bars_update("HSTECH"))
    assert desk.flush()
    aside = path.with_name("history.damaged-20261123T104231.db")
    assert desk.reasons[1:] == [f"the file was damaged, a new one is begun (old: {aside})"]


def test_what_a_reader_took_for_damage_is_over_when_all_of_the_file_was_found_sound(path, running):
    desk = running(path)
    desk.put(bars_update())
    assert desk.flush()
    desk.troubles.set(READING, "damaged")
    desk.put(bars_update(base=7.0))
    assert desk.flush()
    assert desk.reasons == ["damaged"]
    desk.writer.suspect()
    desk.put(bars_update(base=8.0))
    assert desk.flush()
    assert desk.reasons == ["damaged", None]


def test_a_file_that_was_deleted_is_begun_anew(path, running):
    desk = running(path)
    desk.put(bars_update())
    assert desk.flush()
    for part in path.parent.iterdir():
        part.unlink()
    desk.put(bars_update("HSTECH"))
    assert desk.flush()
    assert kept_bars(path, "HSTECH") == bars("HSTECH")
    assert desk.told == []


def test_a_record_that_no_table_can_hold_is_left_out_and_the_others_are_kept(path, running, caplog):
    desk = running(path)
    not_a_number = minutes_update(until=570)
    broken = bars_update(base=float("nan"))
    desk.put(not_a_number, broken, bars_update("HSTECH"))
    assert desk.flush()
    assert kept_bars(path, "HSI") is None
    assert kept_bars(path, "HSTECH") == bars("HSTECH")
    assert "cannot be kept" in caplog.text and desk.told == []


def test_a_bug_ends_neither_the_writer_nor_goes_unseen(path, running, caplog):
    class BrokenStore(Store):
        def write(self, items, now) -> None:
            if any(held.record == last_state() for held in items):
                raise AssertionError("a bug")
            super().write(items, now)

    desk = running(path, lambda now, thorough: BrokenStore(path, LIMITS, now), pace=AT_ONCE)
    desk.put(last_state())
    desk.flush()
    desk.put(bars_update())
    assert desk.flush()
    assert desk.reasons == ["internal error: AssertionError", None]
    assert "a bug" in caplog.text
    assert kept_bars(path) == bars()


def test_the_notice_of_a_damaged_file_is_taken_back_after_its_time(path, running):
    path.parent.mkdir()
    path.write_bytes(b"not a database")
    desk = running(path, pace=Pace(commit=0.0, retry=0.0, tidy=1e9, notice=60.0))
    desk.put(bars_update())
    assert desk.flush()
    assert len(desk.told) == 1
    desk.clock.stall(61.0)
    desk.put(minutes_update(day=TODAY - DAY))
    assert desk.flush()
    assert desk.reasons[1:] == [None]


def test_a_writer_that_cannot_write_ends_all_the_same(path):
    path.parent.write_text("a file", encoding="utf-8")
    desk = Desk(path, pace=NOT_AGAIN)
    desk.writer.start()
    desk.put(bars_update())
    assert desk.writer.close(PATIENCE_SECONDS)
    assert path.parent.read_text(encoding="utf-8") == "a file"


def test_the_minutes_of_two_days_wait_side_by_side():
    box = Mailbox()
    for day in (TODAY - DAY, TODAY):
        box.put(item(minutes_update(day=day)))
    assert [held.record.series for held in box.take().values()] == [minutes(day=TODAY - DAY), minutes()]
