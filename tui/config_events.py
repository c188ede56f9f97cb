"""The values of the reader's own events: days, zones, names and marks that make sense, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from datetime import date
from typing import Any, TypeVar

from tui.config_check import (
    PRINTABLE_LINE,
    KeyPath,
    Wrong,
    is_printable_line,
    position,
    show,
    suggest_name,
)
from tui.likeness import closest
from tui.market.ranges import Range

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

IMPORTANCE = Range(1, 3, "(3 is the highest)")

ALIKE_ZONES = 0.8
"""From 0 to 1: how much a zone has to resemble a wrong name to be meant by it."""

LONGEST_NAME = 120
"""Characters of an event's name."""

Value = TypeVar("Value")

KIND = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
COUNTRY = re.compile(r"(?:[A-Z]{2})?", re.ASCII)

KINDS = (
    *("activity", "central_bank", "credit", "earnings_deadline", "expiry", "fx_reserves", "gdp", "half_day"),
    *("index_review", "inflation", "market_holiday", "no_connect", "own", "pmi", "policy", "press_conference"),
    *("profits", "property", "release", "report", "results", "trade"),
)
COUNTRIES = ("CN", "HK", "US")
"""Of the events that are shipped or that sources bring; to read those takes too long for a start."""

_MAY_COME = re.compile(r"(own|ics|rally|cn-ws|cn-ff|us-ff|cn-results|hk-results)-.+", re.ASCII)
"""Series that nobody can list: of the reader's own events and files, of vendors, and of companies' results."""


def is_series(name: str) -> bool:
    """Whether there is such a series of events, or may yet be."""
    return _MAY_COME.fullmatch(name) is not None or name in shipped_series()


def shipped_series() -> tuple[str, ...]:
    """The series of the events that are shipped, and of those that contracts bring. Read only where one is named."""
    from tui.market.expiry_days import CONTRACTS
    from tui.shipped import load_series

    return (*load_series(), *(contracts.series for contracts in CONTRACTS))


def check_filters(agenda: object, events: object, shapeless: Set[KeyPath]) -> Iterator[Wrong]:
    """The countries and kinds that `[agenda]` lets through: each a name that some event has, or may have."""
    own = [event for event in events if isinstance(event, Mapping)] if isinstance(events, list) else []
    for name, of_event, form, there, expected in (
        ("countries", "country", COUNTRY, (*COUNTRIES, ""), 'two capital letters, as in "CN"'),
        ("kinds", "kind", KIND, KINDS, 'small letters, as in "pmi", "central_bank"'),
    ):
        key = ("agenda", name)
        named = agenda.get(name) if isinstance(agenda, Mapping) and key not in shapeless else None
        known = {*there, *(event[of_event] for event in own if isinstance(event.get(of_event), str))}
        for value in named if isinstance(named, list) else ():
            if not form.fullmatch(value):
                yield key, show(value), expected
            elif value not in known:
                yield key, show(value), suggest_name(show(value), sorted(show(other) for other in known if other))


def check_events(events: object, shapeless: Set[KeyPath]) -> Iterator[Wrong]:
    """Every value of `[[events]]` that has the right type and makes no sense. Keys in `shapeless` are passed over."""
    if ("events",) in shapeless or not isinstance(events, list):
        return
    for number, event in enumerate(events, 1):
        key = ("events", position(number))
        if isinstance(event, dict):
            yield from _check(event, key, {path[2] for path in shapeless if path[:2] == key and len(path) > 2})


def _check(event: Mapping[str, Any], key: KeyPath, shapeless: Set[str]) -> Iterator[Wrong]:
    def given(name: str, type_: type[Value]) -> Value | None:
        value = event.get(name)
        return value if name not in shapeless and isinstance(value, type_) else None

    day = given("date", date)
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        yield (*key, "date"), show(day), f"{FIRST_DAY} to {LAST_DAY}"
    zone = given("zone", str)
    if zone is not None and not _is_zone(zone):
        yield (*key, "zone"), show(zone), _right_zone(zone)
    names = ("name",) if event.get("name_zh") == event.get("name") else ("name", "name_zh")
    for name in names:
        text = given(name, str)
        if text is not None and not is_printable_line(text):
            yield (*key, name), show(text), PRINTABLE_LINE
        elif text is not None and len(text) > LONGEST_NAME:
            yield (*key, name), show(text), f"at most {LONGEST_NAME} characters"
    importance = given("importance", int)
    if importance is not None and importance not in IMPORTANCE:
        yield (*key, "importance"), show(importance), str(IMPORTANCE)
    kind = given("kind", str)
    if kind is not None and not KIND.fullmatch(kind):
        yield (*key, "kind"), show(kind), 'a word in small letters, as in "own", "earnings"'
    country = given("country", str)
    if country is not None and not COUNTRY.fullmatch(country):
        yield (*key, "country"), show(country), 'two capital letters, as in "HK", or ""'


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False  # no such file, no name of a file, or a folder
    return True


def _right_zone(name: str) -> str:
    """What a zone is called, and which name the wrong one resembles."""
    from zoneinfo import available_timezones

    close = closest(name, sorted(available_timezones()), ALIKE_ZONES)
    hint = f"; did you mean {show(close)}?" if close else ""
    return f'the IANA name of a zone, as in "Asia/Hong_Kong", "America/New_York"{hint}'
