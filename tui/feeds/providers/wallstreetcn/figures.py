"""wallstreetcn's figures with their units, as our table of events writes them: `49.5`, `2.3%`, `112.50B`, `98K`."""

from __future__ import annotations

import re
from decimal import Decimal

from tui.feeds.one_line import one_line

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)

_SCALES = (("万亿", 12), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4), ("千", 3))
"""How many tens are multiplied into one of the unit; longer words first."""

_LETTERS = (("T", 12), ("B", 9), ("M", 6), ("K", 3))
_OF_SCALE = {12: "T", 8: "B", 7: "M", 6: "M", 4: "K", 3: "K"}

_IN_TRILLIONS = "cn-fx-reserves"
_LONGEST_UNIT = 8


def with_unit(value: str | float | None, unit: str, series: str) -> str | None:
    """A figure of a series with its unit, digits as published; None where there is none, or no plain number.

    The indices of purchasing managers are points, whatever the unit says.
    """
    text = "" if value is None else str(value).strip().replace(",", "")
    if _NUMBER.fullmatch(text) is None:
        return None
    plain = one_line(unit, _LONGEST_UNIT)
    if not plain or "pmi" in series:
        return text
    if plain.startswith("%"):
        return f"{text}%"
    for word, tens in _SCALES:
        if plain.startswith(word):
            letter = "T" if series == _IN_TRILLIONS else _OF_SCALE[tens]
            return f"{Decimal(text).scaleb(tens - dict(_LETTERS)[letter]):,f}{letter}"
    return f"{text} {plain}"
