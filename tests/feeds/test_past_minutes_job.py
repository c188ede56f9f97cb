"""Turnover of the past days: kept first, one request an index and day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clocks import ManualClock
from tests.feeds.fakes import CALENDARS, MORNING, Desk, Fake, instrument, refused
from tests.feeds.memory import KeptInMemory, KeptLate
from tui.feeds.chain import ChainFailed
from tui.feeds.errors import FailureKind, NothingThere
from tui.feeds.past_minutes_job import DAYS, PastMinutesJob
from tui.market.health import Feed
from tui.market.series import Minute, MinuteSeries
from tui.market.turnover import AVERAGE_SESSIONS
from tui.market.updates import KEPT, PastMinutesUpdate

TODAY = MORNING.date()
WANTED = CALENDARS.mainland.sessions_before(TODAY, DAYS)
INDICES = (instrument("000001.SH"), instrument("399001.SZ"))


class Days(Fake):
    """Gives the sessions before `today` and the running one."""

    today = TODAY

    def __init__(self, name: str, *, clock: ManualClock) -> None:
        super().__init__(name, clock=clock)
        self.failing: set[str] = set()

    async def fetch_past_minutes(self, item, days):
        sessions = (*CALENDARS.mainland.sessions_before(self.today, days), self.today)
        if item.symbol in self.failing:
            raise refused()
        if item.symbol in self.lacks:
            await self._answer((), item.symbol)
            raise NothingThere(item.symbol)
        return await self._answer(tuple(day_of(item.symbol, day) for day in sessions), item.symbol, str(days))


def day_of(symbol, day, turnover=2.0):
    return MinuteSeries(symbol, day, None, (Minute(575, 1.0, 1.0, 1.0), Minute(900, 1.0, 2.0, turnover)))


class Scene:
    def __init__(self, kept=None, instruments=INDICES) -> None:
        self.desk = Desk(MORNING)
        self.server = Days("eastmoney", clock=self.desk.clock)
        self.kept = kept or KeptInMemory()
        self.got = []
        self.job = PastMinutesJob(
            self.desk.chain(self.server, feed=Feed.PAST_MINUTES),
            self.desk.pacer(Feed.PAST_MINUTES, trading=3600.0, closed=3600.0),
            self.emit,
            self.desk.clock,
            CALENDARS,
            instruments,
            self.kept,
        )

    def emit(self, update) -> None:
        self.got.append(update)
        self.kept.keep([update])

    async def run(self, times: int = 5) -> None:
        for _ in range(times):
            await self.job.run()

    def newest(self, symbol):
        return [update for update in self.got if isinstance(update, PastMinutesUpdate) and update.symbol == symbol][
            -1
        ]


async def test_each_index_is_one_request_and_the_running_day_is_left_out():
    scene = Scene()
    await scene.run()
    assert [asked[0] for asked in scene.server.asked] == ["000001.SH", "399001.SZ"]
    assert tuple(series.date for series in scene.newest("399001.SZ").days) == WANTED
    assert scene.job.complete


async def test_one_run_asks_once():
    scene = Scene()
    await scene.run(1)
    assert len(scene.server.asked) == 1
    assert scene.job.wait() < 5
    await scene.run(1)
    assert scene.job.wait() > 60


async def test_what_is_kept_costs_no_request():
    first = Scene()
    await first.run()
    again = Scene(first.kept)
    await again.run()
    assert again.server.asked == []
    assert again.newest("000001.SH").source.provider == KEPT
    assert again.newest("000001.SH").days == first.newest("000001.SH").days


@pytest.mark.parametrize("lacking", ["a day", "turnover"])
async def test_a_day_that_is_missing_or_has_no_turnover_is_asked_for(lacking):
    first = Scene()
    await first.run()
    kept = first.kept
    days = list(kept.minutes_of["000001.SH"])
    days[5:6] = [] if lacking == "a day" else [day_of("000001.SH", days[5].date, None)]
    kept.minutes_of["000001.SH"] = tuple(days)
    again = Scene(kept)
    await again.run()
    assert [asked[0] for asked in again.server.asked] == ["000001.SH"]
    assert tuple(series.date for series in again.newest("000001.SH").days) == WANTED


async def test_the_next_day_is_asked_for_once_more():
    scene = Scene()
    await scene.run()
    scene.server.asked.clear()
    scene.desk.clock.follow(MORNING + timedelta(days=1))
    scene.server.today = TODAY + timedelta(days=1)
    await scene.run()
    assert len(scene.server.asked) == 2
    days = [series.date for series in scene.newest("000001.SH").days]
    assert (len(days), days[-1]) == (DAYS, TODAY)


async def test_what_the_provider_does_not_have_is_left_alone_for_the_day():
    scene = Scene()
    scene.server.lacks.add("000001.SH")
    await scene.run()
    assert [asked[0] for asked in scene.server.asked] == ["000001.SH", "399001.SZ"]


async def test_a_failure_is_told_and_tried_again():
    scene = Scene()
    scene.server.error = refused()
    with pytest.raises(ChainFailed):
        await scene.job.run()
    scene.server.error = None
    await scene.run()
    assert scene.newest("000001.SH").days


async def test_while_nobody_answers_what_is_kept_of_every_index_is_there_and_each_is_asked_for_in_turn():
    first = Scene()
    await first.run()
    again = Scene(first.kept)
    again.desk.clock.follow(MORNING + timedelta(days=1))
    again.server.error = refused(FailureKind.TIMEOUT)
    for _ in range(2):
        with pytest.raises(ChainFailed):
            await again.job.run()
    assert [again.newest(one.symbol).source.provider for one in INDICES] == [KEPT, KEPT]
    assert [asked[0] for asked in again.server.asked] == [one.symbol for one in INDICES]


async def test_one_index_that_fails_holds_up_no_other():
    scene = Scene()
    scene.server.failing.add("000001.SH")
    with pytest.raises(ChainFailed):
        await scene.job.run()
    await scene.run(1)
    assert scene.newest("399001.SZ").days
    scene.server.failing.clear()
    await scene.run(1)
    assert scene.job.complete


async def test_what_is_not_read_in_time_is_read_at_the_next_look(monkeypatch):
    monkeypatch.setattr("tui.feeds.kept.KEPT_WITHIN", 0.0)
    first = Scene()
    await first.run()
    again = Scene(KeptLate(first.kept))
    again.server.error = refused()
    with pytest.raises(ChainFailed):
        await again.job.run()
    again.kept.let_go()
    await again.run()
    assert [again.newest(one.symbol).source.provider for one in INDICES] == [KEPT, KEPT]


async def test_an_index_without_a_code_is_passed_over():
    scene = Scene(instruments=(instrument("HSI", "tencent"),))
    await scene.run()
    assert scene.job.complete
    assert scene.server.asked == []


async def test_a_new_run_of_a_simulation_asks_anew():
    scene = Scene()
    await scene.run()
    scene.kept.minutes_of.clear()
    scene.job.restart()
    await scene.run()
    assert len(scene.server.asked) == 4


async def test_once_today_is_over_the_usual_is_still_of_twenty_days():
    scene = Scene()
    scene.desk.clock.follow(MORNING + timedelta(hours=7))
    await scene.run()
    days = [series.date for series in scene.newest("000001.SH").days]
    assert days[-1] == TODAY
    assert len([day for day in days if day < TODAY]) == AVERAGE_SESSIONS
