"""Eastmoney's datacenter: tables of finished Stock Connect days, and of the most active southbound names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from tui.exchange import northbound
from tui.exchange.active_names import SHANGHAI, SHENZHEN, TOP, ActiveName, ActiveNames
from tui.exchange.southbound import UNITS_PER_MILLION, Southbound
from tui.exchange.southbound_paths import Channel, Flow
from tui.exchange.tape import Tape
from tui.exchange.wire import Json, utf8_json

_DAYS, _NAMES = "RPT_MUTUAL_DEAL_HISTORY", "RPT_MUTUAL_TOP10DEAL"
_TYPE = re.compile(r"""MUTUAL_TYPE="(\d{3})\"""")
_DAY = re.compile(r"TRADE_DATE='(\d{4}-\d{2}-\d{2})'")
_NORTH, _SOUTH = ("001", "003", "005"), ("002", "004", "006")
_NORTH_TOTAL, _SOUTH_TOTAL = "005", "006"
_LISTS = {"002": SHANGHAI, "004": SHENZHEN}
_NO_RESULT: Json = {"version": None, "result": None, "success": False, "message": "返回数据为空", "code": 9201}
_USUAL_ROWS, _MOST_ROWS = 50, 1000
_ASCENDING = "1"


class EastmoneyDatacenter:
    """Encodes tables by report, filter, order and page."""

    def __init__(self, tape: Tape, southbound: Southbound, names: ActiveNames) -> None:
        self._tape = tape
        self._southbound = southbound
        self._names = names

    def prepare(self, query: Mapping[str, str]) -> Iterator[None]:
        """Build what the answer needs, piece by piece."""
        yield from self._southbound.build()
        if query.get("reportName") == _NAMES:
            yield from self._names.build()

    def body(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """A page of a report. What is not known, and what has no rows, has no result."""
        match = _TYPE.search(query.get("filter", ""))
        kind = "" if match is None else match[1]
        page, size = _count(query.get("pageNumber"), 1), min(_count(query.get("pageSize"), _USUAL_ROWS), _MOST_ROWS)
        span = ((page - 1) * size, page * size)
        report = query.get("reportName")
        if report == _DAYS and kind in _NORTH + _SOUTH:
            total, rows = self._days(kind, query, moment, span)
        elif report == _NAMES and kind in _LISTS:
            total, rows = self._active(kind, query, moment, span)
        else:
            total, rows = 0, []
        if not rows:
            return utf8_json(_NO_RESULT)
        columns = query.get("columns", "ALL")
        if columns != "ALL":
            rows = [{name: row.get(name) for name in columns.split(",")} for row in rows]
        result: Json = {"pages": -(-total // size), "data": [*rows], "count": total}
        return utf8_json({"version": None, "result": result, "success": True, "message": "ok", "code": 0})

    def _days(
        self, kind: str, query: Mapping[str, str], moment: datetime, span: tuple[int, int]
    ) -> tuple[int, list[dict[str, Json]]]:
        """Finished days of one channel or total, newest first unless asked otherwise."""
        days = self._southbound.history(moment)
        channels = [(day, None if flow is None else _of_type(kind, flow)) for day, flow in days]
        sums: list[int] = []
        accumulated = 0
        for _, channel in channels:
            accumulated += 0 if channel is None else channel.net
            sums.append(accumulated)
        order = list(zip(channels, sums, strict=True))
        if query.get("sortTypes", "-1") != _ASCENDING:
            order.reverse()
        rows = [_day_row(kind, day, channel, total) for (day, channel), total in order[slice(*span)]]
        return len(order), rows

    def _active(
        self, kind: str, query: Mapping[str, str], moment: datetime, span: tuple[int, int]
    ) -> tuple[int, list[dict[str, Json]]]:
        """The lists of one day, or of all days with the newest first."""
        wanted = _DAY.search(query.get("filter", ""))
        days: Sequence[date] = self._southbound.published_days(moment)[::-1]
        if wanted is not None:
            days = [day for day in days if day.isoformat() == wanted[1]]
        rows: list[dict[str, Json]] = []
        first, end = span
        for number in range(first // TOP, min(-(-end // TOP), len(days))):
            names = self._names.of(days[number], _LISTS[kind], moment)
            rows += [self._name_row(kind, days[number], name) for name in names]
        start = first - first // TOP * TOP
        return len(days) * TOP, rows[start : start + end - first]

    def _name_row(self, kind: str, day: date, name: ActiveName) -> dict[str, Json]:
        """Amounts in single HKD; the rate in percent of the name's whole turnover."""
        symbol, bar = name.candidate.symbol, name.bar
        shares = self._tape.shares(symbol)
        return {
            "MUTUAL_TYPE": kind,
            "SECURITY_CODE": symbol.partition(".")[0],
            "DERIVE_SECURITY_CODE": symbol,
            "SECURITY_NAME": self._tape.instruments[symbol].name_zh,
            "TRADE_DATE": f"{day.isoformat()} 00:00:00",
            "CLOSE_PRICE": bar.close,
            "CHANGE_RATE": round((bar.close / name.before - 1.0) * 100.0, 4),
            "NET_BUY_AMT": name.buy - name.sell,
            "RANK": name.rank,
            "BUY_AMT": name.buy,
            "SELL_AMT": name.sell,
            "DEAL_AMT": name.deal,
            "DEAL_AMOUNT": float(int(bar.turnover)),
            "MUTUAL_RATIO": round(name.deal / bar.turnover * 100.0, 4),
            "TURNOVERRATE": round(bar.volume / shares * 100.0, 4) if shares else None,
            "CHANGE": round(bar.close - name.before, 3),
        }


def _count(text: str | None, otherwise: int) -> int:
    """A whole number above zero, or else the usual one."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and int(text) > 0 else otherwise


def _of_type(kind: str, flow: Flow) -> Channel:
    if kind in (_NORTH_TOTAL, _SOUTH_TOTAL):
        return Channel(flow.shanghai.buy + flow.shenzhen.buy, flow.shanghai.sell + flow.shenzhen.sell)
    return flow.shanghai if kind in ("001", "002") else flow.shenzhen


def _day_row(kind: str, day: date, channel: Channel | None, accumulated: int) -> dict[str, Json]:
    """Million HKD (north: CNY, turnover alone); a day that is not published yet has no amounts."""
    south = channel if kind in _SOUTH else None
    deal = None
    if channel is not None:
        deal = _millions(channel.buy + channel.sell) if kind in _SOUTH else _north_deal(kind, day)
    return {
        "MUTUAL_TYPE": kind,
        "TRADE_DATE": f"{day.isoformat()} 00:00:00",
        "FUND_INFLOW": None,
        "NET_DEAL_AMT": None if south is None else _millions(south.net),
        "BUY_AMT": None if south is None else _millions(south.buy),
        "SELL_AMT": None if south is None else _millions(south.sell),
        "DEAL_AMT": deal,
        "ACCUM_DEAL_AMT": None if south is None else _millions(accumulated),
        "QUOTA_BALANCE": None,
        "HOLD_MARKET_CAP": None,
    }


def _north_deal(kind: str, day: date) -> float:
    channels = northbound.CHANNELS if kind == _NORTH_TOTAL else (kind,)
    return round(sum(northbound.turnover(day, channel) for channel in channels), 2)


def _millions(units: int) -> float:
    return units / UNITS_PER_MILLION
