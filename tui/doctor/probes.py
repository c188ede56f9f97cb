"""Asks each provider one thing, all at the same time: whether it answers, how quickly, and how old its data are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.clock import Clock
from tui.feeds.answers import Answer, Fetched, QuoteBatch, Simulation
from tui.feeds.budget import HostBudgets
from tui.feeds.errors import FailureKind, FeedError, NothingThere
from tui.feeds.event_sources import event_sources
from tui.feeds.finished import last_published
from tui.feeds.http import HttpClient
from tui.feeds.http_errors import LONGEST_DETAIL
from tui.feeds.one_line import one_line
from tui.feeds.parts import host_budgets
from tui.feeds.providers import NO_HEADERS, Getter
from tui.feeds.providers.eastmoney import Eastmoney
from tui.feeds.providers.hkex import Hkex
from tui.feeds.providers.sina import Sina
from tui.feeds.providers.tencent import Tencent
from tui.market.calendars import Calendars
from tui.market.event_series import EventSeries
from tui.market.instruments import Universe
from tui.settings import Settings

if TYPE_CHECKING:
    import httpx

ASK_WITHIN = 6.0
"""Real seconds for one provider, unless the settings give it fewer."""

PROBED_SYMBOL = "HSI"
"""What every provider of quotes has."""

NO_SUCH_SOURCE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})
"""What an embedded exchange answers for providers that it does not play."""


class Probe(Struct, frozen=True):
    """What came of asking one provider.

    `latency` in real seconds of the answer that was read, None without one. `stamp` (aware) or `day`: what its data
    are of. `simulation`: that of an embedded exchange, if one answered. `failure` and `reason` say what went wrong;
    `status` is the HTTP status where that is it. `nothing`: a right answer without what was asked for.
    """

    provider: str
    latency: float | None = None
    stamp: datetime | None = None
    day: date | None = None
    simulation: Simulation | None = None
    failure: FailureKind | None = None
    reason: str = ""
    status: int | None = None
    nothing: bool = False


class Enough(Exception):
    """A provider wanted to ask a second time: the first answer has told whether it is there."""


class OneRequest:
    """A client that sends one request and no other; `answer` is what came."""

    def __init__(self, client: HttpClient) -> None:
        self._client = client
        self._sent = False
        self.answer: Answer | None = None

    async def get(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        """As `HttpClient.get`, once. Raises FeedError."""
        self._send()
        self.answer = await self._client.get(url, headers=headers)
        return self.answer

    async def post(self, url: str, form: Mapping[str, str], *, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        """As `HttpClient.post`, once. Raises FeedError."""
        self._send()
        self.answer = await self._client.post(url, form, headers=headers)
        return self.answer

    def _send(self) -> None:
        if self._sent:
            raise Enough
        self._sent = True


class Seen(Struct, frozen=True):
    """What an answer's data are of: a moment, or a day."""

    stamp: datetime | None = None
    day: date | None = None


Question = Callable[[Getter], Awaitable[Seen]]
"""Asks through that client, and reads the answer. Raises FeedError."""


async def probe_all(
    settings: Settings,
    universe: Universe,
    calendars: Calendars,
    clock: Clock,
    series: Mapping[str, EventSeries],
    transport: httpx.AsyncBaseTransport | None = None,
) -> tuple[Probe, ...]:
    """One for each provider that the settings name for any feed, in the order of `served`. Raises nothing.

    `transport` replaces the network: then only the providers that an embedded exchange plays are asked.
    """
    budgets = host_budgets(settings) if transport is None else HostBudgets()
    client = HttpClient(settings.network, clock, transport=transport, budgets=budgets)
    within = min(ASK_WITHIN, settings.network.total_timeout)
    questions = _questions(settings, universe, calendars, clock)
    if transport is None:
        questions |= _questions_for_events(client, settings, universe, clock, series)
    asked = [(name, questions[name]) for name in served(settings) if name in questions]
    try:
        return tuple(await asyncio.gather(*(_probe(name, ask, client, within) for name, ask in asked)))
    finally:
        await client.aclose()


def served(settings: Settings) -> dict[str, list[str]]:
    """Each provider that the settings name, and the feeds that they name it for."""
    feeds, found = settings.feeds, dict[str, list[str]]()
    for feed in feeds.__struct_fields__:
        for provider in getattr(feeds, feed).providers:
            found.setdefault(provider, []).append(feed)
    return found


async def _probe(name: str, ask: Question, client: HttpClient, within: float) -> Probe:
    once = OneRequest(client)
    seen, nothing = Seen(), False
    try:
        async with asyncio.timeout(within):
            seen = await ask(once)
    except Enough:
        pass
    except NothingThere:
        nothing = True
    except FeedError as error:
        simulation = None if once.answer is None else once.answer.simulation
        return Probe(
            name, None, None, None, simulation, error.kind, one_line(error.detail, LONGEST_DETAIL), error.status
        )
    except TimeoutError:
        return Probe(name, failure=FailureKind.TIMEOUT, reason=f"no answer within {within:g} s")
    answer = once.answer
    latency = None if answer is None else answer.latency
    simulation = None if answer is None else answer.simulation
    return Probe(name, latency, seen.stamp, seen.day, simulation, nothing=nothing)


def _questions(settings: Settings, universe: Universe, calendars: Calendars, clock: Clock) -> dict[str, Question]:
    of = settings.providers
    instrument = universe[PROBED_SYMBOL]

    def quote(batch: Fetched[QuoteBatch]) -> Seen:
        if not batch.value.quotes:
            reasons = ", ".join(reason for _, reason in batch.value.missing)
            raise FeedError(FailureKind.NONSENSE, f"no quote of {PROBED_SYMBOL}: {reasons}")
        return Seen(stamp=batch.value.quotes[0].time)

    async def tencent(client: Getter) -> Seen:
        return quote(await Tencent(client, of.tencent).fetch_quotes((instrument,)))

    async def sina(client: Getter) -> Seen:
        return quote(await Sina(client, of.sina).fetch_quotes((instrument,)))

    async def eastmoney(client: Getter) -> Seen:
        return quote(await Eastmoney(client, of.eastmoney).fetch_quotes((instrument,)))

    async def hkex(client: Getter) -> Seen:
        day = last_published(clock.now(), calendars)
        return Seen(day=(await Hkex(client, of.hkex).fetch_active_names(day)).value.date)

    return {"tencent": tencent, "sina": sina, "eastmoney": eastmoney, "hkex": hkex}


def _questions_for_events(
    client: HttpClient, settings: Settings, universe: Universe, clock: Clock, series: Mapping[str, EventSeries]
) -> dict[str, Question]:
    names = [source.name for source in event_sources(client, settings.providers, universe, series)]

    def question(place: int) -> Question:
        async def ask(once: Getter) -> Seen:
            sources = event_sources(once, settings.providers, universe, series)
            await sources[place].fetch_events(clock.now().date())
            return Seen()

        return ask

    return {name: question(place) for place, name in enumerate(names)}
