"""Eastmoney's offshore rate of the Hong Kong dollar: rows of `ulist.np/get` like any quote.

`GET <base>/api/qt/ulist.np/get?fltt=2&np=1&secids=133.HKDCNH,133.USDCNH,119.USDHKD&fields=f2,f12,f13,f18,f124`.

Evidence: `133.HKDCNH` ("港币兑离岸人民币") is asked for by eight independent public clients, one with the remark that
Eastmoney has offshore rates only; `133.USDCNH` stands in akshare's `forex/cons.py`, `119.USDHKD` beside `133.HKDCNH`
in another client. Columns are those of quotes: f2 last, f18 previous close, f124 Unix seconds.
"""

from __future__ import annotations

import msgspec

from tui.feeds.errors import NothingThere
from tui.feeds.providers.eastmoney.envelope import PROVIDER, Number, rows_of, value_of
from tui.feeds.providers.rate_band import refuse_insane
from tui.feeds.providers.stamps import unix_stamp
from tui.feeds.providers.wire_numbers import positive
from tui.market.rates import Rate

DIRECT, YUAN, DOLLAR = "133.HKDCNH", "133.USDCNH", "119.USDHKD"
IDS = (DIRECT, YUAN, DOLLAR)
"""HKD against the offshore yuan; and what it can be made of where that has no price: USD in either."""

_PAIR = "HKD/CNH"


class _Row(msgspec.Struct):
    code: str | None = msgspec.field(name="f12", default=None)
    market: int | None = msgspec.field(name="f13", default=None)
    last: Number = msgspec.field(name="f2", default=None)
    previous_close: Number = msgspec.field(name="f18", default=None)
    time: Number = msgspec.field(name="f124", default=None)


FIELDS = tuple(field.encode_name for field in msgspec.structs.fields(_Row))
"""The columns to ask for: those that are read."""


def parse_rate(body: bytes) -> Rate:
    """What one HKD costs in offshore yuan. Raises WireError.

    Where the direct quote has no price it is the quotient of the two against the US dollar, as old as the older one.
    """
    rows = {f"{row.market}.{row.code}": _rate(row) for row in rows_of(body, _Row)}
    rate = rows.get(DIRECT) or _quotient(rows.get(YUAN), rows.get(DOLLAR))
    if rate is None:
        raise NothingThere("Eastmoney has no rate of the Hong Kong dollar")
    refuse_insane(rate.last, "Eastmoney")
    return rate


def _rate(row: _Row) -> Rate | None:
    last = positive(value_of(row.last))
    if last is None:
        return None
    return Rate(_PAIR, last, positive(value_of(row.previous_close)), unix_stamp(value_of(row.time)), PROVIDER)


def _quotient(yuan: Rate | None, dollar: Rate | None) -> Rate | None:
    if yuan is None or dollar is None:
        return None
    before, moment = None, None
    if yuan.previous_close is not None and dollar.previous_close is not None:
        before = yuan.previous_close / dollar.previous_close
    if yuan.time is not None and dollar.time is not None:
        moment = min(yuan.time, dollar.time)
    return Rate(_PAIR, yuan.last / dollar.last, before, moment, PROVIDER)
