"""`cnhk print --watch`: it goes on, within the feeds' own pace, and ends without a word."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clocks import ManualClock, settle
from tests.panes.desks import SETTINGS
from tui.arguments import parse
from tui.exchange.exchange import Exchange
from tui.exchange.start import start_moment
from tui.exchange.transport import ExchangeTransport
from tui.market.health import Feed
from tui.shipped import load_rally, load_universe
from tui.watch_command import Watch

ROOT = Path(__file__).parents[2]
CNHK = [sys.executable, "-m", "tui", "print", "--demo", "--watch", "1"]
PATIENCE_SECONDS = 60
LINE = re.compile(r"\d\d:\d\d:\d\d \S+ .+")


class CountingTransport(ExchangeTransport):
    asked = 0

    async def handle_async_request(self, request):
        self.asked += 1
        return await super().handle_async_request(request)


async def advance(clock: ManualClock, seconds: int) -> None:
    for _ in range(seconds):
        await clock.advance(1.0)
        await settle()


async def test_it_asks_at_the_pace_of_the_feeds_however_often_it_looks():
    clock = ManualClock(start_moment("10:31"))
    transport = CountingTransport(Exchange(load_universe(), clock, load_rally()))
    written: list[str] = []
    watch = Watch(SETTINGS, clock, ("indices",), (Feed.QUOTES,), 1.0, transport=transport, write=written.append)
    running = asyncio.create_task(watch.run())
    await advance(clock, 5)
    first = transport.asked
    await advance(clock, 60)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    one_poll = -(-len(load_universe()) // SETTINGS.providers.tencent.symbols_per_request)
    polls = 60 / SETTINGS.feeds.quotes.trading
    assert 0 < transport.asked - first <= (polls + 1) * one_poll
    assert len(written) > 10
    assert len(written[0].splitlines()) > max(len(text.splitlines()) for text in written[1:]) / 2


@pytest.fixture
def env(tmp_path):
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}


def started(env, section, at):
    command = [*CNHK, section, "--at", at]
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def test_ctrl_c_ends_it_without_a_word(env):
    with started(env, "indices", "10:31") as running:
        assert running.stdout.readline() == "cnhk   2025-06-03 UTC+8   SIMULATED\n"
        lines = [running.stdout.readline() for _ in range(25)]
        assert all(LINE.fullmatch(line.rstrip("\n")) for line in lines)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=PATIENCE_SECONDS)
    assert (running.returncode, said) == (130, "")


@pytest.mark.parametrize(("section", "at"), [("indices", "10:31"), ("events", "23:00")])
def test_a_reader_that_goes_away_ends_it_without_a_word_even_if_nothing_changes(env, section, at):
    with started(env, section, at) as running:
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
        running.wait(timeout=PATIENCE_SECONDS)
    assert (running.returncode, said) == (141, "")


@pytest.mark.parametrize(
    "wrong", [["--watch", "0"], ["--watch", "x"], ["--watch", "nan"], ["--watch", "5", "--json"]]
)
def test_wrong_ways_to_watch_end_with_2(wrong, capsys):
    with pytest.raises(SystemExit) as ended:
        parse(["print", "indices", *wrong])
    assert ended.value.code == 2
    assert "--watch" in capsys.readouterr().err
