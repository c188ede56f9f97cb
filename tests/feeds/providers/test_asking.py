"""What the providers ask for: batches, addresses, headers, and how several answers become one."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from tests.feeds.captures import own
from tests.feeds.examples import instrument, market_time
from tui.feeds.answers import Answer, Simulation
from tui.feeds.errors import FailureKind, FeedError, WireError
from tui.feeds.providers import NO_HEADERS
from tui.feeds.providers.eastmoney import Eastmoney
from tui.feeds.providers.sina import Sina
from tui.feeds.providers.tencent import Tencent
from tui.market.instruments import ProviderCodes
from tui.settings import EastmoneySettings, SinaSettings, TencentSettings
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


@pytest.mark.parametrize(
    ("key", "count", "address"),
    [
        ("sh600036", 320, "fqkline/get?param=sh600036,day,,,320,qfq"),
        ("hk00700", 5000, "hkfqkline/get?param=hk00700,day,,,640,qfq"),
        ("sh000300", 5000, "fqkline/get?param=sh000300,day,,,2000,"),
        ("hkHSI", 800, "hkfqkline/get?param=hkHSI,day,,,800,"),
    ],
)
async def test_bars_are_adjusted_for_shares_and_plain_for_indices_within_the_limits(key, count, address):
    row = '["2025-05-30","43.00","43.44","43.80","42.90","1"]'
    server = Server(f'{{"code":0,"data":{{"{key}":{{"day":[{row}]}}}}}}'.encode())
    await Tencent(server, TENCENT).fetch_bars(instrument(key), count)
    assert server.urls == [f"{HISTORY}/appstock/app/{address}"]


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
