"""Eastmoney's counts of shares up, down and unchanged: columns of the composite indices' rows in `ulist.np/get`.

`GET <base>/api/qt/ulist.np/get?fltt=2&np=1&secids=1.000001,0.399001,0.899050&fields=f12,f13,f104,f105,f106,f124`.
Each index counts the shares of its exchange.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tui.feeds.errors import NothingThere
from tui.feeds.providers.eastmoney.envelope import Number, rows_of, value_of
from tui.feeds.providers.stamps import unix_stamp
from tui.market.breadth import ListedBreadth
from tui.market.instruments import Instrument

_MOST_SHARES = 100_000
"""More shares than any exchange has: a larger count is none."""


class _Row(msgspec.Struct):
    code: str | None = msgspec.field(name="f12", default=None)
    market: int | None = msgspec.field(name="f13", default=None)
    advancing: Number = msgspec.field(name="f104", default=None)
    declining: Number = msgspec.field(name="f105", default=None)
    unchanged: Number = msgspec.field(name="f106", default=None)
    time: Number = msgspec.field(name="f124", default=None)


FIELDS = tuple(field.encode_name for field in msgspec.structs.fields(_Row))
"""The columns to ask for: those that are read."""


def parse_breadth(body: bytes, composites: Mapping[str, Instrument]) -> tuple[ListedBreadth, ...]:
    """The counts of those composite indices that have any, keyed by Eastmoney's codes (`1.000001`). Raises WireError.

    An index without counts, or with none but zeros (nothing has been counted), is left out. Without a market a row
    is known by its code, if only one of the indices asked for has that code.
    """
    by_code: dict[str, list[str]] = {}
    for key in composites:
        by_code.setdefault(key.partition(".")[2], []).append(key)
    found: dict[str, ListedBreadth] = {}
    for row in rows_of(body, _Row):
        if row.code is None:
            continue
        alike = by_code.get(row.code, [])
        key = alike[0] if row.market is None and len(alike) == 1 else f"{row.market}.{row.code}"
        listed = _listed(row, composites[key].symbol) if key in composites else None
        if listed is not None:
            found[key] = listed
    if not found:
        raise NothingThere("Eastmoney counts no shares up or down")
    return tuple(found[key] for key in composites if key in found)


def _listed(row: _Row, symbol: str) -> ListedBreadth | None:
    advancing, declining, unchanged = (_count(number) for number in (row.advancing, row.declining, row.unchanged))
    if advancing is None or declining is None or unchanged is None or not advancing + declining + unchanged:
        return None
    return ListedBreadth(symbol, advancing, declining, unchanged, unix_stamp(value_of(row.time)))


def _count(number: Number) -> int | None:
    """A whole number of shares."""
    value = value_of(number)
    if value is None or not value.is_integer() or not 0 <= value <= _MOST_SHARES:
        return None
    return int(value)
