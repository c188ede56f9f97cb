"""Rules with the margins that their kinds have where none is given."""

from __future__ import annotations

from tui.market.alerts.rules import MoveRule, PercentRule, PriceRule, Side

PRICE_MARGIN = 0.002
"""Of the level: how far a price must come back, where the rule does not say, before it can fire again."""

PERCENT_MARGIN = 0.2
"""The same of a day's change, percent points."""

MOVE_MARGIN = 0.25
"""The same of a move, as a share of it."""

FLOW_MARGIN = 0.5e9
"""The same of southbound net buy, HKD."""

BREADTH_MARGIN = 2.0
"""The same of the share of rising ones, percent points."""


def price_rule(symbol: str, side: Side, level: float, margin: float | None = None) -> PriceRule:
    """A rule of a price, with the margin that prices have where none is given."""
    return PriceRule(symbol, side, level, otherwise(margin, abs(level) * PRICE_MARGIN))


def percent_rule(symbol: str, side: Side, level: float, margin: float | None = None) -> PercentRule:
    """A rule of a day's change, percent."""
    return PercentRule(symbol, side, level, otherwise(margin, PERCENT_MARGIN))


def move_rule(symbol: str, percent: float, minutes: int, margin: float | None = None) -> MoveRule:
    """A rule of a quick move."""
    return MoveRule(symbol, percent, minutes, otherwise(margin, percent * MOVE_MARGIN))


def otherwise(value: float | None, usual: float) -> float:
    """The value, or the usual one where there is none."""
    return usual if value is None else value
