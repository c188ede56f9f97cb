"""Minutes one instrument after the other, and daily bars once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.feeds.fakes import MORNING, Desk, instrument, refused, simulation
from tui.feeds.chain import ChainFailed
from tui.feeds.errors import FailureKind
from tui.feeds.series_jobs import BARS_ATTEMPTS, BarsJob, MinutesJob
from tui.feeds.southbound_jobs import SouthboundJob
from tui.market.health import Feed
from tui.market.instruments import Universe
from tui.market.updates import BarsUpdate, MinutesUpdate, SouthboundUpdate

INDICES = Universe.of((instrument("HSI"), instrument("HSCEI"), instrument("HSTECH"), instrument("INX", "sina")))


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def tencent(desk):
    return desk.provider("tencent")


@pytest.fixture
def minutes(desk, tencent):
    chain, pacer = desk.chain(tencent, feed=Feed.MINUTES), desk.pacer(Feed.MINUTES, trading=60.0)
    return MinutesJob(chain, pacer, desk.outbox.put, INDICES, ["HSI", "HSCEI", "HSTECH", "INX", "nobody"])


@pytest.fixture
def bars(desk, tencent):
    chain, pacer = desk.chain(tencent, feed=Feed.BARS), desk.pacer(Feed.BARS, trading=86400.0)
    return BarsJob(chain, pacer, desk.outbox.put, desk.clock, tuple(INDICES))


async def run(job, times: int = 1) -> list[str]:
    """Run a job some times; what failed."""
    failed = []
    for _ in range(times):
        try:
            await job.run()
        except ChainFailed as failure:
            failed.append(failure.reason)
    return failed


async def test_each_shown_instrument_that_a_provider_knows_has_its_turn(minutes, tencent, desk):
    assert minutes.turns == 3
    await run(minutes, 6)
    assert tencent.asked == [("HSI",), ("HSCEI",), ("HSTECH",)] * 2
    assert len(desk.came(MinutesUpdate)) == 6


async def test_the_first_round_is_quick_and_the_next_ones_are_spread_over_the_interval(minutes):
    waits = []
    for _ in range(4):
        await run(minutes)
        waits.append(minutes.wait())
    assert waits[:2] == [0.2, 0.2]
    assert waits[2:] == [20.0, 20.0]


async def test_turns_come_no_faster_when_a_change_of_phase_is_near(minutes, desk):
    await run(minutes, 3)
    desk.clock.follow(MORNING.replace(hour=11, minute=29, second=45))
    assert minutes.wait() == pytest.approx(16.0)  # just after the lunch has begun, not a third of that
    desk.clock.follow(MORNING.replace(hour=11, minute=29, second=15))
    assert minutes.wait() == pytest.approx(60.0 / 3)


async def test_a_failing_instrument_keeps_its_turn_and_holds_up_no_other(minutes, tencent):
    tencent.error = refused()
    assert len(await run(minutes)) == 1
    tencent.error = None
    await run(minutes, 3)
    assert tencent.asked == [("HSI",), ("HSCEI",), ("HSTECH",), ("HSI",)]


async def test_one_that_our_budget_kept_from_being_asked_is_next_again(minutes, tencent):
    tencent.error = refused(FailureKind.BUDGET, retry_after=3.0)
    await run(minutes, 2)
    tencent.error = None
    await run(minutes)
    assert tencent.asked == [("HSI",)] * 3


async def test_without_anything_shown_nothing_is_asked(tencent, desk):
    job = MinutesJob(desk.chain(tencent), desk.pacer(trading=60.0), desk.outbox.put, INDICES, ["nobody"])
    await run(job)
    assert (job.turns, job.wait(), tencent.asked) == (0, 60.0, [])


async def test_bars_come_once_a_market_day(bars, tencent, desk):
    await run(bars, 10)
    assert tencent.asked == [("HSI",), ("HSCEI",), ("HSTECH",)]
    assert len(desk.came(BarsUpdate)) == 3
    desk.clock.follow(MORNING + timedelta(days=1))
    await run(bars, 10)
    assert len(tencent.asked) == 6


async def test_bars_wait_for_the_pace_when_all_are_there(bars):
    await run(bars)
    assert bars.wait() < 5
    await run(bars, 2)
    assert bars.wait() > 60


async def test_bars_that_fail_are_asked_for_again_a_few_times_after_the_others(bars, tencent, desk):
    tencent.error = refused()
    await run(bars)
    tencent.error = None
    await run(bars, 3)
    assert tencent.asked == [("HSI",), ("HSCEI",), ("HSTECH",), ("HSI",)]


async def test_bars_that_never_come_are_given_up_for_the_day(bars, tencent, desk):
    tencent.error = refused()
    for _ in range(30):
        await run(bars)
        desk.clock.stall(600)
    assert len(tencent.asked) == 3 * BARS_ATTEMPTS


async def test_our_own_budget_does_not_use_up_the_attempts(bars, tencent):
    tencent.error = refused(FailureKind.BUDGET, retry_after=1.0)
    await run(bars, 30)
    tencent.error = None
    await run(bars, 3)
    assert sorted(tencent.asked[-3:]) == [("HSCEI",), ("HSI",), ("HSTECH",)]


async def test_asking_again_and_again_while_the_provider_rests_does_not_use_up_the_attempts(bars, tencent, desk):
    tencent.error = refused()
    await run(bars, 30)
    assert len(tencent.asked) == 2
    tencent.error = None
    desk.clock.stall(600)
    await run(bars, 3)
    assert sorted(tencent.asked[-3:]) == [("HSCEI",), ("HSI",), ("HSTECH",)]


async def test_a_new_run_asks_for_all_bars_again(bars, tencent):
    await run(bars, 3)
    bars.restart()
    await run(bars, 5)
    assert len(tencent.asked) == 6


async def test_southbound_is_asked_for_the_day_that_the_simulation_plays(desk):
    eastmoney = desk.provider("eastmoney")
    chain, pacer = desk.chain(eastmoney, feed=Feed.SOUTHBOUND), desk.pacer(Feed.SOUTHBOUND)
    desk.clock.follow(MORNING + timedelta(days=400))
    eastmoney.simulation = simulation(moment=MORNING)
    await SouthboundJob(chain, pacer, desk.outbox.put, desk.clock).run()
    [update] = desk.came(SouthboundUpdate)
    assert update.day.date == MORNING.date()
    assert update.source.simulated
