"""One run of a job for those who poll but once: it waits for our own budget, and for nothing else."""

from __future__ import annotations

import asyncio

import pytest

from tests.feeds.fakes import Desk
from tui.feeds.chain import ChainFailed, Refusal
from tui.feeds.jobs import Job, run_within_budget
from tui.market.health import Feed


class Refused(Job):
    """Refused as often as told, then it has what it wanted."""

    patient = True

    def __init__(self, desk: Desk, times: int, *, ours: bool, retry_after: float | None) -> None:
        super().__init__(Feed.PAST_MINUTES, desk.pacer(), desk.outbox.put)
        self._clock = desk.clock
        self._times = times
        self._ours = ours
        self._retry_after = retry_after
        self.runs = 0

    @property
    def time_limit(self) -> float:
        return 5.0

    async def run(self) -> None:
        self.runs += 1
        if self.runs > self._times:
            return
        retry_at = None if self._retry_after is None else self._clock.monotonic() + self._retry_after
        raise ChainFailed(self.feed, (Refusal("eastmoney", "used up", ours=self._ours),), retry_at)


async def test_it_waits_until_our_budget_allows():
    desk = Desk()
    job = Refused(desk, 2, ours=True, retry_after=9.0)
    running = asyncio.create_task(run_within_budget(job, desk.clock))
    await desk.clock.advance(8.9)
    assert (job.runs, running.done()) == (1, False)
    await desk.clock.advance(9.2)  # refused once more meanwhile
    assert (job.runs, await running) == (3, None)


@pytest.mark.parametrize(("ours", "retry_after"), [(False, 9.0), (True, None)])
async def test_any_other_failure_is_told_at_once(ours, retry_after):
    desk = Desk()
    job = Refused(desk, 1, ours=ours, retry_after=retry_after)
    failure = await run_within_budget(job, desk.clock)
    assert failure is not None and failure.reason and job.runs == 1


async def test_a_job_that_cannot_wait_does_not():
    desk = Desk()
    job = Refused(desk, 1, ours=True, retry_after=9.0)
    job.patient = False
    assert await run_within_budget(job, desk.clock) is not None
