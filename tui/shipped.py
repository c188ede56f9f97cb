"""The one module that reads the data files inside the package."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui.market.calendars import Calendars, parse_calendars
from tui.market.instruments import Universe
from tui.market.instruments_table import parse_indices, parse_stocks

if TYPE_CHECKING:
    from tui.exchange.scenario import Scenario
    from tui.glossary import Term
    from tui.market.event_series import EventSeries
    from tui.market.events import Event

DATA = Path(__file__).with_name("data")
"""Beside the code, in a checkout as in a wheel; importlib.resources would cost every start 5 ms more."""

INSTRUMENTS_FILE = "instruments.csv"
INDICES_FILE = "indices.csv"
CALENDARS_FILE = "calendars.json"
EVENTS_FILE = "events.csv"
SERIES_FILE = "series.csv"
RALLY_FILE = "rally.csv"
GLOSSARY_FILE = "glossary.csv"


EVENTS_REVIEWED = date(2026, 11, 23)
"""When the shipped table of events was last checked against its sources."""

AHEAD = timedelta(days=400)
"""How far ahead of today the calendar of events reaches at the least."""


@cache
def load_universe() -> Universe:
    """Every instrument shipped: the indices first, then the shares, in the files' order. Raises DataError."""
    indices = parse_indices(_text(INDICES_FILE), INDICES_FILE)
    return Universe.of((*indices, *parse_stocks(_text(INSTRUMENTS_FILE), INSTRUMENTS_FILE)))


@cache
def load_calendars() -> Calendars:
    """The trading days of both markets, 2025 to 2027. Raises DataError."""
    return parse_calendars(_text(CALENDARS_FILE), CALENDARS_FILE)


@cache
def load_events() -> tuple[Event, ...]:
    """The events shipped, January 2025 to December 2027, ascending by the day of their source. Raises DataError."""
    from tui.market.event_table import parse_events

    return parse_events(_text(EVENTS_FILE), EVENTS_FILE)


@cache
def load_calendar(today: date) -> tuple[Event, ...]:
    """The shipped events with the days that rules and contracts add to them, ascending by day. Raises DataError.

    Rules start where the table was last reviewed and reach `AHEAD` beyond `today`, or to the end of the table.
    """
    from tui.market.agenda import after_each_other
    from tui.market.expiry_days import expiry_events
    from tui.market.release_rules import expected_events

    events, calendars = load_events(), load_calendars()
    last = max(events[-1].date, today + AHEAD)
    expected = expected_events(events, calendars, EVENTS_REVIEWED, last)
    expiries = expiry_events(calendars, events[0].date, last)
    return after_each_other((*events, *expected, *expiries))


@cache
def load_series() -> dict[str, EventSeries]:
    """The series of the shipped events, and some that only vendors tell of, by name. Raises DataError."""
    from tui.market.event_series import parse_series

    return parse_series(_text(SERIES_FILE), SERIES_FILE)


@cache
def load_glossary() -> tuple[Term, ...]:
    """The terms of these markets, in the file's order. Raises DataError."""
    from tui.glossary import parse_glossary

    return parse_glossary(_text(GLOSSARY_FILE), GLOSSARY_FILE)


def load_rally() -> Scenario:
    """The simulated day of the embedded exchange. Raises DataError."""
    from tui.exchange.scenario import rally

    return rally(_text(RALLY_FILE), RALLY_FILE, load_calendars())


def _text(file: str) -> str:
    return (DATA / file).read_text(encoding="utf-8")
