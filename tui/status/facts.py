"""The figures that a status line may name, as a dashboard leaves them in a file of their own, `status.json`.

The whole last state takes three times as long to load as a bar may take for its line; this file needs nothing but
the standard library. All moments are seconds since 1970, of market time.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import NamedTuple

FORM = 2
"""Which form the file has. A file of another one is as good as none."""


class Figure(NamedTuple):
    """One symbol's last price and change (percent of the previous close, 1.6 is +1.6 %), None where unknown.

    `market`: its name, as in `tui.market.instruments`, for its colours.

    `at`: when the price was had, or, of a price that stands still, its own stamp; from `fresh_until` on it is old.
    """

    last: float | None
    change_pct: float | None
    at: float
    fresh_until: float
    market: str = ""


class Flow(NamedTuple):
    """Southbound net buy of a day, single HKD; `at` and `fresh_until` as of a figure."""

    net_buy: float | None
    at: float
    fresh_until: float


class Ahead(NamedTuple):
    """An event that was still ahead. `at` is its time, or (`timed` false) the start of its day."""

    at: float
    timed: bool
    name_en: str
    name_zh: str


class Facts(NamedTuple):
    """What was known at `now`, in a world that runs at `speed` market seconds a real one.

    `labels`: short English and Chinese names of every symbol there is, also of those without a figure.
    """

    now: float
    simulated: bool
    figures: Mapping[str, Figure]
    labels: Mapping[str, tuple[str, str]]
    southbound: Flow | None = None
    ahead: tuple[Ahead, ...] = ()
    speed: float = 1.0


def encoded(facts: Facts) -> bytes:
    """The file's bytes: JSON, in ASCII, for no name can be too strange for that."""
    tree = {"form": FORM, "facts": facts}
    return json.dumps(tree, separators=(",", ":"), allow_nan=False).encode("ascii")


def tellable(value: float | None) -> float | None:
    """The value, or None where it is too large, or none at all, to be told."""
    return value if value is not None and abs(value) < _LARGEST else None


def decoded(stored: bytes) -> Facts:
    """What `encoded` made. Raises ValueError for anything else, such as the form of another version."""
    try:
        tree = json.loads(stored)
        if tree["form"] != FORM:
            raise ValueError("of another version")
        now, simulated, figures, labels, southbound, ahead, speed = tree["facts"]
        return Facts(
            _moment(now),
            _flag(simulated),
            {_text(symbol): _figure(*figure) for symbol, figure in figures.items()},
            {_text(symbol): (_text(english), _text(chinese)) for symbol, (english, chinese) in labels.items()},
            None if southbound is None else _flow(*southbound),
            tuple([_ahead(*event) for event in ahead]),
            _number(speed),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no figures of a status line: {type(error).__name__}") from error


def _figure(last: object, change_pct: object, at: object, fresh_until: object, market: object) -> Figure:
    return Figure(_maybe(last), _maybe(change_pct), _moment(at), _moment(fresh_until), _text(market))


def _flow(net_buy: object, at: object, fresh_until: object) -> Flow:
    return Flow(_maybe(net_buy), _moment(at), _moment(fresh_until))


def _ahead(at: object, timed: object, name_en: object, name_zh: object) -> Ahead:
    return Ahead(_moment(at), _flag(timed), _text(name_en), _text(name_zh))


def _maybe(value: object) -> float | None:
    return None if value is None else _number(value)


def _moment(value: object) -> float:
    moment = _number(value)
    if not 0 <= moment < _YEAR_2100:
        raise ValueError("not a moment of ours")
    return moment


def _number(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return float(value)
    raise ValueError("not a number")


_LARGEST = math.ldexp(1.0, 63)
"""No figure of a market comes near it, and NaN is not below it."""

_YEAR_2100 = 4_102_444_800
"""Seconds since 1970."""


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("not true or false")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("not a text")
