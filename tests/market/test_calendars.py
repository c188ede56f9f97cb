"""The shipped trading days: equal to an independent calendar, and clear about where they stop being sure."""

from datetime import date, time, timedelta

import exchange_calendars
import pytest

from tui.market.calendars import WEEKEND, Closure, DayCertainty, parse_calendars
from tui.market.instruments import Market
from tui.market.tables import DataError
from tui.shipped import load_calendars

CALENDARS = load_calendars()
MAINLAND, HONG_KONG = CALENDARS.mainland, CALENDARS.hong_kong


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def on(*month_days: str, year: int = 2026) -> list[date]:
    return [date.fromisoformat(f"{year}-{month_day}") for month_day in month_days]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("calendar", "reference", "last"),
    [(MAINLAND, "XSHG", date(2026, 12, 31)), (HONG_KONG, "XHKG", date(2027, 12, 31))],
    ids=["mainland", "hong kong"],
)
def test_sessions_and_half_days_equal_the_reference(calendar, reference, last):
    first = date(2025, 1, 1)
    expected = exchange_calendars.get_calendar(reference, start=str(first), end=str(last))
    sessions = [session.date() for session in expected.sessions]
    assert [day for day in days(first, last) if calendar.is_session(day)] == sessions
    early = [session.date() for session in expected.early_closes]
    assert [day for day in days(first, last) if calendar.half_day(day)] == early


def test_half_days_end_at_noon():
    assert {half.close for half in HONG_KONG.half_days.values()} == {time(12)}
    assert HONG_KONG.half_day(date(2026, 12, 24)).reason == Closure("Christmas Eve", "平安夜")
    assert HONG_KONG.half_day(date(2026, 12, 28)) is None
    assert not MAINLAND.half_days


def test_only_one_market_trades_on_the_days_announced_for_2026():
    year = days(date(2026, 1, 1), date(2026, 12, 31))
    only_hong_kong = [day for day in year if HONG_KONG.is_session(day) and not MAINLAND.is_session(day)]
    only_mainland = [day for day in year if MAINLAND.is_session(day) and not HONG_KONG.is_session(day)]
    assert only_hong_kong == on(
        "01-02", "02-16", "02-20", "02-23", "05-04", "05-05", "09-25", "10-02", "10-05", "10-06", "10-07"
    )
    assert only_mainland == on("04-03", "04-07", "05-25", "07-01", "10-19", "12-25")
    assert not any(CALENDARS.is_connect_day(day) for day in only_hong_kong + only_mainland)


@pytest.mark.parametrize("day", on("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"), ids=str)
def test_working_weekends_are_no_sessions(day):
    assert MAINLAND.closure(day) == WEEKEND


def test_provisional_mainland_days_of_2027_are_those_expected():
    closed = [
        day for day in days(date(2027, 1, 1), date(2027, 12, 31)) if MAINLAND.closure(day) not in (None, WEEKEND)
    ]
    weekdays = [day for day in closed if day.weekday() < 5]
    assert weekdays == on(
        *("01-01", "02-05", "02-08", "02-09", "02-10", "02-11", "04-05", "05-03", "05-04", "06-09", "09-15"),
        *("10-01", "10-04", "10-05", "10-06", "10-07"),
        year=2027,
    )


def test_closures_have_names_in_both_languages():
    assert MAINLAND.closure(date(2025, 6, 2)) == Closure("Dragon Boat Festival", "端午节")
    assert HONG_KONG.closure(date(2025, 7, 1)) == Closure("HKSAR Establishment Day", "香港特区成立纪念日")
    assert HONG_KONG.closure(date(2025, 6, 3)) is None


@pytest.mark.parametrize(
    ("calendar", "day", "certainty"),
    [
        (MAINLAND, date(2026, 12, 31), DayCertainty.VERIFIED),
        (MAINLAND, date(2027, 1, 1), DayCertainty.PROVISIONAL),
        (MAINLAND, date(2027, 12, 31), DayCertainty.PROVISIONAL),
        (MAINLAND, date(2028, 1, 1), DayCertainty.UNKNOWN),
        (HONG_KONG, date(2027, 12, 31), DayCertainty.VERIFIED),
        (HONG_KONG, date(2028, 1, 1), DayCertainty.UNKNOWN),
        (HONG_KONG, date(2024, 12, 31), DayCertainty.UNKNOWN),
    ],
)
def test_days_past_the_last_verified_one_are_marked(calendar, day, certainty):
    assert calendar.certainty(day) is certainty


def test_the_next_and_previous_sessions_step_over_holidays():
    assert MAINLAND.next_session(date(2026, 9, 30)) == date(2026, 10, 8)
    assert MAINLAND.previous_session(date(2026, 10, 8)) == date(2026, 9, 30)
    assert HONG_KONG.next_session(date(2026, 9, 30)) == date(2026, 10, 2)
    assert CALENDARS.next_connect_day(date(2026, 4, 2)) == date(2026, 4, 8)


ROW = (
    '{"first_day":"2025-01-01","verified_until":"2025-06-01","last_day":"2025-12-31","source":"x",'
    '"closures":[%s],"half_days":[%s]}'
)
HOLIDAY = '{"from":"2025-05-01","to":"%s","name_en":"x","name_zh":"x"}'


@pytest.mark.parametrize(
    ("closures", "half_days", "where"),
    [
        (HOLIDAY % "2025-04-30", "", r"\$\.mainland\.closures\[0\]"),
        (HOLIDAY % "2026-01-01", "", r"\$\.mainland\.closures\[0\]"),
        (HOLIDAY % "2025-02-30", "", r"\$\.mainland\.closures\[0\]\.to"),
        (HOLIDAY % "2025-05-02" + "," + HOLIDAY % "2025-05-01", "", r"\$\.mainland\.closures\[1\]"),
        ("", '{"date":"2025-05-03","close":"12:00:00","name_en":"x","name_zh":"x"}', r"\$\.mainland\.half_days\[0\]"),
        ("{", "", "JSON"),
        ('{"day":"2025-05-03"}', "", r"\$\.mainland\.closures\[0\]"),
    ],
)
def test_a_wrong_entry_is_named(closures, half_days, where):
    text = '{"mainland":%s,"hong_kong":%s}' % (ROW % (closures, half_days), ROW % ("", ""))  # noqa: UP031
    with pytest.raises(DataError, match="calendars.json, " + where):
        parse_calendars(text, "calendars.json")


def test_the_sessions_before_a_day_leave_holidays_out():
    assert HONG_KONG.sessions_before(date(2026, 10, 5), 3) == tuple(on("09-29", "09-30", "10-02"))
    assert MAINLAND.sessions_before(date(2026, 10, 8), 2) == tuple(on("09-29", "09-30"))
    assert MAINLAND.sessions_before(date(2026, 10, 8), 0) == ()


def test_each_market_that_has_a_calendar_is_told_its_own():
    assert CALENDARS.of(Market.MAINLAND) is CALENDARS.get(Market.MAINLAND) is CALENDARS.mainland
    assert CALENDARS.of(Market.HONG_KONG) is CALENDARS.get(Market.HONG_KONG) is CALENDARS.hong_kong
    assert CALENDARS.get(Market.UNITED_STATES) is None
    with pytest.raises(KeyError):
        CALENDARS.of(Market.UNITED_STATES)
