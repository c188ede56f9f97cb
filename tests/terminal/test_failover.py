"""When the preferred provider misbehaves, the next one's prices are on the screen, and the header says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.serving import running_server
from tests.terminal.screen import CNHK, ScreenProgram, environment
from tui.cli import exchange_settings
from tui.clock import Clock
from tui.exchange.exchange import TENCENT, Exchange, Fault
from tui.exchange.start import start_moment
from tui.shipped import load_rally, load_universe

pytestmark = pytest.mark.terminal

SPEED = 30.0
"""Market seconds a second: prices move at every poll."""

FAULTS = {
    Fault.STATUS_500: r"tencent .*500.* → sina \ds",
    Fault.CLOSED: r"tencent .*clos.* → sina \ds",
    Fault.HTML: r"tencent .*(HTML|html|nonsense|wrong).* → sina \ds",
    Fault.SILENCE: r"tencent .*(silent|time).* → sina \ds",
}


@pytest.fixture
def exchange() -> Exchange:
    clock = Clock()
    clock.follow(start_moment("10:31"), SPEED)
    return Exchange(load_universe(), clock, load_rally())


@pytest.fixture
def config(exchange: Exchange, tmp_path: Path) -> Iterator[Path]:
    """Settings that point at the exchange, impatient enough for a test and patient enough for a busy machine."""
    with running_server(exchange) as url:
        path = tmp_path / "config.toml"
        path.write_text(
            exchange_settings(url) + "[network]\nread_timeout = 2.0\n[feeds.quotes]\ntrading = 1.0\n",
            encoding="utf-8",
        )
        yield path


def dashboard(config: Path) -> ScreenProgram:
    return ScreenProgram((*CNHK, "--config", str(config)), size=(200, 50), env=environment())


def hang_seng(text: str) -> str:
    found = re.search(r"Hang Seng Index +([\d,.]+)", text)
    return found[1] if found else ""


@pytest.mark.parametrize("fault", FAULTS, ids=str)
@pytest.mark.long
def test_the_header_names_the_failure_and_prices_keep_coming(exchange, config, fault):
    def is_told(text: str) -> bool:
        return bool(re.search(FAULTS[fault], text.split("\n")[0]))

    with dashboard(config) as program:
        before = hang_seng(program.wait_for(lambda text: "tencent" in text.split("\n")[0] and hang_seng(text)))
        exchange.faults[TENCENT] = fault
        first = hang_seng(program.wait_for(lambda text: is_told(text) and hang_seng(text) != before))
        program.wait_for(lambda text: is_told(text) and hang_seng(text) not in (before, first))


@pytest.mark.long
def test_the_preferred_provider_is_heard_again_once_it_answers(exchange, config):
    exchange.faults[TENCENT] = Fault.STATUS_500
    with dashboard(config) as program:
        program.wait_for(lambda text: re.search(r"retry \d\d:\d\d:\d\d → sina", text.split("\n")[0]))
        exchange.faults.clear()
        program.wait_for(lambda text: re.search(r" tencent \ds$", text.split("\n")[0]))
