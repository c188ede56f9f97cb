"""Days on which contracts end: those that the exchanges named, and what holidays do to them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.market.events import Certainty
from tui.market.expiry_days import CONTRACTS, KIND, expiry_events
from tui.market.zones import MARKET_TIME
from tui.shipped import load_calendars

CALENDARS = load_calendars()
FIRST, LAST = date(2025, 5, 1), date(2027, 12, 31)
EVENTS = expiry_events(CALENDARS, FIRST, LAST)
BY_ID = {event.id: event for event in EVENTS}
MONTHS = 32


@pytest.mark.parametrize(
    ("event_id", "day"),
    [
        # CFFEX notice 2026 No. 5: the third Friday lay in the Spring Festival.
        ("cn-index-futures-expiry-2026-02", "2026-02-24"),
        # The third Friday is the Dragon Boat Festival.
        ("cn-index-futures-expiry-2026-06", "2026-06-22"),
        ("cn-index-futures-expiry-2026-11", "2026-11-20"),
        # The fourth Wednesday of November.
        ("cn-etf-options-expiry-2026-11", "2026-11-25"),
        ("hk-index-futures-expiry-2026-11", "2026-11-27"),
        # The half day on the 31st is a business day, and the last.
        ("hk-index-futures-expiry-2025-12", "2025-12-30"),
        # 25 and 26 December and the weekend are closed, so is 27 December 2027.
        ("hk-stock-options-expiry-2027-12", "2027-12-30"),
        # Trading ends on 30 September for National Day.
        ("cn-sgx-a50-futures-expiry-2026-09", "2026-09-29"),
    ],
)
def test_contracts_end_on_the_day_of_their_terms(event_id, day):
    assert BY_ID[event_id].date == date.fromisoformat(day)


def test_every_contract_ends_once_a_month():
    assert len(BY_ID) == len(EVENTS) == MONTHS * len(CONTRACTS)
    assert [event.date for event in EVENTS] == sorted(event.date for event in EVENTS)
    assert {event.series for event in EVENTS} == {contracts.series for contracts in CONTRACTS}


def test_contracts_end_while_their_market_trades():
    for event in EVENTS:
        calendar = CALENDARS.hong_kong if event.country == "HK" else CALENDARS.mainland
        assert calendar.is_session(event.date), event.id
        assert event.time.date() == event.date
        assert event.time.time() == (time(16, 0) if event.country == "HK" else time(15, 0))
        assert event.kind == KIND


def test_an_expiry_on_a_half_day_ends_at_noon():
    early = {date(2025, 12, 30): CALENDARS.hong_kong.half_days[date(2025, 12, 24)]}
    calendars = replace(CALENDARS, hong_kong=replace(CALENDARS.hong_kong, half_days=early))
    ends = {event.series: event.time for event in expiry_events(calendars, date(2025, 12, 30), date(2025, 12, 30))}
    assert ends["hk-index-futures-expiry"] == datetime(2025, 12, 30, 12, 0, tzinfo=MARKET_TIME)


def test_a_day_is_only_as_sure_as_the_calendar():
    for event in EVENTS:
        sure = event.country == "HK" or event.date.year < 2027
        assert event.certainty is (Certainty.OFFICIAL if sure else Certainty.EXPECTED), event.id
        assert event.source.startswith("rule: ") is not sure


@given(st.dates(date(2025, 1, 1), date(2029, 12, 31)), st.integers(0, 400))
def test_any_stretch_of_days_gives_what_the_whole_gives_of_it(first, days):
    last = first + timedelta(days=days)
    whole = expiry_events(CALENDARS, date(2024, 12, 1), date(2031, 12, 31))
    part = expiry_events(CALENDARS, first, last)
    assert part == tuple(event for event in whole if first <= event.date <= last)
