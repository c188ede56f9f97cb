"""Tencent's minutes and daily bars: units, optional columns, order, and what is dropped."""

import json
from datetime import date

import pytest

from tests.feeds.examples import instrument
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.tencent.bars import parse_bars
from tui.feeds.providers.tencent.minutes import parse_minutes
from tui.market.series import Adjustment, DailyBars, MinuteSeries


def minutes_body(code: str, rows: list[str], previous_close: str = "43.44") -> bytes:
    quote = ["1", "name", code[2:], "44.20", previous_close, *["0"] * 83]
    entry = {"data": {"date": "20250603", "data": rows}, "qt": {code: quote, "market": ["…"], "zhishu": {}}}
    return json.dumps({"code": 0, "msg": "", "data": {code: entry}}).encode()


def minutes(code: str, *rows: str) -> MinuteSeries:
    return parse_minutes(minutes_body(code, list(rows)), code, instrument(code))


def bars_body(code: str, rows: list[list[object]], key: str = "qfqday") -> bytes:
    return json.dumps({"code": 0, "msg": "", "data": {code: {key: rows, "qt": {}, "prec": "1"}}}).encode()


def bars(code: str, *rows: list[object], key: str = "qfqday", count: int = 320) -> DailyBars:
    return parse_bars(bars_body(code, list(rows), key), code, instrument(code), count)


def test_minute_volume_in_hands_is_told_by_its_money():
    first, second = minutes("sh600036", "0930 43.50 1000 4350000.00", "0931 43.60 2000 8710000.00").minutes
    assert (first.minute, first.price, first.volume, first.turnover) == (570, 43.5, 100_000, 4_350_000)
    assert second.volume == 200_000


def test_minute_volume_in_shares_is_told_by_its_money():
    assert minutes("sh688981", "0930 82.50 1000 82500.00").minutes[0].volume == 1000
    assert minutes("sz300750", "0930 250.00 1000 250000.00").minutes[0].volume == 1000


def test_first_minute_that_traded_decides_the_unit():
    series = minutes("sh600036", "0930 43.50 0 0.00", "0931 43.60 10 43600.00")
    assert [minute.volume for minute in series.minutes] == [None, 1000]


def test_minutes_without_turnover_go_by_the_market():
    assert minutes("bj920002", "0930 51.71 9").minutes[0].volume == 900
    assert minutes("sh688981", "0930 82.50 1000").minutes[0].volume == 1000


def test_minutes_of_a_mainland_index_are_in_hands():
    index = minutes("sh000300", "0930 3820.00 1000000 1639000000.00").minutes[0]
    assert (index.volume, index.turnover) == (100_000_000, 1_639_000_000)


def test_minutes_of_a_hong_kong_index_are_prices_only():
    index = minutes("hkHSI", "0930 23264.68 123 456").minutes[0]
    assert (index.price, index.volume, index.turnover) == (23264.68, None, None)


def test_mainland_minutes_of_lunch_and_after_hours_are_dropped():
    rows = [f"{clock} 43.50 1000 4350000.00" for clock in ("0929", "1130", "1131", "1300", "1500", "1501", "1530")]
    assert [minute.minute for minute in minutes("sh600036", *rows).minutes] == [690, 780, 900]


def test_hong_kong_minutes_last_to_the_end_of_the_closing_auction():
    rows = [f"{clock} 505.0 1000 505000.0" for clock in ("1200", "1230", "1600", "1609", "1611")]
    assert [minute.minute for minute in minutes("hk00700", *rows).minutes] == [720, 960, 969]


def test_minutes_are_ascending_and_the_last_row_of_a_minute_wins():
    series = minutes("sh600036", "0931 43.60 3 1", "0930 43.50 1 1", "0931 43.70 4 1")
    assert [(minute.minute, minute.price) for minute in series.minutes] == [(570, 43.5), (571, 43.7)]


def test_unreadable_minutes_are_left_out():
    series = minutes("sh600036", "0930 nan 1 1", "0960 43.5 1 1", "junk", "0931 0.00 1 1", "0932 43.6 1 1")
    assert [minute.minute for minute in series.minutes] == [572]


def test_minutes_none_of_which_can_be_read_are_refused():
    with pytest.raises(WireError, match="cannot be read"):
        minutes("sh600036", "a b c", "d e f")


def test_day_without_minutes_yet_is_empty_and_knows_its_previous_close():
    series = minutes("sh600036")
    assert (series.minutes, series.previous_close, series.date) == ((), 43.44, date(2025, 6, 3))


def test_minutes_without_the_quote_have_no_previous_close():
    body = json.dumps(
        {"code": 0, "data": {"hk00700": {"data": {"date": "20250603", "data": ["0930 496.0 1 496"]}, "qt": []}}}
    ).encode()
    assert parse_minutes(body, "hk00700", instrument("hk00700")).previous_close is None


@pytest.mark.parametrize(
    "body",
    [
        b'{"code":0,"msg":"","data":{}}',
        b'{"code":0,"msg":"","data":[]}',
        b'{"code":0,"msg":"","data":{"hk00700":[]}}',
        b'{"code":11,"msg":"No dispatch info found"}',
        b'{"code":0,"msg":"","data":{"hk00700":{"data":{"date":"today","data":[]}}}}',
        b"<html>501</html>",
    ],
)
def test_answers_without_the_symbol_are_refused(body):
    with pytest.raises(WireError):
        parse_minutes(body, "hk00700", instrument("hk00700"))


@pytest.mark.parametrize("entry", ["[]", "[ ]"])
def test_a_symbol_whose_entry_is_empty_is_not_there(entry):
    """So the providers' host answers for some that it does not know: it says nothing against the host."""
    body = f'{{"code":0,"msg":"","data":{{"hk99999":{entry}}}}}'.encode()
    with pytest.raises(NothingThere):
        parse_minutes(body, "hk99999", instrument("hk00700"))
    with pytest.raises(NothingThere):
        parse_bars(body, "hk99999", instrument("hk00700"), 320)


def test_bars_have_the_close_before_the_high():
    bar = bars("sh600036", ["2025-05-30", "43.00", "43.44", "43.80", "42.90", "593631.000"]).bars[0]
    assert (bar.open, bar.close, bar.high, bar.low) == (43.00, 43.44, 43.80, 42.90)
    assert bar.volume == 59_363_100


def test_bar_with_a_dividend_has_a_seventh_column():
    dividend = {"nd": "2024", "fh_sh": "20"}
    bar = bars("sh600036", ["2025-05-30", "43.00", "43.44", "43.80", "42.90", "593631.000", dividend]).bars[0]
    assert (bar.close, bar.turnover) == (43.44, None)


def test_bars_of_the_star_board_and_of_hong_kong_are_in_shares():
    row = ["2025-05-30", "43.00", "43.44", "43.80", "42.90", "593631.000"]
    assert bars("sh688981", row).bars[0].volume == 593_631
    assert bars("hk00700", row).bars[0].volume == 593_631


def test_bars_of_a_hong_kong_index_have_turnover_in_the_place_of_volume():
    row = ["2025-05-30", "23000.00", "23289.77", "23400.00", "22900.00", "210512345678.000"]
    bar = bars("hkHSI", row, key="day").bars[0]
    assert (bar.volume, bar.turnover) == (None, 210_512_345_678)


def test_shares_are_adjusted_even_under_the_plain_key_and_indices_are_not():
    row = ["2025-05-30", "43.00", "43.44", "43.80", "42.90", "1"]
    assert bars("sh600036", row).adjustment is Adjustment.FORWARD
    assert bars("sh600036", row, key="day").adjustment is Adjustment.FORWARD
    assert bars("sh000300", row, key="day").adjustment is Adjustment.NONE


def test_bars_are_ascending_one_a_day_and_no_more_than_asked():
    rows = [[f"2025-05-{day:02}", "1.00", str(price), "9.00", "1.00", "1"] for day, price in
            ((3, 3), (1, 1), (2, 7), (2, 2), (4, 4))]  # fmt: skip
    assert [bar.close for bar in bars("sh600036", *rows).bars] == [1, 2, 3, 4]
    assert [bar.close for bar in bars("sh600036", *rows, count=2).bars] == [3, 4]


def test_bar_adjusted_below_zero_is_left_out():
    low = ["2015-05-29", "0.10", "0.05", "0.20", "-0.10", "1"]
    row = ["2025-05-30", "43.00", "43.44", "43.80", "42.90", "1"]
    assert [bar.close for bar in bars("sh600036", low, row).bars] == [43.44]


@pytest.mark.parametrize(
    "row",
    [
        ["2025-05-30", "43.00", "43.44", "43.80", "42.90"],
        ["2025-05-30", "43.00", "nan", "43.80", "42.90", "1"],
        ["2025-13-30", "43.00", "43.44", "43.80", "42.90", "1"],
        [{}, "43.00", "43.44", "43.80", "42.90", "1"],
    ],
)
def test_unreadable_bar_condemns_the_answer(row):
    with pytest.raises(WireError):
        bars("sh600036", row)
