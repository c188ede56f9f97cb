"""The JSON envelope around Tencent's minutes and bars: `{"code":0,"msg":"","data":{"<key>":{…}}}`."""

from __future__ import annotations

import re

import msgspec

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_text import excerpt

_EMPTY_LIST = re.compile(rb"\[\s*\]")


class _Envelope(msgspec.Struct):
    code: int = 0
    msg: str = ""
    data: dict[str, msgspec.Raw] | list[msgspec.Raw] | None = None


def entry_of(body: bytes, code: str) -> msgspec.Raw:
    """What the answer holds under a key. Raises WireError: refused, wrong path; NothingThere for an unknown key."""
    envelope = decode(body, _Envelope, "Tencent")
    if envelope.code != 0 or envelope.msg:
        raise WireError(f"Tencent refuses {code}: code {str(envelope.code)[:20]}, {excerpt(envelope.msg)}")
    if not isinstance(envelope.data, dict) or code not in envelope.data:
        raise NothingThere(f"Tencent does not know {code}")
    entry = envelope.data[code]
    # Some keys that it does not know come with a list that has nothing in it.
    if _EMPTY_LIST.fullmatch(entry):
        raise NothingThere(f"Tencent does not know {code}")
    return entry


def strings_of(block: dict[str, msgspec.Raw] | list[msgspec.Raw], key: str) -> list[str]:
    """A list of strings in a block of mixed ones, such as the quote that rides on other answers; empty if absent.

    Raises WireError if it is there in another shape.
    """
    if not isinstance(block, dict) or key not in block:
        return []
    return decode(block[key], list[str], "Tencent")
