"""What the providers' formats have in common: numbers as text, JSON as bytes, and volumes in their units."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tui.market.instruments import Exchange, Instrument, Kind, Market

HAND = 100
"""Shares in a hand (手)."""

THOUSAND = 1e3
TEN_THOUSAND = 1e4
HUNDRED_MILLION = 1e8

TOTAL_TO_FLOAT = 1.15
"""All shares against the float: made up, the same for everyone."""

Json = str | int | float | bool | None | list["Json"] | Mapping[str, "Json"]


def is_star(instrument: Instrument) -> bool:
    """Whether it is a share of Shanghai's STAR board."""
    return instrument.exchange is Exchange.SHANGHAI and instrument.symbol.startswith(("688", "689"))


def is_index(instrument: Instrument) -> bool:
    """Whether it is an index."""
    return instrument.kind is Kind.INDEX


def in_hong_kong(instrument: Instrument) -> bool:
    """Whether it follows Hong Kong's hours and formats."""
    return instrument.market is Market.HONG_KONG


_FORMATS = tuple(f"%.{decimals}f" for decimals in range(11))
_ZEROS = tuple(text % 0.0 for text in _FORMATS)


def figure(value: float | None, decimals: int) -> str:
    """A number with up to ten decimals; the formats write 0 for what is not there yet, and never -0."""
    if not value:
        return _ZEROS[decimals]
    text = _FORMATS[decimals] % value
    return text if value > 0.0 or text[1:] != _ZEROS[decimals] else _ZEROS[decimals]


def unpadded(value: float) -> str:
    """A price without trailing zeros, as in the running day's bar."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def ascii_json(value: Json) -> bytes:
    """JSON as PHP writes it: `\\u` escapes, and slashes escaped too."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def utf8_json(value: Json) -> bytes:
    """JSON with its characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
