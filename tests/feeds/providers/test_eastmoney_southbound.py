"""Eastmoney's southbound flow: direction, order of columns, units, dates, and figures that contradict themselves."""

import json
from datetime import date

import pytest

from tests.feeds.captures import capture
from tui.feeds.errors import WireError
from tui.feeds.providers.eastmoney.history import parse_deals, parse_history
from tui.feeds.providers.eastmoney.southbound import MINUTE_COLUMNS, parse_minutes, parse_totals

TODAY = date(2025, 6, 3)

# Time, Shanghai net, buy, Shenzhen net, Shanghai sell, total net, Shenzhen buy, sell, total buy, sell: 10,000 HKD.
OPENING = "9:30,100000.00,900000.00,-20000.00,800000.00,80000.00,480000.00,500000.00,1380000.00,1300000.00"
NOON = "12:00,339748.02,2304775.12,50000.50,1965027.10,389748.52,850000.50,800000.00,3154775.62,2765027.10"
NOT_REACHED = "13:01,-,-,-,-,-,-,-,-,-"
NOTHING_TRADED = "9:00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00"


def minutes(*rows: str, day: str = "2025-06-03", **others: object) -> bytes:
    return json.dumps({"rc": 0, "data": {"n2s": list(rows), "n2sDate": day} | others}).encode()


def channel(net: object, buy: object, sell: object, status: int = 1, **dates: str) -> dict[str, object]:
    days = dates or {"date": "06-03", "date2": "2025-06-03"}
    quota = {"dayNetAmtIn": 4200000.0, "dayAmtRemain": 0.0, "dayAmtThreshold": 4200000.0}
    return {"status": status, **quota, "netBuyAmt": net, "buyAmt": buy, "sellAmt": sell} | days


def totals(shanghai: dict[str, object] | None, shenzhen: dict[str, object] | None) -> bytes:
    north = channel(0.0, 0.0, 0.0, status=3)
    data = {"hk2sh": north, "hk2sz": north, "sh2hk": shanghai, "sz2hk": shenzhen}
    return json.dumps({"rc": 0, "data": data}).encode()


SHANGHAI = channel(339748.02, 2304775.12, 1965027.10)
SHENZHEN = channel(50000.50, 850000.50, 800000.00)


def history(*rows: dict[str, object]) -> bytes:
    return json.dumps({"success": True, "result": {"pages": 1, "count": len(rows), "data": list(rows)}}).encode()


def deal(day: str, net: object, buy: object, sell: object, turnover: object, kind: str = "006") -> dict[str, object]:
    return {
        "MUTUAL_TYPE": kind,
        "TRADE_DATE": f"{day} 00:00:00",
        "NET_DEAL_AMT": net,
        "BUY_AMT": buy,
        "SELL_AMT": sell,
        "DEAL_AMT": turnover,
        "FUND_INFLOW": None,
        "QUOTA_BALANCE": None,
    }


def test_minutes_are_in_hkd_and_read_in_the_order_asked():
    day = parse_minutes(minutes(OPENING, NOON), TODAY)
    first, last = day.minutes
    assert (first.minute, first.shanghai_net_buy, first.shenzhen_net_buy) == (570, 1e9, -2e8)
    assert (last.minute, last.net_buy) == (720, pytest.approx(3_897_485_200))
    assert (day.date, day.net_buy) == (TODAY, pytest.approx(3_897_485_200))
    assert (day.shanghai_net_buy, day.shenzhen_net_buy) == (pytest.approx(3_397_480_200), pytest.approx(500_005_000))
    assert (day.buy, day.sell) == (pytest.approx(31_547_756_200), pytest.approx(27_650_271_000))


def test_the_order_asked_is_the_one_public_clients_use():
    assert MINUTE_COLUMNS == ("f51", "f54", "f52", "f58", "f53", "f62", "f56", "f57", "f60", "f61")


def test_south_is_n2s_and_northbound_is_not_read():
    north = OPENING.replace("100000.00", "777.00", 1)
    day = parse_minutes(minutes(OPENING, s2n=[north], s2nDate="2025-06-03"), TODAY)
    assert day.shanghai_net_buy == 1e9


def test_minutes_not_reached_are_left_out():
    day = parse_minutes(minutes(OPENING, NOT_REACHED), TODAY)
    assert [minute.minute for minute in day.minutes] == [570]


def test_minutes_before_anything_has_traded_are_missing_and_not_zero():
    day = parse_minutes(minutes(NOTHING_TRADED, NOT_REACHED), TODAY)
    assert (day.minutes, day.net_buy, day.buy) == ((), None, None)


def test_no_minute_at_all_is_an_empty_day():
    assert parse_minutes(minutes(), TODAY).minutes == ()
    assert parse_minutes(b'{"rc":0,"data":{"n2s":null,"n2sDate":"2025-06-03"}}', TODAY).minutes == ()


def test_time_is_read_with_and_without_a_leading_zero():
    assert parse_minutes(minutes(OPENING.replace("9:30", "09:30", 1)), TODAY).minutes[0].minute == 570


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("06-03", TODAY, TODAY),
        ("06-02", TODAY, date(2025, 6, 2)),
        ("12-31", date(2026, 1, 2), date(2025, 12, 31)),
        ("2024-12-31", date(2026, 1, 2), date(2024, 12, 31)),
    ],
)
def test_date_without_a_year_is_the_newest_one_past(text, today, expected):
    assert parse_minutes(minutes(OPENING, day=text), today).date == expected


@pytest.mark.parametrize("text", ["02-29", "13-01", "today", ""])
def test_date_that_is_none_is_refused(text):
    with pytest.raises(WireError):
        parse_minutes(minutes(OPENING, day=text), TODAY)


@pytest.mark.parametrize(
    ("column", "name"),
    [(1, "Shanghai net"), (3, "Shenzhen net"), (5, "total net"), (8, "total buy"), (9, "total sell")],
)
def test_sum_that_does_not_add_up_is_named(column, name):
    parts = OPENING.split(",")
    parts[column] = str(float(parts[column]) + 1000)
    with pytest.raises(WireError, match=name):
        parse_minutes(minutes(NOON.replace("12:00", "9:29"), ",".join(parts)), TODAY)


def test_rounding_does_not_count_as_a_contradiction():
    parts = OPENING.split(",")
    parts[5] = str(float(parts[5]) + 0.9)
    assert len(parse_minutes(minutes(",".join(parts)), TODAY).minutes) == 1


def test_times_that_go_back_are_refused():
    with pytest.raises(WireError, match="order"):
        parse_minutes(minutes(NOON, OPENING), TODAY)


@pytest.mark.parametrize(
    "row", ["", "9:30", "noon,1,1,1,1,1,1,1,1,1", "9:30,nan,1,1,1,1,1,1,1,1", "25:00" + OPENING[4:]]
)
def test_unreadable_minute_is_refused(row):
    with pytest.raises(WireError):
        parse_minutes(minutes(row), TODAY)


def test_totals_are_in_hkd_and_of_the_southbound_channels():
    day = parse_totals(totals(SHANGHAI, SHENZHEN), TODAY)
    assert (day.date, day.trading, day.minutes) == (TODAY, True, ())
    assert (day.net_buy, day.shanghai_net_buy) == (pytest.approx(3_897_485_200), pytest.approx(3_397_480_200))
    assert (day.buy, day.sell) == (pytest.approx(31_547_756_200), pytest.approx(27_650_271_000))


def test_quota_is_not_taken_for_flow():
    quiet = channel(0.0, 0.0, 0.0)
    day = parse_totals(totals(quiet, quiet), TODAY)
    assert (day.net_buy, day.shanghai_net_buy, day.buy) == (None, None, None)


def test_status_4_is_no_trading_day_and_its_figures_are_the_last_days():
    day = parse_totals(totals(SHANGHAI | {"status": 4}, SHENZHEN | {"status": 4}), TODAY)
    assert (day.trading, day.date) == (False, TODAY)
    assert (day.net_buy, day.shanghai_net_buy, day.shenzhen_net_buy, day.buy, day.sell) == (None,) * 5


def test_status_3_is_the_end_of_a_day_with_figures():
    day = parse_totals(totals(SHANGHAI | {"status": 3}, SHENZHEN | {"status": 3}), TODAY)
    assert (day.trading, day.net_buy) == (True, pytest.approx(3_897_485_200))


def test_total_is_missing_while_one_channel_is():
    day = parse_totals(totals(SHANGHAI, None), TODAY)
    assert (day.net_buy, day.shanghai_net_buy, day.shenzhen_net_buy) == (None, pytest.approx(3_397_480_200), None)
    assert (day.buy, day.sell) == (None, None)


def test_totals_that_contradict_themselves_are_named():
    with pytest.raises(WireError, match="Shenzhen net"):
        parse_totals(totals(SHANGHAI, SHENZHEN | {"netBuyAmt": 0.0}), TODAY)


def test_totals_of_two_days_are_refused():
    with pytest.raises(WireError, match="one day"):
        parse_totals(totals(SHANGHAI, SHENZHEN | {"date2": "2025-06-02"}), TODAY)


def test_totals_without_a_year_take_it_from_today():
    dated = {"date": "06-03", "date2": None}
    assert parse_totals(totals(SHANGHAI | dated, SHENZHEN | dated), TODAY).date == TODAY


def test_history_is_ascending_in_hkd_and_no_longer_than_asked():
    rows = [
        deal("2025-06-03", 2502.39, 26387.65, 23885.26, 50272.91),
        deal("2025-06-02", -100.0, 1000.0, 1100.0, 2100.0),
        deal("2025-05-30", 1.0, 2.0, 1.0, 3.0),
    ]
    days = parse_history(history(*rows), 2)
    assert [day.date for day in days] == [date(2025, 6, 2), date(2025, 6, 3)]
    assert (days[1].net_buy, days[1].turnover) == (pytest.approx(2_502_390_000), pytest.approx(50_272_910_000))


def test_history_leaves_out_days_not_published_yet():
    rows = [deal("2025-06-03", None, None, None, None), deal("2025-06-02", None, None, None, 2100.0)]
    assert [(day.net_buy, day.turnover) for day in parse_history(history(*rows), 20)] == [(None, 2.1e9)]


def test_history_begins_where_the_currency_is_known():
    rows = [deal("2024-08-19", 1.0, 2.0, 1.0, 3.0), deal("2024-08-16", 1.0, 2.0, 1.0, 3.0)]
    assert [day.date for day in parse_history(history(*rows), 20)] == [date(2024, 8, 19)]


@pytest.mark.parametrize(("net", "turnover", "name"), [(99.0, 3.0, "net"), (1.0, 99.0, "turnover")])
def test_history_that_contradicts_itself_is_named(net, turnover, name):
    with pytest.raises(WireError, match=name):
        parse_history(history(deal("2025-06-03", net, 2.0, 1.0, turnover)), 20)


def test_history_of_another_direction_is_refused():
    with pytest.raises(WireError, match="005"):
        parse_history(history(deal("2025-06-03", None, None, None, 283911.86, kind="005")), 20)


@pytest.mark.parametrize("body", [b'{"success":false,"result":null,"code":9201}', b'{"success":true,"result":null}'])
def test_empty_history_is_refused(body):
    with pytest.raises(WireError, match="empty"):
        parse_history(body, 20)


def test_captured_minute_whose_shanghai_triple_is_inconsistent():
    with pytest.raises(WireError, match="Shanghai net"):
        parse_minutes(capture("eastmoney_kamtbs_rtmin_shape_1.json"), date(2026, 8, 21))


def test_captured_northbound_totals_are_not_taken_for_southbound():
    with pytest.raises(WireError, match="no channel"):
        parse_totals(capture("eastmoney_kamt_get_2.json"), date(2026, 9, 1))


def test_captured_daily_kline_of_flows_has_no_southbound_channel():
    with pytest.raises(WireError):
        parse_totals(capture("eastmoney_kamt_kline_2.json"), date(2021, 8, 27))


def test_captured_northbound_days_have_turnover_and_no_net():
    body = capture("eastmoney_dc_mutual_deal_history_1.json")
    first, _, unpublished = parse_deals(body)
    assert (first.trade_date, first.net_deal_amt, first.deal_amt) == ("2026-06-11 00:00:00", None, 159596.74)
    assert unpublished.deal_amt is None
    with pytest.raises(WireError, match="001"):
        parse_history(body, 20)


def test_captured_northbound_total_is_the_sum_of_its_channels():
    rows = json.loads(capture("eastmoney_dc_mutual_deal_history_2.json"))["rows"]
    dated = [{"TRADE_DATE": "2026-09-21 00:00:00"} | row for row in rows]
    amounts = {row.mutual_type: row.deal_amt for row in parse_deals(history(*dated))}
    assert amounts["005"] == pytest.approx((amounts["001"] or 0) + (amounts["003"] or 0)) == pytest.approx(283911.86)
