"""The whole chain of real parts, from settings to updates, against servers on loopback that fail."""

from __future__ import annotations

import subprocess
import sys
from contextlib import aclosing, asynccontextmanager

import msgspec
import pytest

from tests.clocks import ManualClock
from tests.feeds.fakes import CALENDARS, MORNING
from tests.feeds.loopback import answer, raw, serving, silence
from tui.config import load
from tui.feeds.assembly import build_poller, poll_once
from tui.feeds.poller import Poller
from tui.market.health import Feed, ProviderStatus
from tui.market.instruments import Universe
from tui.market.updates import FeedFailed, HealthUpdate, QuotesUpdate, SimulationStarted
from tui.shipped import load_universe

SHARE = "600036.SH"
UNIVERSE = Universe.of([load_universe()[SHARE]])
SIMULATED = {"Cnhk_Simulated": "2025-06-03T10:00:00+08:00; speed=1; run=r1; scenario=rally"}

SINA_FIELDS = [
    "招商银行", "44.00", "43.80", "44.51", "44.60", "43.90", "44.50", "44.51", "1000000", "44250000.00",
    *["100", "44.50"] * 10, "2025-06-03", "10:00:00", "00", "",
]  # fmt: skip
SINA_LINE = f'var hq_str_sh600036="{",".join(SINA_FIELDS)}";\n'.encode("gbk")

FAULTS = {
    "status 500": answer(status="500 Internal Server Error"),
    "a closed socket": raw(b""),
    "an HTML page": answer(b"<html><body>maintenance</body></html>", Content_Type="text/html"),
    "silence": silence,
    "no row at all": answer(b'v_pv_none_match="1";\n'),
    "rows that are short of columns": answer(b'v_sh600036="1~\xd5\xd0~600036~44.51";\n'),
    "half a body": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\nv_sh600036="),
    "too much": answer(b"x" * 200_000),
}


def settings_for(tencent: str, sina: str):
    shipped = load(None, {}).settings
    replace = msgspec.structs.replace
    return replace(
        shipped,
        network=replace(shipped.network, read_timeout=0.2, total_timeout=0.5, max_body_bytes=65536),
        feeds=replace(shipped.feeds, quotes=replace(shipped.feeds.quotes, providers=("tencent", "sina"))),
        providers=replace(
            shipped.providers,
            tencent=replace(shipped.providers.tencent, base_url=tencent, history_url=tencent),
            sina=replace(shipped.providers.sina, base_url=sina),
            eastmoney=replace(
                shipped.providers.eastmoney, base_url=tencent, history_url=tencent, datacenter_url=tencent
            ),
            hkex=replace(shipped.providers.hkex, base_url=tencent),
        ),
    )


@asynccontextmanager
async def two_servers(tencent, sina):
    async with serving(tencent) as first, serving(sina) as second:
        yield first, second, settings_for(first.url, second.url)


async def polled(settings):
    return await poll_once(settings, UNIVERSE, CALENDARS, ManualClock(MORNING), [Feed.QUOTES])


def of(kind, updates):
    return [update for update in updates if isinstance(update, kind)]


@pytest.mark.parametrize("fault", FAULTS)
async def test_when_tencent_fails_sinas_quotes_come_within_the_same_poll(fault):
    async with two_servers(FAULTS[fault], answer(SINA_LINE)) as (_, _, settings):
        updates = await polled(settings)
    [quotes] = of(QuotesUpdate, updates)
    assert quotes.source.provider == "sina"
    assert [(quote.symbol, quote.last) for quote in quotes.quotes] == [(SHARE, 44.51)]
    standing = {update.health.provider: update.health.status for update in of(HealthUpdate, updates)}
    assert standing == {"tencent": ProviderStatus.FAILING, "sina": ProviderStatus.ANSWERING}


async def test_when_everybody_fails_each_reason_is_told():
    async with two_servers(FAULTS["status 500"], raw(b"")) as (_, _, settings):
        updates = await polled(settings)
    assert of(QuotesUpdate, updates) == []
    [failed] = of(FeedFailed, updates)
    assert "500" in failed.reason
    assert "sina: connection closed" in failed.reason


async def test_one_poll_ends_in_time_whatever_happens():
    async with two_servers(silence, silence) as (_, _, settings):
        updates = await poll_once(settings, UNIVERSE, CALENDARS, ManualClock(MORNING), [Feed.QUOTES], within=0.1)
    assert "within 0.1 s" in of(FeedFailed, updates)[0].reason


async def test_a_simulated_answer_is_announced_before_its_data():
    clock = ManualClock()
    async with two_servers(answer(status="500 No"), answer(SINA_LINE, **SIMULATED)) as (_, _, settings):
        updates = await poll_once(settings, UNIVERSE, CALENDARS, clock, [Feed.QUOTES])
    kinds = [type(update) for update in updates]
    assert kinds.index(SimulationStarted) < kinds.index(QuotesUpdate)
    assert of(QuotesUpdate, updates)[0].source.simulated
    assert clock.now() == MORNING


async def one_by_one(poller: Poller):
    async with aclosing(poller.batches()) as batches:
        async for batch in batches:
            for update in batch:
                yield update


async def test_the_poller_goes_on_over_a_failure_and_back_and_leaves_no_connection_behind():
    clock = ManualClock(MORNING)
    async with two_servers(raw(b""), answer(SINA_LINE)) as (first, second, settings):
        poller = build_poller(settings, UNIVERSE, CALENDARS, clock)
        updates = one_by_one(poller)
        got = []
        async for update in updates:
            got.append(update)
            if isinstance(update, QuotesUpdate):
                break
        assert [type(update) for update in got] == [HealthUpdate, HealthUpdate, QuotesUpdate]
        second.reply = FAULTS["status 500"]
        poller.poke(Feed.QUOTES)
        clock.stall(5)
        await clock.advance(1)
        async for update in updates:
            if isinstance(update, FeedFailed) and update.feed is Feed.QUOTES:
                break
        await updates.aclose()
        assert len(first.heads) >= 2


def test_a_provider_that_does_not_give_a_feed_is_named():
    shipped = settings_for("http://127.0.0.1:1", "http://127.0.0.1:1")
    replace = msgspec.structs.replace
    wrong = replace(shipped, feeds=replace(shipped.feeds, bars=replace(shipped.feeds.bars, providers=("sina",))))
    with pytest.raises(ValueError, match=r"'sina' gives no daily bars; possible: tencent, eastmoney"):
        build_poller(wrong, UNIVERSE, CALENDARS, ManualClock())


def test_httpx_is_not_loaded_with_the_assembly():
    code = (
        "import sys, tui.feeds.assembly; sys.exit(bool({'httpx', 'anyio', 'textual', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
