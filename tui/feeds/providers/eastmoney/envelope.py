"""The JSON envelope of Eastmoney's live data, `{"rc":0,…,"data":…}`, and the numbers in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import sane

PROVIDER = "eastmoney"

Number = float | str | None
"""Eastmoney writes `"-"` for every number that it does not have."""

_FOUND = 0
_NO_SUCH_DATA = 102
"""Unknown ids, or past the last page. Not a block: those close the connection."""

_UNKNOWN_SERIES = 100
"""An id that `kline/get` does not know, always without data."""

_NOTHING = b"null"

_MOST_ROWS = 2000
"""Rows of one answer that are looked at: several times what can be asked for at once."""

Row = TypeVar("Row", bound=msgspec.Struct)


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


class _List(msgspec.Struct):
    diff: list[msgspec.Raw] | dict[str, msgspec.Raw] = []


def rows_of(body: bytes, row: type[Row]) -> Iterator[Row]:
    """The rows of a list (`ulist.np`); one of another shape is left out. Raises WireError, none for no such data."""
    data = data_of(body)
    diff = [] if data is None else decode(data, _List, "Eastmoney").diff
    if len(diff) > _MOST_ROWS:
        raise WireError(f"Eastmoney sent {len(diff):,} rows")
    for raw in diff.values() if isinstance(diff, dict) else diff:
        try:
            yield decode(raw, row, "Eastmoney")
        except WireError:
            continue


class _Series(msgspec.Struct):
    klines: list[str] | None = None


class _SeriesEnvelope(msgspec.Struct):
    rc: int = _FOUND
    data: _Series | None = None


def klines_of(body: bytes, symbol: str) -> list[str]:
    """The rows of a series (`kline/get`), one text of columns each; none for an unknown id. Raises WireError."""
    envelope = decode(body, _SeriesEnvelope, "Eastmoney")
    if envelope.rc in (_NO_SUCH_DATA, _UNKNOWN_SERIES):
        return []
    if envelope.rc != _FOUND or envelope.data is None:
        raise WireError(f"Eastmoney refuses the series of {symbol}: rc {str(envelope.rc)[:20]}")
    return envelope.data.klines or []


def value_of(number: Number) -> float | None:
    """The number; None for the sign of none and for what means nothing."""
    return None if isinstance(number, str) else sane(number)
