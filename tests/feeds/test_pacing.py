"""How often a feed is polled: the day's phases, and never sleeping through one that begins."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.fakes import CALENDARS, Desk, feed_settings
from tui.feeds.pacing import AFTER_CHANGE, interval, next_change, pace_of, wait
from tui.market.health import Feed


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("moment", "pace"),
    [
        ("2025-06-03T08:00", "closed"),
        ("2025-06-03T09:05", "auction"),  # Hong Kong's pre-opening; the mainland is closed
        ("2025-06-03T09:27", "auction"),  # both in the pause before trading
        ("2025-06-03T10:00", "trading"),
        ("2025-06-03T11:45", "trading"),  # the mainland lunches, Hong Kong trades
        ("2025-06-03T12:30", "lunch"),
        ("2025-06-03T15:30", "trading"),  # the mainland is closed
        ("2025-06-03T16:05", "auction"),
        ("2025-06-03T16:11", "closed"),
        ("2025-06-07T11:00", "closed"),  # Saturday
        ("2025-10-02T10:00", "trading"),  # the mainland's Golden Week
    ],
)
def test_the_livelier_market_sets_the_pace(moment, pace):
    assert pace_of(Feed.QUOTES, at(moment), CALENDARS) == pace


@pytest.mark.parametrize(
    ("moment", "pace"),
    [
        ("2025-06-03T10:00", "trading"),
        ("2025-06-03T12:30", "lunch"),
        ("2025-06-03T15:30", "trading"),
        ("2025-06-03T17:00", "closed"),
        ("2025-10-02T10:00", "closed"),  # Hong Kong trades, southbound does not
        ("2025-06-07T11:00", "closed"),
    ],
)
@pytest.mark.parametrize("feed", [Feed.SOUTHBOUND, Feed.SOUTHBOUND_HISTORY, Feed.ACTIVE_NAMES])
def test_southbound_has_its_own_days(feed, moment, pace):
    assert pace_of(feed, at(moment), CALENDARS) == pace


@pytest.mark.parametrize(
    ("moment", "pace"),
    [
        ("2025-06-03T10:00", "trading"),
        ("2025-06-03T11:45", "lunch"),
        ("2025-06-03T15:30", "closed"),  # Hong Kong trades
        ("2025-10-02T10:00", "closed"),
    ],
)
def test_what_is_about_the_mainland_alone_has_its_pace(moment, pace):
    assert pace_of(Feed.BREADTH, at(moment), CALENDARS) == pace


def test_each_pace_has_its_interval():
    settings = feed_settings(trading=1.0, auction=2.0, lunch=3.0, closed=4.0)
    assert [interval(settings, pace) for pace in ("trading", "auction", "lunch", "closed")] == [1.0, 2.0, 3.0, 4.0]


@given(st.floats(0.05, 1e6), st.floats(-10, 1e6), st.floats(0, 1))
def test_a_wait_never_passes_the_next_change_nor_the_interval(every, until_change, jitter):
    seconds = wait(every, until_change, jitter)
    assert 0 < seconds <= every
    assert seconds <= max(0.0, until_change) + AFTER_CHANGE
    assert seconds >= min(every * 0.9, AFTER_CHANGE)


def test_the_next_change_is_the_earlier_one_of_both_markets():
    assert next_change(at("2025-06-03T11:00"), CALENDARS) == at("2025-06-03T11:30")
    assert next_change(at("2025-06-03T11:45"), CALENDARS) == at("2025-06-03T12:00")
    assert next_change(at("2025-06-03T20:00"), CALENDARS) == at("2025-06-04T09:00")


def test_a_closed_market_is_left_alone_until_just_after_it_opens():
    desk = Desk(at("2025-06-03T08:00"))
    pacer = desk.pacer(closed=7200.0)
    assert pacer.wait() == pytest.approx(3600 + AFTER_CHANGE)
    assert pacer.interval() == 7200.0


def test_market_time_is_divided_by_the_speed_and_intervals_are_not():
    desk = Desk(at("2025-06-03T08:00"))
    desk.clock.follow(at("2025-06-03T08:00"), 60.0)
    assert desk.pacer(closed=7200.0).wait() == pytest.approx(60 + AFTER_CHANGE)
    assert desk.pacer(closed=10.0).wait() == pytest.approx(10.0)
