"""The exchange as a whole: determinism, routes, faults, and both ways of reaching it."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import threading
from collections.abc import Callable

import httpx
import pytest

from tests.exchange.conftest import SINA_HEADERS, standing_exchange
from tests.exchange.serving import running_server
from tui.clock import Clock
from tui.exchange.exchange import EASTMONEY, HKEX, SINA, TENCENT, Exchange, Fault, Reply
from tui.exchange.scenario import Scenario
from tui.exchange.server import serve
from tui.exchange.start import start_moment
from tui.exchange.transport import ExchangeTransport
from tui.market.instruments import Universe

PATHS = (
    "/q=sh600036,r_hk00700,hk00700,r_hkHSI,sh000300,usINX",
    "/appstock/app/minute/query?code=hkHSI",
    "/appstock/app/fqkline/get?param=sh600036,day,,,30,qfq",
    "/appstock/app/hkfqkline/get?param=hkHSI,day,,,30,",
    "/list=sh600036,rt_hk00700,gb_%24inx",
    "/api/qt/ulist.np/get?fltt=2&np=1&secids=1.600036,116.00700",
    "/api/qt/kamtbs.rtmin/get?fields2=f51,f54,f58,f62",
    "/api/qt/kamt/get?fields1=f2,f4",
    "/api/data/v1/get?reportName=RPT_MUTUAL_DEAL_HISTORY&filter=(MUTUAL_TYPE=%22006%22)&pageSize=50",
    "/api/data/v1/get?reportName=RPT_MUTUAL_TOP10DEAL&filter=(MUTUAL_TYPE=%22002%22)(TRADE_DATE=%272025-05-30%27)",
    "/eng/csm/DailyStat/data_tab_daily_20250530e.js",
    "/q=whHKDCNY,whUSDCNY",
    "/list=fx_shkdcny,fx_susdhkd",
    "/appstock/app/newfqkline/get?param=sh600036,day,2024-01-01,2025-06-03,640,qfq",
    "/api/qt/ulist.np/get?fltt=2&np=1&secids=133.HKDCNH,119.USDHKD&fields=f2,f124",
    "/api/qt/stock/kline/get?secid=1.000001&klt=5&lmt=1200&fields2=f51,f57",
    "/api/qt/stock/kline/get?secid=116.00700&klt=101&fqt=1&lmt=800&fields2=f51,f52,f53",
    "/api/qt/stock/trends2/get?secid=100.HSI&fields2=f51,f53&ndays=1",
)
Ask = Callable[..., Reply]


@pytest.mark.parametrize("path", PATHS)
def test_the_same_second_gives_the_same_bytes(universe: Universe, scenario: Scenario, path: str) -> None:
    one, two = (standing_exchange(universe, scenario, "10:47:13").answer(path, SINA_HEADERS) for _ in range(2))
    assert one == two
    assert one.status == 200


def test_what_was_asked_before_does_not_matter(universe: Universe, scenario: Scenario) -> None:
    fresh, used = standing_exchange(universe, scenario, "14:00"), standing_exchange(universe, scenario, "09:10")
    for path in PATHS:
        used.answer(path, SINA_HEADERS)
    used.clock.follow(start_moment("14:00"))
    assert [used.answer(path, SINA_HEADERS) for path in PATHS] == [fresh.answer(path, SINA_HEADERS) for path in PATHS]


def test_every_answer_says_that_it_is_simulated(ask: Ask) -> None:
    for path in (*PATHS, "/nothing"):
        header = ask(path, "10:30").headers["Cnhk-Simulated"]
        assert header == "2025-06-03T10:30:00+08:00; speed=1; run=test; scenario=rally"


def test_time_runs_at_the_clocks_speed(universe: Universe, scenario: Scenario) -> None:
    seconds = [0.0]
    clock = Clock(lambda: seconds[0])
    clock.follow(start_moment("10:00"), speed=60.0)
    exchange = Exchange(universe, clock, scenario)
    seconds[0] = 30.0
    assert (
        exchange.answer("/q=sh600036", {})
        .headers["Cnhk-Simulated"]
        .startswith("2025-06-03T10:30:00+08:00; speed=60; ")
    )


def test_each_start_has_its_own_run(universe: Universe, scenario: Scenario) -> None:
    assert Exchange(universe, Clock(), scenario).run != Exchange(universe, Clock(), scenario).run


@pytest.mark.parametrize("path", ["/", "/q", "/api/qt/stock/get?secid=1.600036", "/appstuff/app/minute/query"])
def test_unknown_paths_are_not_found(ask: Ask, path: str) -> None:
    assert ask(path).status == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [("/q=" + "sh600036," * 901, 414), ("/list=" + "sh600036," * 851, 431)],
)
def test_too_many_keys_are_refused(ask: Ask, path: str, status: int) -> None:
    assert ask(path).status == status


def test_a_fault_concerns_its_provider_only(exchange: Exchange) -> None:
    exchange.faults[TENCENT] = Fault.STATUS_500
    assert exchange.answer(PATHS[0], {}).status == 500
    assert exchange.answer(PATHS[1], {}).status == 500
    assert exchange.answer(PATHS[4], SINA_HEADERS).status == 200


def test_hkex_can_misbehave_too(exchange: Exchange) -> None:
    exchange.faults[HKEX] = Fault.STATUS_500
    assert exchange.answer("/eng/csm/DailyStat/data_tab_daily_20250530e.js", {}).status == 500
    assert exchange.answer(PATHS[5], {}).status == 200


@pytest.mark.parametrize("path", PATHS)
def test_preparing_changes_no_answer(universe: Universe, scenario: Scenario, path: str) -> None:
    plain, prepared = (standing_exchange(universe, scenario, "10:47:13") for _ in range(2))
    pieces = list(prepared.prepare(path))
    assert prepared.answer(path, SINA_HEADERS) == plain.answer(path, SINA_HEADERS)
    assert list(prepared.prepare(path)) == [], f"{len(pieces)} pieces were built, and again"


def test_the_whole_universe_is_built_in_many_pieces(exchange: Exchange, universe: Universe) -> None:
    keys = [instrument.codes.tencent for instrument in universe if instrument.codes.tencent]
    assert len(list(exchange.prepare("/q=" + ",".join(keys)))) > 0.9 * len(keys)


def test_a_page_instead_of_data_looks_successful(exchange: Exchange) -> None:
    exchange.faults[EASTMONEY] = Fault.HTML
    reply = exchange.answer(PATHS[5], {})
    assert reply.status == 200
    assert b"<html" in reply.body


def test_an_oversized_body_is_larger_than_any_sensible_limit(exchange: Exchange) -> None:
    exchange.faults[SINA] = Fault.OVERSIZED
    assert len(exchange.answer(PATHS[4], SINA_HEADERS).body) > 32 * 1024 * 1024


async def test_the_transport_answers_for_any_host(exchange: Exchange) -> None:
    async with httpx.AsyncClient(transport=ExchangeTransport(exchange)) as client:
        reply = await client.get("https://hq.sinajs.cn/list=gb_$inx,sh600036", headers=SINA_HEADERS)
    assert reply.text.startswith('var hq_str_gb_$inx="标普500,')
    assert reply.headers["Cnhk-Simulated"].endswith("run=test; scenario=rally")


async def test_the_transport_closes_and_stays_silent(exchange: Exchange) -> None:
    async with httpx.AsyncClient(transport=ExchangeTransport(exchange), timeout=0.01) as client:
        exchange.faults[TENCENT] = Fault.CLOSED
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("https://qt.gtimg.cn/q=sh600036")
        exchange.faults[TENCENT] = Fault.SILENCE
        with pytest.raises(httpx.ReadTimeout):
            await client.get("https://qt.gtimg.cn/q=sh600036")


async def test_silence_without_a_timeout_can_be_cancelled(exchange: Exchange) -> None:
    exchange.faults[TENCENT] = Fault.SILENCE
    async with httpx.AsyncClient(transport=ExchangeTransport(exchange), timeout=None) as client:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await client.get("https://qt.gtimg.cn/q=sh600036")


def test_a_real_socket_gives_the_same_bytes_on_one_connection(exchange: Exchange) -> None:
    with running_server(exchange) as base_url, httpx.Client(base_url=base_url, trust_env=False) as client:
        assert base_url.startswith("http://127.0.0.1:")
        for path in PATHS:
            reply = client.get(path, headers=SINA_HEADERS)
            assert reply.http_version == "HTTP/1.1"
            assert reply.content == exchange.answer(path, SINA_HEADERS).body
            assert "connection" not in reply.headers


def test_many_clients_at_once_get_what_one_would(universe: Universe, scenario: Scenario) -> None:
    path = "/api/qt/stock/kline/get?secid=100.HSI&klt=5&lmt=3000&fields1=f5&fields2=f51,f53,f57"
    alone = standing_exchange(universe, scenario).answer(path, {}).body
    bodies: list[bytes] = []

    def visit(base_url: str) -> None:
        bodies.append(httpx.get(base_url + path, trust_env=False).content)

    with running_server(standing_exchange(universe, scenario)) as base_url:
        clients = [threading.Thread(target=visit, args=(base_url,)) for _ in range(6)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    assert bodies == [alone] * 6


def test_a_real_socket_closes_without_an_answer(exchange: Exchange) -> None:
    exchange.faults[TENCENT] = Fault.CLOSED
    with (
        running_server(exchange) as base_url,
        httpx.Client(base_url=base_url, trust_env=False) as client,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        client.get("/q=sh600036")


def test_a_real_socket_can_stay_silent_and_the_server_still_ends(exchange: Exchange) -> None:
    exchange.faults[TENCENT] = Fault.SILENCE
    with (
        running_server(exchange) as base_url,
        httpx.Client(base_url=base_url, trust_env=False, timeout=0.05) as client,
        pytest.raises(httpx.ReadTimeout),
    ):
        client.get("/q=sh600036")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serving_ends_cleanly_on_a_signal(exchange: Exchange, number: signal.Signals) -> None:
    statuses = []

    def ready(base_url: str) -> None:
        def visit() -> None:
            connection = http.client.HTTPConnection(base_url.removeprefix("http://"))
            connection.request("GET", "/q=sh600036")
            statuses.append(connection.getresponse().status)
            connection.close()
            os.kill(os.getpid(), number)

        threading.Thread(target=visit).start()

    before = signal.getsignal(number)
    serve(exchange, 0, ready)
    assert statuses == [200]
    assert signal.getsignal(number) is before


def test_a_port_in_use_is_an_error(exchange: Exchange) -> None:
    with running_server(exchange) as base_url, pytest.raises(OSError, match="in use"):
        serve(exchange, int(base_url.rsplit(":", 1)[1]), lambda _url: None)
