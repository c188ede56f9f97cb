"""Turnover at the same minute: read between marks, of the right days, and never of half a market."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.market.shares import lookup, moment, quote
from tui.market.instruments import Market
from tui.market.same_minute import is_whole_day, minute_of_day, total_at
from tui.market.series import Minute, MinuteSeries
from tui.market.turnover import TURNOVER_OF, turnover_in_context
from tui.shipped import load_calendars

CALENDARS = load_calendars()
TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 20)
NOON = {Market.MAINLAND: (690, 780), Market.HONG_KONG: (720, 780)}
CLOSE = {Market.MAINLAND: 900, Market.HONG_KONG: 960}


def marks_of(market, *, until=None, every=5, rate=1.0):
    """A day that trades `rate` a minute from 09:30 on, marked every few minutes of trading."""
    begins, ends = NOON[market]
    minutes = [*range(570, begins + 1, every), *range(ends + every, CLOSE[market] + 1, every)]
    return [
        (minute, rate * (minute - 570 - (ends - begins if minute > begins else 0)))
        for minute in minutes
        if until is None or minute <= until
    ]


def series(symbol, day, market=Market.HONG_KONG, **options):
    minutes = tuple(Minute(minute, 100.0, None, total or None) for minute, total in marks_of(market, **options))
    return MinuteSeries(symbol, day, 100.0, minutes)


@pytest.mark.parametrize("market", TURNOVER_OF)
@given(data=st.data())
def test_a_steady_day_is_read_right_at_every_moment(market, data):
    """With marks every five minutes as with marks every minute, lunch and close included."""
    marks = marks_of(market, every=data.draw(st.sampled_from([1, 5])))
    minute = data.draw(st.floats(570, 1000))
    begins, ends = NOON[market]
    at_work = min(minute, CLOSE[market])
    traded = at_work - 570 - max(0.0, min(at_work, ends) - begins)
    assert total_at(marks, minute, market) == pytest.approx(traded, abs=1e-6)


def test_before_the_first_mark_and_in_a_hole_nothing_is_known():
    marks = [(575, 5.0), (580, 10.0), (600, 30.0), (605, 35.0)]
    assert total_at(marks, 574.9, Market.MAINLAND) is None
    assert total_at(marks, 575, Market.MAINLAND) == 5.0
    assert total_at(marks, 580, Market.MAINLAND) == 10.0
    assert total_at(marks, 590, Market.MAINLAND) is None
    assert total_at(marks, 605, Market.MAINLAND) == 35.0
    assert total_at(marks, 606, Market.MAINLAND) is None
    assert total_at([], 600, Market.MAINLAND) is None


def test_one_mark_of_five_minutes_may_be_missing():
    assert total_at([(600, 30.0), (610, 40.0)], 604, Market.MAINLAND) == pytest.approx(34.0)


def test_the_first_minutes_of_the_afternoon_are_not_spread_over_lunch():
    marks = [(690, 100.0), (785, 110.0)]
    assert total_at(marks, 700, Market.MAINLAND) == 100.0
    assert total_at(marks, 782, Market.MAINLAND) == pytest.approx(104.0)


def test_a_half_day_is_no_whole_day():
    assert is_whole_day(marks_of(Market.HONG_KONG))
    assert not is_whole_day(marks_of(Market.HONG_KONG, until=720))
    assert not is_whole_day([])


def test_seconds_count():
    assert minute_of_day(moment("2026-11-23 10:42:30")) == 642.5


def hang_seng(*days, at="2026-11-23 10:42", turnover=100.0):
    asked = lookup(quote("HSI", turnover=turnover, time=moment(at)))
    return turnover_in_context(Market.HONG_KONG, asked, {"HSI": days}, TODAY, CALENDARS)


def test_today_is_held_against_yesterday_and_the_mean_at_the_same_minute():
    found = hang_seng(
        series("HSI", date(2026, 11, 18), rate=2.0),
        series("HSI", date(2026, 11, 19), rate=3.0),
        series("HSI", YESTERDAY, rate=1.0),
    )
    assert (found.turnover, found.previous_day, found.average) == pytest.approx((100.0, 72.0, 144.0))
    assert found.average_days == 3
    assert found.against_previous_pct == pytest.approx(100 / 72 * 100 - 100)
    assert found.against_average_pct == pytest.approx(100 / 144 * 100 - 100)
    assert (found.market, found.currency, found.time) == (Market.HONG_KONG, "HKD", moment("2026-11-23 10:42"))


def test_without_the_session_before_there_is_no_yesterday():
    found = hang_seng(series("HSI", date(2026, 11, 19)))
    assert (found.previous_day, found.against_previous_pct, found.average_days) == (None, None, 1)


def test_yesterday_is_the_session_before_a_weekend_and_a_holiday():
    asked = lookup(quote("HSI", turnover=100.0, time=moment("2026-10-02 10:42")))
    days = {"HSI": [series("HSI", date(2026, 9, 30))]}
    found = turnover_in_context(Market.HONG_KONG, asked, days, date(2026, 10, 2), CALENDARS)
    assert found.previous_day == pytest.approx(72.0)


def test_a_half_day_and_a_day_without_a_mark_are_left_out_of_the_mean():
    broken = MinuteSeries("HSI", date(2026, 11, 18), None, (Minute(575, 1.0, None, 9.0), Minute(900, 1.0, None, 9e9)))
    silent = MinuteSeries("HSI", date(2026, 11, 17), None, (Minute(640, 1.0), Minute(645, 1.0), Minute(960, 1.0)))
    found = hang_seng(broken, silent, series("HSI", date(2026, 11, 19), until=720), series("HSI", YESTERDAY))
    assert (found.average, found.average_days) == (pytest.approx(72.0), 1)


def test_only_the_last_twenty_sessions_are_usual():
    sessions = CALENDARS.hong_kong.sessions_before(TODAY, 25)
    found = hang_seng(*(series("HSI", day) for day in sessions), series("HSI", TODAY, rate=50.0))
    assert (found.average, found.average_days) == (pytest.approx(72.0), 20)


def test_a_first_day_has_no_context_but_its_own_figure():
    found = hang_seng()
    assert (found.turnover, found.previous_day, found.average, found.average_days) == (100.0, None, None, 0)


def test_after_the_close_it_is_day_against_day():
    found = hang_seng(series("HSI", YESTERDAY), at="2026-11-23 16:09")
    assert found.previous_day == pytest.approx(330.0)


@pytest.mark.parametrize("quoted", [(), ("HSI", None, "2026-11-23 10:42"), ("HSI", 5e9, "2026-11-20 16:08")])
def test_without_a_figure_of_today_there_is_none(quoted):
    known = [quote(quoted[0], turnover=quoted[1], time=moment(quoted[2]))] if quoted else []
    assert turnover_in_context(Market.HONG_KONG, lookup(*known), {}, TODAY, CALENDARS) is None


def mainland(past, *symbols):
    quotes = [quote(symbol, turnover=100.0, time=moment("2026-11-23 10:42")) for symbol in symbols]
    return turnover_in_context(Market.MAINLAND, lookup(*quotes), past, TODAY, CALENDARS)


def test_the_mainland_is_the_sum_of_both_exchanges():
    days = [YESTERDAY, YESTERDAY - timedelta(days=1)]
    past = {symbol: [series(symbol, day, Market.MAINLAND) for day in days] for symbol in ("000001.SH", "399001.SZ")}
    found = mainland(past, "000001.SH", "399001.SZ")
    assert (found.turnover, found.previous_day, found.average_days) == (200.0, pytest.approx(144.0), 2)
    assert found.currency == "CNY"


def test_a_past_day_of_one_exchange_is_no_day():
    past = {
        "000001.SH": [series("000001.SH", YESTERDAY, Market.MAINLAND)],
        "399001.SZ": [series("399001.SZ", YESTERDAY - timedelta(days=1), Market.MAINLAND)],
    }
    found = mainland(past, "000001.SH", "399001.SZ")
    assert (found.previous_day, found.average, found.average_days) == (None, None, 0)


def test_half_of_the_mainland_is_nothing():
    assert mainland({}, "000001.SH") is None


def test_each_exchange_is_compared_at_its_own_stamp():
    past = {symbol: [series(symbol, YESTERDAY, Market.MAINLAND)] for symbol in ("000001.SH", "399001.SZ")}
    quotes = lookup(
        quote("000001.SH", turnover=1.0, time=moment("2026-11-23 10:42")),
        quote("399001.SZ", turnover=1.0, time=moment("2026-11-23 10:40")),
    )
    found = turnover_in_context(Market.MAINLAND, quotes, past, TODAY, CALENDARS)
    assert (found.previous_day, found.time) == (pytest.approx(72.0 + 70.0), moment("2026-11-23 10:40"))


def test_other_markets_have_none():
    assert turnover_in_context(Market.UNITED_STATES, lookup(), {}, TODAY, CALENDARS) is None
