"""Keeps every feed going: one task each, in one group; none can delay or end another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence

from msgspec.structs import replace

from tui.clock import Clock
from tui.feeds.jobs import Job, run_job, wait_after
from tui.feeds.outbox import Outbox
from tui.feeds.waking import keep_noticing
from tui.market.health import Feed
from tui.market.updates import Update

FIRST_WAIT_LEAST = 0.05
FIRST_WAIT_MOST = 0.5
"""Real seconds, at random between the two, by which the other feeds' first polls follow the quotes'."""

POKE_SPACING = 1.0
"""Real seconds between the starts of two polls of one feed, however often it is poked."""

SHORTEST_WAIT = 0.02
"""Real seconds between two polls of one feed at the very least: no pace may keep the loop busy."""


class Poller:
    """Runs the jobs and hands out what they emit into the outbox; `close` is awaited at the end.

    `beside` runs along with the jobs until the end, or until it returns.

    A job's next run is counted from the end of the last one, so nothing piles up behind a slow answer or a stalled
    machine; once a suspended one wakes, all of them run. `random` gives [0, 1). Everything happens on one event loop.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        clock: Clock,
        outbox: Outbox,
        *,
        close: Callable[[], Awaitable[None]],
        random: Callable[[], float],
        beside: Callable[[], Coroutine[None, None, None]] | None = None,
    ) -> None:
        self._beside = beside
        self._jobs = tuple(jobs)
        self._clock = clock
        self._outbox = outbox
        self._close = close
        self._random = random
        self._wakers = {job: asyncio.Event() for job in self._jobs}
        self._quotes_polled = asyncio.Event()
        self._polling: asyncio.Task[None] | None = None
        self._ended = False

    async def batches(self) -> AsyncGenerator[tuple[Update, ...]]:
        """Whatever has come since the last batch, at least one update. Starts polling; to be iterated once.

        Closing or cancelling the iterator ends all tasks and closes the client.
        """
        polling = self._polling = asyncio.create_task(self._poll_all(), name="poller")
        polling.add_done_callback(lambda task: self._outbox.close())
        try:
            while batch := await self._outbox.wait():
                yield batch
            if not self._ended:
                await polling
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            await self._close()

    def end(self) -> None:
        """Poll no more. What has come is still handed out; then the batches end, and the client is closed."""
        self._ended = True
        if self._polling is not None:
            self._polling.cancel()

    def poke(self, feed: Feed | None = None) -> None:
        """Poll that feed now, or all of them."""
        for job, waker in self._wakers.items():
            if feed is None or job.feed is feed:
                waker.set()

    def watch(self, symbol: str | None) -> None:
        """The reader looks at that instrument now: have its minutes and bars at once, and its minutes in turn.

        None: at no single one any more.
        """
        for job, waker in self._wakers.items():
            if job.watch(symbol):
                waker.set()

    def restart(self) -> None:
        """Forget what was had and ask for all of it again: a new run of a simulation has begun."""
        for job in self._jobs:
            job.restart()
        self.poke()

    async def _poll_all(self) -> None:
        async with asyncio.TaskGroup() as group:
            if self._beside is not None:
                group.create_task(self._beside(), name="beside the polls")
            group.create_task(keep_noticing(self._clock, self.poke), name="notice that the machine wakes")
            for job in self._jobs:
                group.create_task(self._keep_polling(job), name=f"poll {job.feed}")

    async def _keep_polling(self, job: Job) -> None:
        if job.after_quotes:
            await self._quotes_polled.wait()
        if job.feed is not Feed.QUOTES:
            spread = FIRST_WAIT_MOST - FIRST_WAIT_LEAST
            await self._clock.sleep(FIRST_WAIT_LEAST + spread * self._random())
        while True:
            self._wakers[job].clear()
            started = self._clock.monotonic()
            wait = await self._poll(job)
            await self._rest(job, max(SHORTEST_WAIT, wait), started)

    async def _poll(self, job: Job) -> float:
        """Run the job once, tell of a failure and when the next run is, and say how long to wait."""
        failure = await run_job(job, self._clock)
        if job.feed is Feed.QUOTES:
            self._quotes_polled.set()
        if failure is None:
            return job.wait()
        wait = wait_after(job, failure, self._clock)
        if not failure.quiet:
            again = replace(failure, retry_at=self._clock.monotonic() + wait)
            self._outbox.put(again.update(self._clock))
        return wait

    async def _rest(self, job: Job, seconds: float, started: float) -> None:
        """Wait, unless poked; a poked job still keeps its distance from the start of the last poll."""
        poked = asyncio.ensure_future(self._wakers[job].wait())
        rested = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await asyncio.wait((poked, rested), return_when=asyncio.FIRST_COMPLETED)
            fully = rested.done()
        finally:
            poked.cancel()
            rested.cancel()
        if not fully:
            passed = self._clock.monotonic() - started
            await self._clock.sleep(min(POKE_SPACING, seconds) - passed)
