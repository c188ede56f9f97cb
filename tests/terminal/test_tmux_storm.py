"""In tmux, whatever is split and resized while polls come ten times a second, the right layout stands at the end."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.running_exchange import exchange
from tests.terminal.screen import CNHK, GLANCE_SECONDS, environment, is_filled, lasting
from tests.thoroughness import repeats

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux"),
]

STEPS = repeats(200, 30)
FAST = "[feeds.quotes]\ntrading = 0.1\nauction = 0.1\nlunch = 0.1\nclosed = 0.1\n"
PATIENCE_SECONDS = 240.0
"""By then two dashboards beside each other have fetched three years of bars, which show in tags and averages."""

LARGE, ENDS = (200, 60), ((120, 36), (80, 24), (40, 10), (160, 45))


class Tmux:
    """A tmux server of our own, without anybody's settings; each session is one window of a fixed size."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "tmux.sock"
        self._env = environment()

    def run(self, *arguments: str) -> str:
        command = ("tmux", "-u", "-S", str(self._socket), "-f", os.devnull, *arguments)
        return subprocess.run(command, env=self._env, capture_output=True, text=True, check=False).stdout

    def start(self, name: str, size: tuple[int, int], *command: str) -> None:
        columns, rows = map(str, size)
        self.run("new-session", "-d", "-s", name, "-x", columns, "-y", rows, *command)
        self.run("set-option", "-g", "status", "off")

    def pane(self, session: str) -> str:
        """The id of the session's first pane."""
        return self.run("list-panes", "-t", session, "-F", "#{pane_id}").split()[0]

    def others(self, session: str, pane: str) -> list[str]:
        return [found for found in self.run("list-panes", "-t", session, "-F", "#{pane_id}").split() if found != pane]

    def text(self, pane: str) -> str:
        return self.run("capture-pane", "-p", "-t", pane)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path)
    try:
        yield server
    finally:
        server.run("kill-server")


@pytest.fixture
def command(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """The dashboard on an exchange that it asks ten times a second, after the close: no price moves."""
    with exchange(tmp_path, "16:30") as running:
        config = tmp_path / "config.toml"
        config.write_text(running.settings + FAST, encoding="utf-8")
        yield (*CNHK, "--config", str(config))


def until(condition, told) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, told()
        time.sleep(GLANCE_SECONDS)


def shake(tmux: Tmux, pane: str, chance: random.Random) -> None:
    """One split, resize or end of a split."""
    others = tmux.others("storm", pane)
    match chance.choice(("split", "split", "resize", "resize", "window", "end")):
        case "split" if len(others) < 3:
            way = chance.choice(("-h", "-v"))
            tmux.run("split-window", "-d", way, "-t", pane, "-l", f"{chance.randint(10, 80)}%", "sleep", "1000")
        case "window":
            columns, rows = chance.randint(20, 300), chance.randint(5, 100)
            tmux.run("resize-window", "-t", "storm", "-x", str(columns), "-y", str(rows))
        case "end" if others:
            tmux.run("kill-pane", "-t", chance.choice(others))
        case _:
            way, cells = chance.choice((("-x", 200), ("-y", 60)))
            tmux.run("resize-pane", "-t", pane, way, str(chance.randint(5, cells)))


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("end", ENDS, ids=str)
def test_after_a_storm_of_splits_the_pane_is_that_of_a_fresh_start(tmux, command, end):
    chance = random.Random(str(end))
    tmux.start("storm", LARGE, *command)
    tmux.start("fresh", end, *command)
    pane = tmux.pane("storm")
    until(lambda: is_filled(tmux.text(pane)), lambda: tmux.text(pane))
    for _ in range(STEPS):
        shake(tmux, pane, chance)
    for other in tmux.others("storm", pane):
        tmux.run("kill-pane", "-t", other)
    tmux.run("resize-window", "-t", "storm", "-x", str(end[0]), "-y", str(end[1]))
    fresh = tmux.pane("fresh")

    def texts() -> tuple[str, str]:
        return lasting(tmux.text(pane)), lasting(tmux.text(fresh))

    def alike() -> bool:
        stormy, other = texts()
        return "+1.90" in stormy and stormy == other

    until(alike, lambda: "\n\n".join(texts()))
