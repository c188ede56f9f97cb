"""The most active southbound names of both sources: merged, checked, and told from what is not published."""

import json
from datetime import date

import pytest

from tests.feeds.captures import capture, own
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.active_lists import SHANGHAI, SHENZHEN, merged
from tui.feeds.providers.eastmoney.active_names import parse_names
from tui.feeds.providers.hkex.daily import parse_active_names, parse_day
from tui.market.southbound import ActiveName

DAY = date(2026, 8, 21)
ROW = {
    "MUTUAL_TYPE": "002",
    "TRADE_DATE": "2026-08-21 00:00:00",
    "DERIVE_SECURITY_CODE": "00700.HK",
    "SECURITY_NAME": "腾讯控股",
    "RANK": 1,
    "NET_BUY_AMT": 687335494.0,
    "BUY_AMT": 2057313700.0,
    "SELL_AMT": 1369978206.0,
    "DEAL_AMT": 3427291906.0,
}


def names(*rows: dict[str, object], channel: str = SHANGHAI):
    body = json.dumps({"success": True, "result": {"pages": 1, "data": list(rows)}}).encode()
    return parse_names(body, channel, DAY)


def hkex(old: str = "", new: str = "") -> bytes:
    return own("hkex_daily.js").replace(old.encode(), new.encode())


def test_eastmoneys_amounts_are_single_dollars():
    [name] = names(ROW)
    assert (name.symbol, name.name_zh, name.channels) == ("00700.HK", "腾讯控股", ("Shanghai",))
    assert (name.buy, name.sell, name.turnover) == (2057313700.0, 1369978206.0, 3427291906.0)
    assert name.net_buy == 687335494.0


def test_sides_that_are_not_published_are_not_known():
    [name] = names(ROW | {"BUY_AMT": None, "SELL_AMT": None, "NET_BUY_AMT": None})
    assert (name.buy, name.sell, name.net_buy, name.turnover) == (None, None, None, 3427291906.0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"MUTUAL_TYPE": "001"},
        {"TRADE_DATE": "2026-08-20 00:00:00"},
        {"DERIVE_SECURITY_CODE": "600519.SH x"},
        {"DERIVE_SECURITY_CODE": "700"},
        {"DEAL_AMT": None},
        {"DEAL_AMT": 0},
        {"BUY_AMT": 1.0},
    ],
)
def test_a_row_of_another_list_and_sums_that_do_not_add_up_condemn_the_answer(wrong):
    with pytest.raises(WireError) as caught:
        names(ROW | wrong)
    assert not isinstance(caught.value, NothingThere)


def test_the_other_channel_has_its_own_type():
    with pytest.raises(WireError):
        names(ROW, channel=SHENZHEN)
    assert names(ROW | {"MUTUAL_TYPE": "004"}, channel=SHENZHEN)[0].channels == ("Shenzhen",)


def test_more_rows_than_a_list_has_are_refused():
    with pytest.raises(WireError, match="11 active names"):
        names(*[ROW] * 11)


@pytest.mark.parametrize(
    "body", [b'{"success":false,"result":null,"code":9201}', b'{"success":true,"result":{"data":[]}}']
)
def test_what_is_not_published_is_nothing_there(body):
    with pytest.raises(NothingThere):
        parse_names(body, SHANGHAI, DAY)


def test_a_name_in_both_lists_is_added_up_and_the_largest_comes_first():
    one = ActiveName("00700.HK", "x", 3.0, 1.0, 4.0, (SHANGHAI,))
    other = ActiveName("00700.HK", "x", 2.0, None, 5.0, (SHENZHEN,))
    third = ActiveName("09988.HK", "y", 4.0, 2.0, 6.0, (SHENZHEN,))
    assert merged(DAY, {SHANGHAI: (one,), SHENZHEN: (third, other)}).names == (
        ActiveName("00700.HK", "x", 5.0, None, 9.0, (SHANGHAI, SHENZHEN)),
        third,
    )


def test_captured_day_of_hkex_is_in_millions():
    for body in (capture("hkex_data_tab_daily_1.js"), hkex()):
        daily = parse_day(body, DAY)
        assert daily.net_buy == pytest.approx(-7_629_640_000.0)
        assert daily.turnover == pytest.approx(100_412_660_000.0)


def test_captured_day_of_hkex_without_lists_has_no_active_names():
    with pytest.raises(NothingThere):
        parse_active_names(capture("hkex_data_tab_daily_1.js"), DAY)


def test_hkex_names_are_in_single_dollars_and_merged():
    found = parse_active_names(hkex(), DAY)
    assert [name.symbol for name in found.names] == ["09988.HK", "00700.HK", "01810.HK"]
    alibaba, tencent, xiaomi = found.names
    assert (alibaba.turnover, alibaba.buy, alibaba.channels) == (3_941_435_634, 2_050_696_524, (SHANGHAI, SHENZHEN))
    assert (tencent.turnover, tencent.name_zh) == (3_427_291_906, "TENCENT")
    assert xiaomi.net_buy == -200_000_000


def test_a_code_without_its_zeros_is_the_same_share():
    assert parse_active_names(hkex('"00700"', '"700"'), DAY).names[1].symbol == "00700.HK"


@pytest.mark.parametrize(
    ("old", "new"),
    [('"tradingDay":1', '"tradingDay":0'), ("64,769.85", "0.00"), ('"tradingDay":1', '"tradingDay":false')],
)
def test_a_day_without_southbound_trading_is_nothing_there(old, new):
    body = hkex(old, new)
    for amount in ("29,818.19", "34,951.66", "35,642.81", "16,573.32", "19,069.49"):
        body = body.replace(amount.encode(), b"0.00") if old == "64,769.85" else body
    with pytest.raises(NothingThere):
        parse_day(body, DAY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tabData = ", "<html>"),
        ("2026-08-21", "2026-08-20"),
        ("SZSE Southbound", "SZSE Eastbound"),
        ("29,818.19", "29,818.99"),
        ("29,818.19", "n/a"),
        ("Buy Turnover", "Bought"),
    ],
)
def test_another_day_a_missing_channel_and_sums_that_do_not_add_up_condemn_the_file(old, new):
    with pytest.raises(WireError) as caught:
        parse_day(hkex(old, new), DAY)
    assert not isinstance(caught.value, NothingThere)


@pytest.mark.parametrize(
    ("old", "new"), [("3,427,291,906", "3,427,291,999"), ('"00700"', '"x"'), ("900,000,000", "-")]
)
def test_a_name_that_contradicts_itself_or_cannot_be_read_condemns_the_lists(old, new):
    if new == "-":
        assert parse_active_names(hkex(old, new), DAY).names[0].buy is None
        return
    with pytest.raises(WireError):
        parse_active_names(hkex(old, new), DAY)
