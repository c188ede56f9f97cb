"""Finished southbound days and their most active names: kept first, after publication, newest first, and bounded."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from tests.feeds.fakes import CALENDARS, Desk, Fake, refused
from tests.feeds.memory import KeptInMemory
from tui.feeds.chain import ChainFailed
from tui.feeds.errors import NothingThere
from tui.feeds.southbound_past_jobs import (
    HISTORY_DAYS,
    LATE_ATTEMPTS,
    MOST_FILES,
    ActiveNamesJob,
    SouthboundHistoryJob,
)
from tui.market.health import Feed
from tui.market.southbound import ActiveName, ActiveNames, SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.updates import KEPT, ActiveNamesUpdate, PastSouthboundUpdate, SouthboundHistoryUpdate


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


MORNING = at("2026-08-20T10:00:00")
TODAY, BEFORE = date(2026, 8, 20), date(2026, 8, 19)


class Tables(Fake):
    """Has every day up to `published`, all at once."""

    published = BEFORE

    async def fetch_southbound_days(self, wanted, within):
        days = CALENDARS.connect_days_before(self.published + timedelta(days=1), within)
        return await self._answer(tuple(daily(day) for day in days), "days", str(wanted[-1]), str(within))

    async def fetch_active_names(self, day):
        fetched = await self._answer(names(day), "names", str(day))
        if day > self.published:
            raise NothingThere(f"nothing of {day}")
        return fetched


class Files(Tables):
    """Has a day a request."""

    async def fetch_southbound_days(self, wanted, within):
        fetched = await self._answer((daily(wanted[-1]),), "file", str(wanted[-1]))
        if wanted[-1] > self.published:
            raise NothingThere(f"no file of {wanted[-1]}")
        return fetched


def daily(day):
    return SouthboundDaily(day, 1.0, 10.0)


def names(day):
    return ActiveNames(day, (ActiveName("00700.HK", "x", 3.0, 1.0, 4.0, ("Shanghai",)),))


class Scene:
    def __init__(self, job, *, kept=None, moment=MORNING, jitter=0.0) -> None:
        feed = Feed.ACTIVE_NAMES if job is ActiveNamesJob else Feed.SOUTHBOUND_HISTORY
        self.desk = Desk(moment)
        self.clock = self.desk.clock
        self.eastmoney, self.hkex = Tables("eastmoney", clock=self.clock), Files("hkex", clock=self.clock)
        self.kept = kept or KeptInMemory()
        self.got = []
        chain = self.desk.chain(self.eastmoney, self.hkex, feed=feed)
        pacer = self.desk.pacer(feed, jitter, trading=3600.0, auction=3600.0, lunch=3600.0, closed=1800.0)
        self.job = job(chain, pacer, self.emit, self.clock, CALENDARS, self.kept)

    def emit(self, update) -> None:
        self.got.append(update)
        self.kept.keep([update])

    def publish(self, day) -> None:
        self.eastmoney.published = self.hkex.published = day

    async def run(self, times: int = 3) -> list[str]:
        failed = []
        for _ in range(times):
            try:
                await self.job.run()
            except ChainFailed as failure:
                failed.append(failure.reason)
        return failed

    def newest(self, kind):
        return [update for update in self.got if isinstance(update, kind)][-1]


async def test_all_finished_days_are_one_request():
    scene = Scene(SouthboundHistoryJob)
    await scene.run()
    assert scene.eastmoney.asked == [("days", str(BEFORE), str(HISTORY_DAYS))]
    days = scene.newest(SouthboundHistoryUpdate).days
    assert [daily.date for daily in days] == list(CALENDARS.connect_days_before(TODAY, HISTORY_DAYS))


async def test_history_that_is_kept_costs_no_request():
    first = Scene(SouthboundHistoryJob)
    await first.run()
    again = Scene(SouthboundHistoryJob, kept=first.kept)
    await again.run()
    assert again.eastmoney.asked == again.hkex.asked == []
    update = again.newest(SouthboundHistoryUpdate)
    assert update.source.provider == KEPT
    assert len(update.days) == HISTORY_DAYS


async def test_only_so_many_days_are_asked_for_as_reach_back_to_the_one_missing():
    first = Scene(SouthboundHistoryJob)
    await first.run()
    first.kept.days = first.kept.days[:-4]
    again = Scene(SouthboundHistoryJob, kept=first.kept)
    await again.run()
    assert again.eastmoney.asked == [("days", str(BEFORE), "4")]
    assert again.newest(SouthboundHistoryUpdate).days[-1].date == BEFORE


async def test_the_minutes_of_past_days_are_handed_out_at_the_start():
    kept = KeptInMemory()
    kept.flows = (SouthboundDay(BEFORE, 1.0, 1.0, 0.0, (SouthboundMinute(541, 1.0, 0.0, 1.0),)),)
    scene = Scene(SouthboundHistoryJob, kept=kept)
    await scene.run()
    assert scene.newest(PastSouthboundUpdate).days == kept.flows
    assert kept.asked.count("past southbound") == 1
    scene.clock.follow(MORNING + timedelta(days=1))
    await scene.run()
    assert kept.asked.count("past southbound") == 2


async def test_todays_row_is_asked_for_after_publication_until_it_is_there():
    scene = Scene(SouthboundHistoryJob)
    await scene.run()
    assert scene.job.wait() <= 3600
    scene.eastmoney.asked.clear()
    scene.clock.follow(at("2026-08-20T16:31:00"))
    await scene.run()
    assert scene.eastmoney.asked == [("days", str(TODAY), "1")]
    scene.publish(TODAY)
    scene.clock.stall(1801)
    await scene.run()
    assert scene.newest(SouthboundHistoryUpdate).days[-1].date == TODAY
    assert len(scene.eastmoney.asked) == 2


@pytest.mark.parametrize("jitter", [0.0, 0.5, 0.999])
@pytest.mark.parametrize("job", [SouthboundHistoryJob, ActiveNamesJob])
async def test_what_is_late_is_asked_for_at_every_look(job, jitter):
    """A look comes before a whole interval is over: up to a twentieth of it is taken off at random."""
    scene = Scene(job, moment=at("2026-08-20T16:31:00"), jitter=jitter)
    await scene.run()
    for _ in range(5):
        scene.clock.stall(scene.job.wait())
        await scene.run(1)
    asked = zip(scene.eastmoney.asked_at, scene.eastmoney.asked, strict=True)
    about_today = [when for when, what in asked if str(TODAY) in what]
    waits = [later - earlier for earlier, later in pairwise(about_today)]
    assert waits == pytest.approx([1800 * (1 - 0.05 * jitter)] * 5)


async def test_the_wait_ends_when_another_day_may_be_published():
    scene = Scene(SouthboundHistoryJob, moment=at("2026-08-20T16:20:00"))
    await scene.run()
    assert scene.job.wait() == pytest.approx(600.0)


async def test_without_the_table_days_come_one_by_one_the_newest_first_and_bounded():
    scene = Scene(SouthboundHistoryJob)
    scene.eastmoney.error = refused()
    await scene.run(2)
    newest = list(reversed(CALENDARS.connect_days_before(TODAY, HISTORY_DAYS)))
    assert scene.hkex.asked == [("file", str(day)) for day in newest[:2]]
    assert scene.job.wait() < 60
    for _ in range(100):
        await scene.run(1)
        scene.clock.stall(8)
    assert len(scene.hkex.asked) == MOST_FILES
    assert len(scene.newest(SouthboundHistoryUpdate).days) == MOST_FILES
    assert scene.job.wait() > 60


async def test_a_day_that_has_no_file_does_not_stand_before_the_others():
    scene = Scene(SouthboundHistoryJob)
    scene.eastmoney.error = refused()
    scene.hkex.published = BEFORE - timedelta(days=1)
    assert await scene.run(3) == []
    newest = list(reversed(CALENDARS.connect_days_before(TODAY, 3)))
    assert scene.hkex.asked == [("file", str(day)) for day in newest]


async def test_history_fails_when_nobody_answers():
    scene = Scene(SouthboundHistoryJob)
    scene.eastmoney.error = scene.hkex.error = refused()
    assert len(await scene.run(1)) == 1


async def test_names_of_the_newest_published_day():
    scene = Scene(ActiveNamesJob)
    await scene.run()
    assert scene.eastmoney.asked == [("names", str(BEFORE))]
    assert scene.newest(ActiveNamesUpdate).names.date == BEFORE


async def test_names_that_are_kept_cost_no_request():
    kept = KeptInMemory()
    kept.names = names(BEFORE)
    scene = Scene(ActiveNamesJob, kept=kept)
    await scene.run()
    assert scene.eastmoney.asked == []
    assert scene.newest(ActiveNamesUpdate).source.provider == KEPT


async def test_on_a_day_without_connect_nothing_of_it_is_asked():
    kept = KeptInMemory()
    kept.names = names(date(2026, 8, 21))
    scene = Scene(ActiveNamesJob, kept=kept, moment=at("2026-08-22T18:00:00"))
    await scene.run()
    assert scene.eastmoney.asked == scene.hkex.asked == []


async def test_names_that_are_late_are_asked_for_at_their_pace_with_the_day_before_meanwhile():
    scene = Scene(ActiveNamesJob, moment=at("2026-08-20T16:31:00"))
    assert await scene.run(5) == []
    assert scene.eastmoney.asked == [("names", str(TODAY)), ("names", str(BEFORE))]
    assert scene.newest(ActiveNamesUpdate).names.date == BEFORE
    scene.clock.stall(1801)
    await scene.run(5)
    assert [asked for asked in scene.eastmoney.asked if asked[1] == str(TODAY)] == [("names", str(TODAY))] * 2
    scene.publish(TODAY)
    scene.clock.stall(1801)
    await scene.run(5)
    assert scene.newest(ActiveNamesUpdate).names.date == TODAY


async def test_names_of_an_earlier_day_that_never_come_are_given_up_for_the_day():
    scene = Scene(ActiveNamesJob)
    scene.publish(BEFORE - timedelta(days=1))
    for _ in range(20):
        await scene.run(1)
        scene.clock.stall(3601)
        scene.clock.follow(MORNING)
    asked = [asked for asked in scene.hkex.asked if asked[1] == str(BEFORE)]
    assert len(asked) == LATE_ATTEMPTS


async def test_where_one_lacks_the_names_the_other_is_asked():
    scene = Scene(ActiveNamesJob, moment=at("2026-08-20T16:31:00"))
    scene.hkex.published = TODAY
    await scene.run()
    assert scene.newest(ActiveNamesUpdate).source.provider == "hkex"
    assert scene.newest(ActiveNamesUpdate).names.date == TODAY


async def test_while_one_is_out_of_reach_and_the_other_has_nothing_yet_the_pace_is_kept():
    scene = Scene(ActiveNamesJob, moment=at("2026-08-20T16:31:00"))
    scene.eastmoney.error = refused()
    for _ in range(10):
        assert await scene.run(1) == []
        scene.clock.stall(15)
    assert [asked for asked in scene.hkex.asked if asked[1] == str(TODAY)] == [("names", str(TODAY))]
