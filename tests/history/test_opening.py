"""The file itself: made new, brought up from an older version, left alone, or moved aside."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from tests.history.examples import NOW, bars, bars_update, item, keep, last_state, store_at
from tui.history import reading
from tui.history.opening import open_to_read, open_to_write
from tui.history.places import REAL
from tui.history.problems import DamagedError, HistoryError, NotOursError
from tui.history.schema import FIRST, STEPS, migrate, version_of

ROOT_IGNORES_PERMISSIONS = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.db"


OPENINGS = 60
AT_ONCE = 4
"""Programs that are started at the same moment, as the panes of a restored tmux session are."""


def connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, isolation_level=None)


def test_a_new_file_is_in_the_newest_version_and_shrinks_when_rows_go(path):
    with closing(open_to_write(path, NOW).connection) as connection:
        assert version_of(connection) == len(STEPS)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        incremental = 2
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (incremental,)


@pytest.mark.parametrize("attempt", range(OPENINGS))
def test_those_who_open_a_new_file_at_the_same_moment_all_get_it(path, attempt):
    barrier = Barrier(AT_ONCE)

    def opened() -> int:
        barrier.wait()
        with closing(open_to_write(path, NOW).connection) as connection:
            return version_of(connection)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        versions = [future.result() for future in [pool.submit(opened) for _ in range(AT_ONCE)]]
    assert versions == [len(STEPS)] * AT_ONCE


def test_an_older_file_is_brought_up_with_all_that_is_in_it(path):
    with closing(connected(path)) as old:
        migrate(old, (FIRST,))
        assert version_of(old) == 1
        old.execute("INSERT INTO bar_series VALUES (7, 'real', 'HSI', 'forward', 'tencent', ?, NULL)", (str(NOW),))
        for bar in bars().bars:
            figures = (bar.open, bar.high, bar.low, bar.close, None, bar.turnover)
            old.execute("INSERT INTO bars VALUES (7, ?, ?, ?, ?, ?, ?, ?)", (bar.date.isoformat(), *figures))
    with closing(open_to_write(path, NOW).connection) as connection:
        assert version_of(connection) == len(STEPS)
        assert reading.bars(connection, REAL, "HSI") == bars()
        assert reading.event_reports(connection, REAL) == ()


def test_an_older_file_is_read_before_it_is_brought_up(path):
    with closing(connected(path)) as old:
        migrate(old, (FIRST,))
    with closing(open_to_read(path)) as connection:
        assert reading.last_state(connection) is None
        assert version_of(connection) == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(path):
    with closing(connected(path)) as connection:
        migrate(connection, (FIRST,))
        broken = ("CREATE TABLE more (a)", "CREATE TABLE last_state (twice)")
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, (FIRST, broken))
        assert version_of(connection) == 1
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)


@pytest.mark.parametrize("opened", [lambda path: open_to_write(path, NOW), open_to_read])
def test_a_file_of_a_newer_version_is_left_alone(path, opened):
    keep(path, bars_update())
    with closing(connected(path)) as newer:
        newer.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
        newer.execute("CREATE TABLE of_the_future (a)")
    before = path.read_bytes()
    with pytest.raises(NotOursError, match="newer cnhk, left alone"):
        opened(path)
    assert path.read_bytes() == before


def test_a_file_that_is_migrated_while_it_is_open_is_not_written_any_more(path):
    store = store_at(path)
    with closing(connected(path)) as newer:
        newer.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(NotOursError):
        store.write([item(bars_update())], NOW)
    assert reading.bars(store.connection, REAL, "HSI") is None
    store.close()


def test_the_database_of_another_program_is_left_alone(path):
    with closing(connected(path)) as other:
        other.execute("CREATE TABLE songs (title)")
    with pytest.raises(NotOursError, match="another program"):
        open_to_write(path, NOW)
    with closing(connected(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


@pytest.mark.parametrize("damage", [b"not a database", b"SQLite format 3\0" + b"\xff" * 8176], ids=["text", "header"])
def test_a_damaged_file_is_moved_aside_whole_and_a_new_one_begun(path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    opened = open_to_write(path, NOW)
    with closing(opened.connection):
        assert opened.moved_to == path.with_name("history.damaged-20261123T104231.db")
        assert opened.moved_to.read_bytes() == damage
        assert version_of(opened.connection) == len(STEPS)


def test_damage_in_the_middle_is_found(path):
    keep(path, bars_update(days=800), last_state())
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(size // 2)
        file.write(b"\xa5" * 8192)
    opened = open_to_write(path, NOW, thorough=True)
    opened.connection.close()
    assert opened.moved_to is not None and opened.moved_to.stat().st_size == size


def test_a_damaged_file_is_told_to_readers_and_stays_where_it_is(path):
    path.parent.mkdir()
    path.write_bytes(b"not a database")
    with pytest.raises(DamagedError, match="damaged"):
        open_to_read(path)
    assert path.read_bytes() == b"not a database"


def test_no_file_is_no_error_for_readers_and_none_is_made(path):
    assert open_to_read(path) is None
    assert not path.parent.exists()


def test_a_file_in_the_place_of_the_folder_is_told_with_its_path(path):
    path.parent.write_text("a file", encoding="utf-8")
    with pytest.raises(HistoryError, match=r"exists.*state\)"):
        open_to_write(path, NOW)


@ROOT_IGNORES_PERMISSIONS
def test_a_folder_that_may_not_be_written_is_told(path):
    path.parent.mkdir(mode=0o500)
    with pytest.raises(HistoryError, match="the folder cannot be written"):
        open_to_write(path, NOW)


def test_a_log_that_a_killed_process_left_is_read_along(path):
    """As after SIGKILL: the rows stand in the log alone, and nobody has closed the file."""
    store = store_at(path)
    store.write([item(bars_update())], NOW)
    assert path.with_name("history.db-wal").stat().st_size > 0
    with closing(open_to_read(path)) as connection:
        assert reading.bars(connection, REAL, "HSI") == bars()
    store.close()
