"""How long one provider of a chain may take: all its requests, and our own budget before each of them."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.clocks import ManualClock
from tests.feeds.fakes import MORNING, Desk
from tests.feeds.loopback import network
from tui.feeds.answers import Fetched
from tui.feeds.budget import HostBudgets, host_of
from tui.feeds.chain import Chain, ChainFailed
from tui.feeds.http import HttpClient
from tui.feeds.parts import answer_within
from tui.market.health import Feed

URL = "https://quotes.test/a"
NETWORK = network(total_timeout=6.0)
SLOW = 5.25
"""Seconds of an answer that is slow, and in time."""

BUDGET = 30.0
"""Requests a minute: two seconds from one to the next, once the burst is used up."""

BURST = 5
STEP = 0.25
"""Seconds by which the clock moves on; as the others, a number that adds up without rounding."""


class Pages:
    """A provider whose answer takes so many requests, one after the other."""

    name = "tencent"

    def __init__(self, client: HttpClient, requests: int) -> None:
        self._client = client
        self._requests = requests

    async def fetch(self) -> Fetched[int]:
        for _ in range(self._requests):
            await self._client.get(URL)
        return Fetched(self._requests, 0.0, None)


class Scene:
    """A client without budget left, before a host that takes `seconds`; the loop's own time is the clock's."""

    def __init__(self, monkeypatch, seconds: float) -> None:
        self.desk = Desk(MORNING)
        self.clock: ManualClock = self.desk.clock
        self.seconds = 0.0
        budgets = HostBudgets([([host_of(URL)], BUDGET)])
        self.client = HttpClient(NETWORK, self.clock, transport=httpx.MockTransport(self._answer), budgets=budgets)
        self._slow = seconds
        monkeypatch.setattr(asyncio.get_running_loop(), "time", self.clock.monotonic)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        await self.clock.sleep(self.seconds)
        return httpx.Response(200, content=b"fine")

    async def spend_burst(self) -> None:
        for _ in range(BURST):
            await self.client.get(URL)
        self.seconds = self._slow

    async def ask(self, feed: Feed, requests: int) -> str | int:
        """What comes within a minute, or why nothing does."""
        chain = Chain(
            feed,
            [Pages(self.client, requests)],
            clock=self.clock,
            emit=self.desk.outbox.put,
            guard=self.desk.guard,
            answer_within=answer_within(feed, NETWORK),
            random=lambda: 0.0,
        )
        await self.spend_burst()
        asking = asyncio.ensure_future(chain.ask(lambda provider: provider.fetch()))
        for _ in range(240):
            await self.clock.advance(STEP)
        try:
            return (await asking).value
        except ChainFailed as failure:
            return failure.reason


@pytest.mark.parametrize(("feed", "requests"), [(Feed.RATES, 1), (Feed.SOUTHBOUND, 2), (Feed.EVENTS, 3)])
async def test_an_answer_in_time_is_heard_however_long_our_own_budget_let_it_wait(monkeypatch, feed, requests):
    assert await Scene(monkeypatch, SLOW).ask(feed, requests) == requests


async def test_a_host_that_is_silent_is_given_up_after_one_request(monkeypatch):
    told = await Scene(monkeypatch, 1000.0).ask(Feed.EVENTS, 3)
    assert told == "tencent: timed out: quotes.test: no whole answer within 6 s"


def test_the_batches_of_quotes_share_the_time_of_one_request():
    """The next provider has them too: it is to be asked before they are old."""
    assert answer_within(Feed.QUOTES, NETWORK) == answer_within(Feed.RATES, NETWORK) < 10.0
