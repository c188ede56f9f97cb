"""What can be watched: one record a kind of rule. A rule is known by its own figures: changed, it is another rule."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec import Struct

from tui.market.highs import Extreme


class Side(StrEnum):
    """Which way a level is crossed: ABOVE fires at the level or over it, BELOW at it or under it."""

    ABOVE = "above"
    BELOW = "below"


class PriceRule(Struct, frozen=True, tag="price"):
    """The last price of a canonical symbol crosses a level. Level and margin in price units."""

    symbol: str
    side: Side
    level: float
    margin: float


class PercentRule(Struct, frozen=True, tag="percent"):
    """The day's change crosses a level. Level and margin in percent of the previous close."""

    symbol: str
    side: Side
    level: float
    margin: float


class MoveRule(Struct, frozen=True, tag="move"):
    """The price moves by so many percent, up or down, within so many minutes of trading without a break."""

    symbol: str
    percent: float
    minutes: int
    margin: float


class ExtremeRule(Struct, frozen=True, tag="extreme"):
    """The price goes beyond the highs (or lows) of the last `days` sessions. Once a day."""

    symbol: str
    extreme: Extreme
    days: int


class FlowRule(Struct, frozen=True, tag="southbound"):
    """Southbound net buy of the day crosses a level. Level and margin in HKD."""

    side: Side
    level: float
    margin: float


class BreadthRule(Struct, frozen=True, tag="breadth"):
    """The share of rising ones among all mainland shares that are counted crosses a level, percent."""

    side: Side
    level: float
    margin: float


class LimitOpenedRule(Struct, frozen=True, tag="limit opened"):
    """A mainland share that stood at its upper price limit trades below it again (涨停打开)."""

    symbol: str


class SilentRule(Struct, frozen=True, tag="silent"):
    """A provider has not answered for so many real seconds while a market trades; "": nobody has given quotes."""

    provider: str
    seconds: float


class EventRule(Struct, frozen=True, tag="event"):
    """A timed event is due within so many minutes: those of a series ("cn-lpr"), or ("") of that importance on."""

    series: str
    importance: int
    minutes: int


AlertRule = (
    PriceRule
    | PercentRule
    | MoveRule
    | ExtremeRule
    | FlowRule
    | BreadthRule
    | LimitOpenedRule
    | SilentRule
    | EventRule
)

SYMBOL_RULES = (PriceRule, PercentRule, MoveRule, ExtremeRule, LimitOpenedRule)
"""Those that watch one instrument."""


def key_of(rule: AlertRule) -> str:
    """What names the rule, the same in every run: its kind and all its figures, as JSON."""
    return msgspec.json.encode(rule).decode()


def symbol_of(rule: AlertRule) -> str | None:
    """The canonical symbol that the rule watches; None where it is not about one instrument."""
    return rule.symbol if isinstance(rule, SYMBOL_RULES) else None
