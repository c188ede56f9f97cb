"""The Hong Kong dollar in yuan: each provider's row, the quotient of two, and what cannot be a rate."""

import json
from datetime import datetime

import pytest

from tests.feeds.captures import capture
from tests.feeds.examples import market_time
from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.eastmoney.rates import parse_rate as parse_eastmoney
from tui.feeds.providers.rate_band import HIGHEST, LOWEST, is_sane
from tui.feeds.providers.sina.rates import parse_rate as parse_sina
from tui.feeds.providers.tencent.rates import parse_rate as parse_tencent
from tui.market.zones import MARKET_TIME

DIRECT = {"f12": "HKDCNH", "f13": 133, "f2": 0.8551, "f18": 0.8554, "f124": 1789011078}
YUAN = {"f12": "USDCNH", "f13": 133, "f2": 6.7, "f18": 6.71, "f124": 1789011078}
DOLLAR = {"f12": "USDHKD", "f13": 119, "f2": 7.84, "f18": 7.85, "f124": 1789011000}
TENCENT_ROW = (
    "310~港元人民币~HKDCNY~0.8551~~20260929005158~0.8554~0.8555~0.8559~0.8550~0.8551~0.8557~-0.0003~-0.04~0.20~0.02"
    "~-0.35~-1.02~-4.71~0.9183~0.8529~2026-09-28"
)
SINA_ROW = (
    "03:21:44,0.8646255739,0.8646255739,0.8657633869,15.5660370000,0.8657633869,0.8658608388,0.8643042351,"
    "0.8646255739,港元兑人民币,-0.1314,-0.0011,0.0016,此行情由新浪财经计算得出,0.0000,0.0000,,2026-07-04"
)


def eastmoney(*rows: dict[str, object]):
    return parse_eastmoney(json.dumps({"rc": 0, "data": {"diff": list(rows)}}).encode())


def tencent(row: str = TENCENT_ROW):
    return parse_tencent(f'v_whHKDCNY="{row}";\n'.encode("gbk"), None)


def sina(row: str = SINA_ROW):
    return parse_sina(f'var hq_str_fx_shkdcny="{row}";\n'.encode("gb18030"), None)


def test_eastmoneys_rate_is_offshore():
    rate = eastmoney(DIRECT, YUAN, DOLLAR)
    assert (rate.pair, rate.last, rate.previous_close, rate.provider) == ("HKD/CNH", 0.8551, 0.8554, "eastmoney")
    assert rate.time == datetime.fromtimestamp(1789011078, MARKET_TIME)


@pytest.mark.parametrize("missing", [{"f2": "-"}, {"f2": None}, {"f2": 0}, {"f13": 134}])
def test_without_the_direct_quote_it_is_the_quotient_as_old_as_the_older_part(missing):
    rate = eastmoney(DIRECT | missing, YUAN, DOLLAR)
    assert rate.last == pytest.approx(6.7 / 7.84)
    assert rate.previous_close == pytest.approx(6.71 / 7.85)
    assert rate.time == datetime.fromtimestamp(1789011000, MARKET_TIME)


def test_a_quotient_of_which_a_part_has_no_stamp_has_none():
    assert eastmoney(YUAN, DOLLAR | {"f124": "-"}).time is None


def test_half_a_quotient_is_nothing():
    with pytest.raises(NothingThere):
        eastmoney(YUAN)


def test_tencents_rate_is_onshore():
    rate = tencent()
    assert (rate.pair, rate.last, rate.previous_close, rate.provider) == ("HKD/CNY", 0.8551, 0.8554, "tencent")
    assert rate.time == market_time(2026, 9, 29, 0, 51, 58)


def test_tencents_other_pairs_are_not_taken_for_it():
    with pytest.raises(NothingThere):
        parse_tencent(capture("tencent_qt_mixed_delay_3.txt"), "utf-8")
    with pytest.raises(WireError):
        tencent(TENCENT_ROW.replace("HKDCNY", "USDCNY"))


def test_sinas_rate_is_onshore_and_its_last_price_is_the_ninth_column():
    rate = sina()
    assert (rate.pair, rate.last, rate.previous_close, rate.provider) == (
        "HKD/CNY",
        0.8646255739,
        0.8657633869,
        "sina",
    )
    assert rate.time == market_time(2026, 7, 4, 3, 21, 44)
    assert (rate.last / rate.previous_close - 1) * 100 == pytest.approx(-0.1314, abs=1e-4)


def test_sinas_shorter_row_has_no_date_and_so_no_stamp():
    row = "14:40:57,0.8598,0.8598,0.8595,5.9852,0.8595,0.8599,0.8593,0.8598821961,港元兑人民币,0.0430"
    assert (sina(row).last, sina(row).time) == (0.8598821961, None)


def test_an_empty_row_is_nothing_there():
    with pytest.raises(NothingThere):
        sina("")
    with pytest.raises(NothingThere):
        parse_tencent(b'v_pv_none_match="1";', None)


@pytest.mark.parametrize("value", [1 / 0.92, 1 / 0.8551, 7.84, 6.71, 0.11, 116.0, 85.51])
def test_turned_round_and_foreign_quotes_are_refused(value):
    with pytest.raises(WireError, match="cannot be"):
        eastmoney(DIRECT | {"f2": value})
    with pytest.raises(WireError, match="cannot be"):
        tencent(TENCENT_ROW.replace("0.8551", f"{value:.4f}"))
    with pytest.raises(WireError, match="cannot be"):
        sina(SINA_ROW.replace("0.8646255739", f"{value:.10f}"))


def test_no_rate_within_the_band_is_within_it_when_turned_round():
    assert HIGHEST <= 1 / HIGHEST
    assert not any(is_sane(1 / value) for value in (LOWEST, 0.85, 0.92, 0.999))


@pytest.mark.parametrize("row", ["", "310~x", "310~x~HKDCNY~-~0~20260929005158~0.8554", "a" * 5000])
def test_unreadable_rows_are_refused(row):
    with pytest.raises(WireError):
        tencent(row)
    with pytest.raises(WireError):
        sina(row.replace("~", ","))
