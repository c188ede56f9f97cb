"""Which events are ahead, in what order, and whether they have come."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.market.agenda import (
    RELEASE_GRACE,
    EventState,
    after_each_other,
    event_state,
    in_order,
    known_at,
    market_day,
    next_event,
    time_left,
)
from tui.market.events import Certainty, Event
from tui.market.listing import Wanted, listed
from tui.market.zones import MARKET_TIME
from tui.shipped import load_calendar, load_events

EVENTS = load_events()
BY_ID = {event.id: event for event in EVENTS}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MARKET_TIME)


def event(name: str, moment: str, *, kind: str = "pmi", importance: int = 1, actual: str | None = None) -> Event:
    timed = len(moment) > len("2025-06-03")
    return Event(
        id=name,
        date=date.fromisoformat(moment[:10]),
        time=at(moment) if timed else None,
        country="CN",
        name_en=name,
        name_zh=name,
        kind=kind,
        period="",
        certainty=Certainty.OFFICIAL,
        source="test",
        importance=importance,
        actual=actual,
    )


def test_a_decision_in_new_york_belongs_to_the_next_day_here():
    assert market_day(BY_ID["us-fomc-decision-2025-06"]) == date(2025, 6, 19)


def test_the_agenda_covers_whole_days_of_market_time():
    before, here = date(2025, 6, 18), date(2025, 6, 19)
    for now, last, told in (("18 23:00", here, True), ("18 23:00", before, False), ("19 23:00", here, True)):
        ids = [item.id for item in listed(EVENTS, at(f"2025-06-{now}"), last, Wanted())]
        assert ("us-fomc-decision-2025-06" in ids) is told


def test_the_order_is_by_day_then_time_then_importance():
    wanted = [
        event("holiday", "2025-06-03"),
        event("high", "2025-06-03 09:30", importance=3),
        event("low", "2025-06-03 09:30", importance=1),
        event("later", "2025-06-03 10:00", importance=3),
        event("tomorrow", "2025-06-04"),
    ]
    assert list(in_order(reversed(wanted))) == wanted


@given(st.permutations(EVENTS[:40]))
def test_the_order_does_not_depend_on_the_input(shuffled):
    assert in_order(shuffled) == in_order(EVENTS[:40])


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2025-06-03 09:29:59", EventState.SCHEDULED),
        ("2025-06-03 09:30:00", EventState.DUE),
        ("2025-06-03 11:30:00", EventState.DUE),
        ("2025-06-03 11:30:01", EventState.OVERDUE),
        ("2026-06-03 11:30:01", EventState.OVERDUE),
    ],
)
def test_a_release_without_an_actual_becomes_due_then_overdue_never_released(moment, state):
    release = event("pmi", "2025-06-03 09:30")
    assert timedelta(hours=2) == RELEASE_GRACE
    assert event_state(release, at(moment)) is state
    assert release.actual is None


def test_an_actual_makes_it_released_once_its_time_has_come():
    release = event("x", "2025-06-03 09:30", actual="50.3")
    assert event_state(release, at("2025-06-03 09:29")) is EventState.SCHEDULED
    assert event_state(release, at("2025-06-03 09:30")) is EventState.RELEASED


def test_no_actual_is_told_before_its_time():
    last = date(2025, 7, 2)
    ahead = listed(EVENTS, at("2025-06-03 09:00"), last, Wanted())
    assert [item.id for item in ahead if item.actual is not None] == []
    assert BY_ID["us-fomc-decision-2025-06"].actual is not None
    later = listed(EVENTS, at("2025-06-03 16:00"), last, Wanted())
    assert [item.id for item in later if item.actual is not None] == ["cn-ratingdog-manufacturing-pmi-2025-05"]


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2025-06-02 23:59", EventState.SCHEDULED),
        ("2025-06-03 23:59", EventState.DUE),
        ("2025-06-04", EventState.OVER),
    ],
)
def test_an_event_of_a_day_is_due_all_day_and_then_over(moment, state):
    assert event_state(event("holiday", "2025-06-03", kind="market_holiday"), at(moment)) is state


def test_a_release_of_which_only_the_day_is_known_is_overdue_the_day_after():
    assert event_state(event("loans", "2025-06-03", kind="credit"), at("2025-06-04 00:00")) is EventState.OVERDUE


def test_the_countdown_is_exact_for_a_time_and_whole_days_for_a_day():
    now = at("2025-06-03 09:00")
    assert time_left(event("x", "2025-06-03 09:30"), now) == timedelta(minutes=30)
    assert time_left(event("x", "2025-06-05"), now) == timedelta(days=2)
    assert time_left(BY_ID["us-fomc-decision-2025-06"], now) == timedelta(days=15, hours=17)


def test_the_next_important_event_is_found_across_zones():
    found = next_event(EVENTS, at("2025-06-17 12:00"), importance=3)
    assert found is not None
    assert (found.id, found.actual) == ("us-fomc-decision-2025-06", None)
    assert next_event(EVENTS, at("2028-01-01 12:00")) is None


def test_neither_previous_nor_consensus_is_told_before_the_release_before_is_out():
    may = replace(event("cn-pmi-2025-05", "2025-06-03 09:45"), actual="48.3")
    june = replace(event("cn-pmi-2025-06", "2025-07-01 09:45"), previous="48.3", consensus="49.2")
    _, found = after_each_other((june, may))
    early, late = (known_at(found, at(moment)) for moment in ("2025-06-03 09:44:59", "2025-06-03 09:45"))
    assert (early.previous, early.consensus) == (None, None)
    assert (late.previous, late.consensus) == ("48.3", "49.2")
    told = replace(found, figures_from="a vendor")
    assert known_at(told, at("2025-06-03 09:00")).consensus == "49.2"


def test_nothing_in_the_shipped_calendar_tells_of_a_figure_to_come():
    now = at("2026-05-01 12:00")
    for item in load_calendar(now.date()):
        known = known_at(item, now)
        if item.figures_known is not None and item.figures_known > now:
            assert (known.previous, known.consensus) == (None, None)
        if time_left(item, now) > timedelta(0):
            assert known.actual is None
