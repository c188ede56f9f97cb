"""Eastmoney's Stock Connect answers: minutes (`kamtbs.rtmin`), totals (`kamt`) and finished days (datacenter)."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date, datetime

from tui.exchange.southbound import (
    MINUTES,
    UNITS_PER_MILLION,
    UNITS_PER_TEN_THOUSAND,
    Channel,
    Flow,
    Southbound,
)
from tui.exchange.wire import Json, figure, utf8_json

SOUTH_QUOTA, NORTH_QUOTA = 4_200_000.0, 5_200_000.0
"""10,000 CNY of each channel and day: RMB 42 bn and 52 bn."""

_STATUS_OPEN, _STATUS_CLOSED = 1, 3
_MISSING = "-"
_MINUTE_FIELDS = ("f51", "f52", "f53", "f54", "f56", "f57", "f58", "f60", "f61", "f62")
_ALL_MEMBERS = frozenset({"f51", "f52", "f53", "f54", "f56", "f60", "f62", "f63", "f65", "f66"})
_ROUTES = {"f1": "hk2sh", "f2": "sh2hk", "f3": "hk2sz", "f4": "sz2hk"}
_REPORT = "RPT_MUTUAL_DEAL_HISTORY"
_TYPE = re.compile(r"""MUTUAL_TYPE="(\d{3})\"""")
_NORTH, _SOUTH = ("001", "003", "005"), ("002", "004", "006")
_TOTALS = ("005", "006")
_NO_RESULT: Json = {"version": None, "result": None, "success": False, "message": "返回数据为空", "code": 9201}
_USUAL_ROWS, _MOST_ROWS = 50, 1000


class EastmoneyConnect:
    """Encodes the flows; southbound amounts only, since the northbound ones are no longer published."""

    def __init__(self, southbound: Southbound) -> None:
        self._southbound = southbound

    def minutes(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """`n2s` is southbound. The columns of a row follow the order of `fields2`."""
        wanted = [field for field in query.get("fields2", "").split(",") if field in _MINUTE_FIELDS]
        day, flows = self._southbound.shown(moment)
        north = [_minute_line(wanted, minute, None) for minute in MINUTES]
        south = [_minute_line(wanted, minute, flow) for minute, flow in zip(MINUTES, flows, strict=True)]
        data: Json = {"s2n": list(north), "s2nDate": day.isoformat(), "n2s": list(south), "n2sDate": day.isoformat()}
        return utf8_json(_envelope(data))

    def totals(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """`fields1` chooses the routes; unless `fields2` asks for all members, buys, sells and nets are left out."""
        day, flows = self._southbound.shown(moment)
        reached = [flow for flow in flows if flow is not None]
        flow = reached[-1] if reached else Flow(Channel(0, 0), Channel(0, 0))
        channels = {"sh2hk": flow.shanghai, "sz2hk": flow.shenzhen}
        status = _STATUS_CLOSED if self._southbound.is_over(moment) else _STATUS_OPEN
        whole = set(query.get("fields2", "").split(",")) >= _ALL_MEMBERS
        asked = [_ROUTES[field] for field in query.get("fields1", "").split(",") if field in _ROUTES]
        data: dict[str, Json] = {}
        for route in asked:
            data[route] = _route(channels.get(route), day, status, whole)
        return utf8_json(_envelope(data))

    def history(self, query: Mapping[str, str], moment: datetime) -> bytes:
        """Finished days of one channel or total, newest first unless asked otherwise; million HKD (north: CNY)."""
        match = _TYPE.search(query.get("filter", ""))
        if query.get("reportName") != _REPORT or match is None or match[1] not in _NORTH + _SOUTH:
            return utf8_json(_NO_RESULT)
        rows = self._history_rows(match[1], moment)
        if query.get("sortTypes", "-1") == "-1":
            rows.reverse()
        size = min(_count(query.get("pageSize"), _USUAL_ROWS), _MOST_ROWS)
        page = _count(query.get("pageNumber"), 1)
        shown = rows[(page - 1) * size : page * size]
        if not shown:
            return utf8_json(_NO_RESULT)
        columns = query.get("columns", "ALL")
        if columns != "ALL":
            shown = [{name: row.get(name) for name in columns.split(",")} for row in shown]
        result: Json = {"pages": -(-len(rows) // size), "data": list(shown), "count": len(rows)}
        return utf8_json({"version": None, "result": result, "success": True, "message": "ok", "code": 0})

    def _history_rows(self, kind: str, moment: datetime) -> list[dict[str, Json]]:
        accumulated = 0
        rows = []
        for day, flow in self._southbound.history(moment):
            channel = None if flow is None else _of_type(kind, flow)
            accumulated += 0 if channel is None else channel.net
            rows.append(_history_row(kind, day, channel, accumulated))
        return rows


def _count(text: str | None, otherwise: int) -> int:
    """A whole number above zero, or else the usual one."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and int(text) > 0 else otherwise


def _envelope(data: Json) -> Json:
    return {"rc": 0, "rt": 19, "svr": 182482249, "lt": 1, "full": 1, "dlmkts": "", "dsc": "0", "data": data}


def _ten_thousands(units: int) -> str:
    return figure(units / UNITS_PER_TEN_THOUSAND, 2)


def _minute_line(wanted: list[str], minute: int, flow: Flow | None) -> str:
    cells = {"f51": f"{minute // 60}:{minute % 60:02d}"}
    if flow is not None:
        sh, sz = flow.shanghai, flow.shenzhen
        amounts = {
            "f52": sh.buy,
            "f53": sh.sell,
            "f54": sh.net,
            "f56": sz.buy,
            "f57": sz.sell,
            "f58": sz.net,
            "f60": sh.buy + sz.buy,
            "f61": sh.sell + sz.sell,
            "f62": sh.net + sz.net,
        }
        cells |= {field: _ten_thousands(units) for field, units in amounts.items()}
    return ",".join(cells.get(field, _MISSING) for field in wanted)


def _route(channel: Channel | None, day: date, status: int, whole: bool) -> Json:
    """One route. South: the quota figures are meaningless, as on the wire. North: all zero."""
    quota = NORTH_QUOTA if channel is None else SOUTH_QUOTA
    members: dict[str, Json] = {
        "status": status,
        "dayNetAmtIn": 0.0 if channel is None else quota,
        "dayAmtRemain": 0.0,
        "dayAmtThreshold": quota,
        "date": f"{day:%m-%d}",
        "date2": day.isoformat(),
    }
    if whole:
        amounts = (0, 0) if channel is None else (channel.buy, channel.sell)
        buy, sell = (amount / UNITS_PER_TEN_THOUSAND for amount in amounts)
        net = (amounts[0] - amounts[1]) / UNITS_PER_TEN_THOUSAND
        both = (amounts[0] + amounts[1]) / UNITS_PER_TEN_THOUSAND
        members |= {"buyAmt": buy, "sellAmt": sell, "buySellAmt": both, "netBuyAmt": net}
    return members


def _of_type(kind: str, flow: Flow) -> Channel:
    if kind in _TOTALS:
        return Channel(flow.shanghai.buy + flow.shenzhen.buy, flow.shanghai.sell + flow.shenzhen.sell)
    return flow.shanghai if kind in ("001", "002") else flow.shenzhen


def _history_row(kind: str, day: date, channel: Channel | None, accumulated: int) -> dict[str, Json]:
    south = kind in _SOUTH and channel is not None
    return {
        "MUTUAL_TYPE": kind,
        "TRADE_DATE": f"{day.isoformat()} 00:00:00",
        "FUND_INFLOW": None,
        "NET_DEAL_AMT": _millions(channel.net) if south and channel is not None else None,
        "BUY_AMT": _millions(channel.buy) if south and channel is not None else None,
        "SELL_AMT": _millions(channel.sell) if south and channel is not None else None,
        "DEAL_AMT": None if channel is None else _deal(kind, day, channel),
        "ACCUM_DEAL_AMT": _millions(accumulated) if south else None,
        "QUOTA_BALANCE": None,
        "HOLD_MARKET_CAP": None,
    }


def _deal(kind: str, day: date, channel: Channel) -> float:
    """Turnover: of the north, which has no story here, a number of the right size."""
    if kind in _SOUTH:
        return _millions(channel.buy + channel.sell)
    sides = [random.Random(f"north:{day}:{side}").uniform(45_000.0, 95_000.0) for side in ("001", "003")]
    return round(sum(round(side, 2) for side in sides) if kind in _TOTALS else sides[kind == "003"], 2)


def _millions(units: int) -> float:
    return units / UNITS_PER_MILLION
