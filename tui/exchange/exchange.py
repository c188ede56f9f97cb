"""The embedded exchange: takes a request's path and headers, gives the provider's answer for that moment."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qsl, unquote

from msgspec import Struct

from tui.clock import Clock
from tui.exchange.desk import EASTMONEY as EASTMONEY
from tui.exchange.desk import HKEX as HKEX
from tui.exchange.desk import NOT_FOUND, PLAIN, Body, Desk, Request
from tui.exchange.desk import SINA as SINA
from tui.exchange.desk import TENCENT as TENCENT
from tui.exchange.scenario import Scenario
from tui.exchange.southbound import Southbound
from tui.exchange.tape import Tape
from tui.feeds.answers import SIMULATION_HEADER
from tui.market.instruments import Universe

_OVERSIZED_BYTES = 64 * 1024 * 1024
_CHUNK = b"x" * 1024
_HTML = b"<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Request Denied</h1></body></html>"


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


class Exchange:
    """A scenario behind the providers' paths, at the moment its clock says.

    `faults` maps a provider (`tencent`, `sina`, `eastmoney`, `hkex`) to how it misbehaves, and may be changed at any
    time. `run` names this start of the simulation, so that readers notice a restart; by default it is drawn by lot.
    """

    def __init__(self, universe: Universe, clock: Clock, scenario: Scenario, run: str | None = None) -> None:
        self.universe = universe
        self.clock = clock
        self.scenario = scenario
        self.run = run or secrets.token_hex(4)
        self.faults: dict[str, Fault] = {}
        self.tape = Tape(universe, scenario)
        self._desk = Desk(self.tape, Southbound(scenario))

    def prepare(self, path_and_query: str) -> Iterator[None]:
        """Build what the answer to a request needs, in pieces of a few milliseconds, for whoever must not be held up.

        Not needed: `answer` builds whatever is not there yet.
        """
        path, query = _parted(path_and_query)
        route = self._desk.route(path)
        if route is not None:
            yield from route.prepare(Request(path, query, {}), self.clock.now())

    def answer(self, path_and_query: str, headers: Mapping[str, str]) -> Reply:
        """The reply to a GET request: what the provider would send at this moment, or 404."""
        moment = self.clock.now()
        path, query = _parted(path_and_query)
        route = self._desk.route(path)
        if route is None:
            return self._reply(NOT_FOUND, moment)
        fault = self.faults.get(route.provider)
        if fault is not None:
            return self._misbehave(fault, moment)
        lowered = {key.lower(): value for key, value in headers.items()}
        return self._reply(route.respond(Request(path, query, lowered), moment), moment)

    def _misbehave(self, fault: Fault, moment: datetime) -> Reply:
        match fault:
            case Fault.STATUS_500:
                return self._reply(Body(b"500 Internal Server Error\n", PLAIN, 500), moment)
            case Fault.HTML:
                return self._reply(Body(_HTML, "text/html; charset=utf-8"), moment)
            case Fault.OVERSIZED:
                return self._reply(Body(_CHUNK * (_OVERSIZED_BYTES // len(_CHUNK)), PLAIN), moment)
            case Fault.CLOSED | Fault.SILENCE:
                return Reply(503, {}, b"", fault)

    def _reply(self, body: Body, moment: datetime) -> Reply:
        simulation = (
            f"{moment.isoformat()}; speed={self.clock.speed:g}; run={self.run}; scenario={self.scenario.name}"
        )
        headers = {
            "Content-Type": body.content_type,
            "Content-Length": str(len(body.body)),
            SIMULATION_HEADER: simulation,
        }
        return Reply(body.status, headers, body.body)


def _parted(path_and_query: str) -> tuple[str, dict[str, str]]:
    path, _, query = path_and_query.partition("?")
    return unquote(path), dict(parse_qsl(query, keep_blank_values=True))
