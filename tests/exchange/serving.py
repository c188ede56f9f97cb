"""The embedded exchange on a real socket, for as long as a test needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tui.exchange.exchange import Exchange
from tui.exchange.server import ExchangeServer


@contextmanager
def running_server(exchange: Exchange, port: int = 0) -> Iterator[str]:
    """A server in a thread; yields its base URL."""
    server = ExchangeServer(exchange, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.base_url
    finally:
        server.stop()
        server.server_close()
        thread.join()
