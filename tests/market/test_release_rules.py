"""Expected days: the rules give back the shipped table's own, and hit what was announced or observed often enough."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.market.events import Certainty
from tui.market.release_rules import BEIGE_BOOK, DECISIONS, MINUTES, expected_events
from tui.market.release_table import RULES
from tui.shipped import load_calendars, load_events

EVENTS = load_events()
CALENDARS = load_calendars()
FIRST, LAST = date(2025, 5, 1), date(2027, 12, 31)
RULED = {series for rule in RULES for series in rule.series} | {MINUTES, BEIGE_BOOK}
SHIPPED = [event for event in EVENTS if event.series in RULED and event.date >= FIRST]

# One event of each series in the place of all of them, of a period long ago; and the decisions.
MODELS = {event.series: replace(event, id=f"{event.series}-1999-01", date=date(1999, 1, 1)) for event in SHIPPED}
DECIDED = [event for event in EVENTS if event.series == DECISIONS]
MADE = {event.id: event for event in expected_events([*MODELS.values(), *DECIDED], CALENDARS, FIRST, LAST)}

ACTIVITY = (
    *("cn-industrial-production", "cn-retail-sales", "cn-fixed-asset-investment", "cn-unemployment"),
    "cn-property-investment",
)
TRADE = ("cn-exports", "cn-imports", "cn-trade-balance")
PRICES = ("cn-cpi-yoy", "cn-cpi-mom", "cn-ppi-yoy")
CREDIT = ("cn-new-yuan-loans", "cn-total-social-financing", "cn-m2")
NBS_PMI = ("cn-nbs-manufacturing-pmi", "cn-nbs-non-manufacturing-pmi", "cn-nbs-composite-pmi")

# Where the table expects another day than the rule: the period, that day, the rule's.
OTHERWISE = {
    # Customs released on the 14th, not the 13th, in January, April and July 2026.
    **{(series, "2026-09"): ("2026-10-14", "2026-10-13") for series in TRADE},
    # 12 February 2027 may belong to the Spring Festival; the table looks beyond it.
    **{(series, "2027-01"): ("2027-02-14", "2027-02-12") for series in PRICES},
    # 15 September 2027 is the Mid-Autumn Festival; the table looks before it.
    **{(series, "2027-08"): ("2027-09-14", "2027-09-16") for series in (*ACTIVITY, "cn-home-prices")},
}

# Announced or observed days: how many the rule hits at least, of how many, and how many days off the others are.
HITS = {
    **dict.fromkeys(NBS_PMI, (19, 20, 4)),
    **dict.fromkeys(PRICES, (10, 20, 2)),
    **dict.fromkeys(ACTIVITY, (17, 19, 3)),
    **dict.fromkeys(TRADE, (9, 15, 2)),
    **dict.fromkeys(CREDIT, (9, 16, 3)),
    "cn-home-prices": (18, 20, 3),
    "cn-gdp-yoy": (6, 6, 0),
    "cn-gdp-qoq": (6, 6, 0),
    "cn-gdp-by-industry": (4, 4, 0),
    "cn-industrial-profits": (18, 19, 1),
    "cn-fx-reserves": (16, 16, 0),
    "cn-lpr-1y": (16, 16, 0),
    "cn-lpr-5y": (16, 16, 0),
    "cn-mlf": (8, 10, 3),
    "cn-ratingdog-manufacturing-pmi": (14, 15, 2),
    "cn-ratingdog-services-pmi": (16, 16, 0),
    "us-fomc-minutes": (11, 12, 1),
    "us-fed-beige-book": (10, 10, 0),
    "hk-hsi-review-announced": (2, 4, 7),
    "hk-hsi-review-effective": (4, 4, 0),
    "hk-msci-review": (1, 3, 4),
    "cn-csi-review-announced": (1, 1, 0),
    "cn-csi-rebalance": (2, 2, 0),
    "cn-ftse-a50-review-announced": (1, 1, 0),
    "cn-ftse-a50-rebalance": (1, 1, 0),
    "hk-annual-deadline": (2, 2, 0),
    "hk-interim-deadline": (3, 3, 0),
}


def test_every_event_of_a_series_with_a_rule_is_made_by_it():
    assert {event.id for event in SHIPPED} <= set(MADE)


def test_a_rule_gives_the_days_that_the_table_expects():
    expected = [event for event in SHIPPED if event.certainty is Certainty.EXPECTED]
    assert len(expected) > 400
    for event in expected:
        days = OTHERWISE.get((event.series, event.tail))
        made = MADE[event.id]
        if days is None:
            assert (made.date, made.time) == (event.date, event.time), event.id
        else:
            assert (f"{event.date}", f"{made.date}") == days, event.id


def test_what_a_rule_makes_is_told_as_the_table_tells_it():
    for event in SHIPPED:
        made = MADE[event.id]
        for field in ("name_en", "name_zh", "country", "kind", "period", "importance"):
            assert getattr(made, field) == getattr(event, field), (event.id, field)
        assert made.certainty is Certainty.EXPECTED
        assert made.source.startswith("rule: ")
        assert made.source in event.source or event.certainty is Certainty.OFFICIAL, event.id
        assert made.previous is made.consensus is made.actual is None


def test_a_rule_hits_the_days_that_were_announced_or_observed():
    off = defaultdict(list)
    for event in SHIPPED:
        if event.certainty is Certainty.OFFICIAL:
            off[event.series].append(abs((MADE[event.id].date - event.date).days))
    assert set(off) == set(HITS)
    for series, (hits, count, worst) in HITS.items():
        days = off[series]
        assert len(days) >= count, series
        assert days.count(0) >= hits + len(days) - count, (series, days)
        assert max(days) <= worst, (series, days)


def test_nothing_that_is_there_is_made_again():
    later = expected_events(EVENTS, CALENDARS, date(2025, 5, 1), date(2028, 12, 31))
    assert not {event.id for event in later} & {event.id for event in EVENTS}
    assert {event.series for event in later if event.date.year < 2028} == {"cn-gdp-by-industry"}


def test_an_event_that_was_moved_is_there():
    moved = [
        event if event.series == DECISIONS else replace(event, date=event.date + timedelta(days=40))
        for event in EVENTS
    ]
    made = expected_events(moved, CALENDARS, FIRST, LAST)
    assert {event.series for event in made} == {"cn-gdp-by-industry"}


def test_a_year_without_shipped_rows_has_every_release():
    made = expected_events(EVENTS, CALENDARS, date(2028, 1, 1), date(2028, 12, 31))
    count = defaultdict(int)
    for event in made:
        count[event.series] += 1
    assert count["cn-cpi-yoy"] == count["cn-lpr-1y"] == count["cn-nbs-manufacturing-pmi"] == 12
    assert count["cn-retail-sales"] == count["cn-exports"] == count["cn-industrial-profits"] == 11
    assert count["cn-gdp-yoy"] == count["hk-msci-review"] == count["hk-hsi-review-effective"] == 4
    assert count["cn-csi-rebalance"] == 2
    assert count["cn-annual-deadline"] == 1
    assert MINUTES not in count  # no decision of 2028 is known


@pytest.mark.parametrize(
    ("event_id", "day", "period"),
    [
        ("cn-retail-sales-2028-02", "2028-03-15", "2028-01/02"),
        ("cn-gdp-yoy-2027-q4", "2028-01-17", "2027Q4"),
        ("cn-annual-deadline-2027-fy", "2028-04-30", "2027FY,2028Q1"),
        ("cn-third-quarter-deadline-2028-q3", "2028-10-31", "2028Q3"),
        ("cn-nbs-manufacturing-pmi-2028-02", "2028-02-29", "2028-02"),
        # Weekends only, beyond the calendars: 20 May 2028 is a Saturday.
        ("cn-lpr-1y-2028-05", "2028-05-22", "2028-05"),
    ],
)
def test_ends_of_ids_and_periods_are_those_of_the_table(event_id, day, period):
    made = {event.id: event for event in expected_events(EVENTS, CALENDARS, date(2028, 1, 1), date(2028, 12, 31))}
    assert (made[event_id].date, made[event_id].period) == (date.fromisoformat(day), period)


def test_reports_follow_a_decision_that_is_known():
    decision = replace(
        DECIDED[-1],
        id="us-fomc-decision-2028-01",
        date=date(2028, 1, 26),
        time=datetime(2028, 1, 26, 14, 0, tzinfo=ZoneInfo("America/New_York")),
    )
    made = {
        event.id: event
        for event in expected_events([*EVENTS, decision], CALENDARS, date(2028, 1, 1), date(2028, 3, 1))
    }
    minutes, book = made["us-fomc-minutes-2028-01"], made["us-fed-beige-book-2028-01"]
    assert minutes.time == datetime(2028, 2, 16, 14, 0, tzinfo=ZoneInfo("America/New_York"))
    assert (minutes.name_en, minutes.name_zh) == ("FOMC minutes (26 Jan meeting)", "美联储1月会议纪要")
    assert book.date == date(2028, 1, 12)
    cancelled = expected_events([*EVENTS, replace(decision, cancelled=True)], CALENDARS, FIRST, date(2028, 3, 1))
    assert not {"us-fomc-minutes-2028-01", "us-fed-beige-book-2028-01"} & {event.id for event in cancelled}


def test_a_series_that_nobody_has_named_is_not_made():
    assert expected_events([], CALENDARS, FIRST, LAST) == ()


@given(st.dates(date(2024, 1, 1), date(2029, 12, 31)), st.integers(0, 200))
def test_any_stretch_of_days_gives_what_the_whole_gives_of_it(first, days):
    last = first + timedelta(days=days)
    part = expected_events(list(MODELS.values()), CALENDARS, first, last)
    assert part == tuple(event for event in WHOLE if first <= event.date <= last)


WHOLE = expected_events(list(MODELS.values()), CALENDARS, date(2023, 6, 1), date(2030, 12, 31))
