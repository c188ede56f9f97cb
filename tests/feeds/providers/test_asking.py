"""What the providers ask for: batches, addresses, headers, and how several answers become one."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from tests.feeds.captures import own
from tests.feeds.examples import instrument, market_time
from tui.feeds.answers import Answer, Simulation
from tui.feeds.errors import FailureKind, FeedError, NothingThere, WireError
from tui.feeds.providers import NO_HEADERS
from tui.feeds.providers.eastmoney import Eastmoney
from tui.feeds.providers.hkex import Hkex
from tui.feeds.providers.sina import Sina
from tui.feeds.providers.tencent import Tencent
from tui.market.instruments import ProviderCodes
from tui.settings import EastmoneySettings, HkexSettings, SinaSettings, TencentSettings
from tui.shipped import load_universe

QUOTES = "https://quotes.test"
HISTORY = "https://history.test"
TENCENT = TencentSettings(base_url=QUOTES, history_url=HISTORY + "/", requests_per_minute=60, symbols_per_request=80)
SINA = SinaSettings(base_url=QUOTES, requests_per_minute=30, symbols_per_request=200)
EASTMONEY = EastmoneySettings(
    base_url=QUOTES,
    history_url="https://past.example",
    datacenter_url=HISTORY,
    requests_per_minute=20,
    symbols_per_request=200,
)
TENCENT_BODY = own("tencent_quotes.gb18030.txt")
MINUTE = b"9:30,100000.00,900000.00,-20000.00,800000.00,80000.00,480000.00,500000.00,1380000.00,1300000.00"


class Server:
    """Gives the answers prepared, in turn, and remembers what was asked."""

    def __init__(self, *answers: Answer | FeedError | bytes) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    async def get(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        self.asked.append((url, headers))
        answer = self.answers.pop(0)
        if isinstance(answer, FeedError):
            raise answer
        return Answer(answer, None, 0.1, None) if isinstance(answer, bytes) else answer

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


def simulated(minute: int) -> Simulation:
    return Simulation(market_time(2025, 6, 3, 10, minute), 1.0, "run", "rally")


async def test_tencent_has_the_whole_universe_in_two_requests():
    server = Server(TENCENT_BODY, TENCENT_BODY)
    universe = list(load_universe())
    fetched = await Tencent(server, TENCENT).fetch_quotes(universe)
    batches = [url.removeprefix(f"{QUOTES}/q=").split(",") for url in server.urls]
    assert [len(batch) for batch in batches] == [80, len(universe) - 80]
    assert "r_hk00700" in batches[0] + batches[1]
    answered = {quote.symbol for quote in fetched.value.quotes} | {symbol for symbol, _ in fetched.value.missing}
    assert answered == {one.symbol for one in universe}


async def test_instruments_without_a_code_are_missing_and_not_asked_for():
    server = Server()
    sub_index = next(one for one in load_universe() if one.codes.sina is None)
    fetched = await Sina(server, SINA).fetch_quotes([sub_index])
    assert server.asked == []
    assert fetched.value.missing == ((sub_index.symbol, "Sina has no code for it"),)


async def test_several_answers_give_the_slowest_latency_and_the_newest_simulation():
    settings = TencentSettings(base_url=QUOTES, history_url="", requests_per_minute=60, symbols_per_request=1)
    server = Server(
        Answer(TENCENT_BODY, None, 0.3, simulated(31)),
        Answer(TENCENT_BODY, None, 0.2, simulated(30)),
    )
    fetched = await Tencent(server, settings).fetch_quotes([instrument("sh600036"), instrument("hk00700")])
    assert (fetched.latency, fetched.simulation) == (0.3, simulated(31))
    assert [quote.symbol for quote in fetched.value.quotes] == ["600036.SH", "00700.HK"]


async def test_one_batch_that_fails_fails_the_whole():
    settings = TencentSettings(base_url=QUOTES, history_url="", requests_per_minute=60, symbols_per_request=1)
    server = Server(TENCENT_BODY, FeedError(FailureKind.TIMEOUT, "after 5 s"))
    with pytest.raises(FeedError, match="timed out"):
        await Tencent(server, settings).fetch_quotes([instrument("sh600036"), instrument("hk00700")])


async def test_sina_is_asked_with_its_own_referer():
    server = Server(own("sina_quotes.gb18030.txt"))
    await Sina(server, SINA).fetch_quotes([instrument("sh600036"), instrument("usINX")])
    url, headers = server.asked[0]
    assert url == f"{QUOTES}/list=sh600036,gb_$inx"
    assert headers == {"Referer": "https://finance.sina.com.cn/"}


async def test_eastmoney_is_asked_for_scaled_prices():
    server = Server(own("eastmoney_quotes.json"))
    fetched = await Eastmoney(server, EASTMONEY).fetch_quotes([instrument("sh600036"), instrument("hk00700")])
    parts = urlsplit(server.urls[0])
    query = parse_qs(parts.query)
    assert parts.path == "/api/qt/ulist.np/get"
    assert (query["fltt"], query["np"], query["secids"]) == (["2"], ["1"], ["1.600036,116.00700"])
    assert {"f2", "f12", "f13", "f18", "f124"} <= set(query["fields"][0].split(","))
    assert len(fetched.value.quotes) == 2


async def test_minutes_of_hong_kong_are_asked_for_without_the_prefix_of_live_quotes():
    body = b'{"code":0,"data":{"hk00700":{"data":{"date":"20250603","data":[]}}}}'
    server = Server(body)
    fetched = await Tencent(server, TENCENT).fetch_minutes(instrument("hk00700"))
    assert server.urls == [f"{HISTORY}/appstock/app/minute/query?code=hk00700"]
    assert fetched.value.symbol == "00700.HK"


ROW = '["2025-05-30","43.00","43.44","43.80","42.90","1"]'


def bars_server(key: str) -> Server:
    return Server(f'{{"code":0,"data":{{"{key}":{{"day":[{ROW}]}}}}}}'.encode())


@pytest.mark.parametrize(
    ("key", "count", "address"),
    [
        ("sh600036", 320, "newfqkline/get?param=sh600036,day,,,320,qfq"),
        ("hk00700", 5000, "hkfqkline/get?param=hk00700,day,,,2000,qfq"),
        ("sh000300", 5000, "fqkline/get?param=sh000300,day,,,2000,"),
        ("hkHSI", 800, "kline/kline?param=hkHSI,day,,,800"),
    ],
)
async def test_bars_are_adjusted_for_shares_and_plain_for_indices_within_the_limits(key, count, address):
    server = bars_server(key)
    await Tencent(server, TENCENT).fetch_bars(instrument(key), count)
    assert server.urls == [f"{HISTORY}/appstock/app/{address}"]


async def test_bars_of_us_indices_have_a_key_of_their_own():
    server = bars_server("us.INX")
    fetched = await Tencent(server, TENCENT).fetch_bars(instrument("usINX"), 800)
    assert server.urls == [f"{HISTORY}/appstock/app/kline/kline?param=us.INX,day,,,800"]
    assert fetched.value.symbol == "INX"


async def test_bars_of_a_span_of_days_are_asked_for_by_its_ends():
    first, last = date(2022, 6, 3), date(2022, 10, 18)
    server = bars_server("hk00700")
    await Tencent(server, TENCENT).fetch_bars_between(instrument("hk00700"), first, last)
    assert server.urls == [f"{HISTORY}/appstock/app/hkfqkline/get?param=hk00700,day,2022-06-03,2022-10-18,138,qfq"]


KLINE = b'{"rc":0,"data":{"klines":["2025-05-30,43.00,43.44,43.80,42.90,593631,2566000000.00"]}}'
STRETCHES = b'{"rc":0,"data":{"klines":["2025-05-30 09:35,3347.00,1000,1200000.00"]}}'


@pytest.mark.parametrize(
    ("key", "secid", "forward"),
    [("sh600036", "1.600036", "1"), ("sh000300", "1.000300", "0"), ("hkHSI", "100.HSI", "0")],
)
async def test_eastmoneys_bars_are_adjusted_for_shares_and_plain_for_indices(key, secid, forward):
    server = Server(KLINE, KLINE)
    eastmoney = Eastmoney(server, EASTMONEY)
    await eastmoney.fetch_bars(instrument(key), 800)
    await eastmoney.fetch_bars_between(instrument(key), date(2022, 6, 3), date(2022, 10, 18))
    newest, span = (parse_qs(urlsplit(url).query) for url in server.urls)
    assert {urlsplit(url).netloc + urlsplit(url).path for url in server.urls} == {
        "past.example/api/qt/stock/kline/get"
    }
    assert (newest["secid"], newest["klt"], newest["fqt"], newest["lmt"]) == ([secid], ["101"], [forward], ["800"])
    assert (newest["beg"], newest["end"]) == (["0"], ["20500101"])
    assert (span["beg"], span["end"], span["fqt"]) == (["20220603"], ["20221018"], [forward])
    assert newest["fields2"] == ["f51,f52,f53,f54,f55,f56,f57"]


async def test_past_minutes_are_asked_for_by_five_as_they_were():
    server = Server(STRETCHES)
    await Eastmoney(server, EASTMONEY).fetch_past_minutes(instrument("sh000300"), 20)
    query = parse_qs(urlsplit(server.urls[0]).query)
    assert (query["klt"], query["fqt"], query["lmt"]) == (["5"], ["0"], [str(21 * 48)])
    assert query["fields2"] == ["f51,f53,f56,f57"]


async def test_breadth_of_all_exchanges_is_one_request():
    server = Server(b'{"rc":0,"data":{"diff":[{"f12":"000001","f13":1,"f104":1240,"f105":1031,"f106":83}]}}')
    composites = [instrument("sh000001"), instrument("sz399001")]
    fetched = await Eastmoney(server, EASTMONEY).fetch_breadth(composites)
    query = parse_qs(urlsplit(server.urls[0]).query)
    assert query["secids"] == ["1.000001,0.399001"]
    assert {"f12", "f13", "f104", "f105", "f106", "f124"} == set(query["fields"][0].split(","))
    assert [listed.symbol for listed in fetched.value] == ["000001.SH"]


async def test_each_provider_is_asked_for_the_rate_under_its_own_name():
    eastmoney = Server(b'{"rc":0,"data":{"diff":[{"f12":"HKDCNH","f13":133,"f2":0.8551}]}}')
    await Eastmoney(eastmoney, EASTMONEY).fetch_rate()
    assert parse_qs(urlsplit(eastmoney.urls[0]).query)["secids"] == ["133.HKDCNH,133.USDCNH,119.USDHKD"]
    tencent = Server('v_whHKDCNY="310~港元人民币~HKDCNY~0.8551~~20260929005158~0.8554";'.encode("gbk"))
    await Tencent(tencent, TENCENT).fetch_rate()
    assert tencent.urls == [f"{QUOTES}/q=whHKDCNY"]
    sina = Server(
        b'var hq_str_fx_shkdcny="14:40:57,0.8598,0.8598,0.8595,5.9,0.8595,0.8599,0.8593,0.8598,HKD,2026-07-03";'
    )
    await Sina(sina, SINA).fetch_rate()
    assert sina.asked == [(f"{QUOTES}/list=fx_shkdcny", {"Referer": "https://finance.sina.com.cn/"})]


def names_answer(kind: str, symbol: str) -> bytes:
    return (
        f'{{"success":true,"result":{{"data":[{{"MUTUAL_TYPE":"{kind}","TRADE_DATE":"2026-09-17 00:00:00",'
        f'"DERIVE_SECURITY_CODE":"{symbol}","SECURITY_NAME":"x","BUY_AMT":3.0,"SELL_AMT":1.0,"DEAL_AMT":4.0}}]}}}}'
    ).encode()


async def test_active_names_are_the_lists_of_both_channels():
    server = Server(names_answer("002", "00700.HK"), names_answer("004", "00700.HK"))
    fetched = await Eastmoney(server, EASTMONEY).fetch_active_names(date(2026, 9, 17))
    queries = [parse_qs(urlsplit(url).query) for url in server.urls]
    assert [query["filter"] for query in queries] == [
        ["(MUTUAL_TYPE=\"002\")(TRADE_DATE='2026-09-17')"],
        ["(MUTUAL_TYPE=\"004\")(TRADE_DATE='2026-09-17')"],
    ]
    assert all(query["reportName"] == ["RPT_MUTUAL_TOP10DEAL"] for query in queries)
    [name] = fetched.value.names
    assert (name.turnover, name.net_buy, name.channels) == (8.0, 4.0, ("Shanghai", "Shenzhen"))


async def test_a_day_is_one_file_of_hkex_and_the_newest_wanted_comes_first():
    server = Server(
        FeedError(FailureKind.STATUS, "404", status=404), FeedError(FailureKind.STATUS, "500", status=500)
    )
    hkex = Hkex(server, HkexSettings(base_url="https://hkex.test/", requests_per_minute=10))
    with pytest.raises(NothingThere):
        await hkex.fetch_southbound_days([date(2026, 8, 20), date(2026, 8, 21)], 2)
    with pytest.raises(FeedError, match="500") as caught:
        await hkex.fetch_active_names(date(2026, 8, 20))
    assert not isinstance(caught.value, NothingThere)
    assert server.urls == [
        f"https://hkex.test/eng/csm/DailyStat/data_tab_daily_{day}e.js" for day in ("20260821", "20260820")
    ]


async def test_southbound_minutes_are_enough_where_there_are_any():
    body = b'{"rc":0,"data":{"n2s":["' + MINUTE + b'"],"n2sDate":"2025-06-03"}}'
    server = Server(body)
    fetched = await Eastmoney(server, EASTMONEY).fetch_southbound(date(2025, 6, 3))
    assert len(fetched.value.minutes) == 1
    parts = urlsplit(server.urls[0])
    assert parts.path == "/api/qt/kamtbs.rtmin/get"
    assert parse_qs(parts.query)["fields2"] == ["f51,f54,f52,f58,f53,f62,f56,f57,f60,f61"]


async def test_southbound_totals_are_asked_for_where_no_minute_is_reached():
    channel = b'{"status":4,"date2":"2025-06-03","netBuyAmt":1.0,"buyAmt":3.0,"sellAmt":2.0}'
    server = Server(
        Answer(b'{"rc":0,"data":{"n2s":["9:00,-,-,-,-,-,-,-,-,-"],"n2sDate":"06-03"}}', None, 0.1, simulated(1)),
        Answer(b'{"rc":0,"data":{"sh2hk":' + channel + b',"sz2hk":' + channel + b"}}", None, 0.4, simulated(2)),
    )
    fetched = await Eastmoney(server, EASTMONEY).fetch_southbound(date(2025, 6, 3))
    assert [urlsplit(url).path for url in server.urls] == ["/api/qt/kamtbs.rtmin/get", "/api/qt/kamt/get"]
    assert (fetched.value.trading, fetched.latency, fetched.simulation) == (False, 0.4, simulated(2))


async def test_southbound_history_is_the_total_of_both_channels():
    row = b'{"MUTUAL_TYPE":"006","TRADE_DATE":"2025-06-02 00:00:00","NET_DEAL_AMT":1.5,"DEAL_AMT":10.0}'
    server = Server(b'{"success":true,"result":{"data":[' + row + b"]}}")
    fetched = await Eastmoney(server, EASTMONEY).fetch_southbound_history(20)
    assert [day.net_buy for day in fetched.value] == [1.5e6]
    parts = urlsplit(server.urls[0])
    query = parse_qs(parts.query)
    assert (parts.hostname, parts.path) == ("history.test", "/api/data/v1/get")
    assert query["filter"] == ['(MUTUAL_TYPE="006")']
    assert (query["sortColumns"], query["sortTypes"]) == (["TRADE_DATE"], ["-1"])


async def test_minutes_of_an_instrument_unknown_to_tencent_are_refused_without_asking():
    server = Server()
    unknown = replace(instrument("sh600036"), codes=ProviderCodes())
    with pytest.raises(WireError, match="no code"):
        await Tencent(server, TENCENT).fetch_minutes(unknown)
    assert server.asked == []


async def test_parts_of_one_answer_are_all_simulated_or_all_real():
    server = Server(Answer(TENCENT_BODY, None, 0.1, simulated(1)), Answer(TENCENT_BODY, None, 0.1, None))
    with pytest.raises(FeedError) as caught:
        await Tencent(server, TENCENT).fetch_quotes(list(load_universe()))
    assert caught.value.kind is FailureKind.MIXED
