"""The JSON envelope of Eastmoney's live data, `{"rc":0,…,"data":…}`, and the numbers in it."""

from __future__ import annotations

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.wire_json import decode

PROVIDER = "eastmoney"

Number = float | str | None
"""Eastmoney writes `"-"` for every number that it does not have."""

_FOUND = 0
_NO_SUCH_DATA = 102
"""Unknown ids, or past the last page. Not a block: those close the connection."""


_NOTHING = b"null"


class _Envelope(msgspec.Struct):
    rc: int = _FOUND
    data: msgspec.Raw = msgspec.Raw(_NOTHING)


def data_of(body: bytes) -> msgspec.Raw | None:
    """What the envelope holds; None if Eastmoney has no such data. Raises WireError."""
    envelope = decode(body, _Envelope, "Eastmoney")
    if envelope.rc == _NO_SUCH_DATA:
        return None
    if envelope.rc != _FOUND:
        raise WireError(f"Eastmoney refuses: rc {str(envelope.rc)[:20]}")
    if bytes(envelope.data) == _NOTHING:
        raise WireError("Eastmoney sent an envelope without data")
    return envelope.data
