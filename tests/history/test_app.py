"""The whole app on a file: what it shows before an answer, what it keeps of answers, and what it never mixes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.examples import (
    NOW,
    SIMULATED,
    bars_update,
    keep,
    last_state,
    minutes_update,
    quote,
    quotes_update,
)
from tests.panes.desks import CALENDARS, SETTINGS, UNIVERSE, VIEW, StoppedClock
from tests.test_keeping import settings_in
from tui.app import CnhkApp
from tui.history import reading
from tui.history.opening import open_to_read
from tui.history.places import LOOPBACK_FILE, MAIN_FILE, REAL
from tui.keeping import KeepingOnDisk
from tui.market.state import MarketState
from tui.market.updates import SimulationStarted, Update
from tui.panes.desk import Desk

SIZE = (120, 36)
PAUSES = 200


class ScriptedPoller:
    """Hands out what a test gives it."""

    def __init__(self) -> None:
        self.coming: asyncio.Queue[tuple[Update, ...]] = asyncio.Queue()

    async def batches(self) -> AsyncIterator[tuple[Update, ...]]:
        while True:
            yield await self.coming.get()

    def poke(self) -> None:
        return


class Running:
    """The app with its history in a folder, and the hand that feeds it."""

    def __init__(self, folder: Path, *, loopback: bool) -> None:
        clock = StoppedClock(NOW)
        self.state = MarketState(UNIVERSE)
        settings = settings_in(folder, loopback=loopback)
        self.keeping = KeepingOnDisk(settings, self.state, CALENDARS, clock)
        self.keeping.restore()
        self.poller = ScriptedPoller()
        desk = Desk(self.state, SETTINGS, CALENDARS, clock, VIEW)
        self.app = CnhkApp(desk, lambda: self.poller, self.keeping)  # type: ignore[arg-type, return-value]

    def text(self) -> str:
        screen = self.app.screen
        return "\n".join("".join(part.text for part in strip) for strip in screen._compositor.render_strips())


def last_in(path: Path):
    with closing(open_to_read(path)) as connection:
        return reading.last_state(connection)


@pytest.mark.parametrize("loopback", [False, True])
async def test_real_answers_replace_what_is_restored_and_are_kept(tmp_path, loopback):
    path = tmp_path / (LOOPBACK_FILE if loopback else MAIN_FILE)
    keep(path, last_state(24000.0, saved=NOW.replace(hour=10, minute=12)))
    running = Running(tmp_path, loopback=loopback)
    async with running.app.run_test(size=SIZE) as pilot:
        assert "24,000.00" in running.text() and "as of Mon 23 Nov 10:12, from disk" in running.text()
        running.poller.coming.put_nowait((quotes_update(quote(last=24100.0)), bars_update(), minutes_update()))
        for _ in range(PAUSES):
            await pilot.pause()
            if "24,100.00" in running.text():
                break
        assert "24,100.00" in running.text() and "disk" not in running.text()
    running.keeping.close()
    world, last = last_in(path)
    assert world == REAL and last.quotes[0].value.last == 24100.0
    with closing(open_to_read(path)) as connection:
        assert reading.bars(connection, REAL, "HSI") == bars_update().bars


async def test_a_simulation_wipes_what_is_real_from_the_screen_and_leaves_the_file_alone(tmp_path):
    path = tmp_path / MAIN_FILE
    keep(path, last_state(24000.0))
    running = Running(tmp_path, loopback=False)
    async with running.app.run_test(size=SIZE) as pilot:
        assert "24,000.00" in running.text()
        simulated = quotes_update(quote("HSTECH", 5555.0), simulated=True)
        running.poller.coming.put_nowait((SimulationStarted("run", "rally"), simulated, bars_update(simulated=True)))
        for _ in range(PAUSES):
            await pilot.pause()
            if "5,555.00" in running.text():
                break
        assert "5,555.00" in running.text() and "24,000.00" not in running.text() and "SIMULATED" in running.text()
    running.keeping.close()
    assert last_in(path) == (REAL, last_state(24000.0))
    with closing(open_to_read(path)) as connection:
        worlds = [
            connection.execute(f"SELECT DISTINCT world FROM {table}").fetchall()
            for table in ("last_state", "bar_series", "minute_series", "southbound_flows", "southbound_days")
        ]
    assert {world for rows in worlds for (world,) in rows} == {REAL}


async def test_a_real_answer_wipes_a_restored_simulation_from_the_screen(tmp_path):
    path = tmp_path / LOOPBACK_FILE
    keep(path, last_state(24000.0), world=SIMULATED)
    running = Running(tmp_path, loopback=True)
    async with running.app.run_test(size=SIZE) as pilot:
        assert "24,000.00" in running.text() and "SIMULATED" in running.text()
        running.poller.coming.put_nowait((quotes_update(quote("HSTECH", 5555.0)),))
        for _ in range(PAUSES):
            await pilot.pause()
            if "5,555.00" in running.text():
                break
        assert "5,555.00" in running.text()
        assert "24,000.00" not in running.text() and "SIMULATED" not in running.text()
    running.keeping.close()
    with closing(open_to_read(path)) as connection:
        rows = connection.execute("SELECT world FROM last_state ORDER BY id").fetchall()
    assert rows == [(SIMULATED,), (REAL,)]


async def test_an_old_state_is_dim_while_the_market_trades(tmp_path):
    keep(tmp_path / MAIN_FILE, last_state(24000.0, saved=NOW.replace(day=20)))
    running = Running(tmp_path, loopback=False)
    async with running.app.run_test(size=SIZE):
        text = running.text()
    assert "old 11-20" in text and "as of Fri 20 Nov 10:42, from disk" in text
