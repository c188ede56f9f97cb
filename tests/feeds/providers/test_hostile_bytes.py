"""Whatever the bytes, a parser gives sane records or raises WireError."""

import contextlib
import json
import math
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from tests.feeds.captures import own
from tests.feeds.examples import instrument, keyed
from tests.feeds.hostile import hostile_bytes
from tests.thoroughness import repeats
from tui.feeds.answers import QuoteBatch
from tui.feeds.errors import WireError
from tui.feeds.providers.eastmoney.active_names import parse_names
from tui.feeds.providers.eastmoney.bars import parse_bars as parse_eastmoney_bars
from tui.feeds.providers.eastmoney.breadth import parse_breadth
from tui.feeds.providers.eastmoney.five_minutes import parse_five_minutes
from tui.feeds.providers.eastmoney.history import parse_history
from tui.feeds.providers.eastmoney.quotes import parse_quotes as parse_eastmoney_quotes
from tui.feeds.providers.eastmoney.rates import parse_rate as parse_eastmoney_rate
from tui.feeds.providers.eastmoney.southbound import parse_minutes as parse_southbound_minutes
from tui.feeds.providers.eastmoney.southbound import parse_totals
from tui.feeds.providers.hkex.daily import parse_active_names, parse_day
from tui.feeds.providers.rate_band import is_sane
from tui.feeds.providers.sina.quotes import parse_quotes as parse_sina_quotes
from tui.feeds.providers.sina.rates import parse_rate as parse_sina_rate
from tui.feeds.providers.tencent.bars import parse_bars
from tui.feeds.providers.tencent.minutes import parse_minutes
from tui.feeds.providers.tencent.quotes import parse_quotes as parse_tencent_quotes
from tui.feeds.providers.tencent.rates import parse_rate as parse_tencent_rate

TODAY = date(2025, 6, 3)
CHARSETS = st.sampled_from([None, "utf-8", "GBK", "utf-16", "no-such-charset", ""])
thoroughly = settings(max_examples=repeats(thorough=2000, quick=300), deadline=None)
pytestmark = pytest.mark.slow

TENCENT_KEYS = keyed("sh600036", "sh688981", "sh000300", "sz002594", "sz000003", "r_hk00700", "hk00700", "r_hkHSI")
SINA_KEYS = keyed("sh600036", "sh000300", "sz002594", "sh601398", "rt_hk00700", "hk00700", "rt_hkHSI") | {
    "gb_$inx": instrument("usINX")
}
EASTMONEY_KEYS = {
    str(one.codes.eastmoney): one
    for one in map(instrument, ("sh600036", "sh688981", "sh000300", "hk00700", "hkHSI", "sz300104", "sz002594"))
}

_MINUTE_ROWS = ["0930 43.50 1000 4350000.00", "0931 43.60 2000 8710000.00", "1500 44.20 9000"]
MINUTES = json.dumps(
    {
        "code": 0,
        "msg": "",
        "data": {
            "sh600036": {
                "data": {"date": "20250603", "data": _MINUTE_ROWS},
                "qt": {"sh600036": ["1", "name", "600036", "44.20", "43.44"], "market": ["…"]},
            }
        },
    }
).encode()
BARS = (
    b'{"code":0,"msg":"","data":{"sh600036":{"qfqday":[["2025-05-29","43.0","43.2","43.8","42.9","593631.000"],'
    b'["2025-05-30","43.1","43.44","43.8","42.9","593631.000",{"nd":"2024"},"0.2","62537.48"]],"qt":{}}}}'
)
SOUTHBOUND = (
    b'{"rc":0,"data":{"n2s":["9:30,100000.00,900000.00,-20000.00,800000.00,80000.00,480000.00,500000.00,1380000.00,'
    b'1300000.00","9:31,-,-,-,-,-,-,-,-,-"],"n2sDate":"06-03","s2n":null}}'
)
TOTALS = (
    b'{"rc":0,"data":{"sh2hk":{"status":1,"date":"06-03","date2":"2025-06-03","netBuyAmt":1.0,"buyAmt":3.0,'
    b'"sellAmt":2.0},"sz2hk":{"status":1,"date":"06-03","netBuyAmt":-1.0,"buyAmt":3.0,"sellAmt":4.0}}}'
)
HISTORY = (
    b'{"success":true,"result":{"data":[{"MUTUAL_TYPE":"006","TRADE_DATE":"2025-06-02 00:00:00","NET_DEAL_AMT":1.5,'
    b'"BUY_AMT":5.5,"SELL_AMT":4.0,"DEAL_AMT":9.5},{"MUTUAL_TYPE":"006","TRADE_DATE":"2025-05-30 00:00:00"}]}}'
)


KLINES = b'{"rc":0,"data":{"klines":["2026-06-01,43,43.4,43.8,42.9,1,4340","2026-06-02,43,43.4,43.8,42.9,1,4340"]}}'
STRETCHES = (
    b'{"rc":0,"data":{"klines":["2026-06-02 09:35,3347.00,1000,1200.00","2026-06-02 09:40,3348.00,10,12.00"]}}'
)
BREADTH = (
    b'{"rc":0,"data":{"diff":[{"f12":"000001","f13":1,"f104":1240,"f105":1031,"f106":83,"f124":1789011078},'
    b'{"f12":"399001","f104":1489,"f105":1334,"f106":109}]}}'
)
EASTMONEY_RATES = (
    b'{"rc":0,"data":{"diff":[{"f12":"HKDCNH","f13":133,"f2":0.8551,"f18":0.8554,"f124":1789011078},'
    b'{"f12":"USDCNH","f13":133,"f2":6.7,"f18":6.71},{"f12":"USDHKD","f13":119,"f2":7.84,"f124":1789011000}]}}'
)
TENCENT_RATE = 'v_whHKDCNY="310~港元人民币~HKDCNY~0.8551~~20260929005158~0.8554~0.8555";'.encode("gbk")
SINA_RATE = (
    'var hq_str_fx_shkdcny="03:21:44,0.8646,0.8646,0.8657,15.5,0.8657,0.8658,0.8643,0.8646,港元,2026-07-04";'
).encode("gbk")
NAMES = (
    b'{"success":true,"result":{"data":[{"MUTUAL_TYPE":"002","TRADE_DATE":"2025-06-03 00:00:00",'
    b'"DERIVE_SECURITY_CODE":"00700.HK","SECURITY_NAME":"x","BUY_AMT":3.0,"SELL_AMT":1.0,"DEAL_AMT":4.0}]}}'
)


def assert_sane(record: object) -> None:
    """No number that is not finite, no price or amount of zero or less where one is promised."""
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if isinstance(value, float):
            assert math.isfinite(value), field.name


def assert_sane_quotes(batch: QuoteBatch, asked: Iterable[str]) -> None:
    """Each symbol asked for is answered once, with sane numbers, or missing with a reason."""
    answered = [quote.symbol for quote in batch.quotes] + [symbol for symbol, _ in batch.missing]
    assert sorted(answered) == sorted(asked)
    assert all(reason for _, reason in batch.missing)
    for quote in batch.quotes:
        assert_sane(quote)
        for value in (quote.last, quote.previous_close, quote.open, quote.high, quote.low, quote.volume):
            assert value is None or value > 0
        assert quote.time is None or quote.time.tzinfo is not None


@thoroughly
@given(hostile_bytes(own("tencent_quotes.gb18030.txt")), CHARSETS)
def test_tencent_quotes(body, charset):
    with contextlib.suppress(WireError):
        batch = parse_tencent_quotes(body, charset, TENCENT_KEYS)
        assert_sane_quotes(batch, [one.symbol for one in TENCENT_KEYS.values()])


@thoroughly
@given(hostile_bytes(own("sina_quotes.gb18030.txt")), CHARSETS)
def test_sina_quotes(body, charset):
    with contextlib.suppress(WireError):
        batch = parse_sina_quotes(body, charset, SINA_KEYS)
        assert_sane_quotes(batch, [one.symbol for one in SINA_KEYS.values()])


@thoroughly
@given(hostile_bytes(own("eastmoney_quotes.json")))
def test_eastmoney_quotes(body):
    with contextlib.suppress(WireError):
        batch = parse_eastmoney_quotes(body, EASTMONEY_KEYS)
        assert_sane_quotes(batch, [one.symbol for one in EASTMONEY_KEYS.values()])


@thoroughly
@given(hostile_bytes(MINUTES))
def test_tencent_minutes(body):
    with contextlib.suppress(WireError):
        series = parse_minutes(body, "sh600036", instrument("sh600036"))
        clocks = [minute.minute for minute in series.minutes]
        assert clocks == sorted(set(clocks))
        for minute in series.minutes:
            assert_sane(minute)
            assert minute.price > 0


@thoroughly
@given(hostile_bytes(BARS))
def test_tencent_bars(body):
    with contextlib.suppress(WireError):
        daily = parse_bars(body, "sh600036", instrument("sh600036"), 320)
        dates = [bar.date for bar in daily.bars]
        assert dates == sorted(set(dates))
        for bar in daily.bars:
            assert_sane(bar)
            assert min(bar.open, bar.high, bar.low, bar.close) > 0


@thoroughly
@given(hostile_bytes(SOUTHBOUND))
def test_southbound_minutes(body):
    with contextlib.suppress(WireError):
        day = parse_southbound_minutes(body, TODAY)
        assert_sane(day)
        for minute in day.minutes:
            assert_sane(minute)
            assert abs(minute.net_buy - minute.shanghai_net_buy - minute.shenzhen_net_buy) <= 10_001


@thoroughly
@given(hostile_bytes(TOTALS))
def test_southbound_totals(body):
    with contextlib.suppress(WireError):
        assert_sane(parse_totals(body, TODAY))


@thoroughly
@given(hostile_bytes(HISTORY))
def test_southbound_history(body):
    with contextlib.suppress(WireError):
        for day in parse_history(body, 20):
            assert_sane(day)


@thoroughly
@given(hostile_bytes(KLINES), st.sampled_from(["sh600036", "sh000300", "hk00700", "hkHSI", "usINX"]))
def test_eastmoney_bars(body, key):
    with contextlib.suppress(WireError):
        daily = parse_eastmoney_bars(body, instrument(key), 800)
        dates = [bar.date for bar in daily.bars]
        assert dates == sorted(set(dates))
        for bar in daily.bars:
            assert_sane(bar)
            assert min(bar.open, bar.high, bar.low, bar.close) > 0


@thoroughly
@given(hostile_bytes(STRETCHES))
def test_five_minutes(body):
    with contextlib.suppress(WireError):
        for series in parse_five_minutes(body, instrument("sh000001"), 20):
            totals = [minute.turnover for minute in series.minutes if minute.turnover is not None]
            assert totals == sorted(totals)
            for minute in series.minutes:
                assert_sane(minute)
                assert minute.price > 0


@thoroughly
@given(hostile_bytes(BREADTH))
def test_breadth(body):
    composites = {"1.000001": instrument("sh000001"), "0.399001": instrument("sz399001")}
    with contextlib.suppress(WireError):
        for listed in parse_breadth(body, composites):
            assert min(listed.advancing, listed.declining, listed.unchanged) >= 0
            assert listed.advancing + listed.declining + listed.unchanged > 0


@thoroughly
@given(hostile_bytes(EASTMONEY_RATES, TENCENT_RATE, SINA_RATE), CHARSETS)
def test_rates(body, charset):
    for parse in (
        parse_eastmoney_rate,
        lambda body: parse_tencent_rate(body, charset),
        lambda body: parse_sina_rate(body, charset),
    ):
        with contextlib.suppress(WireError):
            rate = parse(body)
            assert_sane(rate)
            assert is_sane(rate.last)
            assert rate.time is None or rate.time.tzinfo is not None


@thoroughly
@given(hostile_bytes(NAMES))
def test_active_names(body):
    with contextlib.suppress(WireError):
        for name in parse_names(body, "Shanghai", TODAY):
            assert_sane(name)
            assert name.turnover > 0


@thoroughly
@given(hostile_bytes(own("hkex_daily.js")))
def test_hkex_daily(body):
    with contextlib.suppress(WireError):
        assert_sane(parse_day(body, date(2026, 8, 21)))
    with contextlib.suppress(WireError):
        for name in parse_active_names(body, date(2026, 8, 21)).names:
            assert_sane(name)
            assert name.turnover > 0


@pytest.mark.parametrize("filler", [b"\n", b" ", b" \n", b"\t\r\n", b"v_", b"var hq_str_", b"[", b"1,"])
def test_a_body_as_large_as_is_read_at_all_is_gone_through_once(filler):
    """A search that goes over it again from every place would take hours."""
    body = filler * (4_194_304 // len(filler))
    for parse in (
        lambda: parse_tencent_quotes(body, None, TENCENT_KEYS),
        lambda: parse_sina_quotes(body, None, SINA_KEYS),
        lambda: parse_eastmoney_quotes(body, EASTMONEY_KEYS),
        lambda: parse_minutes(body, "sh600036", instrument("sh600036")),
        lambda: parse_southbound_minutes(body, TODAY),
        lambda: parse_day(body, TODAY),
        lambda: parse_five_minutes(body, instrument("sh000001"), 20),
    ):
        with pytest.raises(WireError):
            parse()


def test_a_list_of_far_more_rows_than_can_be_asked_for_is_refused_unread():
    rows = b"1," * 1_000_000 + b"1"
    with pytest.raises(WireError, match="1,000,001 rows"):
        parse_eastmoney_quotes(b'{"rc":0,"data":{"diff":[' + rows + b"]}}", EASTMONEY_KEYS)
