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
)
from tui.market.ranges import Range

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

IMPORTANCE = Range(1, 3, "(3 is the highest)")

ALIKE = 0.8
"""From 0 to 1: how much a zone has to resemble a wrong name to be meant by it."""

LONGEST_NAME = 120
"""Characters of an event's name."""

Value = TypeVar("Value")

KIND = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
COUNTRY = re.compile(r"(?:[A-Z]{2})?", re.ASCII)


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
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    close = get_close_matches(name, sorted(available_timezones()), n=1, cutoff=ALIKE)
    hint = f"; did you mean {show(close[0])}?" if close else ""
    return f'the IANA name of a zone, as in "Asia/Hong_Kong", "America/New_York"{hint}'
