"""Whose word counts: publishers before the shipped table, that before vendors, and vendors before rules."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.market.agenda import EventState, event_state
from tui.market.event_merging import merged
from tui.market.events import Certainty, Event
from tui.market.reports import Authority, Notice, Report
from tui.market.zones import MARKET_TIME
from tui.shipped import load_events

SHIPPED = load_events()
FETCHED = datetime(2026, 11, 23, 18, tzinfo=MARKET_TIME)
CPI = "cn-cpi-yoy-2026-11"
TRADE = "cn-trade-balance-2026-11"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MARKET_TIME)


def official(*notices: Notice, whole: frozenset[str] = frozenset(), first: str = "2026-11-01") -> Report:
    days = date.fromisoformat(first), date(2026, 12, 31)
    return Report("nbs", "NBS", Authority.PUBLISHER, FETCHED, *days, notices, whole)


def vendor(*notices: Notice, name: str = "ForexFactory") -> Report:
    return Report(name.lower(), name, Authority.VENDOR, FETCHED, date(2026, 11, 1), date(2026, 12, 31), notices)


def notice(moment: str, series: str = "cn-cpi-yoy", period: str = "2026-11", **figures: str) -> Notice:
    time = at(moment) if len(moment) > len("2026-12-09") else None
    return Notice(series, date.fromisoformat(moment[:10]), time, period, **figures)


def one(event_id: str, *reports: Report) -> Event:
    [found] = [event for event in merged(SHIPPED, reports) if event.id == event_id]
    return found


def test_without_reports_it_is_the_shipped_table():
    assert {event.id: event for event in merged(SHIPPED, ())} == {event.id: event for event in SHIPPED}


def test_a_publisher_that_agrees_confirms_and_moves_nothing():
    event = one(CPI, official(notice("2026-12-09 09:30")))
    assert (event.moved_from, event.disputed, event.source, event.fetched_at) == (None, (), "NBS", FETCHED)


def test_a_publisher_that_moves_its_release_postpones_it_and_shows_both_times():
    event = one(CPI, official(notice("2026-12-11 09:30")))
    assert (event.time, event.certainty) == (at("2026-12-11 09:30"), Certainty.OFFICIAL)
    assert event.moved_from is not None
    assert event.moved_from.time == at("2026-12-09 09:30")
    assert event_state(event, FETCHED) is EventState.POSTPONED
    assert event_state(event, at("2026-12-11 09:31")) is EventState.DUE


def test_a_publisher_that_moves_what_he_had_named_postpones_it_though_only_a_rule_was_shipped():
    told = replace(notice("2026-12-10 11:00", "cn-trade-balance"), moved_from=(date(2026, 12, 9), None))
    event = one(TRADE, official(told))
    assert event.moved_from is not None
    assert (event.moved_from.date, event.moved_from.source) == (date(2026, 12, 9), "NBS")
    assert event_state(event, FETCHED) is EventState.POSTPONED


def test_what_was_moved_and_moved_back_stands_where_it_stood():
    event = one(CPI, official(replace(notice("2026-12-09 09:30"), moved_from=(date(2026, 12, 10), None))))
    assert event.moved_from is None
    assert event_state(event, FETCHED) is EventState.SCHEDULED


def test_of_two_vendors_the_one_of_the_lower_rank_counts_in_whatever_order_they_come():
    first = replace(vendor(notice("2026-12-09 09:30", consensus="0.2%")), rank=1)
    second = replace(vendor(notice("2026-12-09 09:30", consensus="0.4%"), name="Another"), rank=2)
    assert one(CPI, first, second).consensus == one(CPI, second, first).consensus == "0.2%"


def test_whoever_has_the_figure_of_an_expected_event_knows_its_day():
    guess = replace(vendor(notice("2026-12-09 11:00", "cn-trade-balance", consensus="90B")), rank=1)
    told = vendor(notice("2026-12-11 11:00", "cn-trade-balance", actual="95B"), name="Another")
    event = one(TRADE, guess, replace(told, rank=2))
    assert (event.date, event.actual) == (date(2026, 12, 11), "95B")


def test_a_decision_between_two_meetings_is_an_event_of_its_own():
    cut = Notice("us-fomc-decision", date(2026, 12, 1), at("2026-12-02 03:00"), actual="3.00-3.25")
    assert one("us-fomc-decision-2026-12", vendor(cut)).actual is None
    assert one("us-fomc-decision-2026-12-01", vendor(cut)).actual == "3.00-3.25"


def test_an_official_day_replaces_an_expected_one_and_the_change_is_shown():
    event = one(TRADE, official(notice("2026-12-09 10:30", "cn-trade-balance")))
    assert (event.certainty, event.time) == (Certainty.OFFICIAL, at("2026-12-09 10:30"))
    assert event.moved_from is not None
    assert (event.moved_from.certainty, event.moved_from.date) == (Certainty.EXPECTED, date(2026, 12, 8))
    assert event_state(event, FETCHED) is EventState.SCHEDULED


def test_a_vendor_beats_a_rule_and_stays_an_expectation():
    event = one(TRADE, vendor(notice("2026-12-09 11:00", "cn-trade-balance")))
    assert (event.certainty, event.date, event.source) == (Certainty.EXPECTED, date(2026, 12, 9), "ForexFactory")


def test_official_beats_a_vendor_who_is_named_with_what_he_says():
    event = one(CPI, vendor(notice("2026-12-10 09:30")))
    assert event.time == at("2026-12-09 09:30")
    [other] = event.disputed
    assert (other.source, other.time) == ("ForexFactory", at("2026-12-10 09:30"))


def test_a_vendor_who_agrees_disputes_nothing():
    assert one(CPI, vendor(notice("2026-12-09 09:30", consensus="0.2%"))).disputed == ()


def test_a_source_that_tells_the_day_alone_leaves_the_hour():
    assert one(CPI, official(notice("2026-12-09"))).time == at("2026-12-09 09:30")


def test_a_decision_in_new_york_is_the_same_day_whoever_tells_it():
    event = one("us-fomc-decision-2026-12", vendor(notice("2026-12-10 03:00", "us-fomc-decision", "2026-12")))
    assert event.disputed == ()


def test_a_notice_without_a_period_means_the_nearest_event_of_its_series():
    event = one(CPI, vendor(notice("2026-12-09 09:30", period="", consensus="0.2%", previous="0.1%")))
    assert (event.consensus, event.previous, event.figures_from) == ("0.2%", "0.1%", "ForexFactory")
    assert len(merged(SHIPPED, [vendor(notice("2026-12-09", period=""))])) == len(SHIPPED)


def test_a_notice_too_far_from_any_event_of_its_series_is_an_event_of_its_own():
    found = merged(SHIPPED, [vendor(notice("2027-12-31", period=""))])
    assert "cn-cpi-yoy-2027-12-31" in {event.id for event in found}


def test_an_actual_comes_from_a_source_with_the_moment_it_was_seen():
    seen = at("2026-12-09 09:31")
    told = replace(notice("2026-12-09 09:30", actual="0.3%", consensus="0.2%"), first_seen=seen)
    event = one(CPI, vendor(told))
    assert (event.actual, event.first_seen) == ("0.3%", seen)
    assert event_state(event, at("2026-12-09 09:30:59")) is EventState.DUE
    assert event_state(event, seen) is EventState.RELEASED


def test_the_figures_are_those_of_the_source_that_has_the_actual():
    late = vendor(notice("2026-12-09 09:30", consensus="0.1%", previous="9.9%"))
    early = vendor(notice("2026-12-09 09:30", actual="0.3%", consensus="0.2%"), name="Wallstreetcn")
    event = one(CPI, late, early)
    assert (event.actual, event.consensus, event.figures_from) == ("0.3%", "0.2%", "Wallstreetcn")


def test_what_is_out_by_the_shipped_record_is_moved_by_nobody():
    [event] = [event for event in SHIPPED if event.id == "cn-cpi-yoy-2026-07"]
    late = Notice("cn-cpi-yoy", date(2026, 8, 20), period="2026-07", actual="9.9%")
    assert one(event.id, official(late), vendor(late)) == replace(event, disputed=())


def test_an_event_that_is_not_shipped_takes_its_names_from_its_series():
    event = one("cn-cpi-yoy-2028-01", official(notice("2028-02-11 09:30", period="2028-01")))
    assert (event.name_en, event.kind, event.importance) == ("CPI y/y", "inflation", 3)


def test_a_closed_day_that_the_exchange_opens_is_called_off():
    whole = frozenset({"hk-market-closed"})
    events = {event.id: event for event in merged(SHIPPED, [official(whole=whole)])}
    assert events["hk-market-closed-2026-12-25"].cancelled
    assert event_state(events["hk-market-closed-2026-12-25"], FETCHED) is EventState.CANCELLED
    assert not events["hk-market-closed-2027-01-01"].cancelled
    kept = official(notice("2026-12-25", "hk-market-closed", "2026-12-25"), whole=whole)
    assert not one("hk-market-closed-2026-12-25", kept).cancelled


def test_a_vendor_cannot_call_anything_off():
    assert not one(CPI, vendor(replace(notice("2026-12-09"), cancelled=True))).cancelled
    assert one(CPI, official(replace(notice("2026-12-09"), cancelled=True))).cancelled


@pytest.mark.parametrize("name", ["nbs", "forexfactory"])
def test_the_clock_alone_makes_no_figure(name):
    reports = [official(notice("2026-12-09 09:30")), vendor(notice("2026-12-09 09:30"))]
    event = one(CPI, *reports)
    assert event_state(event, at("2026-12-09 09:30") + timedelta(days=3)) is EventState.OVERDUE
    assert event.actual is None


SERIES = ["cn-cpi-yoy", "us-fomc-decision", "cn-market-closed", "xx-new"]
NOTICES = st.builds(
    Notice,
    series=st.sampled_from(SERIES),
    date=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    time=st.none() | st.integers(0, 1_000_000).map(lambda minutes: at("2026-01-01") + timedelta(minutes=minutes)),
    period=st.sampled_from(["", "2026-11", "2026-12", "2026-12-25"]),
    actual=st.sampled_from([None, "0.2%"]),
    cancelled=st.booleans(),
)


@given(st.lists(NOTICES, max_size=8), st.lists(NOTICES, max_size=8))
def test_whatever_the_sources_say_no_event_stands_twice_and_none_is_lost(official_ones, vendor_ones):
    found = merged(SHIPPED, [vendor(*vendor_ones), official(*official_ones)])
    ids = [event.id for event in found]
    assert len(ids) == len(set(ids))
    assert {event.id for event in SHIPPED} <= set(ids)
    told = any(item.actual for item in (*official_ones, *vendor_ones))
    assert told or {event.actual for event in found} == {event.actual for event in SHIPPED}
