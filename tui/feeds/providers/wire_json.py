"""JSON bodies, decoded into typed records at once."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.wire_text import decode_text, excerpt

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Record = TypeVar("Record")


def decode(body: bytes | msgspec.Raw, record: type[Record], provider: str) -> Record:
    """The body as a record. Raises WireError on anything else: HTML, a cut answer, another shape, a nest too deep."""
    content = bytes(body).removeprefix(_BYTE_ORDER_MARK)
    try:
        return msgspec.json.decode(content, type=record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        start = excerpt(decode_text(content[:200], "utf-8", may_be_utf8=True))
        raise WireError(f"{provider} sent no such JSON ({problem}): {start}") from problem
