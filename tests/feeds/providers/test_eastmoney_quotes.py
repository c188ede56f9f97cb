"""Eastmoney's quotes: scaling, units, dashes, and envelopes without data."""

import json
from datetime import UTC, datetime

import pytest

from tests.feeds.captures import capture, own
from tests.feeds.examples import instrument, market_time
from tui.feeds.answers import QuoteBatch
from tui.feeds.errors import WireError
from tui.feeds.providers.eastmoney.quotes import parse_quotes
from tui.market.quotes import Quote, QuoteState

BODY = own("eastmoney_quotes.json")


def parse(body: bytes, *keys: str) -> QuoteBatch:
    instruments = [instrument(key) for key in keys]
    return parse_quotes(body, {str(one.codes.eastmoney): one for one in instruments})


def quote(key: str, body: bytes = BODY) -> Quote:
    batch = parse(body, key)
    assert batch.missing == ()
    return batch.quotes[0]


def answer(*rows: dict[str, object], rc: int = 0) -> bytes:
    return json.dumps({"rc": rc, "data": {"total": len(rows), "diff": list(rows)}}).encode()


def cmb(**changes: object) -> dict[str, object]:
    row = next(row for row in json.loads(BODY)["data"]["diff"] if row["f12"] == "600036")
    return row | changes


def test_mainland_share_is_in_hands_and_single_cny():
    row = quote("sh600036")
    assert (row.volume, row.turnover, row.currency) == (80_234_500, 3_520_001_234, "CNY")
    assert (row.last, row.previous_close, row.open, row.high, row.low) == (44.2, 43.44, 43.5, 44.31, 43.4)
    assert (row.float_value, row.time) == (911_800_000_000, market_time(2025, 6, 3, 10, 30, 5))


def test_star_board_is_in_hands_too():
    assert quote("sh688981").volume == 15_208_000
    without_money = answer(cmb(f12="688981", f6="-"))
    assert quote("sh688981", without_money).volume == 80_234_500


def test_mainland_index_is_in_hands():
    assert quote("sh000300").volume == 13_000_000_000
    assert quote("sh000300").float_value is None


def test_hong_kong_is_in_shares_and_hkd_and_always_delayed():
    tencent, index = quote("hk00700"), quote("hkHSI")
    assert (tencent.volume, tencent.turnover, tencent.delayed) == (14_200_200, 7_138_950_300.5, True)
    assert (index.volume, index.turnover, index.delayed) == (15_012_345_678, 241_105_771_200, True)


def test_mainland_is_not_marked_as_delayed():
    assert quote("sh600036").delayed is False


def test_us_index_has_new_york_time():
    spx = parse_quotes(BODY, {"100.SPX": instrument("usINX")}).quotes[0]
    assert spx.time is not None
    assert spx.time.isoformat() == "2025-06-02T16:43:19-04:00"
    assert (spx.state, spx.turnover, spx.volume) == (QuoteState.CLOSED, None, None)


def test_dashes_everywhere_are_a_suspension():
    row = quote("sz300104")
    assert (row.state, row.last, row.previous_close, row.turnover) == (QuoteState.SUSPENDED, None, None, None)


def test_dash_before_the_open_is_an_auction_without_a_virtual_price():
    row = quote("sz002594")
    assert (row.state, row.last, row.indicative, row.previous_close) == (QuoteState.AUCTION, None, None, 351.0)


def test_unscaled_prices_fail_the_whole_answer():
    unscaled = cmb(f2=4420, f3=175, f4=76, f18=4344)
    with pytest.raises(WireError, match="unscaled"):
        parse(answer(cmb(f12="600000"), unscaled), "sh600036")


def test_percent_left_over_from_yesterday_does_not_look_unscaled():
    assert quote("sh600036", answer(cmb(f2=43.44, f3=1.75))).last == 43.44


def test_the_same_code_in_two_markets_is_two_instruments():
    shanghai = cmb(f12="000001", f13=1, f2=3361.98, f18=3347.49, f3=0.43)
    shenzhen = cmb(f12="000001", f13=0, f2=11.62, f18=11.55, f3=0.61)
    body = answer(shenzhen, shanghai)
    assert quote("sh000001", body).last == 3361.98
    assert quote("sz000001", body).last == 11.62


def test_rows_as_a_dictionary_are_read_too():
    body = json.dumps({"rc": 0, "data": {"diff": {"0": cmb()}}}).encode()
    assert quote("sh600036", body).last == 44.2


def test_no_such_data_leaves_all_missing_and_is_no_failure():
    batch = parse(b'{"rc":102,"rt":1,"data":null}', "sh600036")
    assert batch == QuoteBatch((), (("600036.SH", "not in the answer"),))


@pytest.mark.parametrize("body", [b'{"rc":100,"data":null}', b'{"rc":0,"data":null}', b"", b"<html>", b"[]", b"{"])
def test_other_answers_without_data_are_refused(body):
    with pytest.raises(WireError):
        parse(body, "sh600036")


@pytest.mark.parametrize("field", ["f2", "f5", "f17", "f18"])
def test_text_in_the_place_of_a_needed_number_makes_the_symbol_missing(field):
    batch = parse(answer(cmb(**{field: "soon"})), "sh600036")
    assert batch.quotes == ()
    assert batch.missing[0][1].startswith("unreadable")


@pytest.mark.parametrize("time", [None, "-", 0, -5, 9e17])
def test_row_without_a_time_is_missing(time):
    batch = parse(answer(cmb(f124=time)), "sh600036")
    assert batch.missing == (("600036.SH", "no time where it should be"),)


def test_row_of_another_shape_does_not_touch_the_others():
    body = answer(cmb(f12="600000", f2=[1]), cmb())
    batch = parse(body, "sh600000", "sh600036")
    assert [quote.symbol for quote in batch.quotes] == ["600036.SH"]
    assert batch.missing == (("600000.SH", "not in the answer"),)


def test_captured_share():
    row = quote("sh600519", capture("eastmoney_ulistnp_3.json"))
    assert (row.last, row.previous_close, row.volume) == (1283.98, 1290.88, 1_070_100)
    assert row.time == datetime.fromtimestamp(1789011078, UTC)


@pytest.mark.parametrize("name", ["eastmoney_ulistnp_nofltt_1.json", "eastmoney_ulistnp_breadth_2.json"])
def test_captured_answers_without_scaling(name):
    body = capture(name)
    if b'"f13"' in body:
        with pytest.raises(WireError, match="unscaled"):
            parse(body, "sz300059")
    else:
        assert parse(body, "sh000001").quotes == ()


def test_captured_breadth_rows_name_no_market_and_match_nothing():
    assert parse(capture("eastmoney_ulistnp_breadth_3.json"), "sh000001").quotes == ()


def test_captured_list_with_a_suspension_names_no_market_either():
    batch = parse(capture("eastmoney_clist_suspended_1.json"), "sz000004")
    assert batch.missing == (("000004.SZ", "not in the answer"),)


def test_captured_suspension_with_its_market():
    body = capture("eastmoney_clist_suspended_1.json").replace(b'"f12"', b'"f13":0,"f12"')
    row = quote("sz000004", body)
    assert (row.state, row.last) == (QuoteState.SUSPENDED, None)
    assert row.time == market_time(2026, 9, 4, 8, 0)


def test_captured_envelopes_without_data():
    missing, bad_id = capture("eastmoney_nodata_1.txt").splitlines()
    assert parse(missing, "sh600036").quotes == ()
    with pytest.raises(WireError, match="rc 100"):
        parse(bad_id, "sh600036")
