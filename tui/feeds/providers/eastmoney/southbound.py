"""Eastmoney's southbound flow of the running day, in 10,000 HKD: `kamtbs.rtmin` by minute, `kamt/get` in totals.

`n2s` ("north to south") is southbound; `s2n`, and `hk2sh` and `hk2sz` of the totals, are northbound and have been
zeros or dashes since 2024: they are not read. `dayNetAmtIn` and `dayAmtRemain` are quota figures without meaning
since then. About two minutes behind.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.eastmoney.envelope import Number, data_of, value_of
from tui.feeds.providers.stamps import day
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import TEN_THOUSAND, number, times
from tui.market.southbound import SouthboundDay, SouthboundMinute

MINUTE_COLUMNS = ("f51", "f54", "f52", "f58", "f53", "f62", "f56", "f57", "f60", "f61")
"""Time, Shanghai net, Shanghai buy, Shenzhen net, Shanghai sell, total net, Shenzhen buy and sell, total buy, sell.

The answer has its columns in the order asked, and the parser relies on this one.
"""

TOTALS_FIELDS = ("f51", "f52", "f53", "f54", "f56", "f60", "f62", "f63", "f65", "f66")
"""All members of a channel: a shorter list drops the buys, sells and nets."""

_NOT_A_TRADING_DAY = 4
"""Status of a channel that repeats the last day's figures under today's date."""

_TOLERANCE = 1.0
"""How far a sum may be off by rounding, in 10,000 HKD."""

_NOT_REACHED = "-"
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})")
_HOURS, _MINUTES = 24, 60


class _Minutes(msgspec.Struct):
    n2s: list[str] | None = None
    n2s_date: str | None = msgspec.field(name="n2sDate", default=None)


class _Channel(msgspec.Struct, rename="camel"):
    status: int | None = None
    date: str | None = None
    date2: str | None = None
    buy_amt: Number = None
    sell_amt: Number = None
    net_buy_amt: Number = None


class _Totals(msgspec.Struct):
    sh2hk: _Channel | None = None
    sz2hk: _Channel | None = None


def parse_minutes(body: bytes, today: date) -> SouthboundDay:
    """The day's flow by minute, without minutes where none has been reached or nothing has traded. Raises WireError.

    `today` gives the year to a date without one. Rows whose sums do not add up, or whose times go back, fail the
    whole answer: then its columns are not what they are taken for.
    """
    data = data_of(body)
    if data is None:
        raise WireError("Eastmoney has no southbound minutes")
    answer = decode(data, _Minutes, "Eastmoney")
    if answer.n2s_date is None:
        raise WireError("Eastmoney sent southbound minutes without their day")
    on = day(answer.n2s_date, "Eastmoney", today)
    reached = [row for row in map(_columns, answer.n2s or ()) if row is not None]
    _refuse_going_back(reached)
    if not reached:
        return SouthboundDay(on, None, None, None)
    last = reached[-1]
    return SouthboundDay(
        on,
        last.net * TEN_THOUSAND,
        last.shanghai_net * TEN_THOUSAND,
        last.shenzhen_net * TEN_THOUSAND,
        tuple(row.in_hkd() for row in reached),
        last.buy * TEN_THOUSAND,
        last.sell * TEN_THOUSAND,
    )


class _Row(msgspec.Struct, frozen=True):
    """One minute reached, in 10,000 HKD since the open, in the order of MINUTE_COLUMNS."""

    minute: int
    shanghai_net: float
    shanghai_buy: float
    shenzhen_net: float
    shanghai_sell: float
    net: float
    shenzhen_buy: float
    shenzhen_sell: float
    buy: float
    sell: float

    def contradiction(self) -> str | None:
        """Which of the sums does not add up, if one does not."""
        sums = {
            "Shanghai net": (self.shanghai_net, self.shanghai_buy - self.shanghai_sell),
            "Shenzhen net": (self.shenzhen_net, self.shenzhen_buy - self.shenzhen_sell),
            "total buy": (self.buy, self.shanghai_buy + self.shenzhen_buy),
            "total sell": (self.sell, self.shanghai_sell + self.shenzhen_sell),
            "total net": (self.net, self.shanghai_net + self.shenzhen_net),
        }
        return next((name for name, (said, made) in sums.items() if abs(said - made) > _TOLERANCE), None)

    def in_hkd(self) -> SouthboundMinute:
        return SouthboundMinute(
            self.minute,
            self.shanghai_net * TEN_THOUSAND,
            self.shenzhen_net * TEN_THOUSAND,
            self.net * TEN_THOUSAND,
        )


def _columns(text: str) -> _Row | None:
    """A minute; None if it is not reached yet or nothing has traded by then. Raises WireError if unreadable."""
    parts = text.split(",")
    clock = _CLOCK.fullmatch(parts[0])
    if clock is None or len(parts) != len(MINUTE_COLUMNS):
        raise WireError(f"Eastmoney sent a southbound minute that cannot be read: {text[:60]!r}")
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if _NOT_REACHED in parts[1:]:
        return None
    values = [value for value in map(number, parts[1:]) if value is not None]
    if len(values) != len(parts) - 1 or hour >= _HOURS or minute >= _MINUTES:
        raise WireError(f"Eastmoney sent a southbound minute that cannot be read: {text[:60]!r}")
    row = _Row(hour * _MINUTES + minute, *values)
    contradiction = row.contradiction()
    if contradiction is not None:
        raise WireError(f"Eastmoney's southbound minute {parts[0]} contradicts itself: {contradiction}")
    return row if row.buy or row.sell else None


def _refuse_going_back(rows: list[_Row]) -> None:
    for earlier, later in pairwise(rows):
        if later.minute <= earlier.minute:
            raise WireError("Eastmoney's southbound minutes are not in the order of time")


def parse_totals(body: bytes, today: date) -> SouthboundDay:
    """The day's totals. Raises WireError.

    On a day without trading the provider repeats the last day's figures under the new date: they are left out.
    """
    data = data_of(body)
    if data is None:
        raise WireError("Eastmoney has no southbound totals")
    totals = decode(data, _Totals, "Eastmoney")
    channels = [channel for channel in (totals.sh2hk, totals.sz2hk) if channel is not None]
    dates = {_date(channel, today) for channel in channels}
    if len(dates) != 1:
        raise WireError("Eastmoney's southbound totals are not of one day" if dates else "Eastmoney sent no channel")
    shanghai, shenzhen = _net(totals.sh2hk, "Shanghai"), _net(totals.sz2hk, "Shenzhen")
    whole = shanghai is not None and shenzhen is not None
    return SouthboundDay(
        dates.pop(),
        times(_sum(shanghai, shenzhen), TEN_THOUSAND),
        times(shanghai, TEN_THOUSAND),
        times(shenzhen, TEN_THOUSAND),
        buy=times(_sum(*(value_of(channel.buy_amt) for channel in channels)), TEN_THOUSAND) if whole else None,
        sell=times(_sum(*(value_of(channel.sell_amt) for channel in channels)), TEN_THOUSAND) if whole else None,
        trading=any(channel.status != _NOT_A_TRADING_DAY for channel in channels),
    )


def _date(channel: _Channel, today: date) -> date:
    """The channel's day: `date2` has a year, `date` has none."""
    text = channel.date2 or channel.date
    if text is None:
        raise WireError("Eastmoney sent southbound totals without their day")
    return day(text, "Eastmoney", today)


def _net(channel: _Channel | None, name: str) -> float | None:
    """Net buy in 10,000 HKD; None if not published: no trading day, a figure missing, or nothing traded at all.

    Raises WireError if it is not buys minus sells.
    """
    if channel is None or channel.status == _NOT_A_TRADING_DAY:
        return None
    buy, sell, net = (value_of(amount) for amount in (channel.buy_amt, channel.sell_amt, channel.net_buy_amt))
    if buy is None or sell is None or net is None or (buy == 0 and sell == 0):
        return None
    if abs(buy - sell - net) > _TOLERANCE:
        raise WireError(f"Eastmoney's southbound totals contradict themselves: {name} net")
    return net


def _sum(*values: float | None) -> float | None:
    """The sum, if all of its parts are known."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
