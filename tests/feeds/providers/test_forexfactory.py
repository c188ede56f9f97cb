"""ForexFactory's week: our series by their titles, Beijing's days, new series, and what is refused."""

import contextlib
import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from tests.feeds.captures import capture, own
from tests.feeds.hostile import hostile_bytes
from tests.feeds.providers.test_asking import Server
from tests.thoroughness import repeats
from tui.feeds.errors import FailureKind, WireError
from tui.feeds.providers.forexfactory import ForexFactory
from tui.feeds.providers.forexfactory.week import parse_week
from tui.market.reports import Authority
from tui.market.zones import MARKET_TIME
from tui.shipped import load_series

SERIES = load_series()
WEEK = own("forexfactory_week.json")


def told(body=WEEK):
    return {notice.series: notice for notice in parse_week(body, SERIES).notices}


def row(**changed):
    plain = {"title": "CPI y/y", "country": "CNY", "date": "2026-11-08T20:30:00-05:00", "impact": "High"}
    return json.dumps([plain | {"forecast": "", "previous": ""} | changed]).encode()


def test_the_captured_week_has_four_chinese_series_of_ours():
    captured = parse_week(capture("forexfactory_thisweek_1.json"), SERIES)
    assert (captured.first, captured.last) == (date(2025, 3, 31), date(2025, 4, 5))
    chinese = {one.series: (one.consensus, one.previous) for one in captured.notices if one.country == "CN"}
    assert chinese == {
        "cn-nbs-manufacturing-pmi": ("50.4", "50.2"),
        "cn-nbs-non-manufacturing-pmi": ("50.5", "50.4"),
        "cn-ratingdog-manufacturing-pmi": ("50.6", "50.8"),
        "cn-ratingdog-services-pmi": ("51.5", "51.4"),
    }
    pmi = next(one for one in captured.notices if one.series == "cn-nbs-manufacturing-pmi")
    assert pmi.time.isoformat() == "2025-03-31T09:30:00+08:00"
    american = {one.series for one in captured.notices if one.country == "US"}
    assert american == {
        *("us-ism-manufacturing", "us-jolts", "us-adp-employment", "us-jobless-claims"),
        "us-ff-president-trump-speaks",
    }


def test_a_chinese_event_is_of_its_day_in_beijing():
    cpi = told()["cn-cpi-yoy"]
    assert (cpi.date, cpi.time.isoformat()) == (date(2026, 11, 9), "2026-11-09T09:30:00+08:00")
    assert (cpi.consensus, cpi.previous, cpi.actual, cpi.period) == ("0.3%", "0.2%", None, "")


def test_the_same_title_is_another_series_in_another_country():
    cpi = told()["us-cpi-yoy"]
    assert (cpi.name_en, cpi.name_zh, cpi.period) == ("US CPI y/y", "美国CPI同比", "2026-11-12")
    assert cpi.time.isoformat() == "2026-11-12T08:30:00-05:00"


def test_midnight_in_new_york_means_that_only_the_day_is_known():
    loans = told()["cn-new-yuan-loans"]
    assert (loans.date, loans.time) == (date(2026, 11, 10), None)


def test_what_is_none_of_ours_becomes_a_series_told_apart_by_its_day():
    investment = told()["cn-ff-foreign-direct-investment-ytd-y"]
    assert (investment.period, investment.kind, investment.importance) == ("2026-11-11", "release", 1)
    flash = told()["us-ff-s-p-global-flash-pmi"]
    assert (flash.name_en, flash.importance) == ("US S&P Global Flash <PMI>", 3)


def test_other_countries_holidays_and_lesser_american_figures_are_dropped():
    assert len(told()) == 7
    assert not any("oil" in series or "boe" in series or "holiday" in series for series in told())


def test_a_decision_and_its_statement_are_one_event_whose_rate_is_a_range():
    decision = told()["us-fomc-decision"]
    assert (decision.consensus, decision.previous) == ("3.50-3.75", "3.50-3.75")


def test_what_comes_on_sunday_in_beijing_is_told_but_sunday_does_not_count_as_covered():
    week = parse_week(WEEK, SERIES)
    assert (week.first, week.last) == (date(2026, 11, 9), date(2026, 11, 14))
    assert told()["cn-retail-sales"].date == date(2026, 11, 15)


@pytest.mark.parametrize("status", ["<html><title>Request Denied</title>", " \n<!DOCTYPE html>request DENIED"])
def test_a_refusal_in_words_is_said_to_be_one(status):
    with pytest.raises(WireError, match="Request Denied") as caught:
        parse_week(status.encode(), SERIES)
    assert caught.value.kind is FailureKind.STATUS


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        row(date="2026-11-08"),
        row(date="2026-11-08T20:30:00"),
        row(date="9999-12-31T23:00:00-05:00"),
        row(date="0001-01-01T00:00:00+14:00"),
        row()[:-1] + b"," + row(date="2026-11-20T20:30:00-05:00")[1:],
        b"<html>Bad Gateway",
    ],
)
def test_nonsense_is_refused(body):
    with pytest.raises(WireError):
        parse_week(body, SERIES)


def test_titles_reach_the_screen_without_control_characters_and_cut():
    (notice,) = parse_week(row(title="\x1b[2JA\u202eb" + "x" * 500), SERIES).notices
    assert notice.name_en.isprintable()
    assert len(notice.name_en) <= 120
    assert "\x1b" not in notice.name_en


def test_a_figure_of_no_sensible_length_is_none():
    (notice,) = parse_week(row(forecast="9" * 200, previous="0.2%"), SERIES).notices
    assert (notice.consensus, notice.previous) == (None, "0.2%")


async def test_one_request_has_the_week():
    server = Server(WEEK)
    source = ForexFactory(server, "https://week.test/", SERIES)
    fetched = await source.fetch_events(date(2026, 11, 10))
    assert server.urls == ["https://week.test/ff_calendar_thisweek.json"]
    assert len(fetched.value.notices) == 7
    assert (source.authority, source.every >= 3600, source.whole) == (Authority.VENDOR, True, frozenset())


@pytest.mark.slow
@settings(max_examples=repeats(thorough=2000, quick=200), deadline=None)
@given(hostile_bytes(WEEK))
def test_whatever_the_bytes_sane_notices_or_a_wire_error(body):
    with contextlib.suppress(WireError):
        week = parse_week(body, SERIES)
        assert week.last - week.first == timedelta(days=5)
        for notice in week.notices:
            assert notice.time is None or notice.time.tzinfo is not None
            assert notice.name_en.isprintable() and len(notice.name_en) <= 130
            assert notice.actual is None
            if notice.country == "CN" and notice.time is not None:
                assert notice.time.astimezone(MARKET_TIME).date() == notice.date
