"""A real HTTP server on loopback that misbehaves as told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tui.settings import Network

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]


def network(**changes: float | str) -> Network:
    """Limits for tests: generous where nothing is to be cut off."""
    values = {
        "connect_timeout": 5.0,
        "read_timeout": 5.0,
        "total_timeout": 5.0,
        "max_body_bytes": 65536,
        "user_agent": "cnhk-test/1",
    }
    return Network(**{**values, **changes})


@dataclass
class Loopback:
    """Where the server is, what was asked (head of each request), and how it replies; settable at any time."""

    url: str
    reply: Reply
    heads: list[str] = field(default_factory=list)
    open_requests: int = 0
    most_open_requests: int = 0


@asynccontextmanager
async def serving(reply: Reply) -> AsyncIterator[Loopback]:
    """A server of one reply a connection."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            server.heads.append(head.decode("latin-1"))
            server.open_requests += 1
            server.most_open_requests = max(server.most_open_requests, server.open_requests)
            await server.reply(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            server.open_requests -= 1
            writer.close()

    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(handle(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listener = await asyncio.start_server(accept, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    server = Loopback(f"http://127.0.0.1:{port}", reply)
    try:
        yield server
    finally:
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks)
        listener.close()
        await listener.wait_closed()


def raw(data: bytes) -> Reply:
    """These bytes, then the connection is closed."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return reply


def answer(body: bytes = b"fine", status: str = "200 OK", **headers: str) -> Reply:
    """A proper answer; `_` in header names stands for `-`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return raw("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)


async def silence(writer: asyncio.StreamWriter) -> None:
    """Accepts the request and says nothing."""
    await asyncio.Event().wait()


async def drip(writer: asyncio.StreamWriter) -> None:
    """A body that never stops coming, byte by byte, each one before any read timeout."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.01)
