from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.market.candles import (
    ChartRange,
    Timeframe,
    change_pct,
    fitting,
    folded,
    with_running_day,
)
from tui.market.instruments import Market
from tui.market.month_days import months_later
from tui.market.quotes import Quote, QuoteState
from tui.market.series import Bar
from tui.market.zones import MARKET_TIME

TUESDAY = date(2025, 6, 3)


def weekdays(count: int, last: date = TUESDAY) -> list[date]:
    days: list[date] = []
    day = last
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day -= timedelta(days=1)
    return days[::-1]


def bars_of(count: int, last: date = TUESDAY) -> tuple[Bar, ...]:
    return tuple(
        Bar(day, 10.0 + at, 12.0 + at, 9.0 + at, 11.0 + at, 100.0, 1000.0)
        for at, day in enumerate(weekdays(count, last))
    )


def quote(**fields) -> Quote:
    values = {
        "last": 20.0,
        "previous_close": 19.0,
        "time": datetime(2025, 6, 3, 14, 10, tzinfo=MARKET_TIME),
        "provider": "tencent",
        "open": 19.5,
        "high": 21.0,
        "low": 19.0,
        "volume": 7.0,
        "turnover": 140.0,
    }
    return Quote("00700.HK", **{**values, **fields})


def run(bars, asked) -> tuple[Bar, ...]:
    return with_running_day(bars, asked, Market.HONG_KONG)


def test_the_running_day_follows_the_finished_ones():
    bars = bars_of(3, date(2025, 6, 2))
    assert run(bars, quote()) == (*bars, Bar(TUESDAY, 19.5, 21.0, 19.0, 20.0, 7.0, 140.0))


def test_a_bar_of_the_running_day_gives_way_except_for_what_the_quote_lacks():
    bars = bars_of(2)
    assert run(bars, quote())[-1].close == 20.0
    thin = run(bars, quote(open=None, high=None, low=None, volume=None, turnover=None))[-1]
    assert (thin.open, thin.high, thin.low, thin.close, thin.volume) == (11.0, 20.0, 10.0, 20.0, 100.0)


def test_a_price_beyond_the_range_that_came_with_it_widens_the_candle():
    candle = run((), quote(high=19.8, low=None))[-1]
    assert (candle.high, candle.low) == (20.0, 19.5)


@pytest.mark.parametrize(
    "asked",
    [
        None,
        quote(last=None),
        quote(state=QuoteState.SUSPENDED),
        quote(time=None),
        quote(time=datetime(2025, 5, 30, 16, 8, tzinfo=MARKET_TIME)),
    ],
)
def test_what_did_not_trade_after_the_last_bar_adds_nothing(asked):
    bars = bars_of(4)
    assert run(bars, asked) == bars


def test_weeks_and_months_open_with_their_first_day_and_close_with_their_last():
    bars = bars_of(7)  # Mon 26 May to Tue 3 June
    weeks = folded(bars, Timeframe.WEEK)
    assert [(week.date, week.open, week.high, week.low, week.close, week.volume) for week in weeks] == [
        (date(2025, 5, 30), 10.0, 16.0, 9.0, 15.0, 500.0),
        (TUESDAY, 15.0, 18.0, 14.0, 17.0, 200.0),
    ]
    assert [month.date for month in folded(bars, Timeframe.MONTH)] == [date(2025, 5, 30), TUESDAY]
    assert folded(bars, Timeframe.DAY) == bars


def test_a_week_across_the_new_year_is_one():
    bars = bars_of(5, date(2026, 1, 2))
    assert len(folded(bars, Timeframe.WEEK)) == 1
    assert len(folded(bars, Timeframe.MONTH)) == 2


def test_a_sum_with_an_unknown_part_is_unknown():
    bars = bars_of(5, date(2025, 5, 30))
    week = folded((replace(bars[0], volume=None), *bars[1:]), Timeframe.WEEK)[0]
    assert week.volume is None
    assert week.turnover == 5000.0


@pytest.mark.parametrize(
    ("chart_range", "room", "timeframe"),
    [
        (ChartRange.ONE_MONTH, 60, Timeframe.DAY),
        (ChartRange.THREE_MONTHS, 68, Timeframe.DAY),
        (ChartRange.SIX_MONTHS, 68, Timeframe.WEEK),
        (ChartRange.ONE_YEAR, 68, Timeframe.WEEK),
        (ChartRange.THREE_YEARS, 68, Timeframe.MONTH),
        (ChartRange.THREE_YEARS, 160, Timeframe.WEEK),
        (ChartRange.ONE_YEAR, 270, Timeframe.DAY),
    ],
)
def test_the_finest_timeframe_that_fits_is_chosen(chart_range, room, timeframe):
    found, bars = fitting(bars_of(800), chart_range, room)
    assert found is timeframe
    assert 0 < len(bars) <= room
    assert bars[0].date > months_later(TUESDAY, -chart_range.months)
    assert bars[-1].date == TUESDAY


def test_where_nothing_fits_the_newest_months_remain():
    timeframe, bars = fitting(bars_of(800), ChartRange.THREE_YEARS, 5)
    assert timeframe is Timeframe.MONTH
    assert len(bars) == 5
    assert fitting(bars_of(800), ChartRange.THREE_YEARS, 0)[1] == ()
    assert fitting((), ChartRange.ONE_YEAR, 50) == (Timeframe.DAY, ())


@given(st.integers(1, 300), st.sampled_from(Timeframe))
def test_folding_loses_no_high_no_low_and_no_volume(count, timeframe):
    bars = bars_of(count)
    folds = folded(bars, timeframe)
    assert max(bar.high for bar in folds) == max(bar.high for bar in bars)
    assert min(bar.low for bar in folds) == min(bar.low for bar in bars)
    assert sum(bar.volume or 0.0 for bar in folds) == sum(bar.volume or 0.0 for bar in bars)
    assert folds[-1].close == bars[-1].close
    assert [bar.date for bar in folds] == sorted({bar.date for bar in folds})


def test_the_move_of_a_bar_is_from_the_close_before():
    bars = bars_of(2)
    assert change_pct(bars, 1) == pytest.approx(100.0 / 11.0)
    assert change_pct(bars, 0) is None
