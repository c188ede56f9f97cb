"""HKEX's daily statistics of Stock Connect: `GET <base>/eng/csm/DailyStat/data_tab_daily_20260821e.js`.

A script, `tabData = [ … ];`, with an object for each of four markets. In the summary one name a column stands over
one value a row; amounts in million HKD. In the list of the ten most active names each row is a name; single HKD.
Numbers are texts with commas. The file of a day comes in the evening and is kept until the calendar year is over. On
days on which Hong Kong alone trades there is a file as well, with sums of zero.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.active_lists import SHANGHAI, SHENZHEN, merged
from tui.feeds.providers.stamps import day
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import MILLION, number, positive
from tui.feeds.providers.wire_text import decode_text, excerpt
from tui.market.codes import is_wellformed_stock
from tui.market.southbound import ActiveName, ActiveNames, SouthboundDaily

PROVIDER = "hkex"

MARKETS = {"SSE Southbound": SHANGHAI, "SZSE Southbound": SHENZHEN}
"""The two markets of the four that are read, and what their channels are called."""

_SUMMARY = ("Buy Turnover", "Sell Turnover", "Total Turnover")
_LIST = ("Stock Code", "Stock Name", "Buy Turnover", "Sell Turnover", "Total Turnover")

_ROUNDING = 0.02
"""How far a sum may be off by rounding: in million in the summary."""
_LIST_ROUNDING = 1.0
"""The same in the list, in HKD."""

_STATEMENT = re.compile(r"\s*tabData\s*=\s*")
_CODE_DIGITS = 5


class _Cells(msgspec.Struct):
    td: list[list[str]] = []


class _Table(msgspec.Struct):
    schema: list[list[str]] = []
    tr: list[_Cells] = []


class _Content(msgspec.Struct):
    table: _Table


class _Market(msgspec.Struct):
    market: str
    date: str
    trading_day: int | bool = msgspec.field(name="tradingDay", default=1)
    content: list[_Content] = []


def parse_day(body: bytes, on: date) -> SouthboundDaily:
    """Both southbound channels' sums of that day, HKD. Raises WireError, NothingThere if Connect did not trade."""
    net_buy = turnover = 0.0
    for market in _southbound(body, on).values():
        buy, sell, total = _summary(market)
        net_buy += buy - sell
        turnover += total
    if not turnover:
        raise NothingThere(f"HKEX has no southbound turnover of {on}")
    return SouthboundDaily(on, net_buy * MILLION, turnover * MILLION)


def parse_active_names(body: bytes, on: date) -> ActiveNames:
    """Both southbound channels' lists of that day, merged. Raises WireError, NothingThere if there are none."""
    lists = {channel: _names(market, channel) for channel, market in _southbound(body, on).items()}
    if not any(lists.values()):
        raise NothingThere(f"HKEX has no active names of {on}")
    return merged(on, lists)


def _southbound(body: bytes, on: date) -> dict[str, _Market]:
    """The objects of the two southbound channels; both must be there, be of that day, and have traded."""
    text = decode_text(body, "utf-8", may_be_utf8=True)
    start = _STATEMENT.match(text)
    if start is None:
        raise WireError(f"HKEX sent no daily statistics but {excerpt(text)}")
    script = text[start.end() :].rstrip().removesuffix(";")
    found: dict[str, _Market] = {}
    for market in decode(script.encode("utf-8", errors="replace"), list[_Market], "HKEX"):
        channel = MARKETS.get(market.market)
        if channel is None:
            continue
        if day(market.date, "HKEX") != on:
            raise WireError(f"HKEX sent statistics of {market.date[:20]}, not of {on}")
        if not market.trading_day:
            raise NothingThere(f"no southbound trading on {on}")
        found[channel] = market
    if len(found) != len(MARKETS):
        raise WireError("HKEX's statistics lack a southbound channel")
    return found


def _summary(market: _Market) -> tuple[float, float, float]:
    """Buys, sells and turnover, in million HKD."""
    for content in market.content:
        names = content.table.schema[0] if content.table.schema else []
        if "Stock Code" in names or not set(_SUMMARY) <= set(names):
            continue
        values = [_amount(row.td[0][0]) if row.td and row.td[0] else None for row in content.table.tr]
        by_name = dict(zip(names, values, strict=False))
        buy, sell, total = (by_name.get(name) for name in _SUMMARY)
        if buy is None or sell is None or total is None or abs(buy + sell - total) > _ROUNDING:
            raise WireError(f"HKEX's summary of {market.market[:20]} cannot be read")
        return buy, sell, total
    raise WireError(f"HKEX sent no summary of {market.market[:20]}")


def _names(market: _Market, channel: str) -> tuple[ActiveName, ...]:
    """The names of one channel's list; none if the file has no such list."""
    for content in market.content:
        columns = content.table.schema[0] if content.table.schema else []
        if set(_LIST) <= set(columns):
            rows = [row.td[0] for row in content.table.tr if row.td]
            return tuple(_name(dict(zip(columns, row, strict=False)), channel) for row in rows)
    return ()


def _name(row: dict[str, str], channel: str) -> ActiveName:
    code, name, *amounts = (row.get(column, "") for column in _LIST)
    symbol = f"{code.strip().zfill(_CODE_DIGITS)}.HK"
    buy, sell, turnover = (_amount(text) for text in amounts)
    traded = positive(turnover)
    if traded is None or not is_wellformed_stock(symbol):
        raise WireError(f"HKEX sent an active name that cannot be read: {code[:20]!r}")
    if buy is not None and sell is not None and abs(buy + sell - traded) > _LIST_ROUNDING:
        raise WireError(f"HKEX's active name {symbol} contradicts itself: turnover")
    return ActiveName(symbol, name.strip(), buy, sell, traded, (channel,))


def _amount(text: str) -> float | None:
    """A number with commas between its thousands; none of these is negative."""
    value = number(text.strip().replace(",", ""))
    return value if value is not None and value >= 0 else None
