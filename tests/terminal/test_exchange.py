"""Two processes, a real socket between them: an embedded exchange, and a dashboard that is pointed at it."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.running_exchange import exchange
from tests.terminal.screen import CNHK, ScreenProgram, demo, environment, is_filled, lasting, wait_until

pytestmark = pytest.mark.terminal

SIZE = (160, 45)
QUICK_POLLS = "\n[feeds.quotes]\ntrading = 1.0\nauction = 1.0\nlunch = 1.0\nclosed = 1.0\n"
HANG_SENG = re.compile(r"Hang Seng Index +([\d,]+\.\d\d)")


def dashboard(folder: Path, settings: str) -> ScreenProgram:
    config = folder / "config.toml"
    config.write_text(settings + QUICK_POLLS, encoding="utf-8")
    return ScreenProgram((*CNHK, "--config", str(config)), size=SIZE, env=environment())


def prices(text: str) -> str:
    """The upper half of the screen: the demo alone knows past southbound minutes, which no provider gives."""
    return lasting(text).partition("3 Southbound")[0]


@pytest.mark.long
def test_over_a_socket_the_screen_is_that_of_the_demo(tmp_path):
    with exchange(tmp_path, "16:30") as market, dashboard(tmp_path, market.settings) as live, demo(SIZE) as shown:
        wait_until(lambda: is_filled(shown.text) and prices(live.text) == prices(shown.text), live, shown)
        assert "via Shanghai ▲+4.60" in live.text and "via Shanghai ▲+4.60" in shown.text


@pytest.mark.long
def test_a_dead_exchange_is_told_and_its_successor_is_followed(tmp_path):
    def is_live(text: str, clock: str) -> bool:
        header = text.split("\n")[0]
        return (
            clock in header
            and bool(re.search(r"tencent \ds", header))
            and "Tencent" in text
            and not re.search(r"\bold\b", text)
        )

    with ExitStack() as stack:
        first = stack.enter_context(exchange(tmp_path, "14:31"))
        program = stack.enter_context(dashboard(tmp_path, first.settings))
        afternoon = program.wait_for(lambda text: is_live(text, "14:31") and HANG_SENG.search(text))
        first.kill()
        program.wait_for(lambda text: re.search(r"NO FEED +since 14:3\d +retry 14:3\d:\d\d", text.split("\n")[0]))
        dead = program.wait_for(lambda text: re.search(r"Hang Seng Index.* old 14:3\d ", text))
        assert "Tencent" in dead and HANG_SENG.search(dead), "old figures stand as long as there are no new ones"

        stack.enter_context(exchange(tmp_path, "10:31", first.port))
        alive = program.wait_for(lambda text: is_live(text, "10:3") and HANG_SENG.search(text))
        assert "NO FEED" not in alive
        assert HANG_SENG.findall(alive) != HANG_SENG.findall(afternoon)
