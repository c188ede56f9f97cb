"""The mainland's trading days: `GET <base>/api/report/exchange/onepersistenthour/monthList?month=2026-08`.

`{"data":[{"jyrq":"2026-08-03","jybz":"1","zrxh":2},…],"nowdate":"2026-08-05"}`: each day of the month once, `jybz` 1
where the exchanges trade and 0 where not. Weekends are among the latter. A month that is not published has no data.
"""

from __future__ import annotations

import calendar
from datetime import date

import msgspec

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.stamps import day
from tui.feeds.providers.wire_json import decode

SZSE = "the Shenzhen exchange"

MOST_DAYS = 62

_TRADING = {"1": True, "0": False}
_SATURDAY = 5


class _Day(msgspec.Struct):
    jyrq: str
    jybz: str


class _Month(msgspec.Struct):
    data: list[_Day] | None = None


def parse_closed_days(body: bytes, month: date) -> tuple[date, ...]:
    """The weekdays of a month, given by any of its days, on which the mainland does not trade, ascending.

    Raises WireError unless each day of the month is there; NothingThere if the month is not published.
    """
    days = decode(body, _Month, SZSE).data
    if not days:
        raise NothingThere(f"{SZSE} has not published {month:%Y-%m}")
    if len(days) > MOST_DAYS:
        raise WireError(f"{SZSE} sent {len(days):,} days")
    trading = {day(one.jyrq, SZSE): _TRADING.get(one.jybz) for one in days}
    length = calendar.monthrange(month.year, month.month)[1]
    if trading.keys() != {month.replace(day=number) for number in range(1, length + 1)}:
        raise WireError(f"{SZSE} sent other days than those of {month:%Y-%m}")
    if None in trading.values():
        raise WireError(f"{SZSE} does not say of each day of {month:%Y-%m} whether it trades")
    if not any(trading.values()):
        raise NothingThere(f"{SZSE} has no trading day in {month:%Y-%m}")
    return tuple(sorted(on for on, trades in trading.items() if not trades and on.weekday() < _SATURDAY))
