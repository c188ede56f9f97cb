"""Turns whatever httpx and what lies below it raise into the one error of the feeds."""

from __future__ import annotations

import ssl

from tui.feeds.errors import FailureKind, FeedError
from tui.feeds.one_line import one_line

LONGEST_DETAIL = 160
"""Characters of a foreign message that are kept: a reason is one line on the screen."""

CLOSED_WORDS = ("disconnected", "closed connection")
"""How the HTTP machinery words an early end; its other protocol errors mean bytes that are not HTTP."""


def transport_errors() -> tuple[type[Exception], ...]:
    """Everything that a request can raise short of a bug of ours. Imports httpx."""
    import anyio
    import httpx
    from socksio.exceptions import SOCKSError

    return (
        httpx.HTTPError,
        httpx.InvalidURL,
        httpx.StreamError,
        OSError,
        UnicodeError,  # a host name that cannot be encoded
        SOCKSError,
        anyio.BrokenResourceError,
        anyio.ClosedResourceError,
        anyio.EndOfStream,
    )


def failure_of(error: Exception, host: str) -> FeedError:
    """The feed error that stands for one of `transport_errors()`; its detail names the host."""
    import httpx
    from socksio.exceptions import SOCKSError

    text = one_line(str(error), LONGEST_DETAIL)
    match error:
        case httpx.ConnectTimeout():
            return FeedError(FailureKind.TIMEOUT, f"{host}: no connection in time")
        case httpx.TimeoutException() | TimeoutError():
            return FeedError(FailureKind.TIMEOUT, f"{host}: silent for too long")
        case httpx.ProxyError() | SOCKSError():
            return FeedError(FailureKind.CONNECT, f"{host}: the proxy refused: {text}")
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | UnicodeError():
            return FeedError(FailureKind.CONNECT, f"{host}: not a usable URL: {text}")
        case httpx.ConnectError() | ssl.SSLError():
            return FeedError(FailureKind.CONNECT, f"{host}: {text}" if text else host)
        case httpx.DecodingError():
            return FeedError(FailureKind.NONSENSE, f"{host}: the body cannot be decompressed")
        case httpx.ProtocolError() if not any(words in text for words in CLOSED_WORDS):
            return FeedError(FailureKind.NONSENSE, f"{host}: not HTTP: {text}")
        case _:
            return FeedError(FailureKind.CLOSED, f"{host}: {text}" if text else host)


def unusable_proxy(error: Exception) -> FeedError:
    """The feed error for proxy variables that httpx cannot use; httpx hides the password in its message."""
    detail = f"HTTP_PROXY, HTTPS_PROXY or ALL_PROXY is not usable: {one_line(str(error), LONGEST_DETAIL)}"
    return FeedError(FailureKind.CONNECT, detail)


def unusable_certificates(error: OSError) -> FeedError:
    """The feed error for a set of trusted certificates that cannot be read."""
    detail = f"no trusted certificates (SSL_CERT_FILE, SSL_CERT_DIR): {one_line(str(error), LONGEST_DETAIL)}"
    return FeedError(FailureKind.CONNECT, detail)
