"""The most active southbound names, in Eastmoney's table and in HKEX's daily file, and that both tell the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.exchange.test_tencent_format import capture
from tui.exchange.exchange import Reply
from tui.exchange.scenario import Scenario
from tui.exchange.start import start_moment
from tui.exchange.tape import Tape

Ask = Callable[..., Reply]
Row = dict[str, object]


def table(ask: Ask, report: str, filters: str, at: str = "16:45", more: str = "") -> dict | None:
    query = f"reportName={report}&columns=ALL&filter={quote(filters)}&source=WEB&client=WEB{more}"
    return json.loads(ask(f"/api/data/v1/get?{query}", at).body)["result"]


def active(ask: Ask, kind: str, day: str, at: str = "16:45") -> list[Row]:
    order = "&sortColumns=RANK&sortTypes=1&pageSize=10&pageNumber=1"
    found = table(ask, "RPT_MUTUAL_TOP10DEAL", f"(MUTUAL_TYPE=\"{kind}\")(TRADE_DATE='{day}')", at, order)
    return [] if found is None else found["data"]


def totals(ask: Ask, kind: str, day: str) -> Row:
    rows = table(ask, "RPT_MUTUAL_DEAL_HISTORY", f'(MUTUAL_TYPE="{kind}")', more="&pageSize=500")
    assert rows is not None
    return next(row for row in rows["data"] if row["TRADE_DATE"].startswith(day))


def daily_file(ask: Ask, day: str, at: str = "16:45") -> list[dict]:
    reply = ask(f"/eng/csm/DailyStat/data_tab_daily_{day.replace('-', '')}e.js", at)
    assert reply.status == 200
    return json.loads(reply.body.decode("utf-8").removeprefix("tabData = ").rstrip().removesuffix(";"))


DAYS = ("2025-06-03", "2025-05-30", "2025-05-29", "2025-01-02", "2024-09-05")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", ["002", "004"])
def test_ten_names_add_up_and_leave_room_for_the_rest(ask: Ask, kind: str, day: str) -> None:
    rows = active(ask, kind, day)
    assert [row["RANK"] for row in rows] == list(range(1, 11))
    deals = [row["DEAL_AMT"] for row in rows]
    assert deals == sorted(deals, reverse=True)
    for row in rows:
        assert row["BUY_AMT"] + row["SELL_AMT"] == row["DEAL_AMT"]
        assert row["BUY_AMT"] - row["SELL_AMT"] == row["NET_BUY_AMT"]
        assert min(row["BUY_AMT"], row["SELL_AMT"]) > 0
        assert 0 < row["MUTUAL_RATIO"] <= 50
        assert row["DEAL_AMT"] == pytest.approx(row["DEAL_AMOUNT"] * row["MUTUAL_RATIO"] / 100, rel=1e-4)
    whole = totals(ask, kind, day)["DEAL_AMT"] * 1e6
    assert 0.1 * whole < sum(deals) < 0.6 * whole


def test_about_half_of_the_names_are_in_both_lists(ask: Ask) -> None:
    for day in DAYS:
        one, two = ({row["SECURITY_CODE"] for row in active(ask, kind, day)} for kind in ("002", "004"))
        assert 4 <= len(one & two) <= 8, day


def test_the_days_names_are_those_of_the_story(ask: Ask) -> None:
    rows = [*active(ask, "002", "2025-06-03"), *active(ask, "004", "2025-06-03")]
    net: dict[str, float] = {}
    for row in rows:
        net[str(row["SECURITY_NAME"])] = net.get(str(row["SECURITY_NAME"]), 0.0) + row["NET_BUY_AMT"]
    assert {"腾讯控股", "美团-W", "小米集团-W", "建设银行", "阿里巴巴-W"} <= net.keys()
    assert min(net[name] for name in ("美团-W", "建设银行", "阿里巴巴-W")) > 1e8


def test_prices_are_those_of_the_bars(ask: Ask, tape: Tape) -> None:
    for row in active(ask, "002", "2025-05-30"):
        bars = tape.bars(str(row["DERIVE_SECURITY_CODE"]))
        position = [day.isoformat() for day in bars.dates].index("2025-05-30")
        close, before = bars.closes[position], bars.closes[position - 1]
        assert row["CLOSE_PRICE"] == close
        assert row["CHANGE_RATE"] == pytest.approx((close / before - 1) * 100, abs=1e-4)
        assert row["DEAL_AMOUNT"] == bars.turnovers[position]
    today = {row["DERIVE_SECURITY_CODE"]: row["CLOSE_PRICE"] for row in active(ask, "002", "2025-06-03")}
    assert today["00700.HK"] == tape.row("00700.HK", start_moment("16:45")).price


@pytest.mark.parametrize(("at", "count"), [("11:00", 0), ("16:29", 0), ("16:30", 10), ("22:00", 10)])
def test_the_day_itself_is_out_from_half_past_four(ask: Ask, at: str, count: int) -> None:
    assert len(active(ask, "002", "2025-06-03", at)) == count


@pytest.mark.parametrize("day", ["2025-06-02", "2025-05-31", "2025-06-04", "2025-04-18"])
def test_days_without_stock_connect_have_no_result(ask: Ask, day: str) -> None:
    assert active(ask, "002", day) == []


def test_without_a_day_the_newest_come_first(ask: Ask) -> None:
    more = "&sortColumns=TRADE_DATE,RANK&sortTypes=-1,1&pageSize=10&pageNumber="
    pages = [table(ask, "RPT_MUTUAL_TOP10DEAL", '(MUTUAL_TYPE="004")', "11:00", more + str(page)) for page in (1, 2)]
    assert [page["data"][0]["TRADE_DATE"][:10] for page in pages if page] == ["2025-05-30", "2025-05-29"]
    assert pages[0] is not None
    assert pages[0]["data"] == active(ask, "004", "2025-05-30")


def test_the_daily_file_has_the_captured_shape(ask: Ask) -> None:
    text = capture("hkex_data_tab_daily_1.js").decode("utf-8").strip()
    real = json.loads(text.removeprefix("tabData = ").removesuffix(";"))
    ours = daily_file(ask, "2025-05-30")
    assert [market["market"] for market in ours] == [market["market"] for market in real]
    for one, two in zip(ours, real, strict=True):
        assert two.keys() <= one.keys()
        summary, captured = one["content"][0], two["content"][0]
        assert summary["style"] == captured["style"]
        assert summary["table"]["schema"] == captured["table"]["schema"]
        for mine, theirs in zip(summary["table"]["tr"], captured["table"]["tr"], strict=True):
            (value,), (example,) = mine["td"][0], theirs["td"][0]
            assert ("." in value) == ("." in example)
            assert ("," in value) == ("," in example)
    north = ours[0]["content"]
    assert [block["style"] for block in north] == [1]
    assert north[0]["table"]["tr"][2]["td"] == [["999,999,999"]]


def number(text: str) -> float:
    return float(text.replace(",", ""))


@pytest.mark.parametrize("day", ["2025-06-03", "2025-05-30", "2025-01-02"])
def test_the_daily_file_tells_what_eastmoney_tells(ask: Ask, day: str) -> None:
    markets = {market["market"]: market for market in daily_file(ask, day)}
    for kind, name in (("002", "SSE Southbound"), ("004", "SZSE Southbound")):
        summary, top = markets[name]["content"]
        total, buy, sell = (number(row["td"][0][0]) for row in summary["table"]["tr"][:3])
        row = totals(ask, kind, day)
        assert (total, buy, sell) == (row["DEAL_AMT"], row["BUY_AMT"], row["SELL_AMT"])
        assert total == pytest.approx(buy + sell, abs=0.001)
        theirs = [
            (str(item["RANK"]), item["SECURITY_CODE"], item["BUY_AMT"], item["SELL_AMT"], item["DEAL_AMT"])
            for item in active(ask, kind, day)
        ]
        cells = [line["td"][0] for line in top["table"]["tr"]]
        ours = [(cell[0], cell[1], number(cell[3]), number(cell[4]), number(cell[5])) for cell in cells]
        assert ours == theirs
    for kind, name in (("001", "SSE Northbound"), ("003", "SZSE Northbound")):
        summary = markets[name]["content"][0]
        assert number(summary["table"]["tr"][0]["td"][0][0]) == totals(ask, kind, day)["DEAL_AMT"]


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("20250603", "16:29"),
        ("20250604", "22:00"),
        ("20250531", "16:45"),
        ("20250418", "16:45"),
        ("20241230", "16:45"),
        ("20251350", "16:45"),
    ],
)
def test_a_day_without_a_file_is_not_found(ask: Ask, day: str, at: str) -> None:
    assert ask(f"/eng/csm/DailyStat/data_tab_daily_{day}e.js", at).status == 404


def test_a_day_on_which_only_hong_kong_traded_says_so(ask: Ask) -> None:
    assert [market["tradingDay"] for market in daily_file(ask, "2025-06-02")] == [0, 0, 0, 0]


def test_more_than_a_year_of_finished_days(scenario: Scenario, ask: Ask) -> None:
    rows = table(ask, "RPT_MUTUAL_DEAL_HISTORY", '(MUTUAL_TYPE="006")', "16:45", "&pageSize=500")
    assert rows is not None
    assert len(rows["data"]) == 500
    assert rows["count"] == len(scenario.connect_days) + 1
    assert all(row["NET_DEAL_AMT"] is not None for row in rows["data"])
