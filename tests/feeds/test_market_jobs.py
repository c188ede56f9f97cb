"""Breadth and the exchange rate."""

from __future__ import annotations

import pytest

from tests.feeds.fakes import Desk, refused, universe
from tui.feeds.chain import ChainFailed
from tui.feeds.market_jobs import BreadthJob, RatesJob, composites_of
from tui.market.health import Feed
from tui.market.updates import BreadthUpdate, RateUpdate


@pytest.fixture
def desk():
    return Desk()


async def test_breadth_is_asked_for_all_composites_at_once(desk):
    eastmoney = desk.provider("eastmoney")
    composites = composites_of(universe("HSI", "399001.SZ", "000001.SH"))
    job = BreadthJob(desk.chain(eastmoney, feed=Feed.BREADTH), desk.pacer(Feed.BREADTH), desk.outbox.put, composites)
    await job.run()
    assert eastmoney.asked == [("000001.SH", "399001.SZ")]
    [update] = desk.came(BreadthUpdate)
    assert [listed.symbol for listed in update.listed] == ["000001.SH", "399001.SZ"]


async def test_without_composites_nothing_is_asked(desk):
    eastmoney = desk.provider("eastmoney")
    chain, pacer = desk.chain(eastmoney, feed=Feed.BREADTH), desk.pacer(Feed.BREADTH)
    await BreadthJob(chain, pacer, desk.outbox.put, composites_of(universe("HSI"))).run()
    assert eastmoney.asked == []


async def test_the_next_provider_gives_the_rate_where_the_first_fails(desk):
    eastmoney, tencent = desk.provider("eastmoney"), desk.provider("tencent")
    chain = desk.chain(eastmoney, tencent, feed=Feed.RATES)
    job = RatesJob(chain, desk.pacer(Feed.RATES), desk.outbox.put)
    eastmoney.error = refused()
    await job.run()
    [update] = desk.came(RateUpdate)
    assert update.source.provider == update.rate.provider == "tencent"
    tencent.error = refused()
    with pytest.raises(ChainFailed):
        await job.run()
