"""Which bars can be relied on: holes, suspensions, late ends and other bases, and holidays that are none of these."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.market.plain_history import plain_walk
from tui.market.instruments import Market
from tui.market.known_days import KnownDays, known_days
from tui.market.series import Adjustment, Bar, DailyBars
from tui.shipped import load_calendars, load_universe

UNIVERSE = load_universe()
CALENDARS = load_calendars()
DAY = date(2026, 11, 23)
INDEX, A_SHARE, H_SHARE = UNIVERSE["000300.SH"], UNIVERSE["600036.SH"], UNIVERSE["00700.HK"]
SESSIONS = CALENDARS.mainland.sessions_before(DAY, 300)


def bars(days, *, whole_from=None, close=100.0):
    return DailyBars("X", Adjustment.NONE, tuple(Bar(day, close, close, close, close) for day in days), whole_from)


def known(held, instrument=INDEX, previous_close=100.0, day=DAY):
    calendar = CALENDARS.hong_kong if instrument.market is Market.HONG_KONG else CALENDARS.mainland
    return known_days(held, day, instrument, calendar, previous_close)


def without(*positions):
    return [day for number, day in enumerate(SESSIONS) if number - len(SESSIONS) not in positions]


def test_all_sessions_over_all_holidays_are_known():
    found = known(bars(SESSIONS))
    assert (found.bars, found.since) == (bars(SESSIONS).bars, SESSIONS[0])


def test_bars_of_the_day_and_later_are_not_read():
    found = known(bars([*SESSIONS, DAY, DAY + timedelta(days=1)]))
    assert found.bars[-1].date == SESSIONS[-1]
    assert known(bars([DAY])) is None
    assert known(bars([])) is None


@pytest.mark.parametrize("instrument", [INDEX, A_SHARE])
def test_after_a_hole_only_what_comes_later_is_known(instrument):
    found = known(bars(without(-30, -80)), instrument)
    assert (found.since, len(found.bars)) == (SESSIONS[-29], 29)


def test_what_a_share_did_not_trade_is_no_hole_if_its_bars_are_whole():
    held = bars(without(-30, -31, -32), whole_from=SESSIONS[0])
    assert known(held, A_SHARE) == KnownDays(held.bars, SESSIONS[0])
    assert known(held, INDEX).since == SESSIONS[-29]


def test_before_the_day_that_bars_vouch_for_nothing_is_known():
    found = known(bars(without(-250), whole_from=SESSIONS[-100]), A_SHARE)
    assert (found.since, len(found.bars)) == (SESSIONS[-100], 100)


def test_a_share_listed_after_that_day_is_known_from_it():
    found = known(bars(SESSIONS[-50:], whole_from=SESSIONS[-200]), A_SHARE)
    assert (found.since, len(found.bars)) == (SESSIONS[-200], 50)


def test_bars_that_end_too_early_tell_nothing():
    assert known(bars(SESSIONS[:-1]), INDEX) is None
    assert known(bars(SESSIONS[:-1]), A_SHARE, previous_close=99.0) is None
    assert known(bars(SESSIONS[:-1]), A_SHARE, previous_close=None) is None


def test_a_share_that_did_not_trade_until_today_has_its_old_close():
    found = known(bars(SESSIONS[:-20], whole_from=SESSIONS[0]), A_SHARE, previous_close=100.0)
    assert len(found.bars) == 280


@pytest.mark.parametrize(
    ("previous_close", "reliable"), [(100.4, True), (99.0, False), (50.0, False), (None, True), (0.0, True)]
)
def test_a_previous_close_of_another_basis_voids_the_bars(previous_close, reliable):
    for instrument in (INDEX, A_SHARE):
        assert (known(bars(SESSIONS), instrument, previous_close) is not None) is reliable


def test_a_hong_kong_share_may_have_paid_a_dividend():
    sessions = CALENDARS.hong_kong.sessions_before(DAY, 30)
    assert known(bars(sessions), H_SHARE, 104.0) is not None
    assert known(bars(sessions[:-1]), H_SHARE, 104.0) is None
    assert known(bars(sessions), UNIVERSE["HSI"], 104.0) is None


@pytest.mark.parametrize(
    ("previous_close", "reliable"),
    [(87.5, True), (117.0, True), (50.0, False), (33.3, False), (1000.0, False), (None, True)],
)
def test_a_hong_kong_share_that_was_split_or_consolidated_has_bars_of_another_basis(previous_close, reliable):
    sessions = CALENDARS.hong_kong.sessions_before(DAY, 30)
    assert (known(bars(sessions), H_SHARE, previous_close) is not None) is reliable


def test_before_the_calendar_only_long_holes_are_seen():
    weekdays = [date(2023, 1, 2) + timedelta(days=number) for number in range(700)]
    weekdays = [day for day in weekdays if day.weekday() < 5]
    day = weekdays[-1] + timedelta(days=1)
    for missing, begins in ((6, weekdays[0]), (7, weekdays[307])):
        held = bars(weekdays[:300] + weekdays[300 + missing :])
        assert known(held, day=day).since == begins
        assert known_days(held, day, UNIVERSE["INX"], None, 100.0).since == begins


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_it_equals_a_plain_walk(data):
    """Random holes, random days vouched for: walk back from the day until something is wrong."""
    count = data.draw(st.integers(1, 60))
    sessions = CALENDARS.mainland.sessions_before(DAY, count)
    kept = [day for day in sessions if data.draw(st.integers(0, 9))]
    whole_from = data.draw(st.one_of(st.none(), st.sampled_from(sessions)))
    instrument = data.draw(st.sampled_from([INDEX, A_SHARE]))
    previous_close = data.draw(st.sampled_from([100.0, 100.3, 102.0, None]))
    found = known(bars(kept, whole_from=whole_from), instrument, previous_close)

    expected, since = plain_walk(kept, sessions, whole_from, instrument is A_SHARE, previous_close, 100.0)
    assert found == (None if not expected else KnownDays(bars(expected).bars, since))
