"""The embedded exchange inside the process: the real HTTP client runs, and nothing leaves the machine."""

from __future__ import annotations

import asyncio

import httpx

from tui.exchange.exchange import Exchange, Fault


class ExchangeTransport(httpx.AsyncBaseTransport):
    """Answers every request of an httpx client by its path, whatever the host."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The exchange's reply. Raises what httpx raises for a closed connection or a server that stays silent."""
        path_and_query = request.url.raw_path.decode("ascii")
        for _ in self._exchange.prepare(path_and_query):
            # The screen shares this loop: between two pieces of work it may have its turn.
            await asyncio.sleep(0)
        reply = self._exchange.answer(path_and_query, request.headers)
        await asyncio.sleep(0)
        if reply.fault is Fault.CLOSED:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
        if reply.fault is Fault.SILENCE:
            timeouts: dict[str, float | None] = request.extensions.get("timeout", {})
            seconds = timeouts.get("read")
            await (asyncio.Event().wait() if seconds is None else asyncio.sleep(seconds))
            raise httpx.ReadTimeout("The server sent nothing.", request=request)
        return httpx.Response(reply.status, headers=dict(reply.headers), content=reply.body, request=request)
