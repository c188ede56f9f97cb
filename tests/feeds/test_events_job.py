"""Each source of events is asked when its turn has come, and what is had is joined with what was kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.feeds.fakes import Desk, Fake, refused, simulation
from tests.feeds.memory import KeptInMemory
from tui.feeds.answers import Told
from tui.feeds.chain import ChainFailed
from tui.feeds.errors import FailureKind, NothingThere
from tui.feeds.events_job import AFTER_FAILURE, AFTER_RELEASE, WORLD_EVERY, EventsJob
from tui.market.health import Feed
from tui.market.reports import Authority, Notice, Report
from tui.market.updates import KEPT, EventReportUpdate
from tui.market.zones import MARKET_TIME

NOW = datetime(2026, 12, 9, 8, tzinfo=MARKET_TIME)
RELEASE = datetime(2026, 12, 9, 9, 30, tzinfo=MARKET_TIME)
CPI = Notice("cn-cpi-yoy", RELEASE.date(), RELEASE, "2026-11", consensus="0.2%")
DAY, HOUR, MINUTE = 86_400.0, 3_600.0, 60.0


class Calendar(Fake):
    """A source that says `notices` of the week."""

    authority = Authority.VENDOR
    whole: frozenset[str] = frozenset()

    def __init__(self, name: str, desk: Desk, *, every: float = DAY, hurry: float | None = None) -> None:
        super().__init__(name, clock=desk.clock)
        self.shown = name.title()
        self.every = every
        self.hurry = hurry
        self.notices: tuple[Notice, ...] = ()

    async def fetch_events(self, today):
        week = timedelta(days=7)
        return await self._answer(Told(today - week, today + week, self.notices), str(today))


class Feeds:
    """A job on some calendars, run as the poller would."""

    def __init__(self, *reports: Report) -> None:
        self.desk = Desk(NOW)
        self.memory = KeptInMemory()
        self.memory.reports = reports

    def job(self, *calendars: Calendar, after_world: bool = False) -> EventsJob:
        chains = [self.desk.chain(calendar, feed=Feed.EVENTS) for calendar in calendars]
        pacer = self.desk.pacer(Feed.EVENTS, trading=HOUR, auction=HOUR, lunch=HOUR, closed=HOUR)
        desk = self.desk
        return EventsJob(chains, pacer, desk.outbox.put, desk.clock, self.memory, desk.guard, after_world=after_world)

    async def run_until(self, job: EventsJob, seconds: float) -> None:
        """Let it run for that long."""
        end = self.desk.clock.monotonic() + seconds
        while True:
            await job.run()
            wait = max(1.0, job.wait())
            left = end - self.desk.clock.monotonic()
            await self.desk.clock.advance(min(wait, left))
            if wait > left:
                return


@pytest.fixture
def feeds():
    return Feeds()


async def test_each_source_is_asked_at_its_own_pace(feeds):
    often, seldom = Calendar("often", feeds.desk, every=HOUR), Calendar("seldom", feeds.desk)
    await feeds.run_until(feeds.job(often, seldom), DAY - MINUTE)
    assert len(seldom.asked) == 1
    assert 23 <= len(often.asked) <= 24


async def test_what_was_kept_is_told_first_and_not_asked_for_again(feeds):
    kept = Report("nbs", "NBS", Authority.PUBLISHER, NOW - timedelta(hours=20), CPI.date, CPI.date, (CPI,))
    feeds = Feeds(kept)
    nbs = Calendar("nbs", feeds.desk)
    job = feeds.job(nbs)
    await job.run()
    [update] = feeds.desk.came(EventReportUpdate)
    assert (update.report, update.source.provider) == (kept, KEPT)
    await feeds.run_until(job, 3 * HOUR)
    assert nbs.asked == []
    await feeds.run_until(job, 2 * HOUR)
    assert len(nbs.asked) == 1


async def test_what_is_kept_of_a_source_that_is_not_wished_any_more_is_left(feeds):
    feeds = Feeds(Report("gone", "Gone", Authority.VENDOR, NOW, CPI.date, CPI.date, (CPI,)))
    await feeds.job(Calendar("nbs", feeds.desk)).run()
    assert [update.report.provider for update in feeds.desk.came(EventReportUpdate)] == ["nbs"]


async def test_answers_are_joined(feeds):
    vendor = Calendar("vendor", feeds.desk, every=HOUR)
    vendor.notices = (CPI,)
    job = feeds.job(vendor)
    await feeds.run_until(job, 1.5 * HOUR)
    vendor.notices = (replace(CPI, actual="0.3%"),)
    await feeds.run_until(job, HOUR)
    *_, update = feeds.desk.came(EventReportUpdate)
    [notice] = update.report.notices
    assert (notice.actual, notice.first_seen) == ("0.3%", NOW + timedelta(hours=2))


async def test_a_figure_that_is_due_is_asked_for_in_a_hurry_until_it_is_there(feeds):
    vendor = Calendar("vendor", feeds.desk, hurry=MINUTE)
    vendor.notices = (CPI,)
    job = feeds.job(vendor)
    await feeds.run_until(job, 90 * MINUTE)
    assert len(vendor.asked) == 1
    await feeds.run_until(job, 5 * MINUTE)
    assert vendor.asked_at[1] - vendor.asked_at[0] == pytest.approx(90 * MINUTE + AFTER_RELEASE)
    assert len(vendor.asked) == 6
    vendor.notices = (replace(CPI, actual="0.3%"),)
    await feeds.run_until(job, 2 * HOUR)
    assert len(vendor.asked) == 7


async def test_a_figure_that_never_comes_is_given_up(feeds):
    vendor = Calendar("vendor", feeds.desk, hurry=MINUTE)
    vendor.notices = (CPI,)
    job = feeds.job(vendor)
    await feeds.run_until(job, 4 * HOUR)
    asked = len(vendor.asked)
    await feeds.run_until(job, 10 * HOUR)
    assert len(vendor.asked) == asked


async def test_a_source_without_figures_is_never_in_a_hurry(feeds):
    nbs = Calendar("nbs", feeds.desk)
    nbs.notices = (CPI,)
    await feeds.run_until(feeds.job(nbs), 4 * HOUR)
    assert len(nbs.asked) == 1


async def test_a_source_that_fails_is_left_alone_and_the_others_go_on(feeds):
    bad, good = Calendar("bad", feeds.desk), Calendar("good", feeds.desk, every=HOUR)
    bad.error = refused()
    job = feeds.job(bad, good)
    await feeds.run_until(job, 3 * HOUR)
    assert len(good.asked) == 3
    assert 3 <= len(bad.asked) <= 3 * HOUR / AFTER_FAILURE + 1
    assert {update.report.provider for update in feeds.desk.came(EventReportUpdate)} == {"good"}


async def test_a_source_that_goes_on_failing_is_asked_less_and_less_and_never_more_than_it_may(feeds):
    daily, hourly = Calendar("daily", feeds.desk), Calendar("hourly", feeds.desk, every=HOUR)
    good = Calendar("good", feeds.desk)
    daily.error = hourly.error = refused()
    await feeds.run_until(feeds.job(daily, hourly, good), 2 * DAY)
    assert len(daily.asked) < 15
    assert len(hourly.asked) <= 2 * DAY / HOUR + 1


async def test_a_failure_while_a_figure_is_due_is_followed_up_in_a_hurry(feeds):
    vendor, other = Calendar("vendor", feeds.desk, hurry=MINUTE), Calendar("other", feeds.desk)
    vendor.notices = (CPI,)
    job = feeds.job(vendor, other)
    await feeds.run_until(job, 90 * MINUTE)
    vendor.error = refused()
    asked = len(vendor.asked)
    await feeds.run_until(job, 4 * MINUTE)
    assert len(vendor.asked) == asked + 3


async def test_a_report_from_the_future_does_not_silence_its_source():
    feeds = Feeds(Report("nbs", "NBS", Authority.PUBLISHER, NOW + timedelta(days=60), CPI.date, CPI.date, (CPI,)))
    nbs = Calendar("nbs", feeds.desk, every=HOUR)
    await feeds.run_until(feeds.job(nbs), 2.5 * HOUR)
    assert len(nbs.asked) == 2


async def test_beside_prices_of_this_machine_nobody_is_asked_before_the_world_is_known(feeds):
    vendor = Calendar("vendor", feeds.desk)
    job = feeds.job(vendor, after_world=True)
    await job.run()
    assert vendor.asked == []
    feeds.desk.guard.admit(None)
    await job.run()
    assert len(vendor.asked) == 1


async def test_the_feed_has_failed_when_every_source_has(feeds):
    one, other = Calendar("one", feeds.desk), Calendar("other", feeds.desk)
    one.error = other.error = refused()
    job = feeds.job(one, other)
    await job.run()
    with pytest.raises(ChainFailed):
        await job.run()


async def test_an_answer_that_there_is_nothing_is_no_failure(feeds):
    vendor = Calendar("vendor", feeds.desk)
    vendor.error = NothingThere("no calendar of that week")
    job = feeds.job(vendor)
    await feeds.run_until(job, 5 * HOUR)
    assert len(vendor.asked) == 1


async def test_our_own_budget_is_no_failure_of_the_source(feeds):
    vendor = Calendar("vendor", feeds.desk)
    vendor.error = refused(FailureKind.BUDGET, retry_after=30.0)
    job = feeds.job(vendor)
    await job.run()
    assert 0 < job.wait() <= 30.0


async def test_in_a_simulated_market_nobody_is_asked(feeds):
    vendor = Calendar("vendor", feeds.desk)
    feeds.desk.guard.admit(simulation())
    job = feeds.job(vendor)
    await job.run()
    assert vendor.asked == []
    assert job.complete
    assert job.wait() == HOUR


async def test_while_the_world_is_unknown_it_is_looked_at_every_few_seconds_and_nobody_is_asked(feeds):
    vendor = Calendar("vendor", feeds.desk)
    job = feeds.job(vendor, after_world=True)
    await job.run()
    assert (vendor.asked, job.wait()) == ([], WORLD_EVERY)
    feeds.desk.guard.admit(None)
    assert job.wait() == 0.0
    await job.run()
    assert len(vendor.asked) == 1


async def test_one_whole_poll_asks_everybody_who_is_due_once(feeds):
    calendars = [Calendar(name, feeds.desk) for name in ("one", "two", "three")]
    job = feeds.job(*calendars)
    for _ in range(job.turns):
        assert not job.complete
        await job.run()
    assert job.complete
    assert all(len(calendar.asked) == 1 for calendar in calendars)
