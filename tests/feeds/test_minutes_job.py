"""Minutes, one instrument after the other."""

from __future__ import annotations

import pytest

from tests.feeds.fakes import MORNING, Desk, instrument, refused
from tui.feeds.chain import ChainFailed
from tui.feeds.errors import FailureKind
from tui.feeds.minutes_job import MinutesJob
from tui.market.health import Feed
from tui.market.instruments import Universe
from tui.market.updates import MinutesUpdate

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


async def test_the_watched_instrument_comes_at_once_and_then_in_its_turn(minutes, tencent):
    await run(minutes, 3)
    other = instrument("HSCCI")
    minutes._universe = Universe.of((*INDICES, other))
    assert minutes.watch("HSCCI")
    assert minutes.wait() < 1
    await run(minutes, 5)
    assert tencent.asked[3:] == [("HSCCI",), ("HSI",), ("HSCEI",), ("HSTECH",), ("HSCCI",)]
    assert minutes.wait() == pytest.approx(60.0 / 4)
    assert not minutes.watch("HSCCI")
    minutes.watch(None)
    tencent.asked.clear()
    await run(minutes, 4)
    assert ("HSCCI",) not in tencent.asked


async def test_one_that_is_shown_anyway_is_only_moved_to_the_front(minutes, tencent):
    await run(minutes, 3)
    assert minutes.watch("HSTECH")
    await run(minutes, 4)
    assert tencent.asked[3:] == [("HSTECH",), ("HSI",), ("HSCEI",), ("HSTECH",)]
    minutes.watch(None)
    assert minutes.wait() == pytest.approx(60.0 / 3)


async def test_what_nobody_has_a_code_for_cannot_be_watched(minutes, tencent):
    await run(minutes, 3)
    assert not minutes.watch("nobody")
    assert not minutes.watch("INX")
    assert minutes.wait() > 1


async def test_one_looked_at_no_more_while_our_budget_keeps_it_from_being_asked_is_forgotten(minutes, tencent, desk):
    await run(minutes, 3)
    minutes._universe = Universe.of((*INDICES, instrument("HSCCI")))

    async def leave_the_page() -> None:
        minutes.watch(None)

    minutes.watch("HSCCI")
    tencent.before_answer = leave_the_page
    tencent.error = refused(FailureKind.BUDGET, retry_after=3.0)
    assert len(await run(minutes)) == 1
    assert minutes.wait() == pytest.approx(60.0 / 3)
