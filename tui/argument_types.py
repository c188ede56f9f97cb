"""What the values of options must look like. Imports nothing heavy: `cnhk --help` reads it."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable
from datetime import datetime

from tui.market.zones import MARKET_TIME

FASTEST = 3600.0
"""Market seconds in a real one: a day in seven seconds."""

LONGEST_PAUSE = 3600
"""Seconds between two looks."""

HIGHEST_PORT = 65_535

FURTHEST_DAYS = 400
"""Days ahead that may be listed."""

WIDEST = 1000
"""Cells of a line; no bar is wider."""

YEARS = range(2000, 2100)
"""Of a moment that is named: beyond them lies no calendar."""

Moment = datetime | str
"""An aware moment, or a time of a day that is known otherwise: HH:MM."""

_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def clock_time(text: str) -> str:
    """A time of day, HH:MM."""
    if _TIME_OF_DAY.fullmatch(text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 09:30")
    return text


def speed(text: str) -> float:
    """Market seconds in a real one."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0 and at most {FASTEST:g}")
    return number


def pause(text: str) -> float:
    """Real seconds between two looks."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 1 <= number <= LONGEST_PAUSE:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds (1 to {LONGEST_PAUSE})")
    return number


def port(text: str) -> int:
    """A port of this machine."""
    if not (text.isascii() and text.isdigit() and int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0 to {HIGHEST_PORT})")
    return int(text)


def days(text: str) -> int:
    """A number of days ahead."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= FURTHEST_DAYS):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days (1 to {FURTHEST_DAYS})")
    return int(text)


def width(text: str) -> int:
    """A number of cells."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= WIDEST):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of cells (1 to {WIDEST})")
    return int(text)


def names(written: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """A reader of names with commas between them, each as `written` has it, none twice."""

    def read(text: str) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(written(name.strip()) for name in text.split(",")))
        if "" in found:
            raise argparse.ArgumentTypeError(f"{text!r} is not a list of names, with a comma between two")
        return found

    return read


def moment(text: str) -> Moment:
    """A moment with its zone, by default UTC+8; of a day alone its start; of a time alone the text."""
    if _TIME_OF_DAY.fullmatch(text):
        return text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a moment such as 2026-11-23T18:00 or 2026-11-23")
    return found if found.tzinfo else found.replace(tzinfo=MARKET_TIME)
