"""Eastmoney's daily Stock Connect table: `GET <datacenter>/api/data/v1/get?reportName=RPT_MUTUAL_DEAL_HISTORY&…`.

Amounts in million HKD for the southbound types (in million CNY for the northbound ones).
"""

from __future__ import annotations

from datetime import date

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.stamps import day
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import MILLION, positive, sane, times
from tui.market.southbound import SouthboundDaily

REPORT = "RPT_MUTUAL_DEAL_HISTORY"
SOUTHBOUND_TOTAL = "006"
"""Both southbound channels together; 002 is Shanghai's, 004 Shenzhen's, the odd ones are northbound."""

FIRST_DAY_IN_HKD = date(2024, 8, 19)
"""Older rows may be in CNY; which of them were converted is not known."""

_TOLERANCE = 0.05
"""How far a sum may be off by rounding, in million."""


class Deals(msgspec.Struct, rename="upper"):
    """One row: a day of one type, in million; a day that is not published yet has no amounts."""

    mutual_type: str
    trade_date: str
    net_deal_amt: float | None = None
    buy_amt: float | None = None
    sell_amt: float | None = None
    deal_amt: float | None = None


class _Result(msgspec.Struct):
    data: list[Deals] | None = None


class _Envelope(msgspec.Struct):
    success: bool = False
    result: _Result | None = None
    message: str | None = None


def parse_deals(body: bytes) -> list[Deals]:
    """The rows of the table as they stand. Raises WireError if there are none."""
    envelope = decode(body, _Envelope, "Eastmoney")
    if not envelope.success or envelope.result is None or not envelope.result.data:
        raise WireError("Eastmoney's table of southbound days is empty")
    return envelope.result.data


def parse_history(body: bytes, days: int) -> tuple[SouthboundDaily, ...]:
    """The newest `days` published southbound days, ascending. Raises WireError.

    Rows of another direction, and sums that do not add up, fail the whole answer.
    """
    by_date: dict[date, SouthboundDaily] = {}
    for row in parse_deals(body):
        if row.mutual_type != SOUTHBOUND_TOTAL:
            raise WireError(f"Eastmoney sent days of type {row.mutual_type[:10]!r}, not of {SOUTHBOUND_TOTAL}")
        on = day(row.trade_date, "Eastmoney")
        daily = _daily(row, on)
        if daily is not None and on >= FIRST_DAY_IN_HKD:
            by_date[on] = daily
    return tuple(by_date[on] for on in sorted(by_date))[-days:]


def _daily(row: Deals, on: date) -> SouthboundDaily | None:
    """One day in HKD; None if nothing of it is published."""
    net, buy, sell = sane(row.net_deal_amt), sane(row.buy_amt), sane(row.sell_amt)
    turnover = positive(sane(row.deal_amt))
    if buy is not None and sell is not None:
        for name, said, made in (("net", net, buy - sell), ("turnover", turnover, buy + sell)):
            if said is not None and abs(said - made) > _TOLERANCE:
                raise WireError(f"Eastmoney's southbound day {on} contradicts itself: {name}")
    if net is None and turnover is None:
        return None
    return SouthboundDaily(on, times(net, MILLION), times(turnover, MILLION))
