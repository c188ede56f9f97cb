"""Eastmoney's daily bars and past five-minute turnover: units, columns, order, and what is refused."""

import json
from datetime import date

import pytest

from tests.feeds.captures import capture
from tests.feeds.examples import instrument
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.eastmoney.bars import parse_bars
from tui.feeds.providers.eastmoney.five_minutes import parse_five_minutes
from tui.market.series import Adjustment


def answer(*rows: str, rc: int = 0) -> bytes:
    return json.dumps(
        {"rc": rc, "rt": 17, "data": {"code": "600036", "klines": list(rows), "preKPrice": 43.0}}
    ).encode()


def bars(key: str, *rows: str, count: int = 800):
    return parse_bars(answer(*rows), instrument(key), count)


def test_captured_bars_have_the_close_before_the_high_and_volume_in_hands():
    body = json.loads(capture("eastmoney_kline_601872_1.json"))
    body["data"]["klines"] = [row.rsplit(",", 4)[0] for row in body["data"]["klines"]]
    daily = parse_bars(json.dumps(body).encode(), instrument("sh601872"), 800)
    assert (len(daily.bars), daily.adjustment) == (10, Adjustment.FORWARD)
    first = daily.bars[0]
    assert (first.date, first.open, first.close, first.high, first.low) == (
        date(2024, 12, 18),
        6.11,
        6.18,
        6.28,
        6.10,
    )
    assert (first.volume, first.turnover) == (84_274_300, 542_829_495.0)
    assert first.turnover / first.volume == pytest.approx(first.close, rel=0.05)


def test_the_newest_day_that_traded_tells_the_unit_for_all():
    in_shares = "2026-06-02,82.0,82.5,83.0,81.0,1000,82500.00"
    long_ago_and_adjusted = "2024-06-03,0.50,0.50,0.60,0.40,1000,82500.00"
    daily = bars("sh688981", long_ago_and_adjusted, in_shares, "2026-06-03,82.5,82.5,82.5,82.5,0,0.00")
    assert [bar.volume for bar in daily.bars] == [1000, 1000, None]
    hands = bars("sh688981", "2026-06-02,82.0,82.5,83.0,81.0,10,82500.00")
    assert hands.bars[0].volume == 1000


def test_hong_kong_counts_in_shares_and_indices_are_not_adjusted():
    assert bars("hk00700", "2026-06-02,500.0,505.0,506.0,499.0,1000,505000.0").bars[0].volume == 1000
    index = bars("sh000300", "2026-06-02,3800.0,3840.0,3850.0,3790.0,1000,1639000.0")
    assert (index.adjustment, index.bars[0].volume) == (Adjustment.NONE, 100_000)
    assert bars("hkHSI", "2026-06-02,23000.0,23100.0,23200.0,22900.0,5,2.1e11").bars[0].turnover is None
    assert bars("hkHSI", "2026-06-02,23000.0,23100.0,23200.0,22900.0,5,210000000000").bars[0].turnover == 2.1e11


def test_us_indices_have_prices_only():
    bar = bars("usINX", "2026-06-02,5900.0,5935.9,5950.0,5880.0,123,456").bars[0]
    assert (bar.close, bar.volume, bar.turnover) == (5935.9, None, None)


def test_bars_are_ascending_one_a_day_and_no_more_than_asked():
    rows = [f"2026-05-{day:02},1,{close},9,1,1,100" for day, close in ((6, 3), (4, 1), (5, 7), (5, 2), (7, 4))]
    assert [bar.close for bar in bars("sh600036", *rows).bars] == [1, 2, 3, 4]
    assert [bar.close for bar in bars("sh600036", *rows, count=2).bars] == [3, 4]


def test_bar_adjusted_below_zero_is_left_out():
    daily = bars("sh600036", "2015-05-29,0.1,0.05,0.2,-0.1,1,1", "2026-05-29,43,43.4,43.8,42.9,1,4340")
    assert [bar.close for bar in daily.bars] == [43.4]


@pytest.mark.parametrize(
    "row",
    [
        "2026-05-29,43,43.4,43.8,42.9,1",
        "2026-05-29,43,nan,43.8,42.9,1,1",
        "2026-13-29,43,43.4,43.8,42.9,1,1",
        "2026-05-29,43,43.4,43.8,-,1,1",
        "",
    ],
)
def test_unreadable_bar_condemns_the_answer(row):
    with pytest.raises(WireError):
        bars("sh600036", row)


@pytest.mark.parametrize("body", [b'{"rc":100,"data":null}', b'{"rc":102,"data":null}', answer()])
def test_an_unknown_id_and_an_empty_series_are_nothing_there(body):
    with pytest.raises(NothingThere):
        parse_bars(body, instrument("sh600036"), 800)
    with pytest.raises(NothingThere):
        parse_five_minutes(body, instrument("sh000001"), 20)


@pytest.mark.parametrize("body", [b'{"rc":0,"data":null}', b'{"rc":5,"data":{"klines":[]}}', b"<html>", b""])
def test_a_refusal_is_a_failure(body):
    with pytest.raises(WireError) as caught:
        parse_bars(body, instrument("sh600036"), 800)
    assert not isinstance(caught.value, NothingThere)


def five_minutes(key: str, *rows: str, days: int = 20):
    return parse_five_minutes(answer(*rows), instrument(key), days)


def test_stretches_add_up_to_running_totals():
    first, second = five_minutes(
        "sh000001",
        "2026-06-02 09:35,3340.0,100,1000.0",
        "2026-06-02 15:00,3350.0,50,500.0",
        "2026-06-03 09:35,3360.0,10,100.0",
    )
    assert [(m.minute, m.price, m.volume, m.turnover) for m in first.minutes] == [
        (575, 3340.0, 10_000, 1000.0),
        (900, 3350.0, 15_000, 1500.0),
    ]
    assert (first.previous_close, second.previous_close) == (None, 3350.0)
    assert [m.turnover for m in second.minutes] == [100.0]


def test_the_newest_days_and_the_running_one():
    rows = [f"2026-06-{day:02} 15:00,1.0,1,1.0" for day in range(1, 6)]
    assert [series.date.day for series in five_minutes("sh000001", *rows, days=2)] == [3, 4, 5]


def test_hong_kongs_closing_auction_belongs_to_the_day_and_after_hours_do_not():
    hong_kong = five_minutes("hkHSI", "2026-06-02 16:00,1.0,1,1.0", "2026-06-02 16:10,1.0,1,2.0")
    assert [m.turnover for m in hong_kong[0].minutes] == [1.0, 3.0]
    mainland = five_minutes("sh000001", "2026-06-02 15:00,1.0,1,1.0", "2026-06-02 15:30,1.0,1,2.0")
    assert [m.turnover for m in mainland[0].minutes] == [1.0]


def test_stretches_out_of_order_are_put_in_order_and_the_last_of_a_time_wins():
    [day] = five_minutes(
        "sh000001",
        "2026-06-02 09:40,1.0,1,5.0",
        "2026-06-02 09:35,1.0,1,1.0",
        "2026-06-02 09:35,2.0,1,2.0",
    )
    assert [(m.minute, m.price, m.turnover) for m in day.minutes] == [(575, 2.0, 2.0), (580, 1.0, 7.0)]


def test_the_running_total_is_unknown_from_a_stretch_without_an_amount_on():
    [day] = five_minutes(
        "sh000001", "2026-06-02 09:35,1.0,1,1.0", "2026-06-02 09:40,1.0,1,-", "2026-06-02 09:45,1.0,1,1.0"
    )
    assert [m.turnover for m in day.minutes] == [1.0, None, None]
    assert [m.volume for m in day.minutes] == [100, 200, 300]


@pytest.mark.parametrize(
    "row",
    [
        "2026-06-02 09:35,1.0,1",
        "2026-06-02 25:35,1.0,1,1.0",
        "2026-06-02,1.0,1,1.0",
        "2026-06-02 09:35,0,1,1.0",
        "2026-06-02 09:35,1.0,1,-1.0",
        "2026-02-30 09:35,1.0,1,1.0",
    ],
)
def test_unreadable_stretch_condemns_the_answer(row):
    with pytest.raises(WireError):
        five_minutes("sh000001", row)
