"""Sina's and Eastmoney's formats: bytes, columns and units."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.exchange.exchange import Reply
from tui.market.instruments import Universe

CAPTURES = Path(__file__).parents[3] / "shared" / "captures"
SOUTH_FIELDS = "f51,f54,f52,f58,f53,f62,f56,f57,f60,f61"
KAMT = "/api/qt/kamt/get?fields1=f1,f2,f3,f4&fields2=f51,f52,f53,f54,f56,f60,f62,f63,f65,f66"
Ask = Callable[..., Reply]


def sina(body: bytes) -> dict[str, list[str]]:
    lines = [line.partition("=") for line in body.decode("gb18030").splitlines()]
    return {key.removeprefix("var hq_str_"): value.strip('";').split(",") for key, _, value in lines}


def captured_columns(name: str, key: str, encoding: str = "utf-8") -> int:
    path = CAPTURES / name
    if not path.exists():
        pytest.skip(f"no captured payload {name} beside this checkout")
    lines = path.read_bytes().decode(encoding).splitlines()
    return next(line.count(",") for line in lines if line.startswith(f"var hq_str_{key}="))


def listed(ask: Ask, query: str, at: str = "11:00") -> list[dict[str, object]]:
    return json.loads(ask(f"/api/qt/ulist.np/get?{query}", at).body)["data"]["diff"]


def test_sina_wants_a_referer(ask: Ask) -> None:
    reply = ask("/list=sh600036", headers={})
    assert (reply.status, reply.body) == (403, b"Kinsoku jikou desu!")


@pytest.mark.parametrize(
    ("ours", "file", "theirs"),
    [
        ("sh600036", "sina_hq_lunch_4.txt", "sh601003"),
        ("sh000001", "sina_hq_lunch_4.txt", "sh000001"),
        ("hk00700", "sina_hq_lunch_4.txt", "hk00700"),
        ("rt_hk00700", "sina_hq_rthk_6.txt", "rt_hk00700"),
    ],
)
def test_sina_rows_have_the_captured_columns(ask: Ask, ours: str, file: str, theirs: str) -> None:
    assert len(sina(ask(f"/list={ours}").body)[ours]) - 1 == captured_columns(file, theirs)


def test_sina_counts_shares_but_hands_for_indices(ask: Ask) -> None:
    rows = sina(ask("/list=sh600036,sh000001,rt_hk00700,rt_hkHSI", "14:00").body)
    share, index, hong_kong = rows["sh600036"], rows["sh000001"], rows["rt_hk00700"]
    assert 0.97 < float(share[9]) / float(share[8]) / float(share[3]) < 1.03
    assert 500 < float(index[9]) / float(index[8]) < 3000
    assert 0.97 < float(hong_kong[11]) / float(hong_kong[12]) / float(hong_kong[6]) < 1.03
    assert 1e8 < float(rows["rt_hkHSI"][11]) < 2e8


def test_sina_marks_auction_suspension_and_the_unknown(ask: Ask) -> None:
    rows = sina(ask("/list=sh600036,sh603019,sh999999", "09:22").body)
    auction, suspended = rows["sh600036"], rows["sh603019"]
    assert (auction[3], auction[4], auction[8]) == ("0.000", "0.000", "0")
    assert auction[6] == auction[7] != "0.000"
    assert suspended[2] == "61.900"
    assert suspended[32] == "03"
    assert rows["sh999999"] == [""]


def test_sinas_us_rows_carry_beijing_time(ask: Ask) -> None:
    row = sina(ask("/list=gb_%24inx").body)["gb_$inx"]
    assert (row[1], row[3], row[26]) == ("5935.9400", "2025-06-03 04:43:19", "5911.6900")


def test_eastmoney_gives_floats_or_scaled_integers(ask: Ask) -> None:
    query = "np=1&secids=1.600036,116.00700&fields=f1,f2,f3"
    floats, integers = listed(ask, f"{query}&fltt=2"), listed(ask, query)
    assert [row["f1"] for row in floats] == [2, 3]
    assert integers[0]["f2"] == round(floats[0]["f2"] * 100)
    assert integers[1]["f2"] == round(floats[1]["f2"] * 1000)
    assert integers[0]["f3"] == round(floats[0]["f3"] * 100)


def test_eastmoneys_hong_kong_rows_are_fifteen_minutes_late(ask: Ask) -> None:
    query = "fltt=2&np=1&secids=116.00700,1.600036&fields=f2,f124"
    hong_kong, mainland = listed(ask, query, "14:15")
    assert 14.5 * 60 < mainland["f124"] - hong_kong["f124"] < 15.5 * 60


def test_eastmoney_writes_a_dash_for_what_is_missing(ask: Ask) -> None:
    (row,) = listed(ask, "fltt=2&np=1&secids=1.603019&fields=f2,f3,f5,f18,f124")
    assert row == {"f2": "-", "f3": "-", "f5": "-", "f18": "-", "f124": 1748908800}


def test_eastmoney_has_a_word_for_unknown_ids_and_a_dict_without_np(ask: Ask) -> None:
    nothing = json.loads(ask("/api/qt/ulist.np/get?secids=1.999999&fields=f2").body)
    assert (nothing["rc"], nothing["data"]) == (102, None)
    assert list(listed(ask, "secids=1.600036,1.601398&fields=f2")) == ["0", "1"]


def test_eastmoney_knows_what_the_universe_says_it_knows(ask: Ask, universe: Universe) -> None:
    ids = [instrument.codes.eastmoney for instrument in universe if instrument.codes.eastmoney]
    rows = listed(ask, f"fltt=2&np=1&secids={','.join(ids)}&fields=f12,f13")
    assert [f"{row['f13']}.{row['f12']}" for row in rows] == ids


def south(ask: Ask, at: str, fields: str = SOUTH_FIELDS) -> list[list[str]]:
    data = json.loads(ask(f"/api/qt/kamtbs.rtmin/get?fields1=f1,f2,f3,f4&fields2={fields}", at).body)["data"]
    assert data["n2sDate"] == "2025-06-03"
    return [line.split(",") for line in data["n2s"]]


def test_southbound_minutes_add_up_and_run_two_minutes_behind(ask: Ask) -> None:
    rows = south(ask, "14:30")
    assert len(rows) == 371
    assert (rows[0][0], rows[-1][0]) == ("9:00", "16:10")
    reached = [row for row in rows if row[1] != "-"]
    assert reached[-1][0] == "14:28"
    for row in reached:
        sh_net, sh_buy, sz_net, sh_sell, net, sz_buy, sz_sell, buy, sell = map(float, row[1:])
        assert sh_net == pytest.approx(sh_buy - sh_sell)
        assert sz_net == pytest.approx(sz_buy - sz_sell)
        assert (net, buy, sell) == pytest.approx((sh_net + sz_net, sh_buy + sz_buy, sh_sell + sz_sell))
    for column in (2, 4, 6, 7):
        amounts = [float(row[column]) for row in reached]
        assert amounts == sorted(amounts)


def test_southbound_columns_follow_the_order_asked(ask: Ask) -> None:
    few, all_ = south(ask, "14:30", "f51,f62,f54"), south(ask, "14:30")
    assert [row[1] for row in few] == [row[5] for row in all_]
    assert [row[2] for row in few] == [row[1] for row in all_]


def test_the_flow_is_negative_in_the_morning_and_positive_at_the_end(ask: Ask) -> None:
    morning, evening = ([row[5] for row in south(ask, at) if row[5] != "-"][-1] for at in ("10:15", "16:30"))
    assert float(morning) < 0
    assert float(evening) == pytest.approx(790_000)


def test_totals_agree_with_the_last_minute(ask: Ask) -> None:
    routes = json.loads(ask(KAMT, "16:30").body)["data"]
    assert (routes["sh2hk"]["netBuyAmt"], routes["sz2hk"]["netBuyAmt"]) == (460_000.0, 330_000.0)
    assert (routes["sh2hk"]["status"], routes["sh2hk"]["date2"]) == (3, "2025-06-03")
    assert routes["hk2sh"]["netBuyAmt"] == 0.0


def test_totals_without_all_members_have_no_net(ask: Ask) -> None:
    routes = json.loads(ask("/api/qt/kamt/get?fields1=f1,f3&fields2=f51,f52,f54,f56").body)["data"]
    assert list(routes) == ["hk2sh", "hk2sz"]
    assert "netBuyAmt" not in routes["hk2sh"]


def history(ask: Ask, kind: str, at: str = "11:00", size: int = 300) -> list[dict[str, object]]:
    query = f"reportName=RPT_MUTUAL_DEAL_HISTORY&columns=ALL&filter=(MUTUAL_TYPE%3D%22{kind}%22)&pageSize={size}"
    result = json.loads(ask(f"/api/data/v1/get?{query}&pageNumber=1&sortTypes=-1", at).body)["result"]
    return result["data"]


def test_southbound_history_skips_days_without_connect_and_adds_up(ask: Ask) -> None:
    shanghai, shenzhen, both = (history(ask, kind) for kind in ("002", "004", "006"))
    days = [row["TRADE_DATE"][:10] for row in both]
    assert len(days) == 300
    assert days == sorted(days, reverse=True)
    assert days[0] == "2025-05-30"
    assert not {"2025-06-02", "2025-05-02", "2025-04-18"} & set(days)
    for one, two, total in zip(shanghai, shenzhen, both, strict=True):
        assert one["NET_DEAL_AMT"] + two["NET_DEAL_AMT"] == pytest.approx(total["NET_DEAL_AMT"])
        assert total["BUY_AMT"] - total["SELL_AMT"] == pytest.approx(total["NET_DEAL_AMT"])


@pytest.mark.parametrize(("at", "net"), [("16:20", None), ("16:31", 7900.0)])
def test_the_day_itself_is_published_after_the_close(ask: Ask, at: str, net: float | None) -> None:
    newest = history(ask, "006", at)[0]
    assert (newest["TRADE_DATE"], newest["NET_DEAL_AMT"]) == ("2025-06-03 00:00:00", net)


def test_northbound_history_has_turnover_only(ask: Ask) -> None:
    row = history(ask, "005")[0]
    assert row["NET_DEAL_AMT"] is None
    assert row["DEAL_AMT"] > 0


def test_an_unknown_report_has_no_result(ask: Ask) -> None:
    answer = json.loads(ask("/api/data/v1/get?reportName=RPT_NOTHING").body)
    assert (answer["success"], answer["result"]) == (False, None)


COMPOSITES = "1.000001,0.399001,0.899050"


def breadth(ask: Ask, at: str) -> list[tuple[int, int, int]]:
    rows = listed(ask, f"fltt=2&np=1&secids={COMPOSITES}&fields=f12,f104,f105,f106,f124", at)
    return [(row["f104"], row["f105"], row["f106"]) for row in rows]


def test_the_whole_market_rises_broadly_at_the_close(ask: Ask) -> None:
    exchanges = breadth(ask, "15:30")
    assert [sum(counts) for counts in exchanges] == [2280, 2860, 265]
    up, down, flat = (sum(column) for column in zip(*exchanges, strict=True))
    assert 3750 < up < 4050
    assert 1100 < down < 1450
    assert 120 < flat < 300


def test_breadth_turns_with_the_market(ask: Ask) -> None:
    course = [breadth(ask, at)[0] for at in ("09:55", "11:00", "13:30", "15:30")]
    assert course[0][0] < course[0][1]
    assert [up for up, _, _ in course] == sorted(up for up, _, _ in course)
    assert len({breadth(ask, f"10:{minute:02d}")[1] for minute in range(30)}) > 10


def test_breadth_is_missing_before_the_first_trade(ask: Ask) -> None:
    assert breadth(ask, "09:20") == [("-", "-", "-")] * 3
    assert all(sum(counts) > 200 for counts in breadth(ask, "08:30"))
