"""A day's prices in slots, the lunch break left out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tui.market.instruments import Market
from tui.market.series import Minute, MinuteSeries
from tui.market.zones import MARKET_TIME
from tui.panes.dayline import day_values, minutes_ahead, trading_minutes, with_last
from tui.shipped import load_calendars

DAY = date(2026, 11, 23)
CALENDARS = load_calendars()


def series(*minutes: tuple[int, float]) -> MinuteSeries:
    return MinuteSeries("HSI", DAY, 100.0, tuple(Minute(minute, price) for minute, price in minutes))


def test_lunch_has_no_slots():
    mainland = trading_minutes(Market.MAINLAND, DAY, CALENDARS)
    assert len(mainland) == 240
    assert mainland[0] == 9 * 60 + 30
    assert mainland[119:121] == (11 * 60 + 29, 13 * 60)


def test_hong_kong_has_its_closing_auction_and_half_days_end_early():
    assert len(trading_minutes(Market.HONG_KONG, DAY, CALENDARS)) == 150 + 180 + 10
    assert len(trading_minutes(Market.HONG_KONG, date(2026, 12, 24), CALENDARS)) == 150 + 10


@pytest.mark.parametrize(("day", "ahead"), [(date(2026, 11, 23), 13 * 60), (date(2026, 7, 6), 12 * 60)])
def test_new_york_s_day_has_the_slots_of_its_own_clock(day, ahead):
    slots = trading_minutes(Market.UNITED_STATES, day, CALENDARS)
    assert (slots[0], slots[-1], len(slots)) == (9 * 60 + 30, 15 * 60 + 59, 390)
    assert minutes_ahead(Market.UNITED_STATES, day) == ahead
    assert minutes_ahead(Market.HONG_KONG, day) == minutes_ahead(Market.MAINLAND, day) == 0


def test_a_holiday_has_no_slots():
    assert trading_minutes(Market.MAINLAND, date(2026, 10, 1), CALENDARS) == ()


def test_a_minute_without_a_trade_keeps_the_price_before_and_the_future_stays_empty():
    slots = (570, 571, 572, 573)
    assert day_values(series((570, 100.0), (572, 102.0)), slots) == [100.0, 100.0, 102.0, None]


def test_the_closing_price_after_the_last_slot_counts_for_it():
    assert day_values(series((570, 100.0), (580, 105.0)), (570, 571)) == [100.0, 105.0]


def test_a_series_without_minutes_draws_nothing():
    assert day_values(series(), (570, 571)) == [None, None]


@pytest.mark.parametrize(
    ("minute", "expected"), [(30, [1.0, None, None]), (32, [1.0, 1.0, 9.0]), (59, [1.0, 1.0, 9.0])]
)
def test_the_newest_price_stands_in_the_running_minute(minute, expected):
    now = datetime(2026, 11, 23, 9, minute, tzinfo=MARKET_TIME)
    result = with_last([1.0, None, None], (570, 571, 572), now, 9.0)
    assert result == ([9.0, None, None] if minute == 30 else expected)
