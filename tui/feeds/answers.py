"""What the HTTP client gives a provider, and what a provider gives its chain."""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, TypeVar

from msgspec import Struct

from tui.market.quotes import Quote
from tui.market.reports import Notice

SIMULATION_HEADER = "Cnhk-Simulated"
"""Sent with every answer of an embedded exchange:
`<ISO 8601 market moment>; speed=<float>; run=<id>; scenario=<name>`."""

Value = TypeVar("Value", covariant=True)


class Simulation(Struct, frozen=True):
    """The embedded exchange behind an answer: its market moment (aware), speed, run id and scenario."""

    moment: datetime
    speed: float
    run: str
    scenario: str


class Answer(Struct, frozen=True):
    """A body within the size limit, with what its headers say; `latency` in real seconds."""

    body: bytes
    charset: str | None
    latency: float
    simulation: Simulation | None


class Fetched(Struct, Generic[Value], frozen=True):
    """Records of one fetch; `latency` in real seconds, the slowest of its requests."""

    value: Value
    latency: float
    simulation: Simulation | None


class Told(Struct, frozen=True):
    """What a source of events says of the days from `first` to `last`, both included."""

    first: date
    last: date
    notices: tuple[Notice, ...]


class QuoteBatch(Struct, frozen=True):
    """Quotes had, and `(symbol, reason)` for each one asked for and not had."""

    quotes: tuple[Quote, ...]
    missing: tuple[tuple[str, str], ...] = ()
