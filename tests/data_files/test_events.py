"""The shipped events: the right day and hour here, names in both languages, in step with the calendars."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tui.market.agenda import KINDS_WITH_FIGURES, market_day
from tui.market.event_table import EVENT_COLUMNS, parse_events
from tui.market.events import Certainty
from tui.market.tables import DataError
from tui.market.zones import MARKET_TIME
from tui.shipped import load_calendars, load_events

EVENTS = load_events()
BY_ID = {event.id: event for event in EVENTS}
CALENDARS = load_calendars()

# The last days of the meetings as the Federal Reserve lists them; announced at 14:00 in New York.
DECISIONS = [
    *("2025-05-07", "2025-06-18", "2025-07-30", "2025-09-17", "2025-10-29", "2025-12-10"),
    *("2026-01-28", "2026-03-18", "2026-04-29", "2026-06-17", "2026-07-29", "2026-09-16", "2026-10-28", "2026-12-09"),
    *("2027-01-27", "2027-03-17", "2027-04-28", "2027-06-09", "2027-07-28", "2027-09-15", "2027-10-27", "2027-12-08"),
]
IN_WINTER = {"2025-12-10", "2026-01-28", "2026-12-09", "2027-01-27", "2027-12-08"}

# Day of the month of each release in the calendar that the National Bureau of Statistics published for 2026.
NBS_2026 = {
    "cn-industrial-production": "01-19 03-16 04-16 05-18 06-16 07-15 08-17 09-15 10-19 11-16 12-15",
    "cn-nbs-manufacturing-pmi": "01-31 03-04 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31",
    "cn-gdp-by-industry": "01-20 04-17 07-16 10-20",
}


def test_no_event_stands_twice():
    assert len(EVENTS) == len(BY_ID) == 1144
    assert len({(event.date, event.time, event.name_en) for event in EVENTS}) == len(EVENTS)


def test_ids_are_stable_words():
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", event.id) for event in EVENTS)
    assert BY_ID["cn-nbs-manufacturing-pmi-2025-05"].actual == "49.5"


@pytest.mark.parametrize("day", DECISIONS)
def test_a_rate_decision_falls_on_the_right_day_and_hour_here(day):
    event = BY_ID[f"us-fomc-decision-{day[:7]}"]
    here = event.time.astimezone(MARKET_TIME)
    assert here.hour == (3 if day in IN_WINTER else 2)
    assert (here.date() - date.fromisoformat(day)).days == 1
    assert event.time == datetime.fromisoformat(f"{day} 14:00").replace(tzinfo=ZoneInfo("America/New_York"))
    assert event.importance == 3


def test_there_are_no_other_rate_decisions():
    assert sum(event.id.startswith("us-fomc-decision-") for event in EVENTS) == len(DECISIONS)


@pytest.mark.parametrize("series", NBS_2026)
def test_releases_of_2026_stand_on_the_days_that_were_published(series):
    days = [event.date for event in EVENTS if event.id.startswith(series) and event.date.year == 2026]
    assert [f"{day:%m-%d}" for day in days] == NBS_2026[series].split()


@pytest.mark.parametrize(
    ("kind", "country", "calendar"), [("market_holiday", "CN", "mainland"), ("market_holiday", "HK", "hong_kong")]
)
def test_holidays_are_those_of_the_calendars(kind, country, calendar):
    trading_days = getattr(CALENDARS, calendar)
    told = {event.date for event in EVENTS if event.id.startswith(f"{country.lower()}-market-closed-")}
    weekdays = {day for day in trading_days.closures if day.weekday() < 5 and day >= date(2025, 5, 1)}
    assert told == weekdays


def test_days_without_stock_connect_are_those_of_the_calendars():
    told = {event.date for event in EVENTS if event.id.startswith("hk-no-connect-")}
    ranges = [date.fromordinal(n) for n in range(date(2025, 5, 1).toordinal(), date(2028, 1, 1).toordinal())]
    one_market = {day for day in ranges if CALENDARS.mainland.is_session(day) != CALENDARS.hong_kong.is_session(day)}
    assert told == one_market


def test_half_days_are_those_of_the_calendars():
    told = {event.date for event in EVENTS if event.kind == "half_day"}
    assert told == {day for day in CALENDARS.hong_kong.half_days if day >= date(2025, 5, 1)}


def test_reviews_and_lending_fall_on_trading_days():
    for event in EVENTS:
        if event.kind == "index_review" or event.id.startswith(("cn-lpr", "cn-mlf")):
            calendar = CALENDARS.hong_kong if event.country == "HK" else CALENDARS.mainland
            assert calendar.is_session(event.date), event.id


def test_every_name_has_chinese_and_no_row_keeps_a_foreign_path():
    for event in EVENTS:
        assert re.search(r"[\u4e00-\u9fffA-Z]", event.name_zh), event.id
        assert not re.search(r"/work|/root|github|\.md\b|NOTES", event.source), event.id


def test_a_pattern_is_called_expected_and_names_its_rule():
    expected = [event for event in EVENTS if event.certainty is Certainty.EXPECTED]
    assert len(expected) == 511
    assert all("rule" in event.source or "notice" in event.source for event in expected)


def test_actuals_end_where_the_record_does():
    assert max(event.date for event in EVENTS if event.actual) == date(2026, 8, 20)
    assert {event.kind for event in EVENTS if event.actual} <= KINDS_WITH_FIGURES


def test_the_chinese_data_of_the_reference_week_are_there():
    june = [event.id for event in EVENTS if market_day(event) == date(2025, 6, 3)]
    assert june == ["cn-ratingdog-manufacturing-pmi-2025-05"]


ROW = "x-1,2025-06-03,09:30,Asia/Shanghai,CN,Name,名,pmi,2025-05,3,1,2,3,official,source\n"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("2025-06-03", "2025-06-31", "date"),
        ("09:30", "9.30", "time"),
        ("Asia/Shanghai", "Asia/Tokyo", "zone"),
        (",3,1,", ",4,1,", "importance"),
        ("official", "sure", "certainty"),
        ("名", "", "name_zh"),
        ("x-1", "x-0", "id"),
    ],
)
def test_a_wrong_row_is_named(old, new, column):
    text = ",".join(EVENT_COLUMNS) + "\n" + ROW.replace("x-1", "x-0") + ROW.replace(old, new, 1)
    with pytest.raises(DataError, match=f"events.csv, line 3, column {column}"):
        parse_events(text, "events.csv")
