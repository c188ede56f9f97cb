"""Daily bars of the whole universe: what is asked for, what is not asked for again, and what is never mixed."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.feeds.bar_server import BarServer, share
from tests.feeds.fakes import CALENDARS, Desk, instrument, refused
from tests.feeds.memory import KeptInMemory
from tui.feeds.bars_job import BARS_ATTEMPTS, BARS_SPAN, MOST_MISFITS, STEPS, BarsJob
from tui.feeds.chain import ChainFailed
from tui.feeds.errors import FailureKind
from tui.feeds.previous_closes import PreviousCloses
from tui.market.health import Feed
from tui.market.instruments import Exchange
from tui.market.quotes import Quote
from tui.market.updates import BackfillUpdate, BarsUpdate, QuotesUpdate, Source

MORNING = datetime.fromisoformat("2026-06-03T10:00:00+08:00")
TODAY = MORNING.date()
LAST = date(2026, 6, 2)
WANTED_FROM = TODAY - BARS_SPAN
INDEX = instrument("HSI")
A, B = share("600001.SH"), share("600002.SH")


class Scene:
    """A desk with one provider of bars, or two, and a job that asks them for some instruments."""

    def __init__(self, *instruments, kept=None, moment=MORNING, providers=1) -> None:
        self.desk = Desk(moment)
        self.clock = self.desk.clock
        self.kept = kept or KeptInMemory()
        names = ("tencent", "eastmoney")[:providers]
        self.servers = [BarServer(name, clock=self.clock, today=moment.date()) for name in names]
        self.server = self.servers[0]
        chain = self.desk.chain(*self.servers, feed=Feed.BARS)
        pacer = self.desk.pacer(Feed.BARS, trading=86400.0, closed=3600.0)
        self.closes = PreviousCloses()
        self.job = BarsJob(chain, pacer, self.emit, self.clock, CALENDARS, instruments, self.kept, closes=self.closes)
        self.got = []

    def emit(self, update) -> None:
        self.got.append(update)
        self.kept.keep([update])

    async def run(self, times: int = 50) -> list[str]:
        """Run the job until it has nothing to do, or so many times; what failed."""
        failed = []
        for _ in range(times):
            try:
                await self.job.run()
            except ChainFailed as failure:
                failed.append(failure.reason)
            if self.job.complete:
                break
        return failed

    def came(self, symbol):
        return [update for update in self.got if isinstance(update, BarsUpdate) and update.bars.symbol == symbol]

    def newest(self, symbol):
        return self.came(symbol)[-1].bars

    def quote(self, symbol, previous_close, moment) -> None:
        source = Source("tencent", moment, 0.1, 3.0)
        quote = Quote(symbol, previous_close, previous_close, moment, "tencent")
        self.closes.note(QuotesUpdate(source, (quote,)))

    def next_day(self, days: int = 1) -> None:
        """The same time on a later day; bars reach up to it."""
        self.clock.follow(self.clock.now() + timedelta(days=days))
        for server in self.servers:
            server.today = self.clock.now().date()
            server.asked.clear()


async def test_three_years_are_one_request_an_index_and_two_a_share():
    scene = Scene(INDEX, A, B)
    await scene.run()
    assert [asked[0] for asked in scene.server.asked] == ["HSI", A.symbol, B.symbol, A.symbol, B.symbol]
    for symbol in ("HSI", A.symbol, B.symbol):
        bars = scene.newest(symbol)
        sessions = [day for day in days(WANTED_FROM, LAST) if CALENDARS.mainland.is_session(day)]
        assert [bar.date for bar in bars.bars if bar.date >= WANTED_FROM] == sessions
        assert bars.whole_from == WANTED_FROM


def days(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


async def test_the_newest_part_of_all_comes_before_the_older_part_of_any():
    scene = Scene(A, B)
    await scene.run()
    first, second, *_ = scene.came(A.symbol)
    assert first.bars.whole_from == first.bars.bars[0].date > WANTED_FROM
    assert len(second.bars.bars) > len(first.bars.bars)
    assert scene.got.index(first) < scene.got.index(scene.came(B.symbol)[0]) < scene.got.index(second)


async def test_the_running_day_is_left_out_until_it_is_over_for_good():
    scene = Scene(A)
    await scene.run()
    assert scene.newest(A.symbol).bars[-1].date == LAST
    scene.clock.follow(MORNING.replace(hour=15, minute=10))
    await scene.run()
    assert scene.newest(A.symbol).bars[-1].date == LAST
    scene.clock.follow(MORNING.replace(hour=15, minute=16))
    await scene.run()
    assert scene.newest(A.symbol).bars[-1].date == TODAY
    assert [asked[1] for asked in scene.server.asked[2:]] == ["newest"]


async def test_a_share_listed_since_needs_no_second_request_and_is_whole():
    scene = Scene(A)
    scene.server.listed[A.symbol] = date(2026, 1, 5)
    await scene.run()
    assert len(scene.server.asked) == 1
    bars = scene.newest(A.symbol)
    assert bars.bars[0].date == date(2026, 1, 5)
    assert bars.whole_from == WANTED_FROM


async def test_only_the_end_is_asked_for_when_a_day_has_passed():
    scene = Scene(INDEX, A)
    await scene.run()
    before = scene.newest(A.symbol)
    scene.next_day()
    await scene.run()
    assert [asked[:2] for asked in scene.server.asked] == [("HSI", "newest"), (A.symbol, "newest")]
    assert all(int(asked[2]) < 20 for asked in scene.server.asked)
    after = scene.newest(A.symbol)
    assert after.bars[-1].date == TODAY
    assert after.bars[:-1] == before.bars
    assert after.whole_from == before.whole_from


async def test_only_the_end_is_asked_for_after_a_restart_some_days_later():
    first = Scene(A)
    await first.run()
    later = MORNING + timedelta(days=12)
    again = Scene(A, kept=first.kept, moment=later)
    await again.run()
    [asked] = again.server.asked
    assert asked[1] == "newest" and int(asked[2]) < 30
    dates = [bar.date for bar in again.newest(A.symbol).bars]
    assert dates == sorted(set(dates))
    assert CALENDARS.mainland.sessions_before(later.date(), 10) == tuple(dates[-10:])


async def test_a_dividend_since_has_everything_asked_for_anew():
    scene = Scene(A)
    await scene.run()
    before = scene.newest(A.symbol)
    scene.next_day()
    scene.server.dividends[A.symbol] = scene.server.today
    await scene.run()
    assert [asked[1] for asked in scene.server.asked] == ["newest", "newest", str(WANTED_FROM + timedelta(days=1))]
    after = scene.newest(A.symbol)
    closes = {bar.date: bar.close for bar in after.bars}
    assert closes[before.bars[-1].date] == pytest.approx(before.bars[-1].close - 1.0)
    assert closes[before.bars[50].date] == pytest.approx(before.bars[50].close - 1.0)


async def test_a_corrected_previous_close_tells_of_a_dividend_on_its_day():
    first = Scene(A)
    await first.run()
    again = Scene(A, kept=first.kept)
    again.server.dividends[A.symbol] = TODAY
    close = first.newest(A.symbol).bars[-1].close
    again.quote(A.symbol, close, MORNING)
    await again.run()
    assert again.server.asked == []
    again.quote(A.symbol, close - 1.0, MORNING - timedelta(days=1))
    await again.run()
    assert again.server.asked == [], "a quote of the day before is about another close"
    again.quote(A.symbol, close - 1.0, MORNING)
    await again.run()
    assert [asked[1] for asked in again.server.asked] == ["newest", str(WANTED_FROM)]
    assert again.newest(A.symbol).bars[-1].close == pytest.approx(close - 1.0)
    again.quote(A.symbol, close - 2.0, MORNING)
    await again.run()
    assert len(again.server.asked) == 2, "once a day is enough"


async def test_kept_bars_from_before_a_dividend_are_asked_for_anew_at_the_start():
    first = Scene(A)
    await first.run()
    again = Scene(A, kept=first.kept)
    again.server.dividends[A.symbol] = TODAY
    again.quote(A.symbol, first.newest(A.symbol).bars[-1].close - 1.0, MORNING)
    await again.run()
    assert len(again.server.asked) == 2
    assert again.newest(A.symbol).bars[-1].close == pytest.approx(first.newest(A.symbol).bars[-1].close - 1.0)


async def test_an_index_and_a_hong_kong_share_have_no_corrected_previous_close():
    hong_kong = replace(A, symbol="00700.HK", exchange=Exchange.HONG_KONG)
    scene = Scene(INDEX, hong_kong)
    await scene.run()
    scene.server.asked.clear()
    for symbol in ("HSI", "00700.HK"):
        scene.quote(symbol, 1.0, MORNING)
    await scene.run()
    assert scene.server.asked == []


async def test_bars_counted_otherwise_by_another_provider_are_not_joined():
    scene = Scene(A, providers=2)
    await scene.run()
    tencent, eastmoney = scene.servers
    scene.next_day()
    tencent.error = refused()
    eastmoney.volume = 1001.0
    await scene.run()
    assert {bar.volume for bar in scene.newest(A.symbol).bars} == {1001.0}
    assert scene.came(A.symbol)[-1].source.provider == "eastmoney"


async def test_the_older_part_comes_from_the_provider_of_the_newer_one():
    scene = Scene(A, providers=2)
    tencent, eastmoney = scene.servers
    tencent.error = refused()
    await scene.run(1)
    tencent.error = None
    await scene.run()
    assert [asked[1] for asked in eastmoney.asked] == ["newest", str(WANTED_FROM)]
    assert len(tencent.asked) == 1


async def test_an_older_part_that_does_not_agree_is_not_joined_and_soon_not_asked_for():
    shares = [share(f"60{number:04}.SH") for number in range(8)]
    scene = Scene(*shares)
    scene.server.wrong_start = True
    await scene.run()
    assert len([asked for asked in scene.server.asked if asked[1] != "newest"]) == MOST_MISFITS
    for one in shares:
        bars = scene.newest(one.symbol)
        assert bars.whole_from == bars.bars[0].date > WANTED_FROM
    assert scene.job.complete


async def test_a_suspended_share_is_asked_for_once_a_day():
    scene = Scene(A)
    scene.server.suspended[A.symbol] = date(2026, 5, 20)
    await scene.run()
    scene.next_day()
    await scene.run()
    await scene.run()
    assert len(scene.server.asked) == 1
    assert scene.newest(A.symbol).bars[-1].date == date(2026, 5, 20)


async def test_what_nobody_has_is_asked_for_once_a_day_and_is_no_failure():
    scene = Scene(INDEX, A, providers=2)
    for server in scene.servers:
        server.lacks.add("HSI")
    assert await scene.run() == []
    assert [asked[0] for server in scene.servers for asked in server.asked].count("HSI") == 2
    await scene.run(5)
    assert [asked[0] for server in scene.servers for asked in server.asked].count("HSI") == 2
    assert scene.newest(A.symbol).bars[-1].date == LAST


async def test_an_instrument_that_fails_holds_up_no_other_and_is_tried_again():
    scene = Scene(INDEX, A)
    scene.server.error = refused()
    assert len(await scene.run(1)) == 1
    scene.server.error = None
    await scene.run()
    assert [asked[0] for asked in scene.server.asked[:3]] == ["HSI", A.symbol, "HSI"]


async def test_what_fails_again_and_again_is_given_up_for_the_day():
    scene = Scene(INDEX, A)
    scene.server.error = refused()
    for _ in range(30):
        await scene.run(1)
        scene.clock.stall(60)
    assert len(scene.server.asked) == 2 * BARS_ATTEMPTS
    assert scene.job.complete
    scene.server.error = None
    scene.next_day()
    await scene.run()
    assert scene.newest(A.symbol).bars[-1].date == TODAY


async def test_neither_our_own_budget_nor_a_rest_uses_up_the_attempts():
    scene = Scene(INDEX, A)
    scene.server.error = refused(FailureKind.BUDGET, retry_after=1.0)
    await scene.run(30)
    scene.server.error = refused()
    scene.server.asked.clear()
    await scene.run(30)
    assert len(scene.server.asked) == 2
    scene.server.error = None
    scene.clock.stall(600)
    await scene.run()
    assert scene.newest(A.symbol).bars[-1].date == LAST


async def test_a_new_run_of_a_simulation_asks_what_is_kept_of_it_first():
    scene = Scene(INDEX, A)
    await scene.run()
    scene.server.asked.clear()
    scene.job.restart()
    await scene.run()
    assert scene.server.asked == []
    scene.kept.bars_of.clear()
    scene.job.restart()
    await scene.run()
    assert len(scene.server.asked) == 3


async def test_progress_is_told_to_the_end_and_not_when_there_is_nothing_to_do():
    scene = Scene(INDEX, A, B)
    await scene.run()
    told = [(update.done, update.total) for update in scene.got if isinstance(update, BackfillUpdate)]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)] or told == [(1, 3), (2, 3), (3, 3)]
    scene.got.clear()
    await scene.job.run()
    assert scene.got == []


async def test_the_watched_instrument_comes_next_even_if_it_was_given_up():
    scene = Scene(INDEX, A, B)
    assert scene.job.watch(B.symbol)
    await scene.run(1)
    assert scene.server.asked[0][0] == B.symbol
    await scene.run()
    assert not scene.job.watch(B.symbol)
    assert not scene.job.watch("nobody")
    assert not scene.job.watch(None)
    given_up = Scene(A)
    given_up.server.error = refused()
    for _ in range(20):
        await given_up.run(1)
        given_up.clock.stall(60)
    given_up.server.error = None
    assert given_up.job.complete
    assert given_up.job.watch(A.symbol)
    given_up.clock.stall(600)
    await given_up.run()
    assert given_up.newest(A.symbol).bars[-1].date == LAST


async def test_bars_wait_for_the_next_session_to_end_when_all_are_there():
    scene = Scene(A)
    assert scene.job.wait() > 60
    await scene.run(1)
    assert scene.job.wait() < 1
    await scene.run()
    assert 60 < scene.job.wait() <= 5.25 * 3600 + 1


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        ("2026-06-03T15:14:59", "2026-06-02"),
        ("2026-06-03T15:15:00", "2026-06-03"),
        ("2026-06-07T12:00:00", "2026-06-05"),  # Sunday
        ("2026-07-07T15:44:59", "2026-07-06"),  # trading after hours, since 2026-07-06
        ("2026-07-07T15:45:00", "2026-07-07"),
        ("2026-10-05T12:00:00", "2026-09-30"),  # Golden Week
    ],
)
async def test_a_session_counts_when_vendors_have_settled_it(moment, last):
    scene = Scene(A, moment=datetime.fromisoformat(f"{moment}+08:00"))
    await scene.run()
    assert scene.newest(A.symbol).bars[-1].date == date.fromisoformat(last)


OUTCOMES = st.sampled_from(["right", "right", "refused", "nothing", "budget", "dividend", "another volume"])


@settings(max_examples=60, deadline=None)
@given(st.lists(OUTCOMES, max_size=40), st.sampled_from([1, 30, 200]), st.booleans())
async def test_whatever_happens_a_session_costs_an_instrument_at_most_six_requests_a_provider(outcomes, later, kept):
    scene = Scene(INDEX, A, B, providers=2)
    if kept:
        await scene.run()
        scene.next_day(later)
    script = iter(outcomes)
    for server in scene.servers:
        server.play(script)
    for _ in range(200):
        await scene.run(1)
        scene.clock.stall(600)
        if scene.job.complete:
            break
    assert scene.job.complete
    for server in scene.servers:
        asked = Counter(asked[0] for asked in server.asked)
        assert max(asked.values(), default=0) <= STEPS + BARS_ATTEMPTS
    for symbol in ("HSI", A.symbol, B.symbol):
        for update in scene.came(symbol):
            dates = [bar.date for bar in update.bars.bars]
            assert dates == sorted(set(dates))
            assert_of_one_making(update.bars)


def assert_of_one_making(bars) -> None:
    """Prices of one adjustment rise day by day, and volumes are counted by one provider."""
    closes = [bar.close for bar in bars.bars]
    assert closes == sorted(closes)
    assert len({bar.volume for bar in bars.bars}) <= 1
