"""The one HTTP client of the process: bounded in time, size, rate and hosts; every failure is a FeedError.

httpx, all that comes with it and the TLS context are loaded with the first request, in a thread: nothing of it is
needed for the first paint.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NoReturn

from tui.clock import Clock
from tui.feeds.answers import SIMULATION_HEADER, Answer
from tui.feeds.budget import HostBudgets, host_of
from tui.feeds.errors import FailureKind, FeedError
from tui.feeds.http_errors import failure_of, transport_errors, unusable_certificates, unusable_proxy
from tui.feeds.offers import LOOPBACK_HOSTS
from tui.feeds.simulation import parse_simulation
from tui.settings import Network

if TYPE_CHECKING:
    import ssl

    import httpx

REQUESTS_PER_HOST = 2
"""Requests that may be under way to one host at once: public hosts close the door on more (ten and up)."""

LONGEST_BUDGET_WAIT = 2.0
"""Seconds that a request waits for its host's budget in all before it gives up, and the next provider is asked."""

MOST_REDIRECTS = 3
"""Redirects followed, all within one host."""

KEEP_ALIVE_SECONDS = 20.0
"""How long an idle connection is kept: longer than the pace of quotes, so that polls reuse it."""

OK = 200
TLS_PORT = 443


class HttpClient:
    """One httpx.AsyncClient behind limits: `network` for time and size, `budgets` for requests a minute.

    `transport` replaces the network (the embedded exchange, tests); proxies of the environment then play no part.
    """

    def __init__(
        self,
        network: Network,
        clock: Clock,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        budgets: HostBudgets | None = None,
    ) -> None:
        self._network = network
        self._clock = clock
        self._transport = transport
        self._budgets = budgets or HostBudgets()
        self._opening = asyncio.Lock()
        self._tls: ssl.SSLContext | None = None
        self._client: httpx.AsyncClient | None = None
        self._slots: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(REQUESTS_PER_HOST))

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None, patient: bool = False) -> Answer:
        """The body of a 200 answer, whole and within the limits. Raises FeedError and nothing else.

        Time that passes before our own budget lets the request go is no fault of the host: it counts neither
        towards the total timeout nor as latency. A patient request leaves a part of its host's budget to the others.
        """
        return await self._ask(url, headers, None, patient)

    async def post(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        patient: bool = False,
    ) -> Answer:
        """The answer to a small form, sent URL-encoded; for the rest as `get`. Raises FeedError and nothing else."""
        return await self._ask(url, headers, form, patient)

    async def _ask(
        self, url: str, headers: Mapping[str, str] | None, form: Mapping[str, str] | None, patient: bool
    ) -> Answer:
        client = await self._opened()
        host = host_of(url)
        await self._spend(host, patient)
        try:
            async with self._slots[host], asyncio.timeout(self._network.total_timeout):
                return await self._follow(client, url, headers, form, patient)
        except TimeoutError:
            limit = self._network.total_timeout
            raise FeedError(FailureKind.TIMEOUT, f"{host}: no whole answer within {limit:g} s") from None
        except transport_errors() as error:
            raise failure_of(error, host) from error

    async def aclose(self) -> None:
        """Close all connections; the next request opens a new client."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _opened(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(self._build)
            return self._client

    def _build(self) -> httpx.AsyncClient:
        """The client, in a thread: what it imports and reads takes a third of a second. Raises FeedError."""
        import httpx

        transport_errors()
        if self._tls is None and self._transport is None:
            _load_sockets()
            try:
                self._tls = httpx.create_ssl_context()
            except OSError as error:
                raise unusable_certificates(error) from error
        network = self._network
        try:
            return httpx.AsyncClient(
                transport=self._transport,
                verify=True if self._tls is None else self._tls,
                mounts=None if self._transport else _direct_to_this_machine(),
                headers={"User-Agent": network.user_agent, "Accept": "*/*"},
                timeout=httpx.Timeout(network.read_timeout, connect=network.connect_timeout),
                limits=httpx.Limits(keepalive_expiry=KEEP_ALIVE_SECONDS),
            )
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            raise unusable_proxy(error) from error

    async def _follow(
        self,
        client: httpx.AsyncClient,
        url: str,
        headers: Mapping[str, str] | None,
        form: Mapping[str, str] | None,
        patient: bool,
    ) -> Answer:
        started = self._clock.monotonic()
        host = host_of(url)
        request = client.build_request("GET" if form is None else "POST", url, headers=headers, data=form)
        for redirects in range(MOST_REDIRECTS + 1):
            if redirects:
                await self._spend(host, patient)
            response = await client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return await self._read(response, started)
                _refuse_other_host(request.url, response.next_request.url)
                request = response.next_request
            finally:
                await response.aclose()
        raise FeedError(FailureKind.REDIRECT, f"{host}: more than {MOST_REDIRECTS} redirects")

    async def _spend(self, host: str, patient: bool) -> None:
        """Wait for the budget of the host as it was asked for, whatever httpx makes of its spelling."""
        give_up = self._clock.monotonic() + LONGEST_BUDGET_WAIT
        while wait := self._budgets.take(host, self._clock.monotonic(), patient=patient):
            if self._clock.monotonic() + wait > give_up:
                raise FeedError(FailureKind.BUDGET, f"{host}: next request in {wait:.0f} s", retry_after=wait)
            await self._clock.sleep(wait)

    async def _read(self, response: httpx.Response, started: float) -> Answer:
        if response.status_code != OK:
            self._refuse_status(response)
        simulation = parse_simulation(response.headers.get(SIMULATION_HEADER))
        limit = self._network.max_body_bytes
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > limit:
                raise FeedError(FailureKind.TOO_LARGE, f"{response.url.host}: more than {limit:,} bytes")
        latency = self._clock.monotonic() - started
        return Answer(bytes(body), response.charset_encoding, latency, simulation)

    def _refuse_status(self, response: httpx.Response) -> NoReturn:
        retry_after = self._retry_after(response.headers.get("Retry-After"))
        detail = f"{response.url.host}: HTTP status {response.status_code}"
        raise FeedError(FailureKind.STATUS, detail, retry_after=retry_after, status=response.status_code)

    def _retry_after(self, header: str | None) -> float | None:
        """Seconds from now of a Retry-After header, a number or an HTTP date; None if it is absent or unreadable."""
        if header is None:
            return None
        text = header.strip()
        if text.isascii() and text.isdigit():
            return float(text)
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
        return max(0.0, -self._clock.age(moment)) if moment.tzinfo else None


class PatientClient:
    """The same client for whoever can wait: its requests never spend what the quotes may need."""

    def __init__(self, client: HttpClient) -> None:
        self._client = client

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """As `HttpClient.get`. Raises FeedError and nothing else."""
        return await self._client.get(url, headers=headers, patient=True)

    async def post(self, url: str, form: Mapping[str, str], *, headers: Mapping[str, str] | None = None) -> Answer:
        """As `HttpClient.post`. Raises FeedError and nothing else."""
        return await self._client.post(url, form, headers=headers, patient=True)


def _direct_to_this_machine() -> dict[str, None]:
    """Mounts for httpx: no proxy stands before an embedded exchange. An IPv6 address stands in brackets there."""
    return {f"all://[{host}]" if ":" in host else f"all://{host}": None for host in LOOPBACK_HOSTS}


def _load_sockets() -> None:
    """Have anyio load what httpx's transport needs for its first connection, on a loop of this thread's own."""
    import anyio

    anyio.run(anyio.sleep, 0)


def _refuse_other_host(asked: httpx.URL, target: httpx.URL) -> None:
    """Raise FeedError unless the target is on the host asked, at the same port or upgraded to TLS."""
    same_port = (asked.scheme, asked.port) == (target.scheme, target.port)
    upgraded = asked.scheme == "http" and target.scheme == "https" and target.port in (None, TLS_PORT)
    if asked.host != target.host or not (same_port or upgraded):
        raise FeedError(FailureKind.REDIRECT, f"{asked.host}: to {target.scheme}://{target.host}")
