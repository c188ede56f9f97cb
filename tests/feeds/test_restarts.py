"""A new run of a simulation begins while an answer is awaited: what is asked for again is asked as if anew."""

from __future__ import annotations

import pytest

from tests.feeds.bar_server import share
from tests.feeds.fakes import refused
from tests.feeds.test_bars_job import Scene as BarsScene
from tests.feeds.test_past_minutes_job import INDICES
from tests.feeds.test_past_minutes_job import Scene as PastMinutesScene
from tui.feeds.bars_job import BARS_ATTEMPTS
from tui.feeds.chain import ChainFailed
from tui.feeds.errors import NothingThere

SHARE = share("600001.SH")
FAILURES = [None, NothingThere("nothing there"), refused()]


def restart_during_the_next_answer(scene, error: Exception | None) -> None:
    async def restart() -> None:
        scene.job.restart()
        scene.kept.bars_of.clear()
        scene.kept.minutes_of.clear()
        scene.server.before_answer = no_restart
        scene.server.error = error

    async def no_restart() -> None:
        scene.server.error = None

    scene.server.before_answer = restart


async def run_once(job) -> None:
    try:
        await job.run()
    except ChainFailed as failure:
        assert failure.refusals


@pytest.mark.parametrize("error", FAILURES)
async def test_past_minutes(error):
    scene = PastMinutesScene()
    restart_during_the_next_answer(scene, error)
    await run_once(scene.job)
    await scene.run()
    assert scene.job.complete
    asked = [asked[0] for asked in scene.server.asked]
    assert asked[0] == INDICES[0].symbol
    assert sorted(asked[1:]) == sorted(index.symbol for index in INDICES), "all are asked for again"


@pytest.mark.parametrize("error", FAILURES)
async def test_bars(error):
    scene = BarsScene(SHARE)
    restart_during_the_next_answer(scene, error)
    await run_once(scene.job)
    assert await scene.run() == []
    assert [asked[0] for asked in scene.server.asked] == [SHARE.symbol] * 3
    assert scene.newest(SHARE.symbol).whole_from is not None


async def test_bars_that_were_given_up_just_then():
    scene = BarsScene(SHARE)
    scene.server.error = refused()
    for _ in range(BARS_ATTEMPTS - 1):
        await run_once(scene.job)
        scene.clock.stall(600.0)
    restart_during_the_next_answer(scene, refused())
    await run_once(scene.job)
    scene.clock.stall(600.0)
    assert await scene.run() == []
    assert scene.newest(SHARE.symbol).whole_from is not None


async def test_bars_while_what_was_kept_is_read():
    scene = BarsScene(SHARE)
    kept_bars = scene.kept.bars

    async def restart(symbol):
        scene.kept.bars = kept_bars
        scene.job.restart()
        return await kept_bars(symbol)

    scene.kept.bars = restart
    await run_once(scene.job)
    assert await scene.run() == []
    assert scene.newest(SHARE.symbol).whole_from is not None
