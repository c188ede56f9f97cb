"""What the state keeps, what it refuses, and what it reports as changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tui.market.changes import NOTHING, Changes
from tui.market.health import Feed, ProviderHealth, ProviderStatus
from tui.market.instruments import Universe
from tui.market.known import Held
from tui.market.quotes import Quote
from tui.market.reports import Authority, Notice, Report
from tui.market.series import Minute, MinuteSeries
from tui.market.southbound import SouthboundDay, SouthboundMinute
from tui.market.state import MarketState
from tui.market.updates import (
    EventReportUpdate,
    EventsUpdate,
    FeedFailed,
    HealthUpdate,
    MinutesUpdate,
    QuotesUpdate,
    RestoredUpdate,
    RestoredVoid,
    SimulationStarted,
    Source,
    SouthboundUpdate,
)
from tui.market.zones import MARKET_TIME
from tui.shipped import load_events

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=MARKET_TIME)
TODAY = NOW.date()
MINUTE = timedelta(minutes=1)


def source(provider: str = "tencent", *, every: float = 3.0) -> Source:
    return Source(provider, received=NOW, latency=0.1, expected_every=every)


def quote(
    last: float = 479.2, *, at: datetime | None = NOW, delayed: bool = False, provider: str = "tencent"
) -> Quote:
    return Quote("00700.HK", last, 473.8, at, provider, delayed=delayed)


@pytest.fixture
def state() -> MarketState:
    return MarketState(Universe())


def test_a_new_quote_is_kept_and_reported(state):
    assert state.apply(QuotesUpdate(source(), (quote(),))) == Changes(quotes=frozenset({"00700.HK"}))
    assert state.quotes["00700.HK"].value.last == 479.2


def test_the_same_quote_again_changes_nothing_but_counts_as_heard(state):
    state.apply(QuotesUpdate(source(), (quote(),)))
    later = Source("tencent", NOW + MINUTE, 0.1, 3.0)
    assert state.apply(QuotesUpdate(later, (quote(),))) == NOTHING
    assert state.quotes["00700.HK"].source.received == NOW + MINUTE


def test_a_late_row_never_overwrites_a_newer_one(state):
    state.apply(QuotesUpdate(source(), (quote(),)))
    late = quote(470.0, at=NOW - 15 * MINUTE, delayed=True, provider="eastmoney")
    assert not state.apply(QuotesUpdate(source("eastmoney"), (late,))).quotes
    assert state.quotes["00700.HK"].value.last == 479.2


def test_a_delayed_row_of_the_same_stamp_does_not_replace_a_live_one(state):
    state.apply(QuotesUpdate(source(), (quote(),)))
    state.apply(QuotesUpdate(source("eastmoney"), (quote(1.0, delayed=True),)))
    assert state.quotes["00700.HK"].value.last == 479.2


def test_a_row_without_a_stamp_does_not_replace_one_with_a_stamp(state):
    state.apply(QuotesUpdate(source(), (quote(),)))
    state.apply(QuotesUpdate(source(), (quote(1.0, at=None),)))
    assert state.quotes["00700.HK"].value.last == 479.2


def test_a_delayed_feed_takes_over_once_its_stamps_are_newer(state):
    state.apply(QuotesUpdate(source(), (quote(),)))
    newer = quote(481.0, at=NOW + MINUTE, delayed=True)
    assert state.apply(QuotesUpdate(source("eastmoney"), (newer,))).quotes == {"00700.HK"}


def test_missing_symbols_carry_their_reason_until_the_next_poll(state):
    state.apply(QuotesUpdate(source(), (), (("00100.HK", "row missing"),)))
    assert state.missing == {"00100.HK": "row missing"}
    state.apply(QuotesUpdate(source(), ()))
    assert state.missing == {}


def test_an_answer_clears_the_failure_of_its_feed(state):
    failed = FeedFailed(Feed.QUOTES, NOW, "tencent: timed out", None)
    assert state.apply(failed).health
    assert state.failures[Feed.QUOTES] == failed
    assert state.apply(QuotesUpdate(source(), (quote(),))).health
    assert Feed.QUOTES not in state.failures


def test_a_feed_that_keeps_failing_failed_since_the_first_time(state):
    state.apply(FeedFailed(Feed.QUOTES, NOW, "timed out", NOW + MINUTE))
    state.apply(FeedFailed(Feed.QUOTES, NOW + MINUTE, "refused", NOW + 2 * MINUTE))
    assert state.failures[Feed.QUOTES] == FeedFailed(Feed.QUOTES, NOW, "refused", NOW + 2 * MINUTE)


def test_health_is_kept_for_each_feed_and_provider(state):
    health = ProviderHealth("tencent", Feed.QUOTES, ProviderStatus.RESTING, NOW, "refused: 500")
    assert state.apply(HealthUpdate(health)) == Changes(health=True, feeds=frozenset({health.feed}))
    assert state.health[Feed.QUOTES, "tencent"] is health


def day(net: float, *, minutes: tuple[SouthboundMinute, ...] = (), on: date = TODAY) -> SouthboundDay:
    return SouthboundDay(on, net, net / 2, net / 2, minutes)


def test_totals_alone_do_not_wipe_the_curve_of_the_same_day(state):
    minutes = (SouthboundMinute(570, 1.0, 1.0, 2.0),)
    state.apply(SouthboundUpdate(source("eastmoney"), day(2e9, minutes=minutes)))
    state.apply(SouthboundUpdate(source("eastmoney"), day(3e9)))
    held = state.southbound
    assert held is not None
    assert (held.value.net_buy, held.value.minutes) == (3e9, minutes)


def test_the_flow_of_an_earlier_day_is_refused(state):
    state.apply(SouthboundUpdate(source("eastmoney"), day(2e9)))
    earlier = day(9e9, on=NOW.date() - timedelta(days=1))
    assert not state.apply(SouthboundUpdate(source("eastmoney"), earlier)).southbound
    assert state.southbound is not None
    assert state.southbound.value.net_buy == 2e9


def line(on: date, price: float = 100.0) -> MinuteSeries:
    return MinuteSeries("HSI", on, price, (Minute(570, price),))


def test_minutes_of_an_earlier_day_are_refused_but_count_as_heard(state):
    state.apply(MinutesUpdate(source(), line(TODAY)))
    state.apply(FeedFailed(Feed.MINUTES, NOW, "timed out", None))
    changes = state.apply(MinutesUpdate(source("sina"), line(TODAY - timedelta(days=1))))
    assert not changes.minutes and changes.health
    assert state.minutes["HSI"] == Held(line(TODAY), source())


def test_minutes_of_the_same_day_or_a_later_one_replace_those_held(state):
    for series in (line(TODAY), line(TODAY, 101.0), line(TODAY + timedelta(days=1))):
        assert state.apply(MinutesUpdate(source(), series)).minutes == {"HSI"}
        assert state.minutes["HSI"].value == series


def test_a_new_simulation_may_play_an_earlier_day(state):
    state.apply(MinutesUpdate(source(), line(TODAY)))
    state.apply(SimulationStarted("run-2", "rally"))
    state.apply(MinutesUpdate(source(), line(date(2025, 6, 3))))
    assert state.minutes["HSI"].value.date == date(2025, 6, 3)


def test_a_new_simulation_voids_what_an_earlier_one_gave(state):
    state.apply(QuotesUpdate(source(), (quote(),)))
    state.apply(SouthboundUpdate(source("eastmoney"), day(2e9)))
    assert state.apply(SimulationStarted("run-2", "rally")).restarted
    assert state.simulated
    assert not state.quotes
    assert state.southbound is None


def test_what_an_earlier_run_kept_is_marked_until_quotes_come(state):
    state.apply(QuotesUpdate(source("kept"), (quote(),)))
    state.apply(RestoredUpdate(NOW))
    assert state.restored == NOW and not state.simulated
    later = state.apply(QuotesUpdate(source(), (quote(480.0, at=NOW + MINUTE),)))
    assert state.restored is None and later.health


def test_a_restored_simulation_is_one_until_a_real_answer_voids_it(state):
    state.apply(QuotesUpdate(source("kept"), (quote(),)))
    state.apply(RestoredUpdate(NOW, "rally"))
    assert (state.simulated, state.scenario) == (True, "rally")
    assert state.apply(RestoredVoid()).restarted
    assert (state.simulated, state.scenario, state.restored) == (False, None, None)
    assert not state.quotes


def test_events_replace_the_calendar(state):
    assert state.apply(EventsUpdate(())) == Changes(events=True)


@pytest.mark.parametrize(("every", "age", "stale"), [(3.0, 9.0, False), (3.0, 11.0, True), (60.0, 179.0, False)])
def test_a_record_is_stale_after_three_intervals_and_never_within_ten_seconds(every, age, stale):
    assert Held(quote(), source(every=every)).is_stale(age) is stale


def test_changes_add_up():
    both = Changes(quotes=frozenset({"a"})) | Changes(quotes=frozenset({"b"}), events=True)
    assert both == Changes(quotes=frozenset({"a", "b"}), events=True)
    assert not NOTHING


def test_what_a_source_says_of_events_is_merged_into_the_shipped_calendar(state):
    [shipped] = [event for event in load_events() if event.id == "cn-cpi-yoy-2026-11"]
    state.apply(EventsUpdate((shipped,)))
    notice = Notice(shipped.series, shipped.date, shipped.time, "2026-11", consensus="0.2%")
    day = shipped.date
    report = Report("forexfactory", "ForexFactory", Authority.VENDOR, NOW, day, day, (notice,))
    assert state.apply(EventReportUpdate(source("forexfactory"), report)) == Changes(events=True)
    assert [event.consensus for event in state.events] == ["0.2%"]
    assert state.reports == {"forexfactory": report}
    state.apply(SimulationStarted("one", "rally"))
    assert state.reports == {}
    assert [event.consensus for event in state.events] == [None]


def test_a_failure_and_its_end_name_their_feed(state):
    failed = FeedFailed(Feed.EVENTS, NOW, "nobody answers", None)
    assert state.apply(failed).feeds == {Feed.EVENTS}
    report = Report("nbs", "NBS", Authority.PUBLISHER, NOW, NOW.date(), NOW.date(), ())
    assert state.apply(EventReportUpdate(source("nbs"), report)).feeds == {Feed.EVENTS}
    assert state.failures == {}
