"""Turnover as a multiple of what is usual by the minute: fair at any time of the day."""

from __future__ import annotations

from datetime import date

import pytest

from tui.market.instruments import Market
from tui.market.pace import LEAST_SHARE, share_of_day, times_usual
from tui.market.series import Minute, MinuteSeries
from tui.market.turnover import HONG_KONG_TURNOVER

HSI = HONG_KONG_TURNOVER[0]


def day(number: int, totals: dict[int, float]) -> MinuteSeries:
    """A day whose running total had reached so much by each minute."""
    minutes = tuple(Minute(minute, 100.0, None, total) for minute, total in totals.items())
    return MinuteSeries(HSI, date(2026, 11, number), 100.0, minutes)


def whole(number: int, at_noon: float) -> MinuteSeries:
    """A day of 100 in all."""
    return day(number, {575: 1.0, 580: 5.0, 715: at_noon, 720: at_noon, 785: at_noon, 955: 99.0, 960: 100.0})


def test_the_share_of_the_day_is_the_mean_of_all_days():
    past = {HSI: [whole(19, 40.0), whole(20, 60.0)]}
    assert share_of_day(Market.HONG_KONG, past, 720) == pytest.approx(0.5)
    assert share_of_day(Market.HONG_KONG, past, 965) == 1.0


def test_days_that_break_off_or_are_half_tell_nothing():
    broken = day(18, {575: 5.0, 785: 40.0, 790: 41.0})
    half = day(17, {575: 5.0, 715: 90.0, 720: 100.0})
    assert share_of_day(Market.HONG_KONG, {HSI: [broken, half, whole(20, 60.0)]}, 720) == pytest.approx(0.6)
    assert share_of_day(Market.HONG_KONG, {HSI: [broken, half]}, 720) is None


def test_nothing_is_said_before_enough_of_a_day_is_done_nor_of_a_market_without_past():
    past = {HSI: [whole(20, 60.0)]}
    assert share_of_day(Market.HONG_KONG, past, 570) is None
    assert share_of_day(Market.HONG_KONG, past, 575) is None, f"a hundredth is less than {LEAST_SHARE}"
    assert share_of_day(Market.HONG_KONG, past, 580) == 0.05
    assert share_of_day(Market.MAINLAND, past, 720) is None
    assert share_of_day(Market.UNITED_STATES, past, 720) is None


def test_turnover_so_far_is_held_against_the_usual_by_then():
    assert times_usual(30.0, 40.0, 0.5) == 1.5
    assert times_usual(None, 40.0, 0.5) is None
    assert times_usual(30.0, None, 0.5) is None
    assert times_usual(30.0, 40.0, None) is None
