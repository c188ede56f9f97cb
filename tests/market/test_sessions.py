"""Each market's phases at every boundary, on full days, half days and days off."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.market.instruments import Market
from tui.market.sessions import (
    Phase,
    busiest_pace,
    day_plan,
    is_trading,
    market_day,
    official_close,
    pace_kind,
    status,
)
from tui.market.zones import MARKET_TIME
from tui.shipped import load_calendars

CALENDARS = load_calendars()
INSTANT = timedelta(microseconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MARKET_TIME)


MAINLAND_DAY = [
    ("09:15", Phase.CLOSED, Phase.AUCTION),
    ("09:20", Phase.AUCTION, Phase.NO_CANCEL),
    ("09:25", Phase.NO_CANCEL, Phase.PAUSE),
    ("09:30", Phase.PAUSE, Phase.OPEN),
    ("11:30", Phase.OPEN, Phase.LUNCH),
    ("13:00", Phase.LUNCH, Phase.OPEN),
    ("14:57", Phase.OPEN, Phase.CLOSING_AUCTION),
    ("15:00", Phase.CLOSING_AUCTION, Phase.CLOSED),
]
HONG_KONG_MORNING = [
    ("09:00", Phase.CLOSED, Phase.PRE_OPEN),
    ("09:15", Phase.PRE_OPEN, Phase.NO_CANCEL),
    ("09:20", Phase.NO_CANCEL, Phase.RANDOM_MATCHING),
    ("09:22", Phase.RANDOM_MATCHING, Phase.PAUSE),
    ("09:30", Phase.PAUSE, Phase.OPEN),
]
DAYS = {
    (Market.MAINLAND, "2025-06-03"): MAINLAND_DAY,
    (Market.MAINLAND, "2026-07-03"): MAINLAND_DAY,
    (Market.MAINLAND, "2026-07-06"): [
        *MAINLAND_DAY,
        ("15:05", Phase.CLOSED, Phase.AFTER_HOURS),
        ("15:30", Phase.AFTER_HOURS, Phase.CLOSED),
    ],
    (Market.HONG_KONG, "2025-06-03"): [
        *HONG_KONG_MORNING,
        ("12:00", Phase.OPEN, Phase.LUNCH),
        ("13:00", Phase.LUNCH, Phase.OPEN),
        ("16:00", Phase.OPEN, Phase.CLOSING_AUCTION),
        ("16:08", Phase.CLOSING_AUCTION, Phase.RANDOM_CLOSE),
        ("16:10", Phase.RANDOM_CLOSE, Phase.CLOSED),
    ],
    (Market.HONG_KONG, "2026-12-24"): [
        *HONG_KONG_MORNING,
        ("12:00", Phase.OPEN, Phase.CLOSING_AUCTION),
        ("12:08", Phase.CLOSING_AUCTION, Phase.RANDOM_CLOSE),
        ("12:10", Phase.RANDOM_CLOSE, Phase.CLOSED),
    ],
}
BOUNDARIES = [
    (market, f"{day} {clock}", before, after)
    for (market, day), boundaries in DAYS.items()
    for clock, before, after in boundaries
]


@pytest.mark.parametrize(("market", "moment", "before", "after"), BOUNDARIES)
def test_phase_changes_exactly_at_its_boundary(market, moment, before, after):
    just_before = status(market, at(moment) - INSTANT, CALENDARS)
    just_then = status(market, at(moment), CALENDARS)
    assert (just_before.phase, just_before.next_phase, just_before.until) == (before, after, at(moment))
    assert (just_then.phase, just_then.since) == (after, at(moment))


@pytest.mark.parametrize(("market", "day"), DAYS)
def test_a_day_has_no_other_phases(market, day):
    plan = day_plan(market, date.fromisoformat(day), CALENDARS)
    assert [part.phase for part in plan] == [Phase.CLOSED, *(after for _, _, after in DAYS[market, day])]


@given(market=st.sampled_from(Market), day=st.dates(date(2024, 12, 1), date(2028, 12, 31)))
@settings(max_examples=400, deadline=None)
def test_phases_tile_the_day(market, day):
    plan = day_plan(market, day, CALENDARS)
    assert (plan[0].start.time(), plan[-1].end.time()) == (datetime.min.time(), datetime.min.time())
    assert (plan[0].start.date(), plan[-1].end.date()) == (day, day + timedelta(days=1))
    assert all(one.end == other.start for one, other in pairwise(plan))
    assert all(part.start < part.end for part in plan)


@given(
    market=st.sampled_from(Market),
    now=st.integers(0, 1060 * 86_400).map(lambda seconds: at("2025-01-02 00:00") + timedelta(seconds=seconds)),
)
@settings(max_examples=400, deadline=None)
def test_status_holds_until_it_says_and_then_is_what_it_said(market, now):
    current = status(market, now, CALENDARS)
    assert current.since <= now < current.until
    later = status(market, current.until, CALENDARS)
    assert (later.phase, later.since) == (current.next_phase, current.until)


@pytest.mark.parametrize(
    ("market", "moment", "phase", "since", "until", "note"),
    [
        ("mainland", "2025-06-07", Phase.CLOSED, "2025-06-06 15:00", "2025-06-09 09:15", "weekend"),
        ("mainland", "2025-06-02", Phase.HOLIDAY, "2025-05-30 15:00", "2025-06-03 09:15", "Dragon Boat Festival"),
        ("hong kong", "2025-07-01", Phase.HOLIDAY, "2025-06-30 16:10", "2025-07-02 09:00", "HKSAR Establishment Day"),
        ("mainland", "2026-10-03", Phase.HOLIDAY, "2026-09-30 15:30", "2026-10-08 09:15", "National Day"),
        ("hong kong", "2026-12-27", Phase.CLOSED, "2026-12-24 12:10", "2026-12-28 09:00", "weekend"),
        ("mainland", "2026-10-10", Phase.CLOSED, "2026-10-09 15:30", "2026-10-12 09:15", "weekend"),
    ],
)
def test_days_off_say_why_and_when_the_market_returns(market, moment, phase, since, until, note):
    current = status(Market(market), at(moment), CALENDARS)
    assert (current.phase, current.since, current.until) == (phase, at(since), at(until))
    assert current.note_en == note


def test_a_half_day_says_so_in_both_languages():
    current = status(Market.HONG_KONG, at("2026-12-24 10:00"), CALENDARS)
    assert current.note_en == "half day: Christmas Eve"
    assert current.note_zh == "半日市：平安夜"


def test_a_full_day_has_no_note():
    assert status(Market.HONG_KONG, at("2025-06-03 10:00"), CALENDARS).note_en is None


@pytest.mark.parametrize(
    ("moment", "phase", "until"),
    [
        ("2026-07-06 21:29", Phase.CLOSED, "2026-07-06 21:30"),
        ("2026-07-07 03:59", Phase.OPEN, "2026-07-07 04:00"),
        ("2026-12-07 22:29", Phase.CLOSED, "2026-12-07 22:30"),
        ("2026-12-08 04:59", Phase.OPEN, "2026-12-08 05:00"),
        ("2026-12-05 12:00", Phase.CLOSED, "2026-12-07 22:30"),
    ],
)
def test_new_york_follows_its_own_clock(moment, phase, until):
    current = status(Market.UNITED_STATES, at(moment), CALENDARS)
    assert (current.phase, current.until) == (phase, at(until))


@pytest.mark.parametrize(
    ("moment", "pace"),
    [
        ("2025-06-03 08:59", "closed"),
        ("2025-06-03 09:05", "auction"),
        ("2025-06-03 10:00", "trading"),
        ("2025-06-03 11:45", "trading"),
        ("2025-06-03 12:30", "lunch"),
        ("2025-06-03 15:30", "trading"),
        ("2025-06-03 16:05", "auction"),
        ("2025-06-03 16:11", "closed"),
        ("2026-10-19 15:20", "lunch"),
        ("2026-10-03 10:00", "closed"),
    ],
)
def test_polling_follows_the_busier_market(moment, pace):
    assert busiest_pace(at(moment), CALENDARS) == pace


def test_prices_are_made_from_the_opening_to_the_random_close():
    trading = {phase for phase in Phase if is_trading(phase)}
    assert trading == {Phase.OPEN, Phase.CLOSING_AUCTION, Phase.RANDOM_CLOSE}
    assert {pace_kind(phase) for phase in trading} == {"trading", "auction"}


def test_a_market_has_its_own_day():
    night = at("2026-11-24 04:30")
    assert market_day(Market.UNITED_STATES, night) == date(2026, 11, 23)
    assert market_day(Market.HONG_KONG, night) == market_day(Market.MAINLAND, night) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("market", "day", "close"),
    [
        (Market.MAINLAND, "2026-11-23", "2026-11-23 15:00"),
        (Market.MAINLAND, "2025-06-03", "2025-06-03 15:00"),
        (Market.HONG_KONG, "2026-11-23", "2026-11-23 16:10"),
        (Market.HONG_KONG, "2026-12-24", "2026-12-24 12:10"),
        (Market.UNITED_STATES, "2026-11-23", "2026-11-24 05:00"),
        (Market.UNITED_STATES, "2026-07-01", "2026-07-02 04:00"),
    ],
)
def test_the_official_close_comes_after_the_closing_auction(market, day, close):
    assert official_close(market, date.fromisoformat(day), CALENDARS) == at(close)


def test_a_day_off_has_no_close():
    assert official_close(Market.MAINLAND, date(2026, 11, 22), CALENDARS) is None
    assert official_close(Market.HONG_KONG, date(2026, 10, 19), CALENDARS) is None


@pytest.mark.parametrize(
    ("market", "moment", "close"),
    [
        (Market.MAINLAND, "2026-11-24 14:59:59", "2026-11-23 15:00"),
        (Market.MAINLAND, "2026-11-24 15:00", "2026-11-24 15:00"),
        (Market.MAINLAND, "2026-11-24 15:10", "2026-11-24 15:00"),
        (Market.MAINLAND, "2026-11-24 20:00", "2026-11-24 15:00"),
        (Market.MAINLAND, "2026-11-25 08:00", "2026-11-24 15:00"),
        (Market.MAINLAND, "2026-11-29 12:00", "2026-11-27 15:00"),
        (Market.HONG_KONG, "2026-11-24 16:09:59", "2026-11-23 16:10"),
        (Market.HONG_KONG, "2026-11-24 16:10", "2026-11-24 16:10"),
        (Market.HONG_KONG, "2026-12-24 12:09", "2026-12-23 16:10"),
        (Market.HONG_KONG, "2026-12-25 12:00", "2026-12-24 12:10"),
        (Market.UNITED_STATES, "2026-11-24 12:00", "2026-11-24 05:00"),
    ],
)
def test_the_last_close_stays_until_the_next_one(market, moment, close):
    assert status(market, at(moment), CALENDARS).last_close == at(close)
