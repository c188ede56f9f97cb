"""Tencent's quotes: units, stamps, and what a row without trading means."""

from datetime import timedelta

import pytest

from tests.feeds.captures import own
from tests.feeds.examples import keyed, market_time
from tui.feeds.errors import WireError
from tui.feeds.providers.tencent.quotes import parse_quotes
from tui.market.quotes import Quote, QuoteState

BODY = own("tencent_quotes.gb18030.txt")


def quote(key: str, body: bytes = BODY) -> Quote:
    batch = parse_quotes(body, None, keyed(key))
    assert batch.missing == ()
    return batch.quotes[0]


def reason(key: str, body: bytes = BODY) -> str:
    batch = parse_quotes(body, None, keyed(key))
    assert batch.quotes == ()
    return batch.missing[0][1]


def row_with(key: str, **fields: str) -> bytes:
    """The fixture's row of that key with fields replaced: `_6="0"` sets field 6."""
    text = BODY.decode("gb18030")
    start = text.index(f"v_{key}=") + len(f'v_{key}="')
    values = text[start : text.index('"', start)].split("~")
    for name, value in fields.items():
        values[int(name[1:])] = value
    return f'v_{key}="{"~".join(values)}";'.encode("gb18030")


def test_mainland_volume_is_in_hands_and_turnover_exact():
    cmb = quote("sh600036")
    assert (cmb.volume, cmb.turnover, cmb.currency) == (80_234_500, 3_520_001_234, "CNY")
    assert (cmb.last, cmb.previous_close, cmb.open, cmb.high, cmb.low) == (44.20, 43.44, 43.50, 44.31, 43.40)


def test_turnover_falls_back_to_ten_thousands_of_cny():
    assert quote("sh600036", row_with("sh600036", _35="44.20")).turnover == pytest.approx(3_520_001_234)
    assert quote("sh600036", row_with("sh600036", _35="", _57="")).turnover == 3_520_000_000


def test_star_board_volume_is_in_shares():
    assert quote("sh688981").volume == 15_208_035


def test_star_board_volume_is_in_shares_without_turnover_too():
    assert quote("sh688981", row_with("sh688981", _35="", _37="0", _57="0")).volume == 15_208_035


def test_mainland_index_volume_is_in_hands_though_its_level_says_otherwise():
    index = quote("sh000300")
    assert (index.volume, index.turnover) == (13_000_000_000, 251_000_000_000)


def test_beijing_volume_is_in_hands():
    assert quote("bj920002").volume == 432_800


def test_hong_kong_share_is_in_shares_and_single_hkd():
    tencent = quote("r_hk00700")
    assert (tencent.volume, tencent.turnover, tencent.currency) == (14_500_200, 7_290_150_300.5, "HKD")


def test_hong_kong_index_has_turnover_in_ten_thousands_and_no_volume():
    index = quote("r_hkHSI")
    assert (index.volume, index.turnover) == (None, pytest.approx(241_105_771_200))


def test_us_index_has_neither_volume_nor_turnover_and_new_york_time():
    index = quote("usINX")
    assert (index.last, index.volume, index.turnover) == (5935.94, None, None)
    assert index.time is not None
    assert index.time.isoformat() == "2025-06-02T16:43:19-04:00"
    assert index.state is QuoteState.CLOSED


def test_live_and_delayed_rows_of_one_share_are_told_apart_by_key():
    live, delayed = quote("r_hk00700"), quote("hk00700")
    assert (live.delayed, live.last) == (False, 505.0)
    assert (delayed.delayed, delayed.last) == (True, 504.0)
    assert live.time is not None
    assert delayed.time is not None
    assert live.time - delayed.time > timedelta(minutes=15)


def test_rows_are_matched_by_key_in_the_order_asked_and_others_ignored():
    batch = parse_quotes(BODY, None, keyed("sh688981", "r_hkHSI"))
    assert [quote.symbol for quote in batch.quotes] == ["688981.SH", "HSI"]


def test_auction_shows_the_virtual_price_and_no_last():
    byd = quote("sz002594")
    assert (byd.state, byd.last, byd.indicative, byd.previous_close) == (QuoteState.AUCTION, None, 352.40, 351.0)
    assert (byd.open, byd.high, byd.low, byd.volume, byd.turnover) == (None,) * 5


def test_hong_kong_auction_shows_the_virtual_price_and_no_last():
    byd = quote("r_hk01211")
    assert (byd.state, byd.last, byd.indicative) == (QuoteState.AUCTION, None, 398.0)


def test_hong_kong_auction_without_a_match_repeats_the_previous_close_which_is_no_price():
    hsbc = quote("r_hk00005")
    assert (hsbc.state, hsbc.last, hsbc.indicative, hsbc.previous_close) == (QuoteState.AUCTION, None, None, 92.0)


def test_stop_after_trading_is_a_halt_and_keeps_its_price():
    icbc = quote("sh601398")
    assert (icbc.state, icbc.last, icbc.volume) == (QuoteState.HALTED, 7.10, 150_000_000)


def test_stop_without_trading_is_a_suspension_and_its_repeated_close_no_price():
    leshi = quote("sz300104")
    assert (leshi.state, leshi.last, leshi.previous_close) == (QuoteState.SUSPENDED, None, 0.77)


def test_old_style_suspension_has_a_zero_price_and_fewer_fields():
    old = row_with("sz300104", _3="0.00").decode("gb18030")
    cut = "~".join(old.split("~")[:50]) + '";'
    leshi = quote("sz300104", cut.encode("gb18030"))
    assert (leshi.state, leshi.last, leshi.previous_close) == (QuoteState.SUSPENDED, None, 0.77)


def test_share_not_traded_within_the_session_is_suspended_even_without_the_mark():
    assert quote("sz300104", row_with("sz300104", _40="")).state is QuoteState.SUSPENDED


def test_delisted_row_gives_neither_its_old_price_nor_its_fresh_stamp():
    gone = quote("sz000003")
    assert (gone.state, gone.last, gone.time) == (QuoteState.DELISTED, None, None)


def test_mainland_stamp_in_another_place_condemns_the_row():
    assert reason("sh600036", row_with("sh600036", _30="")) == "no time where it should be"
    assert reason("sh600036", row_with("sh600036", _30="2025/06/03 10:30:05")) == "no time where it should be"
    assert reason("sh600036", row_with("sh600036", _30="20250230103005")) == "no time where it should be"


def test_stamp_after_the_close_makes_the_row_the_last_of_its_session():
    assert quote("sh600036", row_with("sh600036", _30="20250603161439")).state is QuoteState.CLOSED
    assert quote("r_hkHSI").state is QuoteState.CLOSED
    assert quote("r_hk00700", row_with("r_hk00700", _30="2025/06/03 16:05:00")).state is QuoteState.TRADING


def test_row_before_the_auction_has_no_price_and_is_not_suspended():
    early = quote("sz002594", row_with("sz002594", _30="20250603090500"))
    assert (early.state, early.last, early.indicative) == (QuoteState.CLOSED, None, None)


def test_float_value_is_field_44_in_hundred_millions():
    assert quote("sh600036").float_value == pytest.approx(911.8e9)
    assert quote("r_hk01211").float_value == pytest.approx(437e9)
    assert quote("sh000300").float_value is None


def test_price_limits_are_those_of_mainland_shares_only():
    cmb = quote("sh600036")
    assert (cmb.limit_up, cmb.limit_down) == (47.78, 39.10)
    assert (quote("sh000300").limit_up, quote("sh000300").limit_down) == (None, None)
    assert (quote("r_hk00700").limit_up, quote("r_hk00700").limit_down) == (None, None)


def test_names_are_read_as_gbk():
    assert quote("sh600036").name_zh == "招商银行"
    assert quote("sh600036", row_with("sh600036").decode("gb18030").encode()).name_zh != "招商银行"


def test_charset_named_by_the_server_is_honoured():
    body = row_with("sh600036").decode("gb18030").encode()
    assert parse_quotes(body, "UTF-8", keyed("sh600036")).quotes[0].name_zh == "招商银行"


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e5", "1_000", " 7", "٣", "9" * 400, ""])
def test_last_price_that_is_no_plain_number_makes_the_symbol_missing(text):
    assert reason("sh600036", row_with("sh600036", _3=text)) == "unreadable last price"


def test_one_bad_row_does_not_touch_the_others():
    batch = parse_quotes(BODY, None, keyed("sz000001", "sz000002", "sz000333", "sh600000", "sh600036"))
    assert [quote.symbol for quote in batch.quotes] == ["600036.SH"]
    assert dict(batch.missing) == {
        "000001.SZ": "unreadable last price",
        "000002.SZ": "row of only 4 fields",
        "000333.SZ": "unknown to Tencent",
        "600000.SH": "not in the answer",
    }


def test_row_without_any_price_is_missing():
    assert reason("sz300104", row_with("sz300104", _3="0.00", _4="0.00")) == "row without a price"


def test_row_cut_off_before_its_end_is_not_read():
    cut = BODY[: BODY.index(b"v_usINX") + 60]
    assert parse_quotes(cut, None, keyed("sh600036")).quotes != ()
    assert reason("usINX", cut) == "not in the answer"


def test_answer_that_knows_no_symbol_leaves_all_missing():
    assert reason("sh600036", b'v_pv_none_match="1";\n') == "not in the answer"


@pytest.mark.parametrize("body", [b"", b"\n", b"<html><body>502 Bad Gateway</body></html>", b'v_sh600036="1~'])
def test_body_without_a_single_row_is_refused(body):
    with pytest.raises(WireError):
        parse_quotes(body, None, keyed("sh600036"))


def test_stamps_are_market_time():
    assert quote("sh600036").time == market_time(2025, 6, 3, 10, 30, 5)
    assert quote("r_hk00700").time == market_time(2025, 6, 3, 15, 7, 59)
