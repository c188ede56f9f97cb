"""A dashboard that is killed, and the next one: what it shows before, and without, any answer."""

from __future__ import annotations

import os
import re
import signal
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.terminal.running_exchange import exchange
from tests.terminal.screen import CNHK, ScreenProgram, environment, wait_until
from tui.history import reading
from tui.history.opening import open_to_read
from tui.history.places import LOOPBACK_FILE, world_of

pytestmark = pytest.mark.terminal

SIZE = (160, 45)
QUICK_POLLS = "\n[feeds.quotes]\ntrading = 1.0\nauction = 1.0\nlunch = 1.0\nclosed = 1.0\n"
HANG_SENG = re.compile(r"Hang Seng Index +([\d,]+\.\d\d)")
RALLY = world_of("rally")


def dashboard(folder: Path, settings: str, *arguments: str, size: tuple[int, int] = SIZE) -> ScreenProgram:
    """A dashboard whose history lies in `folder/state`."""
    config = folder / "config.toml"
    config.write_text(f'{settings}{QUICK_POLLS}[history]\nfolder = "{folder / "state"}"\n', encoding="utf-8")
    return ScreenProgram((*CNHK, "--config", str(config), *arguments), size=size, env=environment())


def is_kept(folder: Path) -> bool:
    """Whether the file has a last state, and the minutes of the day."""
    connection = open_to_read(folder / "state" / LOOPBACK_FILE)
    if connection is None:
        return False
    with closing(connection):
        last = reading.last_state(connection)
        lines = list(reading.newest_minutes(connection, RALLY))
        return last is not None and last[1].southbound is not None and len(lines) > 3


def header(text: str) -> str:
    return text.split("\n")[0]


@pytest.mark.long
def test_after_kill_9_the_next_one_shows_the_last_state_with_its_age_and_keeps_trying(tmp_path):
    with ExitStack() as stack:
        market = stack.enter_context(exchange(tmp_path, "14:31"))
        first = stack.enter_context(dashboard(tmp_path, market.settings))
        first.wait_for(lambda text: HANG_SENG.search(text) and "via Shanghai" in text)
        wait_until(lambda: is_kept(tmp_path), first)
        os.kill(first.pid, signal.SIGKILL)
        market.kill()

        second = stack.enter_context(dashboard(tmp_path, market.settings))
        told = r"SIMULATED .*NO FEED +since \d\d:\d\d retry \d\d:\d\d:\d\d · as of Tue 3 Jun 2025 14:3\d, from disk"
        shown = second.wait_for(lambda text: re.search(told, header(text)))
        assert re.search(r"Hang Seng Index +2[34],\d\d\d\.\d\d.* old 06-03", shown)
        assert "Tencent" in shown
        retry = re.findall(r"retry (\S+)", header(shown))
        second.wait_for(lambda text: re.findall(r"retry (\S+)", header(text)) not in ([], retry))

        # The exchange comes back, at another hour: what was kept must make way for what it says.
        stack.enter_context(exchange(tmp_path, "10:31", market.port))
        alive = re.compile(r"10:3\d:\d\d .* tencent \ds")
        second.wait_for(
            lambda text: alive.search(header(text)) and "disk" not in header(text) and " old " not in text
        )


@pytest.mark.long
def test_the_first_paint_shows_the_last_state(tmp_path):
    """Nobody has answered or failed yet: a port that takes connections and never says a word."""
    import socket

    with ExitStack() as stack:
        market = stack.enter_context(exchange(tmp_path, "14:31"))
        first = stack.enter_context(dashboard(tmp_path, market.settings))
        wait_until(lambda: is_kept(tmp_path), first)
        first.type(b"q")
        assert first.wait() == 0
        silent = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        settings = market.settings.replace(str(market.port), str(silent.getsockname()[1]))
        small = stack.enter_context(dashboard(tmp_path, settings, size=(80, 24)))
        shown = small.wait_for(lambda text: "disk 3 Jun 14:3" in header(text) and "HSI" in text)
        assert re.search(r"HSI +2[34],\d\d\d\.\d\d", shown)


@pytest.mark.long
def test_two_dashboards_on_one_file_both_keep_and_neither_complains(tmp_path):
    with ExitStack() as stack:
        market = stack.enter_context(exchange(tmp_path, "14:31"))
        panes = [stack.enter_context(dashboard(tmp_path, market.settings)) for _ in range(2)]
        wait_until(lambda: is_kept(tmp_path) and all(HANG_SENG.search(pane.text) for pane in panes), *panes)
        for pane in panes:
            assert "history" not in header(pane.text)
            pane.type(b"q")
            assert pane.wait() == 0
    assert list((tmp_path / "state").glob("*damaged*")) == []


def test_trouble_with_the_folder_is_in_the_header_and_the_market_goes_on(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    with exchange(tmp_path, "14:31") as market, dashboard(tmp_path, market.settings) as program:
        text = program.wait_for(lambda text: "history: file exists (" in header(text) and HANG_SENG.search(text))
        assert re.search(r"tencent \ds", header(text))
        (tmp_path / "state").unlink()
        program.type(b"q")
        assert program.wait() == 0


def test_the_demo_keeps_nothing(tmp_path):
    env = environment(XDG_STATE_HOME=str(tmp_path))
    command = (*CNHK, "demo", "--at", "16:30", "--speed", "1")
    with ScreenProgram(command, size=SIZE, env=env) as program:
        program.wait_for(lambda text: HANG_SENG.search(text) and "via Shanghai" in text)
        program.type(b"q")
        assert program.wait() == 0
    assert list(tmp_path.iterdir()) == []
