"""Numbers as providers write them. What is not a plain decimal number is no number: nan, inf, 1e9, 1_000."""

from __future__ import annotations

import math
import re

TEN_THOUSAND = 1e4
"""万, in which Tencent and Eastmoney count money."""

HUNDRED_MILLION = 1e8
"""亿, in which Tencent counts market values."""

MILLION = 1e6

_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,12})?")
_LARGEST = 1e18


class UnreadableRow(Exception):
    """A row lacks something without which it says nothing; the reason is for the reader of the screen."""


def number(text: str) -> float | None:
    """A plain decimal number; None for anything else."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def sane(value: float | None) -> float | None:
    """A number that JSON gave, unless it is not finite or too large to mean anything."""
    if value is None or not math.isfinite(value) or abs(value) > _LARGEST:
        return None
    return float(value)


def positive(value: float | None) -> float | None:
    """A price or an amount; zero and below is how providers say that there is none."""
    return value if value is not None and value > 0 else None


def needed(fields: list[str], index: int, meaning: str) -> float:
    """The number in a field that the row is worthless without. Raises UnreadableRow."""
    value = number(fields[index]) if index < len(fields) else None
    if value is None:
        raise UnreadableRow(f"unreadable {meaning}")
    return value


def optional(fields: list[str], index: int) -> float | None:
    """The positive number in a field that may be absent; None otherwise."""
    return positive(number(fields[index])) if index < len(fields) else None


def times(value: float | None, unit: float) -> float | None:
    """The value in single units."""
    return None if value is None else value * unit
