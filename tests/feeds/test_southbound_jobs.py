"""Southbound flow of the running day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.feeds.fakes import MORNING, Desk, simulation
from tui.feeds.southbound_jobs import SouthboundJob
from tui.market.health import Feed
from tui.market.updates import SouthboundUpdate


@pytest.fixture
def desk():
    return Desk()


async def test_southbound_is_asked_for_the_day_that_the_simulation_plays(desk):
    eastmoney = desk.provider("eastmoney")
    chain, pacer = desk.chain(eastmoney, feed=Feed.SOUTHBOUND), desk.pacer(Feed.SOUTHBOUND)
    desk.clock.follow(MORNING + timedelta(days=400))
    eastmoney.simulation = simulation(moment=MORNING)
    await SouthboundJob(chain, pacer, desk.outbox.put, desk.clock).run()
    [update] = desk.came(SouthboundUpdate)
    assert update.day.date == MORNING.date()
    assert update.source.simulated
