"""Tencent's daily bars by range: limits, overlaps, adjustments and the wide rows."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.exchange.test_tencent_format import captured_json
from tui.exchange.exchange import Reply
from tui.exchange.tape import Tape

Ask = Callable[..., Reply]
Rows = list[list[object]]


def bars(ask: Ask, parameters: str, path: str = "fqkline", at: str = "11:00") -> Rows:
    """The rows, whatever key they stand under."""
    answer = json.loads(ask(f"/appstock/app/{path}/get?param={parameters}", at).body)
    data = answer["data"][parameters.split(",")[0]]
    return next(data[key] for key in ("qfqday", "hfqday", "day") if key in data)


def closes(rows: Rows) -> dict[str, float]:
    return {str(row[0]): float(str(row[2])) for row in rows}


@pytest.mark.parametrize(
    ("symbol", "code", "path"),
    [
        ("601939.SH", "sh601939", "fqkline"),
        ("000300.SH", "sh000300", "fqkline"),
        ("00700.HK", "hk00700", "hkfqkline"),
        ("601939.SH", "sh601939", "newfqkline"),
    ],
)
def test_ranges_one_after_the_other_make_the_whole(ask: Ask, tape: Tape, symbol: str, code: str, path: str) -> None:
    newest = bars(ask, f"{code},day,2023-01-01,2025-06-03,640,qfq", path)
    older = bars(ask, f"{code},day,2021-01-01,2022-12-31,640,qfq", path)
    days = [row[0] for row in (*older, *newest)]
    assert days == [day.isoformat() for day in (*tape.bars(symbol).dates, tape.scenario.day)]


def test_overlapping_ranges_agree(ask: Ask) -> None:
    one = bars(ask, "sh601939,day,2023-01-01,2024-12-31,640,qfq")
    two = bars(ask, "sh601939,day,2024-01-01,2025-06-03,640,qfq")
    shared = [row for row in one if str(row[0]) >= "2024"]
    assert len(shared) > 200
    assert shared == [row for row in two if str(row[0]) < "2025"]


@pytest.mark.parametrize(("adjust", "most"), [("qfq", 640), ("hfq", 640), ("", 900)])
def test_the_newest_within_the_range_are_kept(ask: Ask, adjust: str, most: int) -> None:
    rows = bars(ask, f"sh601939,day,2021-03-01,2024-12-31,900,{adjust}")
    assert len(rows) == most
    assert rows[-1][0] == "2024-12-31"


def test_a_range_is_bound_by_its_count_too(ask: Ask) -> None:
    rows = bars(ask, "sh601939,day,2024-01-01,2024-12-31,5,qfq")
    assert [row[0] for row in rows] == ["2024-12-25", "2024-12-26", "2024-12-27", "2024-12-30", "2024-12-31"]


def test_a_range_without_sessions_is_an_empty_list(ask: Ask) -> None:
    assert bars(ask, "sh000300,day,2024-10-01,2024-10-06,640,") == []
    assert bars(ask, "sh000300,day,2024-12-31,2024-01-01,640,") == []


REFUSED = ("sh601939,day,yesterday,,5,", "sh601939,day,,,0,", "sh601939,week,,,5,", "sh601939")


@pytest.mark.parametrize("parameters", REFUSED)
def test_what_cannot_be_answered_is_a_param_error(ask: Ask, parameters: str) -> None:
    assert json.loads(ask(f"/appstock/app/fqkline/get?param={parameters}").body)["msg"] == "param error"


def test_each_adjustment_differs_by_what_was_paid(ask: Ask) -> None:
    span = "sh601939,day,2023-06-01,2025-06-03,640"
    forward, plain, backward = (closes(bars(ask, f"{span},{adjust}")) for adjust in ("qfq", "", "hfq"))
    assert plain["2025-05-30"] == forward["2025-05-30"]
    paid = sorted({round(plain[day] - forward[day], 3) for day in plain})
    assert len(paid) == 3
    assert paid[0] == 0.0
    lifts = {round(backward[day] - forward[day], 3) for day in plain}
    assert max(lifts) - min(lifts) < 0.002
    assert min(lifts) > paid[-1]


def test_wide_rows_have_the_captured_columns_and_the_days_turnover(ask: Ask, tape: Tape) -> None:
    rows = bars(ask, "sh600036,day,2025-05-01,2025-05-31,640,qfq", "newfqkline")
    real = captured_json("tencent_newfqkline_sh600000_holiday_3.json")["data"]["sh600000"]["day"]
    assert {len(row) for row in rows} == {len(row) for row in real}
    assert [type(cell) for cell in rows[0]] == [type(cell) for cell in real[0]]
    held = tape.bars("600036.SH")
    assert float(str(rows[-1][8])) == pytest.approx(held.turnovers[-1] / 10_000, abs=0.01)
    assert 0.0 < float(str(rows[-1][7])) < 5.0


def test_all_but_the_newly_listed_have_more_than_four_years(tape: Tape) -> None:
    short = {symbol for symbol in tape.instruments if len(tape.bars(symbol)) < 1000}
    assert short == {"03750.HK"}


def test_a_share_has_no_bars_before_its_listing(ask: Ask, tape: Tape) -> None:
    rows = bars(ask, "hk03750,day,2025-01-01,2025-06-03,640,qfq", "hkfqkline")
    assert [row[0] for row in rows][:2] == ["2025-05-20", "2025-05-21"]
    assert len(rows) == len(tape.bars("03750.HK")) + 1 == 11
    assert bars(ask, "hk03750,day,2024-01-01,2024-12-31,640,qfq", "hkfqkline") == []


def test_plain_kline_has_indices_as_they_were_and_us_ones_under_a_code_with_a_dot(ask: Ask, tape: Tape) -> None:
    for symbol, code in (("HSI", "hkHSI"), ("INX", "us.INX")):
        answer = json.loads(ask(f"/appstock/app/kline/kline?param={code},day,,,800").body)
        rows = answer["data"][code]["day"]
        assert tape.bars(symbol).dates[-1].isoformat() in [row[0] for row in rows[-2:]]
        assert len(rows) >= 800


def test_shares_of_hong_kong_have_their_turnover_in_ten_thousands(ask: Ask) -> None:
    rows = bars(ask, "hk00700,day,,,5,qfq", "hkfqkline")
    for row in rows[:-1]:
        assert float(str(row[8])) * 10_000 / float(str(row[5])) == pytest.approx(float(str(row[2])), rel=0.05)
