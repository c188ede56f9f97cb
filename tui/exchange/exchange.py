"""The embedded exchange: takes a request's path and headers, gives the provider's answer for that moment."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qsl, unquote

from msgspec import Struct

from tui.clock import Clock
from tui.exchange.eastmoney_connect import EastmoneyConnect
from tui.exchange.eastmoney_quotes import MAX_IDS, EastmoneyQuotes
from tui.exchange.scenario import Scenario
from tui.exchange.sina_quotes import MAX_KEYS as MAX_SINA_KEYS
from tui.exchange.sina_quotes import NO_REFERER, REFERER, SinaQuotes
from tui.exchange.southbound import Southbound
from tui.exchange.tape import Tape
from tui.exchange.tencent_quotes import MAX_KEYS as MAX_TENCENT_KEYS
from tui.exchange.tencent_quotes import TencentQuotes
from tui.exchange.tencent_series import TencentSeries
from tui.feeds.answers import SIMULATION_HEADER
from tui.market.instruments import Universe

TENCENT, SINA, EASTMONEY = "tencent", "sina", "eastmoney"

_OVERSIZED_BYTES = 64 * 1024 * 1024
_CHUNK = b"x" * 1024
_HTML = b"<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Request Denied</h1></body></html>"
_GBK_TEXT = "text/html; charset=GBK"
_GB18030_SCRIPT = "application/javascript; charset=GB18030"
_UTF8_JSON = "application/json; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"


class Fault(StrEnum):
    """How a provider can be made to misbehave. CLOSED and SILENCE are up to whoever carries the replies."""

    STATUS_500 = "500"
    CLOSED = "closed"
    HTML = "html"
    SILENCE = "silence"
    OVERSIZED = "oversized"


class Reply(Struct, frozen=True):
    """One HTTP answer. `fault` is CLOSED or SILENCE where there must be none at all."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    fault: Fault | None = None


class _Request(Struct, frozen=True):
    """A request's path, its query, and its headers with lower-case names."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


class _Body(Struct, frozen=True):
    body: bytes
    content_type: str
    status: int = 200


class Exchange:
    """A scenario behind the providers' paths, at the moment its clock says.

    `faults` maps a provider (`tencent`, `sina`, `eastmoney`) to how it misbehaves; it may be changed at any time.
    `run` names this start of the simulation, so that readers notice a restart; by default it is drawn by lot.
    """

    def __init__(self, universe: Universe, clock: Clock, scenario: Scenario, run: str | None = None) -> None:
        self.universe = universe
        self.clock = clock
        self.scenario = scenario
        self.run = run or secrets.token_hex(4)
        self.faults: dict[str, Fault] = {}
        self.tape = Tape(universe, scenario)
        desk = _Desk(self.tape, Southbound(scenario))
        self._routes: dict[str, tuple[str, Callable[[_Request, datetime], _Body]]] = {
            "/q=": (TENCENT, desk.tencent_quotes),
            "/appstock/app/minute/query": (TENCENT, desk.tencent_minutes),
            "/appstock/app/fqkline/get": (TENCENT, desk.tencent_bars),
            "/appstock/app/usfqkline/get": (TENCENT, desk.tencent_bars),
            "/appstock/app/hkfqkline/get": (TENCENT, desk.tencent_hong_kong_bars),
            "/list=": (SINA, desk.sina_quotes),
            "/api/qt/ulist.np/get": (EASTMONEY, desk.eastmoney_quotes),
            "/api/qt/kamtbs.rtmin/get": (EASTMONEY, desk.connect_minutes),
            "/api/qt/kamt/get": (EASTMONEY, desk.connect_totals),
            "/api/data/v1/get": (EASTMONEY, desk.connect_history),
        }

    def answer(self, path_and_query: str, headers: Mapping[str, str]) -> Reply:
        """The reply to a GET request: what the provider would send at this moment, or 404."""
        moment = self.clock.now()
        path, _, query = path_and_query.partition("?")
        path = unquote(path)
        name = next((route for route in ("/q=", "/list=") if path.startswith(route)), path)
        found = self._routes.get(name)
        if found is None:
            return self._reply(_Body(b"404 Not Found\n", _PLAIN, 404), moment)
        provider, respond = found
        fault = self.faults.get(provider)
        if fault is not None:
            return self._misbehave(fault, moment)
        lowered = {key.lower(): value for key, value in headers.items()}
        request = _Request(path, dict(parse_qsl(query, keep_blank_values=True)), lowered)
        return self._reply(respond(request, moment), moment)

    def _misbehave(self, fault: Fault, moment: datetime) -> Reply:
        match fault:
            case Fault.STATUS_500:
                return self._reply(_Body(b"500 Internal Server Error\n", _PLAIN, 500), moment)
            case Fault.HTML:
                return self._reply(_Body(_HTML, "text/html; charset=utf-8"), moment)
            case Fault.OVERSIZED:
                return self._reply(_Body(_CHUNK * (_OVERSIZED_BYTES // len(_CHUNK)), _PLAIN), moment)
            case Fault.CLOSED | Fault.SILENCE:
                return Reply(503, {}, b"", fault)

    def _reply(self, body: _Body, moment: datetime) -> Reply:
        simulation = (
            f"{moment.isoformat()}; speed={self.clock.speed:g}; run={self.run}; scenario={self.scenario.name}"
        )
        headers = {
            "Content-Type": body.content_type,
            "Content-Length": str(len(body.body)),
            SIMULATION_HEADER: simulation,
        }
        return Reply(body.status, headers, body.body)


class _Desk:
    """One responder for each path."""

    def __init__(self, tape: Tape, southbound: Southbound) -> None:
        self._tencent = TencentQuotes(tape)
        self._series = TencentSeries(tape, self._tencent)
        self._sina = SinaQuotes(tape)
        self._eastmoney = EastmoneyQuotes(tape)
        self._connect = EastmoneyConnect(southbound)

    def tencent_quotes(self, request: _Request, moment: datetime) -> _Body:
        keys = _keys(request.path)
        if len(keys) > MAX_TENCENT_KEYS:
            return _Body(b"414 Request-URI Too Large\n", _PLAIN, 414)
        return _Body(self._tencent.body(keys, moment), _GBK_TEXT)

    def tencent_minutes(self, request: _Request, moment: datetime) -> _Body:
        return _Body(self._series.minutes(request.query.get("code", ""), moment), _UTF8_JSON)

    def tencent_bars(self, request: _Request, moment: datetime) -> _Body:
        return _Body(self._series.bars(request.query.get("param", ""), moment), _UTF8_JSON)

    def tencent_hong_kong_bars(self, request: _Request, moment: datetime) -> _Body:
        return _Body(self._series.bars(request.query.get("param", ""), moment, past_only=True), _UTF8_JSON)

    def sina_quotes(self, request: _Request, moment: datetime) -> _Body:
        if REFERER not in request.headers.get("referer", ""):
            return _Body(NO_REFERER, _PLAIN, 403)
        keys = _keys(request.path)
        if len(keys) > MAX_SINA_KEYS:
            return _Body(b"431 Request Header Fields Too Large\n", _PLAIN, 431)
        return _Body(self._sina.body(keys, moment), _GB18030_SCRIPT)

    def eastmoney_quotes(self, request: _Request, moment: datetime) -> _Body:
        if request.query.get("secids", "").count(",") >= MAX_IDS:
            return _Body(b"503 Service Unavailable\n", _PLAIN, 503)
        return _Body(self._eastmoney.body(request.query, moment), _UTF8_JSON)

    def connect_minutes(self, request: _Request, moment: datetime) -> _Body:
        return _Body(self._connect.minutes(request.query, moment), _UTF8_JSON)

    def connect_totals(self, request: _Request, moment: datetime) -> _Body:
        return _Body(self._connect.totals(request.query, moment), _UTF8_JSON)

    def connect_history(self, request: _Request, moment: datetime) -> _Body:
        return _Body(self._connect.history(request.query, moment), _UTF8_JSON)


def _keys(path: str) -> list[str]:
    """The list in a path such as `/q=sh600036,r_hk00700`."""
    return [key for key in path.partition("=")[2].split(",") if key]
