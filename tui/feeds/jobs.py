"""What the poller runs: one job a feed, and the one border at which a job's failure becomes a message."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence

from msgspec import Struct

from tui.clock import SECOND, Clock
from tui.feeds.chain import ChainFailed, Named
from tui.feeds.outbox import Emit
from tui.feeds.pacing import Pacer
from tui.market.health import Feed
from tui.market.instruments import Instrument
from tui.market.updates import FeedFailed

AGAIN_AFTER_FAILURE = 15.0
"""Real seconds after which a failed job runs again at the latest, however slow its feed's pace."""

TIME_TO_SPARE = 1.0
"""Real seconds that a job may take beyond the limits of its providers before it is cut off."""

_log = logging.getLogger(__name__)


class Failure(Struct, frozen=True):
    """Why a job failed, in one line, and the real second at which trying again makes sense; None: any time.

    `quiet`: only our own budget stood against it, and the job is one that can wait.
    """

    feed: Feed
    reason: str
    retry_at: float | None = None
    quiet: bool = False

    def update(self, clock: Clock) -> FeedFailed:
        """The failure as the market state takes it: in market time."""
        now = clock.now()
        retry_at = None
        if self.retry_at is not None:
            retry_at = now + (self.retry_at - clock.monotonic()) * clock.speed * SECOND
        return FeedFailed(self.feed, now, self.reason, retry_at)


class Job(ABC):
    """One feed's work. `patient` jobs give way to others; those `after_quotes` start when quotes had their turn."""

    patient = False
    after_quotes = False

    def __init__(self, feed: Feed, pacer: Pacer, emit: Emit) -> None:
        self.feed = feed
        self.pacer = pacer
        self.emit = emit

    @property
    @abstractmethod
    def time_limit(self) -> float:
        """Real seconds that one run may take."""

    @property
    def turns(self) -> int:
        """How many runs make one whole poll, at the most."""
        return 1

    @property
    def complete(self) -> bool:
        """Whether a whole poll needs no further run, however many turns it may take."""
        return False

    @abstractmethod
    async def run(self) -> None:
        """Ask once, and emit what came. Raises ChainFailed."""

    def wait(self) -> float:
        """Real seconds until the next run, after one that succeeded."""
        return self.pacer.wait()

    def restart(self) -> None:
        """Forget what was had: a new run of the simulation makes it void."""
        return

    def watch(self, symbol: str | None) -> bool:
        """The reader looks at that instrument now, or at none: whether the job has something to do for it at once."""
        return False


async def run_job(job: Job, clock: Clock) -> Failure | None:
    """Run a job once; None if it succeeded. Raises nothing but cancellation."""
    try:
        async with asyncio.timeout(job.time_limit + TIME_TO_SPARE):
            await job.run()
    except ChainFailed as failure:
        return Failure(job.feed, failure.reason, failure.retry_at, job.patient and failure.only_budget)
    except TimeoutError:
        return Failure(job.feed, "took too long")
    except Exception as error:  # noqa: BLE001 - a bug in one feed must neither end the others nor go unseen
        _log.exception("the %s feed broke", job.feed)
        return Failure(job.feed, f"internal error: {type(error).__name__}")
    return None


async def run_within_budget(job: Job, clock: Clock) -> Failure | None:
    """Run a job once, for those who poll but once; None if it succeeded. Raises nothing but cancellation.

    One that can wait does so for our own budget: there is no later poll that would make up for it.
    """
    while True:
        failure = await run_job(job, clock)
        if failure is None or not failure.quiet or failure.retry_at is None:
            return failure
        await clock.sleep(max(0.0, failure.retry_at - clock.monotonic()))


def wait_after(job: Job, failure: Failure, clock: Clock) -> float:
    """Real seconds until a failed job runs again: when a provider may be asked at all, else soon."""
    if failure.retry_at is None:
        return min(job.wait(), AGAIN_AFTER_FAILURE)
    return max(0.0, failure.retry_at - clock.monotonic())


def has_code(instrument: Instrument, providers: Sequence[Named]) -> bool:
    """Whether any of the providers has a code for the instrument."""
    return any(code_of(instrument, provider.name) is not None for provider in providers)


def code_of(instrument: Instrument, provider: str) -> str | None:
    """What the provider of that name calls the instrument; None if it has no code for it."""
    codes = instrument.codes
    return {"tencent": codes.tencent, "sina": codes.sina, "eastmoney": codes.eastmoney}.get(provider)
