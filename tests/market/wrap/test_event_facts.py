"""Which releases are news, and what is ahead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.market.wrap.days import CPI, FOMC, PMI, TALKS, TUESDAY, at, event
from tui.market.agenda import EventState, event_state
from tui.market.events import Appointment, Certainty
from tui.market.wrap.event_facts import ahead_facts, compared, release_facts
from tui.market.wrap.facts import Comparison

CAIXIN = event(
    "cn-ratingdog-manufacturing-pmi-2025-05", TUESDAY, "09:45", importance=2, previous="50.4", actual="48.3"
)


def releases(*events, now=None):
    missing = []
    return [fact.event.id for fact in release_facts(events, now or at("16:30"), missing)], missing


def ahead(*events, now=None):
    missing = []
    return [fact.event.id for fact in ahead_facts(events, now or at("16:30"), missing)], missing


def test_the_important_one_and_a_newer_one():
    assert releases(PMI, CAIXIN) == ([PMI.id, CAIXIN.id], [])
    newer = replace(CAIXIN, importance=3)
    assert releases(PMI, newer) == ([newer.id], [])


def test_nothing_is_told_before_its_time():
    assert releases(PMI, CAIXIN, now=at("09:44"))[0] == [PMI.id]
    assert releases(CPI) == ([], [])


@pytest.mark.parametrize(("days", "told"), [(4, True), (5, False), (-1, False)])
def test_how_long_a_release_is_news(days, told):
    moved = replace(PMI, date=TUESDAY - timedelta(days=days), time=at("09:30", TUESDAY - timedelta(days=days)))
    assert bool(releases(moved)[0]) is told


def test_a_release_without_a_figure_is_a_gap_once_it_is_overdue():
    due = replace(CAIXIN, actual=None)
    assert releases(due, now=at("11:00")) == ([], [])
    ids, missing = releases(due, now=at("12:00"))
    assert ids == [due.id] and [item.what for item in missing] == [due.id]


def test_low_importance_and_other_countries_are_left_out():
    assert releases(replace(PMI, importance=1), replace(CAIXIN, country="US")) == ([], [])


def test_what_comes_next():
    near = event("cn-ratingdog-services-pmi-2025-05", date(2025, 6, 5), "09:45", importance=2)
    crowd = [event(f"cn-x{number}", date(2025, 6, 9), importance=3) for number in range(4)]
    ids, missing = ahead(near, *crowd, TALKS, FOMC, PMI)
    assert ids == [near.id, TALKS.id, "cn-x0", "cn-x1", FOMC.id]
    assert missing == []


def test_the_next_decision_alone_is_told_and_only_near_talks():
    later = replace(FOMC, id="later", date=date(2025, 7, 31), time=at("02:00", date(2025, 7, 31)))
    far = replace(TALKS, date=date(2025, 6, 18))
    assert ahead(CPI, FOMC, later, far)[0] == [CPI.id, FOMC.id]


def test_the_decision_stays_however_much_there_is():
    talks = [replace(TALKS, id=f"talks{number}", date=date(2025, 6, 4 + number)) for number in range(8)]
    ids, _ = ahead(*talks, CPI, FOMC)
    assert len(ids) == 6 and ids[-1] == FOMC.id


def test_what_is_postponed_is_ahead_as_well():
    moved_from = Appointment(date(2025, 6, 4), None, Certainty.OFFICIAL, "its publisher")
    moved = [replace(event, moved_from=moved_from) for event in (TALKS, CPI, FOMC)]
    assert all(event_state(event, at("16:30")) is EventState.POSTPONED for event in moved)
    assert ahead(*moved) == ([TALKS.id, CPI.id, FOMC.id], [])


def test_what_the_calendar_lacks_is_said():
    assert [item.what for item in ahead()[1]] == ["next FOMC decision", "next Chinese release"]


def test_a_decision_in_new_york_falls_on_the_next_day_here():
    missing = []
    [fact] = ahead_facts((FOMC,), at("16:30"), missing)
    assert (fact.day, fact.at) == (date(2025, 6, 19), at("02:00", date(2025, 6, 19)))


@pytest.mark.parametrize(
    ("figure", "other", "comparison"),
    [
        ("50.3", "49.5", Comparison.ABOVE),
        ("-0.2%", "-0.1%", Comparison.BELOW),
        ("1,160.0B", "1160B", Comparison.EQUAL),
        ("102B", "1.02T", Comparison.BELOW),
        ("1.02T", "990B", Comparison.ABOVE),
        ("1,020B", "1.02T", Comparison.EQUAL),
        ("−0.3%", "0.1%", Comparison.BELOW),
        ("0.3%", "0.1", None),
        ("4.25-4.50", "4.25", None),
        (None, "1", None),
        ("1", None, None),
        ("x", "1", None),
    ],
)
def test_figures_are_compared_by_what_they_come_to_percents_with_percents_only(figure, other, comparison):
    assert compared(figure, other) is comparison
