"""Which events a span and its filters leave."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.market.agenda import EventState, event_state, market_day
from tui.market.events import Certainty, Event
from tui.market.listing import WEEK, Wanted, first_ahead, last_day, listed
from tui.market.zones import MARKET_TIME
from tui.shipped import load_events

NOW = datetime(2026, 11, 23, 18, tzinfo=MARKET_TIME)
MONDAY = NOW.date()
EVENTS = load_events()
ALL = Wanted()


def event(id_, moment, **fields):
    day = moment.date() if isinstance(moment, datetime) else moment
    given_ = {"country": "CN", "kind": "pmi", "importance": 2} | fields
    return Event(
        id=id_,
        date=day,
        time=moment if isinstance(moment, datetime) else None,
        name_en=id_,
        name_zh=id_,
        period="",
        certainty=Certainty.OFFICIAL,
        source="NBS",
        **given_,
    )


def ids(events):
    return [event.id for event in events]


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (1, date(2026, 11, 24)),
        (6, date(2026, 11, 29)),
        (7, date(2026, 12, 6)),
        (13, date(2026, 12, 6)),
        (14, date(2026, 12, 13)),
        (30, date(2026, 12, 27)),
        (32, date(2026, 12, 27)),
    ],
)
def test_from_a_week_on_a_span_ends_on_a_sunday(days, last):
    assert last_day(MONDAY, days) == last


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 400))
def test_a_span_has_at_least_its_days_and_less_than_a_week_more(today, days):
    last = last_day(today, days)
    assert timedelta(days) <= last - today < timedelta(days + WEEK)
    assert last.weekday() == 6 if days >= WEEK else last - today == timedelta(days)


def test_today_and_the_last_day_are_in_it_in_market_time():
    late = datetime(2026, 11, 24, 23, 59, tzinfo=MARKET_TIME)
    events = [
        event("after", late + timedelta(minutes=1)),
        event("late", late),
        event("earlier today", NOW - timedelta(hours=10)),
        event("yesterday", MONDAY - timedelta(days=1)),
        event("here on the 24th", datetime.fromisoformat("2026-11-23T14:00-05:00")),
    ]
    assert ids(listed(events, NOW, date(2026, 11, 24), ALL)) == ["earlier today", "here on the 24th", "late"]


def test_a_filter_that_names_nothing_leaves_everything():
    last = last_day(MONDAY, 30)
    everything = listed(EVENTS, NOW, last, ALL)
    assert ids(everything) == ids(sorted(everything, key=market_day))
    china = listed(EVENTS, NOW, last, Wanted(countries=("CN",)))
    others = listed(EVENTS, NOW, last, Wanted(countries=("HK", "US")))
    assert sorted(ids((*china, *others))) == sorted(ids(everything))
    assert {event.kind for event in listed(EVENTS, NOW, last, Wanted(kinds=("pmi", "trade")))} == {"pmi", "trade"}
    assert {event.importance for event in listed(EVENTS, NOW, last, Wanted(importance=2))} == {2, 3}


def test_an_actual_of_later_is_not_told():
    coming = event("pmi", NOW + timedelta(hours=1), actual="50.3")
    (found,) = listed([coming], NOW, MONDAY, ALL)
    assert found.actual is None
    assert first_ahead([coming], NOW, None, ALL) == found


def test_the_first_ahead_is_neither_out_nor_cancelled():
    soon = NOW + timedelta(hours=1)
    events = [
        event("due", NOW),
        event("cancelled", soon, cancelled=True),
        event("of another kind", soon, kind="trade"),
        event("next", soon + timedelta(days=1)),
    ]
    assert first_ahead(events, NOW, None, Wanted(kinds=("pmi",))) == events[3]
    assert first_ahead(events, NOW, MONDAY, Wanted(kinds=("pmi",))) is None


def test_the_first_ahead_has_a_time_that_is_still_to_come():
    for hours in range(0, 24 * 60, 7):
        now = NOW + timedelta(hours=hours)
        found = first_ahead(EVENTS, now, None, ALL)
        assert event_state(found, now) is EventState.SCHEDULED
        earlier = [other for other in listed(EVENTS, now, market_day(found), ALL) if other.id != found.id]
        assert not any(other.time and found.time and now < other.time < found.time for other in earlier)


def test_a_postponed_event_is_ahead():
    moved = replace(event("moved", NOW + timedelta(days=2)), moved_from=event("", MONDAY).appointment)
    assert event_state(moved, NOW) is EventState.POSTPONED
    assert first_ahead([moved], NOW, None, ALL) == moved
