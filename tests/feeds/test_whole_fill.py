"""How many requests a start costs: of the whole universe with a fake, and over sockets with the embedded exchange."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from tests.exchange.serving import running_server
from tests.feeds.bar_server import BarServer
from tests.feeds.fakes import CALENDARS, MORNING, Desk
from tests.feeds.memory import KeptInMemory
from tui.cli import exchange_settings
from tui.clock import Clock
from tui.config import load
from tui.exchange.exchange import Exchange
from tui.exchange.start import start_moment
from tui.feeds.assembly import build_poller, poll_once
from tui.feeds.bars_job import BarsJob
from tui.feeds.parts import bars_order, bars_span
from tui.market.health import Feed
from tui.market.instruments import Kind, Universe
from tui.market.updates import (
    KEPT,
    ActiveNamesUpdate,
    BackfillUpdate,
    BarsUpdate,
    BreadthUpdate,
    FeedFailed,
    PastMinutesUpdate,
    RateUpdate,
    SouthboundHistoryUpdate,
)
from tui.shipped import load_rally, load_universe
from tui.universe import universe_for

SHIPPED = load(None, {}).settings
UNIVERSE = universe_for(SHIPPED, load_universe())
SMALL = Universe.of(
    UNIVERSE[symbol]
    for symbol in ("HSI", "000001.SH", "399001.SZ", "899050.BJ", "INX", "00700.HK", "600036.SH", "300750.SZ")
)
THURSDAY = MORNING + timedelta(days=2)
"""Every market had a session the day before."""

WITHIN = 60.0
"""Seconds after which a fill over sockets is taken to hang."""


async def filled(kept: KeptInMemory) -> BarServer:
    """A provider after a whole fill of the universe's bars."""
    desk = Desk(THURSDAY)
    server = BarServer("tencent", clock=desk.clock, today=THURSDAY.date())
    chain, pacer = desk.chain(server, feed=Feed.BARS), desk.pacer(Feed.BARS)
    job = BarsJob(chain, pacer, desk.outbox.put, desk.clock, CALENDARS, bars_order(SHIPPED, UNIVERSE), kept)
    await job.run()
    while not job.complete:
        await job.run()
    kept.keep(desk.outbox.drain())
    return server


async def test_a_first_start_costs_one_request_an_index_and_two_a_share_and_a_second_none():
    kept = KeptInMemory()
    first = await filled(kept)
    indices = sum(one.kind is Kind.INDEX for one in UNIVERSE)
    shares = len(UNIVERSE) - indices
    assert len(first.asked) == indices + 2 * shares
    told = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"{indices} + 2 × {shares} = {indices + 2 * shares}" in told
    assert (await filled(kept)).asked == []


def test_indices_come_first_and_shares_in_the_order_of_the_heatmap():
    order = [one.symbol for one in bars_order(SHIPPED, UNIVERSE)]
    assert len(order) == len(set(order)) == len(UNIVERSE)
    assert tuple(order[: len(SHIPPED.indices.intraday)]) == SHIPPED.indices.intraday
    members = [symbol for sector in SHIPPED.sectors.values() for symbol in sector.members]
    assert [symbol for symbol in order if symbol in members] == list(dict.fromkeys(members))


def test_bars_are_wanted_no_further_back_than_they_are_kept():
    assert bars_span(replace(SHIPPED.history, bar_days=400)).days == 400
    assert bars_span(SHIPPED.history).days == 3 * 365 + 1
    assert bars_span(replace(SHIPPED.history, keep=False, bar_days=400)).days == 3 * 365 + 1


class Counted(Exchange):
    """Counts what is asked, by path and, of quotes, without the list."""

    def __init__(self, at: str) -> None:
        clock = Clock()
        clock.follow(start_moment(at))
        super().__init__(load_universe(), clock, load_rally())
        self.asked: Counter[str] = Counter()
        self.targets: list[str] = []

    def answer(self, path_and_query, headers):
        self.asked[urlsplit(path_and_query).path.partition("=")[0]] += 1
        self.targets.append(path_and_query)
        return super().answer(path_and_query, headers)

    @property
    def bars_asked(self) -> int:
        return sum(count for path, count in self.asked.items() if "kline" in path and path.startswith("/appstock"))


@pytest.fixture
def settings_at(tmp_path: Path):
    def make(url: str):
        path = tmp_path / "settings.toml"
        path.write_text(exchange_settings(url))
        return load(path, {}).settings

    return make


async def started(settings, kept) -> list[object]:
    """All updates of a start until all bars are there and everything else has come once."""
    poller = build_poller(settings, SMALL, CALENDARS, Clock(), kept=kept)
    got: list[object] = []
    wanted = {BreadthUpdate, RateUpdate, SouthboundHistoryUpdate, ActiveNamesUpdate}

    def done() -> bool:
        bars = {update.bars.symbol for update in got if isinstance(update, BarsUpdate)}
        past = {update.symbol for update in got if isinstance(update, PastMinutesUpdate)}
        fills = [update for update in got if isinstance(update, BackfillUpdate)]
        whole = bool(fills) and fills[-1].done == fills[-1].total
        return whole and len(bars) == len(SMALL) and len(past) == 3 and wanted <= {type(update) for update in got}

    async with asyncio.timeout(WITHIN), aclosing(poller.batches()) as batches:
        async for batch in batches:
            got.extend(batch)
            kept.keep(batch)
            if done():
                break
    return got


async def test_two_starts_over_sockets(settings_at):
    exchange, kept = Counted("14:10"), KeptInMemory()
    with running_server(exchange) as url:
        settings = settings_at(url)
        got = await started(settings, kept)
        assert [update for update in got if isinstance(update, FeedFailed)] == []
        assert exchange.bars_asked == 5 + 2 * 3
        assert exchange.asked["/api/qt/stock/kline/get"] == 3
        assert exchange.asked["/api/data/v1/get"] == 3
        exchange.asked.clear()
        again = await started(settings, kept)
    assert exchange.bars_asked == exchange.asked["/api/qt/stock/kline/get"] == exchange.asked["/api/data/v1/get"] == 0
    assert {update.source.provider for update in again if isinstance(update, BarsUpdate)} == {KEPT}
    assert {update.source.simulated for update in again if isinstance(update, BarsUpdate)} == {True}
    assert kept.worlds[-1] == "rally"


async def test_one_poll_brings_every_feed_and_the_bars_asked_for(settings_at):
    exchange = Counted("16:45")
    with running_server(exchange) as url:
        updates = await poll_once(
            settings_at(url), UNIVERSE, CALENDARS, Clock(), list(Feed), bars_of=("HSI", "00700.HK"), within=WITHIN
        )
    assert [update for update in updates if isinstance(update, FeedFailed)] == []
    assert {update.bars.symbol for update in updates if isinstance(update, BarsUpdate)} == {"HSI", "00700.HK"}
    assert exchange.bars_asked == 3
    [names] = [update.names for update in updates if isinstance(update, ActiveNamesUpdate)]
    assert names.date == MORNING.date()
    assert {type(update) for update in updates} >= {BreadthUpdate, RateUpdate, PastMinutesUpdate}
    [history] = [update for update in updates if isinstance(update, SouthboundHistoryUpdate)]
    assert history.days[-1].date == MORNING.date()


async def test_hkex_helps_out_where_eastmoney_does_not_answer(settings_at):
    exchange = Counted("16:45")
    with running_server(exchange) as url:
        settings = settings_at(url)
        silent = replace(settings.providers.eastmoney, datacenter_url="http://127.0.0.1:1")
        settings = replace(settings, providers=replace(settings.providers, eastmoney=silent))
        feeds = [Feed.SOUTHBOUND, Feed.SOUTHBOUND_HISTORY, Feed.ACTIVE_NAMES]
        updates = await poll_once(settings, UNIVERSE, CALENDARS, Clock(), feeds, within=WITHIN)
    [names] = [update for update in updates if isinstance(update, ActiveNamesUpdate)]
    [history] = [update for update in updates if isinstance(update, SouthboundHistoryUpdate)]
    assert names.source.provider == history.source.provider == "hkex"
    assert names.names.date == history.days[-1].date == MORNING.date()
