"""Which file history is kept in, and what must go before the first answer of another world."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clocks import ManualClock, settle
from tests.history.examples import (
    NOW,
    SIMULATED,
    bars,
    bars_update,
    keep,
    last_state,
    quotes_update,
)
from tests.panes.desks import CALENDARS, SETTINGS, UNIVERSE
from tui.exchange.past import past_southbound
from tui.feeds.kept import NothingKept
from tui.feeds.offers import ADDRESSES
from tui.history.places import LOOPBACK_FILE, MAIN_FILE, history_file
from tui.keeping import Keeping, KeepingOnDisk, KeptOfDemo, asks_only_this_machine, keeping_for, kept_for_reading
from tui.market.state import MarketState
from tui.market.updates import KEPT, HistoryTrouble, RestoredVoid, SimulationStarted, Source
from tui.settings import Settings
from tui.shipped import load_rally

TOO_LONG = "h" * 300
"""No file system has room for such a name."""


def settings_in(folder: Path, *, loopback: bool = False, **history) -> Settings:
    settings = replace(SETTINGS, history=replace(SETTINGS.history, folder=str(folder), **history))
    return on_this_machine(settings) if loopback else settings


def on_this_machine(settings: Settings, *, leave: tuple[str, ...] = ()) -> Settings:
    providers = settings.providers
    for name, addresses in ADDRESSES.items():
        if name not in leave:
            own = replace(getattr(providers, name), **dict.fromkeys(addresses, "http://127.0.0.1:8765"))
            providers = replace(providers, **{name: own})
    return replace(settings, providers=providers)


def keeping_at(folder: Path, **more) -> tuple[Keeping, MarketState]:
    state = MarketState(UNIVERSE)
    return keeping_for(settings_in(folder, **more), state, CALENDARS, ManualClock(NOW)), state


def test_public_hosts_and_this_machine_have_a_file_each(tmp_path):
    assert history_file(settings_in(tmp_path).history, loopback=False) == tmp_path / MAIN_FILE
    assert history_file(settings_in(tmp_path).history, loopback=True) == tmp_path / LOOPBACK_FILE


def test_one_public_host_that_may_be_asked_makes_the_file_that_of_public_hosts(tmp_path):
    settings = settings_in(tmp_path)
    assert not asks_only_this_machine(settings)
    assert asks_only_this_machine(on_this_machine(settings))
    assert not asks_only_this_machine(on_this_machine(settings, leave=("sina",)))


def test_a_provider_that_no_feed_names_is_not_asked(tmp_path):
    feeds = SETTINGS.feeds
    named = {feed: replace(getattr(feeds, feed), providers=("tencent",)) for feed in feeds.__struct_fields__}
    settings = replace(settings_in(tmp_path), feeds=replace(feeds, **named))
    assert asks_only_this_machine(on_this_machine(settings, leave=("sina", "eastmoney", "hkex")))


def test_the_usual_folder_is_that_of_the_system(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert history_file(SETTINGS.history, loopback=False) == tmp_path / "cnhk" / MAIN_FILE


def test_whoever_wants_nothing_kept_gets_nothing(tmp_path):
    keep(tmp_path / MAIN_FILE, last_state())
    before = (tmp_path / MAIN_FILE).read_bytes()
    keeping, state = keeping_at(tmp_path, keep=False)
    keeping.restore()
    assert not state.quotes and not isinstance(keeping, KeepingOnDisk)
    assert (tmp_path / MAIN_FILE).read_bytes() == before


def test_the_last_state_is_there_before_anything_is_started(tmp_path):
    keep(tmp_path / MAIN_FILE, last_state())
    keeping, state = keeping_at(tmp_path)
    keeping.restore()
    assert state.restored == NOW and state.quotes["HSI"].source.provider == KEPT


@pytest.mark.parametrize("loopback", [False, True])
def test_nothing_kept_makes_neither_file_nor_folder(tmp_path, loopback):
    keeping, state = keeping_at(tmp_path / "state", loopback=loopback)
    keeping.restore()
    keeping.close()
    assert not state.quotes and not (tmp_path / "state").exists()


async def test_a_folder_that_cannot_be_looked_at_is_told_and_ends_nothing(tmp_path):
    keeping, state = keeping_at(tmp_path / TOO_LONG)
    keeping.restore()
    assert not state.quotes
    told = await started(keeping)
    assert await keeping.kept.bars("HSI") is None
    keeping.keep((quotes_update(),))
    keeping.close()
    await settle()
    assert TOO_LONG in str(told[0].reason)


async def started(keeping: Keeping) -> list[HistoryTrouble]:
    told: list[HistoryTrouble] = []
    keeping.start(told.append)
    await settle()
    return told


async def test_what_comes_is_in_the_file_at_the_end_and_handed_to_the_feeds(tmp_path):
    keeping, state = keeping_at(tmp_path)
    told = await started(keeping)
    updates = (quotes_update(), bars_update())
    for update in keeping.sorted_out(updates):
        state.apply(update)
    keeping.keep(updates)
    keeping.close()
    assert await keeping.kept.bars("HSI") == bars()
    assert told == []
    again, restored = keeping_at(tmp_path)
    again.restore()
    assert restored.quotes["HSI"].value == state.quotes["HSI"].value


async def test_trouble_reaches_the_event_loop(tmp_path):
    (tmp_path / "state").write_text("a file in the folder's place", encoding="utf-8")
    keeping, _ = keeping_at(tmp_path / "state")
    told = await started(keeping)
    keeping.keep((bars_update(),))
    await asyncio.to_thread(keeping.close)
    await settle()
    assert [trouble.reason for trouble in told] == [f"file exists ({tmp_path / 'state'})"]


async def test_without_sqlite_the_program_goes_on_and_says_so(tmp_path, monkeypatch):
    keep(tmp_path / MAIN_FILE, last_state())
    import sys

    for module in ("tui.history.restoring", "tui.history.keeper"):
        monkeypatch.setitem(sys.modules, module, None)
    keeping, state = keeping_at(tmp_path)
    keeping.restore()
    told = await started(keeping)
    keeping.keep((bars_update(),))
    keeping.close()
    assert [trouble.reason for trouble in told] == ["this Python has no SQLite"]
    assert isinstance(keeping.kept, NothingKept) and not state.quotes


def restored_simulation(folder: Path) -> tuple[Keeping, MarketState]:
    keep(folder / LOOPBACK_FILE, last_state(), world=SIMULATED)
    keeping, state = keeping_at(folder, loopback=True)
    keeping.restore()
    assert state.simulated and state.quotes
    return keeping, state


def test_a_restored_simulation_goes_before_the_first_real_answer(tmp_path):
    keeping, _ = restored_simulation(tmp_path)
    first, second = quotes_update(), bars_update()
    assert list(keeping.sorted_out((first, second))) == [RestoredVoid(), first, second]
    assert list(keeping.sorted_out((first,))) == [first]


def test_a_restored_simulation_is_voided_by_the_next_one_itself(tmp_path):
    keeping, state = restored_simulation(tmp_path)
    updates = (SimulationStarted("run", "rally"), quotes_update(simulated=True))
    assert list(keeping.sorted_out(updates)) == list(updates)
    state.apply(updates[0])
    assert not state.quotes and state.simulated


def test_what_was_kept_is_no_answer(tmp_path):
    keeping, _ = restored_simulation(tmp_path)
    kept = replace(bars_update(), source=Source(KEPT, NOW, 0.0, 0.0))
    assert list(keeping.sorted_out((kept,))) == [kept]
    assert next(iter(keeping.sorted_out((bars_update(),)))) == RestoredVoid()


async def test_the_demo_has_southbound_minutes_of_the_past_and_nothing_else():
    kept = KeptOfDemo(lambda: past_southbound(load_rally()))
    days = await kept.past_southbound()
    assert len(days) >= 20 and all(day.minutes for day in days)
    assert await kept.bars("HSI") is None


async def test_a_command_that_polls_once_reads_what_the_dashboard_kept_and_writes_nothing(tmp_path):
    keep(tmp_path / MAIN_FILE, bars_update())
    before = sorted(tmp_path.iterdir())
    settings = settings_in(tmp_path)
    assert await kept_for_reading(settings, UNIVERSE, CALENDARS, ManualClock(NOW)).bars("HSI") == bars()
    assert {path.name for path in tmp_path.iterdir()} - {path.name for path in before} <= {
        f"{MAIN_FILE}-wal",
        f"{MAIN_FILE}-shm",
    }
    unwanted = replace(settings, history=replace(settings.history, keep=False))
    assert await kept_for_reading(unwanted, UNIVERSE, CALENDARS, ManualClock(NOW)).bars("HSI") is None
