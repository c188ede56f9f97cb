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
    *("2025-01-29", "2025-03-19", "2025-05-07", "2025-06-18", "2025-07-30", "2025-09-17", "2025-10-29", "2025-12-10"),
    *("2026-01-28", "2026-03-18", "2026-04-29", "2026-06-17", "2026-07-29", "2026-09-16", "2026-10-28", "2026-12-09"),
    *("2027-01-27", "2027-03-17", "2027-04-28", "2027-06-09", "2027-07-28", "2027-09-15", "2027-10-27", "2027-12-08"),
]
IN_WINTER = {"2025-01-29", "2025-12-10", "2026-01-28", "2026-12-09", "2027-01-27", "2027-12-08"}

# Day of the month of each release in the calendar that the National Bureau of Statistics published for 2026.
NBS_2026 = {
    "cn-industrial-production": "01-19 03-16 04-16 05-18 06-16 07-15 08-17 09-15 10-19 11-16 12-15",
    "cn-nbs-manufacturing-pmi": "01-31 03-04 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31",
    "cn-gdp-by-industry": "01-20 04-17 07-16 10-20",
}


# When the Federal Reserve released the minutes, by the month of the meeting; of October 2026 as its calendar has it.
MINUTES = {
    "2024-12": "2025-01-08",
    "2025-01": "2025-02-19",
    "2025-03": "2025-04-09",
    "2025-05": "2025-05-28",
    "2025-06": "2025-07-09",
    "2025-07": "2025-08-20",
    "2025-09": "2025-10-08",
    "2025-10": "2025-11-19",
    "2025-12": "2025-12-30",
    "2026-01": "2026-02-18",
    "2026-03": "2026-04-08",
    "2026-04": "2026-05-20",
    "2026-06": "2026-07-08",
    "2026-10": "2026-11-18",
}

# Days that the publisher announced and that differ from the rule, or were taken from it before.
ANNOUNCED = {
    "hk-msci-review-2025-08": "2025-08-26",
    "hk-msci-review-2025-11": "2025-11-24",
    "hk-msci-review-2026-02": "2026-02-27",
    "hk-hsi-review-announced-2025-08": "2025-08-22",
    "hk-hsi-review-effective-2025-09": "2025-09-08",
    "cn-csi-review-announced-2025-12": "2025-11-28",
    "cn-csi-rebalance-2025-12": "2025-12-12",
    "cn-ftse-a50-rebalance-2025-03": "2025-03-21",
    "cn-politburo-2025-04": "2025-04-25",
    "cn-politburo-2025-07": "2025-07-30",
    "cn-politburo-2026-04": "2026-04-28",
}

# Day of the tender and amount in billion yuan, as the People's Bank of China announced them.
LENDING = {
    "2025-03-25": "450",
    "2025-04-25": "600",
    "2025-05-23": "500",
    "2025-06-25": "300",
    "2025-07-25": "400",
    "2025-08-25": "600",
    "2025-09-25": "600",
    "2025-10-27": "900",
    "2025-11-25": "1,000",
    "2025-12-25": "400",
    "2026-01-23": "900",
    "2026-02-25": "600",
}

# Where the previous figure of a release is not the actual of the one before: it was revised in between.
REVISED = {
    "cn-trade-balance-2026-02": ("114.10B", "114.11B"),
    "cn-total-social-financing-2025-08": ("1,160.0B", "1,132.0B"),
    "cn-gdp-qoq-2025-q3": ("1.1%", "1.0%"),
}


def test_no_event_stands_twice():
    assert len(EVENTS) == len(BY_ID) == 1178
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


@pytest.mark.parametrize(("meeting", "day"), MINUTES.items())
def test_minutes_stand_on_the_day_of_their_release(meeting, day):
    event = BY_ID[f"us-fomc-minutes-{meeting}"]
    assert event.date == date.fromisoformat(day)
    assert event.time.astimezone(ZoneInfo("America/New_York")).hour == 14
    assert event.certainty is Certainty.OFFICIAL


@pytest.mark.parametrize(("event_id", "day"), ANNOUNCED.items())
def test_what_a_publisher_announced_stands_before_the_rule(event_id, day):
    assert BY_ID[event_id].date == date.fromisoformat(day)
    assert BY_ID[event_id].certainty is Certainty.OFFICIAL
    assert "rule" not in BY_ID[event_id].source


def test_lending_that_was_announced_has_its_day_and_amount():
    told = {f"{event.date}": event.actual for event in EVENTS if event.series == "cn-mlf" and event.actual}
    assert told == {day: f"CNY {amount}bn" for day, amount in LENDING.items()}


def test_a_previous_figure_is_the_actual_of_the_release_before_or_was_revised():
    found, last = {}, {}
    for event in EVENTS:
        before = last.get(event.series)
        if event.previous is not None and before is not None and before.actual != event.previous:
            found[event.id] = (before.actual, event.previous)
        last[event.series] = event
    assert found == REVISED


def test_an_id_ends_in_the_period():
    for event in EVENTS:
        assert event.id == f"{event.series}-{event.tail}"
        year, _, rest = event.period.partition(",")[0].replace("01/02", "02").partition("-")
        named = re.sub(r"(?<=\d{4})(?=[QHF])", "-", year).lower() + (f"-{rest}" if rest else "")
        assert event.tail == named, event.id


def test_a_series_is_of_one_kind_and_country():
    models = {event.series: event for event in EVENTS}
    for event in EVENTS:
        model = models[event.series]
        assert (event.kind, event.country, event.importance) == (model.kind, model.country, model.importance)


def test_what_never_comes_at_weekends_stands_on_trading_days():
    for event in EVENTS:
        if event.kind in {"activity", "credit", "gdp", "property"} or "ratingdog" in event.series:
            assert CALENDARS.mainland.is_session(event.date), event.id


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
    weekdays = {day for day in trading_days.closures if day.weekday() < 5}
    assert told == weekdays


def test_days_without_stock_connect_are_those_of_the_calendars():
    told = {event.date for event in EVENTS if event.id.startswith("hk-no-connect-")}
    ranges = [date.fromordinal(n) for n in range(date(2025, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]
    one_market = {day for day in ranges if CALENDARS.mainland.is_session(day) != CALENDARS.hong_kong.is_session(day)}
    assert told == one_market


def test_half_days_are_those_of_the_calendars():
    told = {event.date for event in EVENTS if event.kind == "half_day"}
    assert told == set(CALENDARS.hong_kong.half_days)


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
    assert len(expected) == 496
    assert all("rule" in event.source or "notice" in event.source for event in expected)
    assert not [event.id for event in EVENTS if event.source == "rule"]


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
