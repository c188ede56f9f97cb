"""What the HTTP client gives a provider, and what a provider gives its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from tui.market.quotes import Quote

SIMULATION_HEADER = "Cnhk-Simulated"
"""Sent with every answer of an embedded exchange:
`<ISO 8601 market moment>; speed=<float>; run=<id>; scenario=<name>`."""

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The embedded exchange behind an answer: its market moment (aware), speed, run id and scenario."""

    moment: datetime
    speed: float
    run: str
    scenario: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A body within the size limit, with what its headers say; `latency` in real seconds."""

    body: bytes
    charset: str | None
    latency: float
    simulation: Simulation | None


@dataclass(frozen=True, slots=True)
class Fetched(Generic[Value]):
    """Records of one fetch; `latency` in real seconds, the slowest of its requests."""

    value: Value
    latency: float
    simulation: Simulation | None


@dataclass(frozen=True, slots=True)
class QuoteBatch:
    """Quotes had, and `(symbol, reason)` for each one asked for and not had."""

    quotes: tuple[Quote, ...]
    missing: tuple[tuple[str, str], ...] = ()
