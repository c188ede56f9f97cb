"""The poller: every feed at its pace, none in another's way. Time passes only when a test says so."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta

import pytest

from tests.clocks import ManualClock, WallClock, settle
from tests.feeds.fakes import CALENDARS, MORNING, Desk, refused, simulation, universe
from tui.feeds.minutes_job import MinutesJob
from tui.feeds.poller import FIRST_WAIT_MOST, Poller
from tui.feeds.quote_jobs import QuoteGaps, QuotesJob
from tui.feeds.southbound_jobs import SouthboundJob
from tui.feeds.waking import AHEAD_BY, LOOK_EVERY
from tui.market.health import Feed
from tui.market.updates import FeedFailed, QuotesUpdate, SimulationStarted, SouthboundUpdate

EVENING = MORNING.replace(hour=20)
"""No market trades until the next morning: a poll in 120 s."""


class Scene:
    """A desk with quotes (every 3 s), southbound (every 60 s) and minutes (every 60 s), each with its provider."""

    def __init__(self, clock: ManualClock | None = None) -> None:
        self.desk = Desk(clock=clock)
        self.clock = self.desk.clock
        self.quotes, self.southbound, self.minutes = (self.desk.provider("tencent") for _ in range(3))
        known, emit = universe("HSI", "HSCEI", "HSTECH"), self.desk.outbox.put
        self.closed = 0
        desk = self.desk
        jobs = (
            QuotesJob(desk.chain(self.quotes), desk.pacer(), emit, tuple(known), QuoteGaps(self.clock, CALENDARS)),
            SouthboundJob(
                desk.chain(self.southbound, feed=Feed.SOUTHBOUND),
                desk.pacer(Feed.SOUTHBOUND, trading=60.0),
                emit,
                self.clock,
            ),
            MinutesJob(
                desk.chain(self.minutes, feed=Feed.MINUTES),
                desk.pacer(Feed.MINUTES, trading=60.0),
                emit,
                known,
                ["HSI", "HSCEI"],
            ),
        )
        self.poller = Poller(jobs, self.clock, desk.outbox, close=self._close, random=lambda: 1.0)
        desk.guard.on_run = self.poller.restart
        self.got = []

    async def _close(self) -> None:
        self.closed += 1

    def answer_from_run(self, run: str) -> None:
        for fake in (self.quotes, self.southbound, self.minutes):
            fake.simulation = simulation(run)

    def kinds(self, kind: type):
        return [update for update in self.got if isinstance(update, kind)]


@asynccontextmanager
async def polling(run: str | None = None, clock: ManualClock | None = None):
    """A scene whose poller is read by a task, up to its first polls; of a simulation's run, or real."""
    scene = Scene(clock)
    if run is not None:
        scene.answer_from_run(run)

    async def read() -> None:
        async for batch in scene.poller.batches():
            scene.got.extend(batch)

    reader = asyncio.ensure_future(read())
    try:
        await scene.clock.advance(FIRST_WAIT_MOST)
        yield scene
    finally:
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)


async def test_nothing_is_asked_before_the_updates_are_read():
    scene = Scene()
    await scene.clock.advance(10)
    assert scene.quotes.asked == []


async def test_every_feed_is_polled_at_the_start_quotes_first():
    async with polling() as scene:
        assert [len(fake.asked) for fake in (scene.quotes, scene.southbound, scene.minutes)] == [1, 1, 1]
        assert scene.quotes.asked_at[0] < min(scene.southbound.asked_at[0], scene.minutes.asked_at[0])
        assert [update.quotes[0].symbol for update in scene.kinds(QuotesUpdate)] == ["HSI"]
        assert scene.kinds(QuotesUpdate)[0].source.expected_every == 3.0


async def test_each_feed_keeps_its_own_pace():
    async with polling() as scene:
        await scene.clock.advance(60)
        assert len(scene.quotes.asked) == 21
        assert len(scene.southbound.asked) == 2


async def test_a_slow_feed_delays_no_other():
    async with polling() as scene:
        scene.southbound.before_answer = asyncio.Event().wait
        scene.poller.poke(Feed.SOUTHBOUND)
        await scene.clock.advance(30)
        assert len(scene.southbound.asked) == 2
        assert len(scene.quotes.asked) == 11
        assert len(scene.kinds(QuotesUpdate)) == 11


async def test_the_next_poll_is_counted_from_the_end_of_the_last():
    async with polling() as scene:
        release = asyncio.Event()
        scene.quotes.before_answer = release.wait
        await scene.clock.advance(20)
        assert len(scene.quotes.asked) == 2
        release.set()
        await settle()
        answered = scene.clock.seconds
        await scene.clock.advance(3)
        assert scene.quotes.asked_at[2] == pytest.approx(answered + 3)


async def test_after_a_stall_each_feed_is_polled_once_and_not_in_a_burst():
    async with polling() as scene:
        before = [len(scene.quotes.asked), len(scene.southbound.asked)]
        scene.clock.stall(600)
        await scene.clock.advance(1)
        assert [len(scene.quotes.asked), len(scene.southbound.asked)] == [count + 1 for count in before]


@pytest.mark.parametrize(("clock", "asked"), [(WallClock, 1), (ManualClock, 0)])
async def test_once_the_machine_wakes_every_feed_is_polled_but_a_simulation_has_no_wall(clock, asked):
    async with polling(clock=clock(EVENING)) as scene:
        await scene.clock.advance(20)
        fakes = (scene.quotes, scene.southbound, scene.minutes)
        before = [len(fake.asked) for fake in fakes]
        scene.clock.follow(EVENING + timedelta(hours=14))  # the lid was closed
        await scene.clock.advance(LOOK_EVERY)
        assert [len(fake.asked) - number for fake, number in zip(fakes, before, strict=True)] == [asked] * 3


async def test_a_wall_that_is_set_right_by_seconds_polls_nobody():
    async with polling(clock=WallClock(EVENING)) as scene:
        await scene.clock.advance(20)
        scene.clock.suspend(AHEAD_BY - 1)
        await scene.clock.advance(LOOK_EVERY)
        scene.clock.suspend(-3600)
        await scene.clock.advance(2 * LOOK_EVERY)
        assert len(scene.quotes.asked) == 1


async def test_a_poke_polls_that_feed_now_and_the_pace_goes_on_from_there():
    async with polling() as scene:
        await scene.clock.advance(20)
        scene.poller.poke(Feed.SOUTHBOUND)
        await settle()
        assert len(scene.southbound.asked) == 2
        await scene.clock.advance(59)
        assert len(scene.southbound.asked) == 2
        await scene.clock.advance(2)
        assert len(scene.southbound.asked) == 3


async def test_the_instrument_that_the_reader_looks_at_has_its_minutes_at_once():
    async with polling() as scene:
        await scene.clock.advance(70)
        scene.minutes.asked.clear()
        scene.poller.watch("HSTECH")
        await settle()
        assert scene.minutes.asked == [("HSTECH",)]
        await scene.clock.advance(65)
        assert scene.minutes.asked.count(("HSTECH",)) == 2
        scene.poller.watch(None)
        scene.minutes.asked.clear()
        await scene.clock.advance(70)
        assert ("HSTECH",) not in scene.minutes.asked


async def test_what_waits_for_quotes_starts_after_their_first_poll_even_if_it_failed():
    scene = Scene()
    scene.quotes.error = refused()
    job = MinutesJob(
        scene.desk.chain(scene.minutes, feed=Feed.MINUTES),
        scene.desk.pacer(Feed.MINUTES, trading=60.0),
        scene.desk.outbox.put,
        universe("HSI"),
        ["HSI"],
    )
    job.after_quotes = True
    jobs = (scene.poller._jobs[0], job)
    poller = Poller(jobs, scene.clock, scene.desk.outbox, close=scene._close, random=lambda: 1.0)
    async with aclosing(poller.batches()) as batches:
        await anext(batches)
        await scene.clock.advance(FIRST_WAIT_MOST)
        assert scene.minutes.asked == [("HSI",)]


async def test_pokes_without_end_do_not_become_a_hot_loop():
    async with polling() as scene:
        for _ in range(100):
            scene.poller.poke()
            await scene.clock.advance(0.1)
        assert len(scene.southbound.asked) <= 12
        assert len(scene.quotes.asked) <= 12


async def test_a_failure_is_told_once_and_the_feed_recovers():
    async with polling() as scene:
        scene.southbound.error = refused(retry_after=20.0)
        scene.poller.poke(Feed.SOUTHBOUND)
        await scene.clock.advance(19)
        [failed] = scene.kinds(FeedFailed)
        assert failed.feed is Feed.SOUTHBOUND
        assert "HTTP status 500" in failed.reason
        assert (failed.retry_at - failed.at).total_seconds() == pytest.approx(20)
        scene.southbound.error = None
        await scene.clock.advance(5)
        assert len(scene.kinds(SouthboundUpdate)) == 2
        assert len(scene.kinds(FeedFailed)) == 1


async def test_a_failed_feed_does_not_wait_for_its_slow_pace():
    async with polling() as scene:
        scene.southbound.error = refused()
        scene.poller.poke(Feed.SOUTHBOUND)
        await scene.clock.advance(1)
        scene.southbound.error = None
        await scene.clock.advance(15)
        assert len(scene.kinds(SouthboundUpdate)) == 2


async def test_every_failure_says_when_the_feed_is_asked_again():
    async with polling() as scene:
        scene.southbound.error = refused()
        scene.poller.poke(Feed.SOUTHBOUND)
        await scene.clock.advance(40)
        told = scene.kinds(FeedFailed)
        assert len(told) >= 2
        assert all(failed.retry_at is not None and failed.retry_at > failed.at for failed in told)


async def test_a_bug_in_one_feed_is_told_and_logged_and_the_others_go_on(caplog):
    async with polling() as scene:
        scene.southbound.error = ZeroDivisionError()
        with caplog.at_level(logging.ERROR):
            scene.poller.poke(Feed.SOUTHBOUND)
            await scene.clock.advance(2)
        assert "ZeroDivisionError" in scene.kinds(FeedFailed)[0].reason
        assert "ZeroDivisionError" in caplog.text
        await scene.clock.advance(30)
        assert len(scene.quotes.asked) >= 11
        scene.southbound.error = None
        await scene.clock.advance(15)
        assert len(scene.kinds(SouthboundUpdate)) == 2


async def test_a_new_run_of_a_simulation_asks_for_everything_again():
    async with polling(run="r1") as scene:
        await scene.clock.advance(5)
        assert [update.run for update in scene.kinds(SimulationStarted)] == ["r1"]
        assert len(scene.southbound.asked) == 1
        scene.answer_from_run("r2")
        await scene.clock.advance(5)
        assert [update.run for update in scene.kinds(SimulationStarted)] == ["r1", "r2"]
        assert len(scene.southbound.asked) == 2
        assert set(scene.minutes.asked[2:]) == {("HSI",), ("HSCEI",)}


async def test_cancelling_the_reader_ends_all_tasks_and_closes_the_client():
    before = asyncio.all_tasks()
    async with polling() as scene:
        scene.southbound.before_answer = asyncio.Event().wait
        scene.poller.poke()
        await scene.clock.advance(2)
        assert scene.closed == 0
    assert scene.closed == 1
    await settle()
    assert asyncio.all_tasks() == before


async def test_a_poller_that_is_ended_hands_out_what_has_come_and_closes_the_client():
    async with polling() as scene:
        scene.desk.outbox.put(update := FeedFailed(Feed.RATES, scene.clock.now(), "late", None))
        scene.poller.end()
        await settle()
        assert scene.got[-1] is update
        assert scene.closed == 1
        asked = len(scene.quotes.asked)
        await scene.clock.advance(60.0)
        assert len(scene.quotes.asked) == asked
