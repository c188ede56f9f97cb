"""Eastmoney's live Stock Connect answers: minutes (`kamtbs.rtmin`) and totals (`kamt`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tui.exchange.southbound import UNITS_PER_TEN_THOUSAND, Southbound
from tui.exchange.southbound_paths import MINUTES, Channel, Flow
from tui.exchange.wire import Json, figure, utf8_json

SOUTH_QUOTA, NORTH_QUOTA = 4_200_000.0, 5_200_000.0
"""10,000 CNY of each channel and day: RMB 42 bn and 52 bn."""

_STATUS_OPEN, _STATUS_CLOSED = 1, 3
_MISSING = "-"
_MINUTE_FIELDS = ("f51", "f52", "f53", "f54", "f56", "f57", "f58", "f60", "f61", "f62")
_ALL_MEMBERS = frozenset({"f51", "f52", "f53", "f54", "f56", "f60", "f62", "f63", "f65", "f66"})
_ROUTES = {"f1": "hk2sh", "f2": "sh2hk", "f3": "hk2sz", "f4": "sz2hk"}


class EastmoneyConnect:
    """Encodes the flows; southbound amounts only, since the northbound ones are no longer published."""

    def __init__(self, southbound: Southbound) -> None:
        self._southbound = southbound

    def prepare(self) -> Iterator[None]:
        """Build what both answers need, piece by piece."""
        return self._southbound.build()

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
