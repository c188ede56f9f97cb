"""Our own budget of requests: whose it is, and that waiting for it is not held against the host."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.clocks import ManualClock
from tests.feeds.loopback import network
from tui.feeds.budget import HostBudgets, host_of
from tui.feeds.errors import FailureKind, FeedError
from tui.feeds.http import LONGEST_BUDGET_WAIT, HttpClient

BURST = 4
"""Requests in a full bucket of a small budget."""


def client_of(clock: ManualClock, url: str, per_minute: float) -> HttpClient:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=b"fine"))
    return HttpClient(network(), clock, transport=transport, budgets=HostBudgets([([host_of(url)], per_minute)]))


@pytest.mark.parametrize(
    "url", ["https://quotes.test:443/a", "http://quotes.test:80/a", "https://QUOTES.test/a", "https://行情.test/a"]
)
async def test_a_host_has_its_budget_however_its_address_is_spelt(url):
    client = client_of(ManualClock(), url, 6.0)
    for _ in range(BURST):
        await client.get(url)
    with pytest.raises(FeedError) as caught:
        await client.get(url)
    assert caught.value.kind is FailureKind.BUDGET


async def test_one_that_others_keep_overtaking_gives_up_for_want_of_budget_and_not_of_an_answer():
    clock, url = ManualClock(), "https://quotes.test/a"
    client = client_of(clock, url, 60.0)
    for _ in range(10):
        await client.get(url)
    patient = asyncio.ensure_future(client.get(url, patient=True))
    await clock.advance(0)
    with pytest.raises(FeedError) as caught:
        await patient
    assert caught.value.kind is FailureKind.BUDGET
    clock.stall(4.5)
    overtaken = asyncio.ensure_future(client.get(url, patient=True))
    for _ in range(3):
        await clock.advance(LONGEST_BUDGET_WAIT / 2)
        if not overtaken.done():
            await client.get(url)
    with pytest.raises(FeedError) as caught:
        await overtaken
    assert caught.value.kind is FailureKind.BUDGET


async def test_waiting_for_our_own_budget_is_no_latency_of_the_host():
    clock, url = ManualClock(), "https://quotes.test/a"
    client = client_of(clock, url, 60.0)
    for _ in range(10):
        await client.get(url)
    waiting = asyncio.ensure_future(client.get(url))
    await clock.advance(1.1)
    assert (await waiting).latency == 0.0
