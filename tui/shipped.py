"""The one module that reads the data files inside the package."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui.market.calendars import Calendars, parse_calendars
from tui.market.instruments import Universe
from tui.market.instruments_table import parse_indices, parse_sectors, parse_stocks

if TYPE_CHECKING:
    from tui.exchange.scenario import Scenario
    from tui.market.events import Event

DATA = Path(__file__).with_name("data")
"""Beside the code, in a checkout as in a wheel; importlib.resources would cost every start 5 ms more."""

INSTRUMENTS_FILE = "instruments.csv"
INDICES_FILE = "indices.csv"
CALENDARS_FILE = "calendars.json"
EVENTS_FILE = "events.csv"
RALLY_FILE = "rally.csv"


EVENTS_REVIEWED = date(2026, 11, 23)
"""When the shipped table of events was last checked against its sources."""


@cache
def load_universe() -> Universe:
    """Every instrument shipped: the indices first, then the shares, in the files' order. Raises DataError."""
    indices = parse_indices(_text(INDICES_FILE), INDICES_FILE)
    return Universe.of((*indices, *parse_stocks(_text(INSTRUMENTS_FILE), INSTRUMENTS_FILE)))


def load_sectors() -> dict[str, tuple[str, ...]]:
    """The shipped sectors (banks, autos, tech): canonical symbols in the file's order. Raises DataError."""
    return parse_sectors(_text(INSTRUMENTS_FILE), INSTRUMENTS_FILE)


@cache
def load_calendars() -> Calendars:
    """The trading days of both markets, 2025 to 2027. Raises DataError."""
    return parse_calendars(_text(CALENDARS_FILE), CALENDARS_FILE)


def load_events() -> tuple[Event, ...]:
    """The events shipped, January 2025 to December 2027, ascending by the day of their source. Raises DataError."""
    from tui.market.event_table import parse_events

    return parse_events(_text(EVENTS_FILE), EVENTS_FILE)


def load_rally() -> Scenario:
    """The simulated day of the embedded exchange. Raises DataError."""
    from tui.exchange.scenario import rally

    return rally(_text(RALLY_FILE), RALLY_FILE, load_calendars())


def _text(file: str) -> str:
    return (DATA / file).read_text(encoding="utf-8")
