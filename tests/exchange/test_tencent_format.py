"""Tencent's formats: bytes, columns and units."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.conftest import tencent_fields
from tui.exchange.exchange import Reply
from tui.market.instruments import Universe

CAPTURES = Path(__file__).parents[3] / "shared" / "captures"
Ask = Callable[..., Reply]


def capture(name: str) -> bytes:
    path = CAPTURES / name
    if not path.exists():
        pytest.skip(f"no captured payload {name} beside this checkout")
    return path.read_bytes()


def captured_json(name: str) -> dict[str, object]:
    return json.loads(capture(name))


def test_names_are_gbk(ask: Ask) -> None:
    assert "招商银行".encode("gbk") in ask("/q=sh600036").body


def test_a_batch_of_the_whole_universe_is_complete(ask: Ask, universe: Universe) -> None:
    keys = [instrument.codes.tencent for instrument in universe if instrument.codes.tencent]
    assert list(tencent_fields(ask("/q=" + ",".join(keys)).body)) == keys


def test_rows_have_as_many_columns_as_the_captured_ones(ask: Ask) -> None:
    indices = capture("tencent_qt_indices_lunch_9.gb18030.txt").decode("gb18030")
    wanted = {line.split("=")[0]: line.count("~") for line in indices.splitlines() if line}
    rows = tencent_fields(ask("/q=sh000001,r_hkHSI,usINX").body)
    assert [len(row) - 1 for row in rows.values()] == [wanted["v_sh000001"], wanted["v_hkHSI"], wanted["v_us.INX"]]


def test_a_mainland_share_counts_hands_and_ten_thousands(ask: Ask) -> None:
    row = tencent_fields(ask("/q=sh600036", "14:00").body)["sh600036"]
    last, volume, amount = row[35].split("/")
    assert (row[3], row[6], row[36]) == (last, volume, volume)
    assert 0.97 < float(amount) / float(volume) / 100 / float(last) < 1.03
    assert int(row[37]) == int(amount) // 10_000
    assert float(row[57]) * 10_000 == pytest.approx(float(amount), abs=2)
    assert re.fullmatch(r"20250603\d{6}", row[30])
    assert (row[47], row[48]) == ("47.76", "39.08")


def test_a_star_share_counts_shares(ask: Ask) -> None:
    row = tencent_fields(ask("/q=sh688981", "14:00").body)["sh688981"]
    assert 0.97 < float(row[37]) * 10_000 / float(row[6]) / float(row[3]) < 1.03


def test_a_hong_kong_share_counts_shares_and_dollars(ask: Ask) -> None:
    row = tencent_fields(ask("/q=r_hk00700", "14:00").body)["r_hk00700"]
    assert 0.97 < float(row[37]) / float(row[6]) / float(row[3]) < 1.03
    assert row[30].startswith("2025/06/03 ")


def test_a_hong_kong_index_gives_turnover_in_the_volumes_place(ask: Ask) -> None:
    row = tencent_fields(ask("/q=r_hkHSI", "16:30").body)["r_hkHSI"]
    assert float(row[6]) == pytest.approx(float(row[37]))
    assert float(row[37]) == pytest.approx(226_000_000_000 / 10_000)


def test_without_its_prefix_hong_kong_is_fifteen_minutes_late(ask: Ask) -> None:
    late = tencent_fields(ask("/q=hk00700", "14:15").body)["hk00700"]
    live = tencent_fields(ask("/q=r_hk00700", "14:00").body)["r_hk00700"]
    assert late == live


def test_an_auction_row_is_like_the_captured_one(ask: Ask) -> None:
    row = tencent_fields(ask("/q=sz002594", "09:22:33").body)["sz002594"]
    real = tencent_fields(capture("tencent_qt_preopen_auction_15.gb18030.txt"))["sz002241"]
    zero = [index for index, text in enumerate(real[:44]) if re.fullmatch(r"0(\.0+)?", text)]
    assert [row[index] for index in zero] == [real[index] for index in zero]
    assert row[3] == row[9] == row[19] != row[4]
    assert row[40] == ""


def test_a_suspended_row_is_like_the_captured_one(ask: Ask) -> None:
    row = tencent_fields(ask("/q=sh603019", "14:00").body)["sh603019"]
    real = tencent_fields(capture("tencent_qt_suspended_12.gb18030.txt"))["sz002731"]
    zero = [index for index, text in enumerate(real[:37]) if re.fullmatch(r"0(\.0+)?", text)]
    assert [row[index] for index in zero] == [real[index] for index in zero]
    assert (row[40], row[3]) == ("S", row[4])


def test_unknown_keys_are_left_out_and_nothing_known_is_said(ask: Ask) -> None:
    assert list(tencent_fields(ask("/q=sh600036,sh999999").body)) == ["sh600036"]
    assert ask("/q=sh999999").body == b'v_pv_none_match="1";\n'


def test_the_short_form_has_the_captured_columns(ask: Ask) -> None:
    row = tencent_fields(ask("/q=s_r_hk00700", "14:00").body)["s_r_hk00700"]
    assert row[:3] == ["100", "腾讯控股", "00700"]
    assert float(row[3]) - float(row[4]) == pytest.approx(503.0)


def test_minutes_have_the_captured_shape(ask: Ask) -> None:
    answer = json.loads(ask("/appstock/app/minute/query?code=hk00700", "11:38:52").body)
    real = captured_json("tencent_minute_hk00700_1.json")
    ours, theirs = answer["data"]["hk00700"], real["data"]["hk00700"]
    assert set(theirs) - set(ours) <= {"vcm"}
    assert set(ours["data"]) == set(theirs["data"])
    assert [line.split()[0] for line in ours["data"]["data"]] == [line.split()[0] for line in theirs["data"]["data"]]
    assert len(ours["qt"]["hk00700"]) == len(theirs["qt"]["hk00700"])
    assert ours["qt"]["market"][0].startswith("2025-06-03 11:38:52|HK_open_交易中|")
    assert "|SH_close_午间休市|" in ours["qt"]["market"][0]


def test_beijing_minutes_have_three_columns(ask: Ask) -> None:
    lines = json.loads(ask("/appstock/app/minute/query?code=bj899050").body)["data"]["bj899050"]["data"]["data"]
    assert {len(line.split()) for line in lines} == {3}


def test_minutes_of_an_unknown_code_are_an_empty_object(ask: Ask) -> None:
    body = ask("/appstock/app/minute/query?code=sh999999").body
    assert json.loads(body) == {"code": 0, "msg": "", "data": {}}


def bars(ask: Ask, parameters: str, path: str = "fqkline", at: str = "11:00") -> dict[str, object]:
    answer = json.loads(ask(f"/appstock/app/{path}/get?param={parameters}", at).body)
    return answer["data"][parameters.split(",")[0]]


def test_bars_have_the_captured_shape_and_todays_row_unpadded(ask: Ask) -> None:
    ours = bars(ask, "sh601166,day,,,3,qfq")
    real = captured_json("tencent_fqkline_sh601166_1.json")["data"]["sh601166"]
    assert {key.removeprefix("qfq") for key in ours} == {key.removeprefix("qfq") for key in real}
    rows = ours.get("qfqday") or ours["day"]
    assert [row[0] for row in rows] == ["2025-05-28", "2025-05-29", "2025-05-30", "2025-06-03"]
    assert re.fullmatch(r"\d+\.\d{3}", rows[-2][2])
    assert re.fullmatch(r"\d+(\.\d{1,2})?", rows[-1][2])


def test_a_dividend_adds_a_column_and_lifts_older_unadjusted_prices(ask: Ask) -> None:
    span = "day,2024-06-24,2024-07-05,20"
    adjusted, plain = (bars(ask, f"sh601939,{span},{adjust}") for adjust in ("qfq", ""))
    paying = [row for row in adjusted["qfqday"] if len(row) > 6]
    assert [row[0] for row in paying] == ["2024-07-01"]
    first = (float(rows[0][2]) for rows in (plain["day"], adjusted["qfqday"]))
    assert next(first) - next(first) == pytest.approx(float(paying[0][6]["fh_sh"]), abs=0.002)


def test_too_many_bars_are_refused_as_captured(ask: Ask) -> None:
    body = ask("/appstock/app/fqkline/get?param=sh600036,day,,,2500,").body
    assert json.loads(body) == captured_json("tencent_fqkline_param_error_2.json")


def test_adjusted_bars_are_cut_to_the_newest(ask: Ask) -> None:
    assert len(bars(ask, "sh601939,day,,,2000,qfq", at="08:00")["qfqday"]) == 640
    assert len(bars(ask, "hkHSI,day,,,2000,", "hkfqkline", at="08:00")["day"]) > 700


def test_hong_kong_bars_refuse_an_end_in_the_future(ask: Ask) -> None:
    body = ask("/appstock/app/hkfqkline/get?param=hkHSI,day,,2030-01-01,5,").body
    assert json.loads(body)["msg"] == "param error"
