"""The desk of the exchange: which path is whose, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from tui.exchange.active_names import ActiveNames
from tui.exchange.eastmoney_bars import EastmoneyBars
from tui.exchange.eastmoney_connect import EastmoneyConnect
from tui.exchange.eastmoney_datacenter import EastmoneyDatacenter
from tui.exchange.eastmoney_quotes import MAX_IDS, EastmoneyQuotes
from tui.exchange.hkex_daily import PATH as HKEX_PATH
from tui.exchange.hkex_daily import HkexDaily
from tui.exchange.rates import Rates
from tui.exchange.sina_quotes import MAX_KEYS as MAX_SINA_KEYS
from tui.exchange.sina_quotes import NO_REFERER, REFERER, SinaQuotes
from tui.exchange.southbound import Southbound
from tui.exchange.tape import Tape
from tui.exchange.tencent_bars import TencentBars
from tui.exchange.tencent_quotes import MAX_KEYS as MAX_TENCENT_KEYS
from tui.exchange.tencent_quotes import TencentQuotes
from tui.exchange.tencent_series import TencentSeries

TENCENT, SINA, EASTMONEY, HKEX = "tencent", "sina", "eastmoney", "hkex"

_STARTS = ("/q=", "/list=", HKEX_PATH)
"""Paths that carry what is asked for in themselves."""

PLAIN = "text/plain; charset=utf-8"
_GBK_TEXT = "text/html; charset=GBK"
_GB18030_SCRIPT = "application/javascript; charset=GB18030"
_SCRIPT = "application/javascript"
_UTF8_JSON = "application/json; charset=utf-8"


class Request(Struct, frozen=True):
    """A request's path, its query, and its headers with lower-case names."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


class Body(Struct, frozen=True):
    """What goes back for a request that was carried out."""

    body: bytes
    content_type: str
    status: int = 200


NOT_FOUND = Body(b"404 Not Found\n", PLAIN, 404)


def _nothing(_request: Request, _moment: datetime) -> Iterator[None]:
    return iter(())


class Route(Struct, frozen=True):
    """A path: whose it is, what answers it, and what builds beforehand, in short pieces, what the answer is made of.

    The answer does not depend on whether `prepare` was run; it only takes longer the first time.
    """

    provider: str
    respond: Callable[[Request, datetime], Body]
    prepare: Callable[[Request, datetime], Iterator[None]] = _nothing


class Desk:
    """One responder for each path."""

    def __init__(self, tape: Tape, southbound: Southbound) -> None:
        rates = Rates(tape.scenario)
        self._tape = tape
        self._tencent = TencentQuotes(tape, rates)
        self._series = TencentSeries(tape, self._tencent)
        self._bars = TencentBars(tape, self._tencent)
        self._sina = SinaQuotes(tape, rates)
        self._eastmoney = EastmoneyQuotes(tape, rates)
        self._klines = EastmoneyBars(tape)
        self._connect = EastmoneyConnect(southbound)
        names = ActiveNames(tape, southbound)
        self._datacenter = EastmoneyDatacenter(tape, southbound, names)
        self._hkex = HkexDaily(tape.scenario, southbound, names)
        self._routes = {
            "/q=": Route(TENCENT, self._tencent_quotes, self._prepare_tencent_quotes),
            "/appstock/app/minute/query": Route(TENCENT, self._tencent_minutes, self._prepare_tencent_minutes),
            "/appstock/app/fqkline/get": Route(TENCENT, self._tencent_bars, self._prepare_tencent_bars),
            "/appstock/app/newfqkline/get": Route(TENCENT, self._tencent_wide_bars, self._prepare_tencent_bars),
            "/appstock/app/kline/kline": Route(TENCENT, self._tencent_bars, self._prepare_tencent_bars),
            "/appstock/app/usfqkline/get": Route(TENCENT, self._tencent_bars, self._prepare_tencent_bars),
            "/appstock/app/hkfqkline/get": Route(TENCENT, self._tencent_past_bars, self._prepare_tencent_bars),
            "/list=": Route(SINA, self._sina_quotes, self._prepare_sina_quotes),
            "/api/qt/ulist.np/get": Route(EASTMONEY, self._eastmoney_quotes, self._prepare_eastmoney_quotes),
            "/api/qt/stock/kline/get": Route(EASTMONEY, self._eastmoney_bars, self._prepare_eastmoney_bars),
            "/api/qt/stock/trends2/get": Route(EASTMONEY, self._eastmoney_minutes, self._prepare_eastmoney_bars),
            "/api/qt/kamtbs.rtmin/get": Route(EASTMONEY, self._connect_minutes, self._prepare_connect),
            "/api/qt/kamt/get": Route(EASTMONEY, self._connect_totals, self._prepare_connect),
            "/api/data/v1/get": Route(EASTMONEY, self._tables, self._prepare_tables),
            "/web/api/data/v1/get": Route(EASTMONEY, self._tables, self._prepare_tables),
            HKEX_PATH: Route(HKEX, self._hkex_daily, self._prepare_hkex_daily),
        }

    def route(self, path: str) -> Route | None:
        """Who answers that path; None if nobody does."""
        name = next((start for start in _STARTS if path.startswith(start)), path)
        return self._routes.get(name)

    def _prepare_tencent_quotes(self, request: Request, moment: datetime) -> Iterator[None]:
        return self._tencent.prepare(_keys(request.path), moment)

    def _tencent_quotes(self, request: Request, moment: datetime) -> Body:
        keys = _keys(request.path)
        if len(keys) > MAX_TENCENT_KEYS:
            return Body(b"414 Request-URI Too Large\n", PLAIN, 414)
        return Body(self._tencent.body(keys, moment), _GBK_TEXT)

    def _prepare_tencent_minutes(self, request: Request, moment: datetime) -> Iterator[None]:
        return self._tencent.prepare([request.query.get("code", "")], moment)

    def _tencent_minutes(self, request: Request, moment: datetime) -> Body:
        return Body(self._series.minutes(request.query.get("code", ""), moment), _UTF8_JSON)

    def _prepare_tencent_bars(self, request: Request, moment: datetime) -> Iterator[None]:
        return self._bars.prepare(request.query.get("param", ""), moment)

    def _tencent_bars(self, request: Request, moment: datetime) -> Body:
        return Body(self._bars.body(request.query.get("param", ""), moment), _UTF8_JSON)

    def _tencent_wide_bars(self, request: Request, moment: datetime) -> Body:
        return Body(self._bars.body(request.query.get("param", ""), moment, wide=True), _UTF8_JSON)

    def _tencent_past_bars(self, request: Request, moment: datetime) -> Body:
        parameters = request.query.get("param", "")
        return Body(self._bars.body(parameters, moment, past_only=True, wide=True), _UTF8_JSON)

    def _prepare_sina_quotes(self, request: Request, moment: datetime) -> Iterator[None]:
        return self._sina.prepare(_keys(request.path), moment)

    def _sina_quotes(self, request: Request, moment: datetime) -> Body:
        if REFERER not in request.headers.get("referer", ""):
            return Body(NO_REFERER, PLAIN, 403)
        keys = _keys(request.path)
        if len(keys) > MAX_SINA_KEYS:
            return Body(b"431 Request Header Fields Too Large\n", PLAIN, 431)
        return Body(self._sina.body(keys, moment), _GB18030_SCRIPT)

    def _prepare_eastmoney_quotes(self, request: Request, moment: datetime) -> Iterator[None]:
        return self._eastmoney.prepare(request.query, moment)

    def _eastmoney_quotes(self, request: Request, moment: datetime) -> Body:
        if request.query.get("secids", "").count(",") >= MAX_IDS:
            return Body(b"503 Service Unavailable\n", PLAIN, 503)
        return Body(self._eastmoney.body(request.query, moment), _UTF8_JSON)

    def _prepare_eastmoney_bars(self, request: Request, moment: datetime) -> Iterator[None]:
        return self._klines.prepare(request.query, moment)

    def _eastmoney_bars(self, request: Request, moment: datetime) -> Body:
        return Body(self._klines.bars(request.query, moment), _UTF8_JSON)

    def _eastmoney_minutes(self, request: Request, moment: datetime) -> Body:
        return Body(self._klines.minutes(request.query, moment), _UTF8_JSON)

    def _prepare_connect(self, _request: Request, _moment: datetime) -> Iterator[None]:
        return self._connect.prepare()

    def _connect_minutes(self, request: Request, moment: datetime) -> Body:
        return Body(self._connect.minutes(request.query, moment), _UTF8_JSON)

    def _connect_totals(self, request: Request, moment: datetime) -> Body:
        return Body(self._connect.totals(request.query, moment), _UTF8_JSON)

    def _prepare_tables(self, request: Request, _moment: datetime) -> Iterator[None]:
        return self._datacenter.prepare(request.query)

    def _tables(self, request: Request, moment: datetime) -> Body:
        return Body(self._datacenter.body(request.query, moment), _UTF8_JSON)

    def _prepare_hkex_daily(self, _request: Request, _moment: datetime) -> Iterator[None]:
        return self._hkex.prepare()

    def _hkex_daily(self, request: Request, moment: datetime) -> Body:
        body = self._hkex.body(request.path, moment)
        return NOT_FOUND if body is None else Body(body, _SCRIPT)


def _keys(path: str) -> list[str]:
    """The list in a path such as `/q=sh600036,r_hk00700`."""
    return [key for key in path.partition("=")[2].split(",") if key]
