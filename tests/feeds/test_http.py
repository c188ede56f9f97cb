"""What the HTTP client makes of good and bad servers on a real socket."""

from __future__ import annotations

import asyncio
import gc
import gzip
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.clocks import ManualClock
from tests.feeds.loopback import Loopback, answer, drip, network, raw, serving, silence
from tui.clock import Clock
from tui.feeds.budget import HostBudgets, host_of
from tui.feeds.errors import FailureKind, FeedError, WireError
from tui.feeds.http import REQUESTS_PER_HOST, HttpClient

PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@asynccontextmanager
async def client_of(**limits):
    client = HttpClient(network(**limits), Clock())
    try:
        yield client
    finally:
        await client.aclose()


async def failure(reply, *, path="/quotes", **limits) -> FeedError:
    async with serving(reply) as server, client_of(**limits) as client:
        with pytest.raises(FeedError) as caught:
            await client.get(server.url + path)
        return caught.value


async def test_a_good_answer_has_its_body_charset_and_latency():
    reply = answer("v_sh=平安".encode("gbk"), Content_Type="text/html; charset=GBK")
    async with serving(reply) as server, client_of() as client:
        got = await client.get(server.url, headers={"Referer": "https://example.test/"})
    assert got.body.decode("gbk") == "v_sh=平安"
    assert got.charset == "gbk"
    assert got.simulation is None
    assert got.latency > 0
    head = server.heads[0].lower()
    assert "user-agent: cnhk-test/1\r\n" in head
    assert "referer: https://example.test/\r\n" in head


async def test_a_compressed_body_is_unpacked():
    reply = answer(gzip.compress(b"x" * 1000), Content_Encoding="gzip")
    async with serving(reply) as server, client_of() as client:
        assert (await client.get(server.url)).body == b"x" * 1000


@pytest.mark.parametrize("status", ["500 Internal Server Error", "404 Not Found", "204 No Content", "403 Forbidden"])
async def test_any_status_but_200_is_a_refusal_that_names_it(status):
    error = await failure(answer(status=status))
    assert error.kind is FailureKind.STATUS
    assert status[:3] in error.detail
    assert error.retry_after is None


async def test_retry_after_is_read_in_seconds_and_as_a_date():
    error = await failure(answer(status="429 Too Many Requests", Retry_After="120"))
    assert error.retry_after == 120.0
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    error = await failure(answer(status="503 Unavailable", Retry_After=later))
    assert error.retry_after == pytest.approx(7200, abs=120)
    past = format_datetime(datetime.now(UTC) - timedelta(hours=2), usegmt=True)
    assert (await failure(answer(status="503 Unavailable", Retry_After=past))).retry_after == 0.0


@pytest.mark.parametrize("value", ["soon", "-5", "1.5", "", "Thu, 99 Foo 2026 00:00:00 GMT", "٣"])
async def test_an_unreadable_retry_after_is_none(value):
    reply = raw(f"HTTP/1.1 429 No\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n".encode())
    assert (await failure(reply)).retry_after is None


async def test_a_socket_closed_without_an_answer_is_closed():
    assert (await failure(raw(b""))).kind is FailureKind.CLOSED


async def test_half_a_body_is_closed():
    reply = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    assert (await failure(reply)).kind is FailureKind.CLOSED


async def test_bytes_that_are_not_http_are_nonsense():
    error = await failure(raw(b"\x1b[31mwhat is this\r\n\r\n"))
    assert error.kind is FailureKind.NONSENSE
    assert "\x1b" not in str(error)


async def test_a_broken_compression_is_nonsense():
    assert (await failure(answer(b"not gzip", Content_Encoding="gzip"))).kind is FailureKind.NONSENSE


async def test_silence_times_out():
    assert (await failure(silence, read_timeout=0.2)).kind is FailureKind.TIMEOUT


async def test_a_slow_drip_is_cut_off_by_the_total_timeout():
    error = await failure(drip, total_timeout=0.3)
    assert error.kind is FailureKind.TIMEOUT
    assert "0.3 s" in error.detail


async def test_an_oversized_body_is_cut_off():
    assert (await failure(answer(b"x" * 2000), max_body_bytes=1000)).kind is FailureKind.TOO_LARGE


async def test_the_limit_holds_for_the_unpacked_size():
    bomb = answer(gzip.compress(b"x" * 2_000_000), Content_Encoding="gzip")
    assert (await failure(bomb, max_body_bytes=100_000)).kind is FailureKind.TOO_LARGE


async def test_nobody_listening_is_no_connection():
    async with serving(answer()) as server:
        url = server.url
    async with client_of() as client:
        with pytest.raises(FeedError) as caught:
            await client.get(url)
    assert caught.value.kind is FailureKind.CONNECT


@pytest.mark.parametrize(
    "url",
    ["ftp://example.test/", "http://", "nothing", "http://[::1", "http://" + "a" * 70 + ".test/", "http://a:b/"],
)
async def test_an_unusable_url_is_no_connection(url):
    async with client_of() as client:
        with pytest.raises(FeedError) as caught:
            await client.get(url)
    assert caught.value.kind is FailureKind.CONNECT


async def test_a_redirect_within_the_host_is_followed():
    async def reply(writer):
        moved = answer(status="302 Found", Location="/there")
        await (answer(b"here") if "/there" in server.heads[-1] else moved)(writer)

    async with serving(reply) as server, client_of() as client:
        assert (await client.get(server.url + "/old")).body == b"here"


@pytest.mark.parametrize(
    "target",
    ["http://localhost:1/", "https://evil.test/", "//evil.test/x", "http://127.0.0.1:1/", "ftp://127.0.0.1/"],
)
async def test_a_redirect_elsewhere_is_refused(target):
    error = await failure(answer(status="302 Found", Location=target))
    assert error.kind is FailureKind.REDIRECT


async def test_a_circle_of_redirects_ends():
    assert (await failure(answer(status="302 Found", Location="/quotes"))).kind is FailureKind.REDIRECT


async def test_the_simulation_header_is_read():
    header = "2025-06-03T10:00:00+08:00; speed=60; run=r1; scenario=rally"
    async with serving(answer(Cnhk_Simulated=header)) as server, client_of() as client:
        simulation = (await client.get(server.url)).simulation
    assert simulation is not None
    assert simulation.moment == datetime.fromisoformat("2025-06-03T10:00:00+08:00")
    assert (simulation.speed, simulation.run, simulation.scenario) == (60.0, "r1", "rally")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "yes",
        "2025-06-03T10:00:00; speed=60; run=r1; scenario=rally",
        "2025-06-03T10:00:00+08:00; speed=0; run=r1; scenario=rally",
        "2025-06-03T10:00:00+08:00; speed=1e999; run=r1; scenario=rally",
        "2025-06-03T10:00:00+08:00; speed=1; run=; scenario=rally",
        "2025-66-03T10:00:00+08:00; speed=1; run=a; scenario=rally",
    ],
)
async def test_a_malformed_simulation_header_is_nonsense_and_never_taken_for_real_data(header):
    error = await failure(answer(Cnhk_Simulated=header))
    assert isinstance(error, WireError)


async def test_the_client_recovers_by_itself():
    async with serving(answer(status="500 Oops")) as server, client_of(read_timeout=0.2) as client:
        for broken in (answer(status="500 Oops"), raw(b""), silence):
            server.reply = broken
            with pytest.raises(FeedError):
                await client.get(server.url)
        server.reply = answer(b"well again")
        assert (await client.get(server.url)).body == b"well again"


async def test_one_host_has_few_requests_at_once():
    release = asyncio.Event()

    async def reply(writer):
        if server.open_requests == REQUESTS_PER_HOST:
            release.set()
        await release.wait()
        await answer()(writer)

    async with serving(reply) as server, client_of() as client:
        await asyncio.gather(*(client.get(server.url) for _ in range(6)))
        assert server.most_open_requests == REQUESTS_PER_HOST


async def test_a_used_up_budget_waits_a_little_or_refuses_and_says_when():
    clock = ManualClock()
    async with serving(answer()) as server:
        quick = HttpClient(network(), clock, budgets=HostBudgets([([host_of(server.url)], 6.0)]))
        for _ in range(4):
            await quick.get(server.url)
        with pytest.raises(FeedError) as caught:
            await quick.get(server.url)
        assert caught.value.kind is FailureKind.BUDGET
        assert caught.value.retry_after == pytest.approx(10.0)
        assert len(server.heads) == 4
        clock.stall(8.5)
        waiting = asyncio.ensure_future(quick.get(server.url))
        await clock.advance(1.6)
        assert (await waiting).body == b"fine"
        await quick.aclose()


async def via_proxy(server: Loopback, url: str) -> bytes:
    async with client_of() as client:
        return (await client.get(url)).body


async def test_a_proxy_of_the_environment_is_used(monkeypatch):
    async with serving(answer(b"by proxy")) as server:
        monkeypatch.setenv("HTTP_PROXY", server.url)
        assert await via_proxy(server, "http://feeds.invalid/q") == b"by proxy"
        assert server.heads[0].startswith("GET http://feeds.invalid/q ")


async def test_no_proxy_and_loopback_go_direct(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with serving(answer(b"direct")) as server:
        assert await via_proxy(server, server.url) == b"direct"
    monkeypatch.setenv("NO_PROXY", "feeds.invalid")
    with pytest.raises(FeedError, match=r"feeds\.invalid"):
        await via_proxy(server, "http://feeds.invalid/q")


@pytest.mark.parametrize("proxy", ["socks4://127.0.0.1:1", "http://user:secret@host:port"])
async def test_an_unusable_proxy_is_named_without_its_password(monkeypatch, proxy):
    monkeypatch.setenv("ALL_PROXY", proxy)
    async with client_of() as client:
        with pytest.raises(FeedError) as caught:
            await client.get("http://feeds.invalid/")
    assert caught.value.kind is FailureKind.CONNECT
    assert "ALL_PROXY" in caught.value.detail
    assert "secret" not in caught.value.detail


# httpcore leaves the socket of a failed SOCKS greeting to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("says", [b"", b"\x05\xff", b"\x04\x00", b"HTTP/1.1 400 Bad\r\n\r\n"])
async def test_a_proxy_that_does_not_speak_socks_is_a_failure_like_any_other(monkeypatch, says):
    async def reply(reader, writer):
        await reader.read(16)
        writer.write(says)
        writer.close()

    listener = await asyncio.start_server(reply, "127.0.0.1", 0)
    monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{listener.sockets[0].getsockname()[1]}")
    async with client_of() as client:
        with pytest.raises(FeedError):
            await client.get("http://feeds.invalid/")
    listener.close()
    gc.collect()


async def test_certificates_that_cannot_be_read_are_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    async with client_of() as client:
        with pytest.raises(FeedError, match="SSL_CERT_FILE"):
            await client.get("https://feeds.invalid/")


def test_httpx_is_not_loaded_before_the_first_request():
    code = "import sys, tui.feeds.http; sys.exit('httpx' in sys.modules or 'anyio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
