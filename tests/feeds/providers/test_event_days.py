"""Days of the loan prime rate, closed days of the mainland, and Hong Kong's holidays, from their official lists."""

import json
from datetime import date, timedelta

import pytest

from tests.feeds.captures import capture, own
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.chinamoney.notices import parse_notices
from tui.feeds.providers.hk1823.holidays import parse_holidays
from tui.feeds.providers.szse.trading_days import parse_closed_days
from tui.shipped import load_events

SHIPPED = {event.id: event for event in load_events()}


def notice(title: str, day: str = "2032-03-22") -> bytes:
    return json.dumps({"records": [{"title": title, "releaseDate": day}]}).encode()


def month(first: date, *closed: int, **changes: str) -> bytes:
    """A month of the exchange's calendar: weekends and these days are closed."""
    days = [
        first + timedelta(days=number) for number in range(31) if (first + timedelta(number)).month == first.month
    ]
    rows = [
        {
            "zrxh": on.isoweekday() % 7 + 1,
            "jybz": str(int(on.weekday() < 5 and on.day not in closed)),
            "jyrq": str(on),
        }
        for on in days
    ]
    rows[0].update(changes)
    return json.dumps({"data": rows, "nowdate": "2026-08-05"}).encode()


def holiday(day: str, name: str = "x") -> bytes:
    return json.dumps({"vcalendar": [{"vevent": [{"dtstart": [day, {"value": "DATE"}], "summary": name}]}]}).encode()


PUBLISHED = "全国银行间同业拆借中心受权公布贷款市场报价利率（LPR）公告"


def test_the_captured_notices_are_the_days_of_both_rates():
    notices = parse_notices(capture("chinamoney_lpr_notices_1.json"))
    assert {f"{one.series}-{one.period}": str(one.time) for one in notices} == {
        "cn-lpr-1y-2026-02": "2026-02-24 09:00:00+08:00",
        "cn-lpr-5y-2026-02": "2026-02-24 09:00:00+08:00",
        "cn-lpr-1y-2026-06": "2026-06-22 09:00:00+08:00",
        "cn-lpr-5y-2026-06": "2026-06-22 09:00:00+08:00",
    }
    for one in notices:
        assert (one.date, one.time) == (SHIPPED[f"{one.series}-{one.period}"].date, one.time)


def test_a_rate_is_told_only_where_the_title_states_it():
    assert {one.actual for one in parse_notices(capture("chinamoney_lpr_notices_1.json"))} == {None}
    rates = {(one.series, one.period): one.actual for one in parse_notices(own("chinamoney_notices.json"))}
    assert rates == {
        ("cn-lpr-1y", "2032-02"): "2.80%",
        ("cn-lpr-5y", "2032-02"): "3.25%",
        ("cn-lpr-1y", "2032-03"): None,
        ("cn-lpr-5y", "2032-03"): None,
    }


def test_the_day_of_the_title_counts_where_the_record_was_made_later():
    assert {str(one.date) for one in parse_notices(notice(f"2032年3月22日{PUBLISHED}", "2032-03-23"))} == {
        "2032-03-22"
    }


@pytest.mark.parametrize(
    "body",
    [
        notice("受权发布贷款市场报价利率报价行名单"),
        notice(PUBLISHED, "soon"),
        notice(PUBLISHED, "0001-01-01"),
        notice(f"2032年13月1日{PUBLISHED}"),
        notice(f"2031年3月22日{PUBLISHED}"),
        b'{"records":[]}',
        b'{"records":null}',
        b"<html>busy</html>",
        json.dumps({"records": [{}] * 1_001}).encode(),
    ],
)
def test_a_list_without_the_rate_is_an_error(body):
    with pytest.raises(WireError):
        parse_notices(body)


def test_august_2026_has_no_closed_weekday():
    assert parse_closed_days(capture("szse_trading_calendar_1.json"), date(2026, 8, 5)) == ()


def test_weekends_are_no_closed_days_and_holidays_are():
    closed = parse_closed_days(month(date(2026, 10, 1), 1, 2, 5, 6, 7), date(2026, 10, 9))
    assert {f"cn-market-closed-{day}" for day in closed} == {
        event_id for event_id in SHIPPED if event_id.startswith("cn-market-closed-2026-10")
    }


@pytest.mark.parametrize("body", [b'{"data":[]}', b'{"data":null}', b"{}", month(date(2026, 8, 1), *range(1, 32))])
def test_a_month_that_is_not_published_says_nothing_against_the_exchange(body):
    with pytest.raises(NothingThere):
        parse_closed_days(body, date(2026, 8, 1))


@pytest.mark.parametrize(
    "body",
    [
        month(date(2026, 7, 1)),
        month(date(2026, 8, 1), jybz="2"),
        month(date(2026, 8, 1), jyrq="2026-08-02"),
        month(date(2026, 8, 1), jyrq="2026-08-32"),
        b'{"data":[{"jyrq":"2026-08-03","jybz":"1"}]}',
        b'{"data":' + month(date(2026, 8, 1)) + b"}",
        b"<html>busy</html>",
        json.dumps({"data": [{"jyrq": "2026-08-03", "jybz": "1"}] * 100}).encode(),
    ],
)
def test_a_month_that_does_not_tell_each_of_its_days_is_an_error(body):
    with pytest.raises(WireError) as caught:
        parse_closed_days(body, date(2026, 8, 1))
    assert not isinstance(caught.value, NothingThere)


def test_holidays_on_weekdays_close_hong_kong():
    notices = parse_holidays(own("hk1823.json"))
    assert {one.period: one.name_en for one in notices} == {
        "2032-01-01": "Hong Kong market closed: The first day of January",
        "2032-02-11": "Hong Kong market closed: Lunar New Year’s Day",
        "2032-03-29": "Hong Kong market closed: Easter [2J Monday",
    }
    assert {(one.series, one.time, one.country, one.kind) for one in notices} == {
        ("hk-market-closed", None, "HK", "market_holiday")
    }


@pytest.mark.parametrize(
    "body",
    [
        holiday("20320327"),
        holiday("20320230"),
        holiday("00010101"),
        holiday(""),
        b'{"vcalendar":[]}',
        b'{"vcalendar":[{"vevent":[{"dtstart":[],"summary":"x"}]}]}',
        b"<html>busy</html>",
        json.dumps({"vcalendar": [{"vevent": [{"dtstart": ["20320101"]}] * 501}]}).encode(),
    ],
)
def test_a_list_without_holidays_is_an_error(body):
    with pytest.raises(WireError):
        parse_holidays(body)
