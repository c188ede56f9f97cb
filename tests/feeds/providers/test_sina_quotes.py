"""Sina's quotes: families of columns, units, character sets, and what a row without trading means."""

import pytest

from tests.feeds.captures import capture, own
from tests.feeds.examples import instrument, keyed, market_time
from tui.feeds.errors import WireError
from tui.feeds.providers.sina.quotes import parse_quotes
from tui.market.quotes import Quote, QuoteState

BODY = own("sina_quotes.gb18030.txt")


def quote(key: str, body: bytes = BODY, charset: str | None = None) -> Quote:
    batch = parse_quotes(body, charset, keyed(key))
    assert batch.missing == ()
    return batch.quotes[0]


def test_mainland_share_is_in_shares_and_cny():
    cmb = quote("sh600036")
    assert (cmb.volume, cmb.turnover, cmb.currency) == (80_234_500, 3_520_001_234, "CNY")
    assert (cmb.open, cmb.previous_close, cmb.last, cmb.high, cmb.low) == (43.5, 43.44, 44.2, 44.31, 43.4)
    assert cmb.time == market_time(2025, 6, 3, 10, 30, 5)


def test_mainland_index_is_in_hands_unlike_shares():
    index = quote("sh000300")
    assert (index.volume, index.turnover) == (13_000_000_000, 251_000_000_000)


def test_hong_kong_share_is_in_shares_and_hkd():
    tencent = quote("rt_hk00700")
    assert (tencent.volume, tencent.turnover, tencent.currency) == (14_500_200, 7_290_150_300.5, "HKD")
    assert (tencent.last, tencent.high, tencent.low, tencent.open) == (505.0, 506.5, 493.8, 496.0)
    assert tencent.name_zh == "腾讯控股"


def test_hong_kong_index_turnover_is_in_thousands():
    assert quote("rt_hkHSI").turnover == pytest.approx(241_105_771_200)
    assert quote("rt_hkHSI").volume == 15_012_345_678


def test_hong_kong_index_turnover_of_zero_is_missing_and_the_price_stands():
    tech = quote("rt_hkHSTECH")
    assert (tech.last, tech.turnover, tech.volume, tech.state) == (5286.52, None, None, QuoteState.CLOSED)


def test_live_and_delayed_rows_are_told_apart_by_key_and_a_time_without_seconds_is_read():
    live, delayed = quote("rt_hk00700"), quote("hk00700")
    assert (live.delayed, delayed.delayed) == (False, True)
    assert live.time == market_time(2025, 6, 3, 15, 7, 59)
    assert delayed.time == market_time(2025, 6, 3, 14, 52)


def test_us_index_time_is_beijing_time_and_comes_out_as_new_yorks():
    batch = parse_quotes(BODY, None, {"gb_$inx": instrument("usINX")})
    index = batch.quotes[0]
    assert (index.symbol, index.last, index.previous_close) == ("INX", 5935.94, 5911.69)
    assert index.time == market_time(2025, 6, 3, 4, 43, 19)
    assert (index.state, index.volume, index.turnover) == (QuoteState.CLOSED, None, None)


def test_auction_price_is_bid_and_ask_at_once_and_zero_is_no_price():
    byd = quote("sz002594")
    assert (byd.state, byd.last, byd.indicative, byd.previous_close) == (QuoteState.AUCTION, None, 352.4, 351.0)
    assert (byd.open, byd.high, byd.low, byd.volume) == (None, None, None, None)


def test_auction_with_bid_and_ask_apart_has_no_virtual_price():
    body = BODY.replace(b"352.400,352.400", b"352.400,352.500")
    assert quote("sz002594", body).indicative is None


def test_hong_kong_auction_does_not_take_the_previous_close_for_a_price():
    byd = quote("rt_hk01211")
    assert (byd.state, byd.last, byd.indicative) == (QuoteState.AUCTION, None, 398.0)


def test_status_03_without_trading_is_a_suspension():
    leshi = quote("sz300104")
    assert (leshi.state, leshi.last, leshi.previous_close) == (QuoteState.SUSPENDED, None, 0.77)


def test_status_03_after_trading_is_a_halt_and_keeps_its_price():
    icbc = quote("sh601398")
    assert (icbc.state, icbc.last, icbc.volume) == (QuoteState.HALTED, 7.1, 150_000_000)


def test_names_are_read_in_either_character_set():
    text = BODY.decode("gb18030")
    assert quote("sh600036").name_zh == "招商银行"
    assert quote("sh600036", text.encode()).name_zh == "招商银行"
    assert quote("sh600036", charset="GBK").name_zh == "招商银行"
    assert quote("sh600036", text.encode(), charset="utf-8").name_zh == "招商银行"
    assert quote("sh600036", charset="no-such-charset").name_zh == "招商银行"


def test_bad_rows_are_missing_with_the_reason():
    batch = parse_quotes(BODY, None, keyed("sz000333", "sz000001", "sh600000", "sh600036"))
    assert [quote.symbol for quote in batch.quotes] == ["600036.SH"]
    assert dict(batch.missing) == {
        "000333.SZ": "unknown to Sina",
        "000001.SZ": "row of only 2 columns",
        "600000.SH": "not in the answer",
    }


def test_refusal_without_a_referer_is_named():
    with pytest.raises(WireError, match="Referer"):
        parse_quotes(b"Kinsoku jikou desu!", None, keyed("sh600036"))


@pytest.mark.parametrize("body", [b"", b"<html></html>", b'var hq_str_sh600036="'])
def test_body_without_a_single_row_is_refused(body):
    with pytest.raises(WireError):
        parse_quotes(body, None, keyed("sh600036"))


def test_captured_auction():
    row = quote("sh600000", capture("sina_hq_auction_2.txt"))
    assert (row.state, row.last, row.indicative, row.previous_close) == (QuoteState.AUCTION, None, 9.0, 9.0)
    assert row.time == market_time(2026, 8, 31, 9, 22, 28)


def test_captured_lunch():
    body = capture("sina_hq_lunch_4.txt")
    assert quote("sh601003", body).last == 6.89
    assert quote("sh601003", body).time == market_time(2021, 8, 12, 11, 30)
    index = quote("sh000001", body)
    assert (index.last, index.volume, index.turnover) == (3528.2737, 24_636_129_500, 343_695_733_032)
    assert index.time == market_time(2021, 8, 12, 11, 35, 3)
    tencent = quote("hk00700", body)
    assert (tencent.last, tencent.delayed, tencent.volume) == (486.8, True, 8_102_711)
    assert tencent.time == market_time(2021, 8, 12, 11, 59)


def test_captured_live_hong_kong_share():
    row = quote("rt_hk00700", capture("sina_hq_rthk_6.txt"))
    assert (row.last, row.delayed) == (478.8, False)
    assert row.change_pct == pytest.approx(-0.083, abs=0.001)
    assert row.time == market_time(2026, 8, 7, 16, 8, 22)


def test_captured_suspension():
    row = quote("sh500038", capture("sina_hq_suspended_8.gb18030.txt"))
    assert (row.state, row.last, row.previous_close) == (QuoteState.SUSPENDED, None, 0.938)
    assert (row.time, row.name_zh) == (market_time(2020, 5, 25, 9, 0), "基金通乾")


def test_captured_refusal():
    with pytest.raises(WireError, match="Referer"):
        parse_quotes(capture("sina_error_noreferer_1.txt"), None, keyed("sh600036"))
