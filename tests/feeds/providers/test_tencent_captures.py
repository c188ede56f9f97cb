"""Tencent's real answers give their hand-read values."""

from datetime import date, timedelta

import pytest

from tests.feeds.captures import capture
from tests.feeds.examples import instrument, keyed, market_time
from tui.feeds.errors import WireError
from tui.feeds.providers.tencent.bars import parse_bars
from tui.feeds.providers.tencent.minutes import parse_minutes
from tui.feeds.providers.tencent.quotes import parse_quotes
from tui.market.quotes import Quote, QuoteState


def quotes(name: str, *keys: str) -> dict[str, Quote]:
    charset = None if ".gb18030." in name else "utf-8"
    instruments = keyed(*keys)
    batch = parse_quotes(capture(name), charset, instruments)
    assert batch.missing == ()
    return dict(zip(keys, batch.quotes, strict=True))


def pct(quote: Quote) -> float:
    assert quote.change_pct is not None
    return round(quote.change_pct, 2)


def test_hong_kong_share():
    tencent = quotes("tencent_qt_hk00700_1.txt", "hk00700")["hk00700"]
    assert (tencent.last, pct(tencent), tencent.high) == (479.2, 1.14, 480.6)
    assert tencent.change == pytest.approx(5.4)
    assert (tencent.volume, tencent.turnover) == (19_321_018, pytest.approx(9.2319e9, rel=1e-4))
    assert tencent.time == market_time(2026, 4, 29, 16, 8, 43)
    assert tencent.name_zh == "腾讯控股"


def test_delayed_index_beside_a_live_mainland_share():
    rows = quotes("tencent_qt_mixed_delay_3.txt", "sh600519", "hkHSI")
    assert (rows["sh600519"].last, pct(rows["sh600519"])) == (1286.21, -0.53)
    assert rows["sh600519"].time == market_time(2026, 8, 18, 10, 37, 28)
    assert (rows["hkHSI"].last, rows["hkHSI"].delayed) == (25318.22, True)
    assert rows["hkHSI"].time == market_time(2026, 8, 18, 10, 22, 29)


def test_rows_beside_the_mark_of_unknown_symbols():
    rows = quotes("tencent_qt_nonematch_5.txt", "r_hkHSI", "r_hk00001")
    assert (rows["r_hkHSI"].last, pct(rows["r_hkHSI"])) == (24761.13, -0.29)
    assert (rows["r_hk00001"].last, rows["r_hk00001"].delayed) == (68.1, False)


def test_short_form_is_too_short_to_be_a_quote():
    batch = parse_quotes(capture("tencent_qt_short_hk_6.txt"), "utf-8", {"s_hk00700": instrument("hk00700")})
    assert batch.quotes == ()
    assert batch.missing == (("00700.HK", "row of only 10 fields"),)


def test_live_and_delayed_row_of_one_share():
    rows = quotes("tencent_qt_hk_rt_vs_delayed_8.gb18030.txt", "r_hk07709", "hk07709")
    live, delayed = rows["r_hk07709"], rows["hk07709"]
    assert (live.last, pct(live), live.delayed) == (44.2, -0.81, False)
    assert (delayed.last, delayed.delayed) == (44.46, True)
    assert live.time == market_time(2026, 9, 10, 15, 7, 59)
    assert delayed.time == live.time - timedelta(minutes=15, seconds=7)


def test_indices_at_lunch():
    rows = quotes("tencent_qt_indices_lunch_9.gb18030.txt", "sh000001", "hkHSI", "hkHSTECH")
    assert (rows["sh000001"].last, pct(rows["sh000001"])) == (3937.78, -0.35)
    assert rows["sh000001"].time == market_time(2026, 9, 10, 12, 5, 0)
    assert rows["sh000001"].volume == 32_044_379_400
    assert rows["sh000001"].turnover == 518_005_110_019
    assert (rows["hkHSI"].last, rows["hkHSTECH"].last) == (24948.33, 4326.94)
    assert rows["hkHSI"].turnover == pytest.approx(105_673_484_890)


def test_us_indices_in_new_york_time():
    body = capture("tencent_qt_indices_lunch_9.gb18030.txt")
    batch = parse_quotes(body, None, {"us.DJI": instrument("usDJI")})
    assert batch.quotes[0].last == 52380.66
    assert batch.quotes[0].time is not None
    assert batch.quotes[0].time.isoformat() == "2026-09-09T16:43:19-04:00"


def test_suspensions_of_2026_and_2017():
    rows = quotes("tencent_qt_suspended_12.gb18030.txt", "sz002731", "sz300104")
    assert {row.state for row in rows.values()} == {QuoteState.SUSPENDED}
    assert [row.last for row in rows.values()] == [None, None]
    assert [row.previous_close for row in rows.values()] == [0.77, 30.68]


def test_delisted_rows_give_no_price():
    body = capture("tencent_qt_delisted_14.gb18030.txt")
    batch = parse_quotes(body, None, keyed("sz000003", "sh600005", "sh600000"))
    gone, alive = batch.quotes
    assert (gone.symbol, gone.state, gone.last, gone.time) == ("000003.SZ", QuoteState.DELISTED, None, None)
    assert (alive.last, pct(alive)) == (9.70, 2.32)
    assert alive.float_value == pytest.approx(323.067e9)
    assert batch.missing == (("600005.SH", "no time where it should be"),)


def test_call_auction():
    row = quotes("tencent_qt_preopen_auction_15.gb18030.txt", "sz002241")["sz002241"]
    assert (row.state, row.last, row.indicative) == (QuoteState.AUCTION, None, 22.26)
    assert (row.previous_close, row.volume) == (22.27, None)
    assert row.time == market_time(2025, 5, 9, 9, 22, 33)


def test_hong_kong_minutes():
    series = parse_minutes(capture("tencent_minute_hk00700_1.json"), "hk00700", instrument("hk00700"))
    assert (series.date, series.previous_close, len(series.minutes)) == (date(2026, 9, 10), 434.0, 130)
    first, last = series.minutes[0], series.minutes[-1]
    assert (first.minute, first.price, first.volume, first.turnover) == (570, 430.0, 1_179_100, 509_679_517.32)
    assert last.minute == 11 * 60 + 39


def test_beijing_minutes_have_no_turnover():
    series = parse_minutes(capture("tencent_minute_bj920002_lunch_3.json"), "bj920002", instrument("bj920002"))
    assert (len(series.minutes), series.previous_close) == (16, 52.02)
    assert {minute.turnover for minute in series.minutes} == {None}
    assert (series.minutes[-1].minute, series.minutes[-1].volume) == (690, 432_800)


def test_bars_with_the_running_day():
    bars = parse_bars(capture("tencent_fqkline_sh601166_1.json"), "sh601166", instrument("sh601166"), 320).bars
    assert len(bars) == 4
    today = bars[-1]
    assert (today.date, today.open, today.close, today.high, today.low) == (
        date(2026, 1, 14),
        20.97,
        21.13,
        21.18,
        20.84,
    )
    assert today.volume == 42_439_300


def test_bars_of_eleven_columns():
    body = capture("tencent_newfqkline_sh600000_holiday_3.json")
    bars = parse_bars(body, "sh600000", instrument("sh600000"), 320).bars
    assert (len(bars), bars[-1].date, bars[-1].close) == (20, date(2026, 9, 30), 9.48)
    assert (bars[-1].volume, bars[-1].turnover) == (147_484_800, pytest.approx(1_386_209_900))


def test_bars_over_the_limit_are_refused():
    with pytest.raises(WireError, match="param error"):
        parse_bars(capture("tencent_fqkline_param_error_2.json"), "sh600000", instrument("sh600000"), 320)


def test_minute_bars_are_no_daily_bars():
    with pytest.raises(WireError, match="no bars"):
        parse_bars(capture("tencent_mkline_sh600206_1.json"), "sh600206", instrument("sh600206"), 320)
