"""Eastmoney's ten most active names of a channel and day, `RPT_MUTUAL_TOP10DEAL`, in single HKD.

`GET <datacenter>/api/data/v1/get?reportName=…&filter=(MUTUAL_TYPE="002")(TRADE_DATE='2026-09-17')&…`.
"""

from __future__ import annotations

from datetime import date

import msgspec

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.active_lists import SHANGHAI, SHENZHEN
from tui.feeds.providers.stamps import day
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import positive, sane
from tui.market.codes import is_wellformed_stock
from tui.market.southbound import ActiveName

REPORT = "RPT_MUTUAL_TOP10DEAL"
TYPE_OF = {SHANGHAI: "002", SHENZHEN: "004"}
"""The southbound channels; 001 and 003 are northbound."""

NAMES = 10
"""Names in a list."""

_TOLERANCE = 1.0
"""How far a sum may be off by rounding, in HKD."""


class _Row(msgspec.Struct, rename="upper"):
    mutual_type: str
    trade_date: str
    derive_security_code: str
    security_name: str | None = None
    buy_amt: float | None = None
    sell_amt: float | None = None
    deal_amt: float | None = None


class _Result(msgspec.Struct):
    data: list[_Row] | None = None


class _Envelope(msgspec.Struct):
    success: bool = False
    result: _Result | None = None


def parse_names(body: bytes, channel: str, on: date) -> tuple[ActiveName, ...]:
    """The names of one channel's list of that day, as they stand. Raises WireError, NothingThere if not published.

    Rows of another day or direction, and sums that do not add up, fail the whole answer.
    """
    envelope = decode(body, _Envelope, "Eastmoney")
    rows = [] if envelope.result is None else envelope.result.data or []
    if not rows:
        raise NothingThere(f"Eastmoney has no active names of {on}")
    if len(rows) > NAMES:
        raise WireError(f"Eastmoney sent {len(rows):,} active names")
    return tuple(_name(row, channel, on) for row in rows)


def _name(row: _Row, channel: str, on: date) -> ActiveName:
    if row.mutual_type != TYPE_OF[channel] or day(row.trade_date, "Eastmoney") != on:
        raise WireError(f"Eastmoney sent active names of another list: {row.mutual_type[:10]} {row.trade_date[:20]}")
    turnover = positive(sane(row.deal_amt))
    if turnover is None or not is_wellformed_stock(row.derive_security_code):
        raise WireError(f"Eastmoney sent an active name that cannot be read: {row.derive_security_code[:20]!r}")
    buy, sell = sane(row.buy_amt), sane(row.sell_amt)
    if buy is not None and sell is not None and abs(buy + sell - turnover) > _TOLERANCE:
        raise WireError(f"Eastmoney's active name {row.derive_security_code[:20]} contradicts itself: turnover")
    return ActiveName(row.derive_security_code, row.security_name or "", buy, sell, turnover, (channel,))
