"""The embedded exchange as a real HTTP server, on this machine only."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType

from tui.exchange.exchange import Exchange, Fault, Reply

LOOPBACK = "127.0.0.1"
_IDLE_SECONDS = 60.0
"""A connection on which nothing is asked, or nothing is to be answered, for this long is closed."""


class ExchangeServer(ThreadingHTTPServer):
    """Serves one exchange over HTTP/1.1 with keep-alive. Port 0 takes any free one."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, exchange: Exchange, port: int) -> None:
        self.exchange = exchange
        self.stopping = threading.Event()
        self._asking = threading.Lock()
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def base_url(self) -> str:
        """Where it listens: the base URL of every provider."""
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def answer(self, path_and_query: str, headers: Mapping[str, str]) -> Reply:
        """The exchange's reply. One at a time: what it builds on the way is not made for several threads."""
        with self._asking:
            return self.exchange.answer(path_and_query, headers)

    def stop(self) -> None:
        """End serving; connections that a silent reply holds open are let go."""
        self.stopping.set()
        self.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    server: ExchangeServer

    def do_GET(self) -> None:
        """Answer, close, or say nothing, as the exchange will have it."""
        reply = self.server.answer(self.path, dict(self.headers.items()))
        if reply.fault is not None:
            if reply.fault is Fault.SILENCE:
                self.server.stopping.wait(_IDLE_SECONDS)
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._send(reply.body)

    def _send(self, body: bytes) -> None:
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            # The client has gone, for instance because the body grew too large for it.
            self.close_connection = True

    def handle(self) -> None:
        """Serve the connection's requests until either side ends it."""
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the terminal belongs to whoever started the server."""


def serve(exchange: Exchange, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `on_ready` gets the base URL. Only in the main thread.

    Raises OSError if the port cannot be had.
    """
    server = ExchangeServer(exchange, port)

    def end(_signal: int, _frame: FrameType | None) -> None:
        # Not here: shutting down waits for the loop that this signal has interrupted.
        threading.Thread(target=server.stop, daemon=True).start()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        on_ready(server.base_url)
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
        for number, handler in before.items():
            signal.signal(number, handler)
