"""Alerts on disk: rows and back, by two processes, and without those that are too old."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clocks import ManualClock
from tests.history.examples import LIMITS, NOW, SIMULATED, TODAY, item, store_at
from tests.panes.desks import CALENDARS, UNIVERSE
from tui.history.kept import KeptOnDisk
from tui.history.storing_alerts import alerts
from tui.history.troubles import Troubles
from tui.market.alerts.making import move_rule, price_rule
from tui.market.alerts.records import AlertBook, Fired, RuleMemory
from tui.market.alerts.rules import EventRule, Side, key_of

OVER = price_rule("00700.HK", Side.ABOVE, 600.0)
QUICK = move_rule("HSI", 1.0, 5)
EVENT = EventRule("cn-lpr", 3, 10)


def book(*log: Fired, **more) -> AlertBook:
    memory = {key_of(OVER): RuleMemory(armed=True, day=TODAY), key_of(EVENT): RuleMemory(told=("cn-lpr-2026-11@x",))}
    return AlertBook(**{"memory": memory, "own": (QUICK,), "log": log, **more})


def fired(minutes: int = 0, **more) -> Fired:
    return Fired(NOW + timedelta(minutes=minutes), OVER, 601.0, **more)


def test_a_book_comes_back_as_it_was(tmp_path: Path):
    store = store_at(tmp_path / "history.db")
    store.write([item(book(fired(), fired(1, quiet=True)))], NOW)
    found = alerts(store.connection, "real")
    assert found.memory[key_of(OVER)] == RuleMemory(armed=True, day=TODAY)
    assert found.memory[key_of(EVENT)].told == ("cn-lpr-2026-11@x",)
    assert (found.own, found.log) == ((QUICK,), (fired(), fired(1, quiet=True)))


def test_written_twice_it_is_there_once(tmp_path: Path):
    store = store_at(tmp_path / "history.db")
    for _ in range(2):
        store.write([item(book(fired(), fired(1)))], NOW)
    assert len(alerts(store.connection, "real").log) == 2


def test_two_processes_share_the_log_and_keep_their_rules(tmp_path: Path):
    store = store_at(tmp_path / "history.db")
    store.write([item(book(fired()))], NOW)
    store.write([item(AlertBook({}, (), (fired(5),)))], NOW)
    found = alerts(store.connection, "real")
    assert found.log == (fired(), fired(5)) and found.own == (QUICK,)


def test_a_removed_rule_is_gone(tmp_path: Path):
    store = store_at(tmp_path / "history.db")
    store.write([item(book())], NOW)
    store.write([item(book(own=(), removed=(key_of(QUICK),)))], NOW)
    assert alerts(store.connection, "real").own == ()


def test_worlds_are_kept_apart(tmp_path: Path):
    store = store_at(tmp_path / "history.db")
    store.write([item(book(fired()), SIMULATED)], NOW)
    assert alerts(store.connection, "real") == AlertBook()


def test_the_log_is_dropped_by_its_age(tmp_path: Path):
    store = store_at(tmp_path / "history.db")
    old = Fired(NOW - LIMITS.bars - timedelta(days=2), OVER, 601.0)
    store.write([item(book(old, fired()))], NOW)
    store.tidy(NOW)
    assert alerts(store.connection, "real").log == (fired(),)


def test_rows_that_no_version_wrote_are_a_value_error(tmp_path: Path):
    store = store_at(tmp_path / "history.db")
    store.write([item(book())], NOW)
    store.connection.execute("UPDATE alert_rules SET memory = '{\"armed\": 3}'")
    with pytest.raises(ValueError, match="alerts"):
        alerts(store.connection, "real")


def test_the_next_run_is_told(tmp_path: Path):
    path = tmp_path / "history.db"
    store_at(path).write([item(book(fired()))], NOW)
    clock = ManualClock(NOW)
    kept = KeptOnDisk(path, UNIVERSE, CALENDARS, clock, Troubles(clock, lambda update: None), waits=False)
    found = asyncio.run(kept.alerts())
    assert (found.own, found.log) == ((QUICK,), (fired(),))
