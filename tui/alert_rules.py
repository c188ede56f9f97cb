"""The alerts that the reader's settings list, as rules to watch. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from tui.market.alerts.making import BREADTH_MARGIN, FLOW_MARGIN, move_rule, otherwise, percent_rule, price_rule
from tui.market.alerts.rules import (
    AlertRule,
    BreadthRule,
    EventRule,
    ExtremeRule,
    FlowRule,
    LimitOpenedRule,
    Side,
    SilentRule,
)
from tui.market.highs import Extreme
from tui.settings import Alert

HKD_BILLION = 1e9

LEAST_IMPORTANCE = 3
"""Of events to be told of, where a rule names neither a series nor an importance."""


def rules_of(alerts: Iterable[Alert]) -> tuple[AlertRule, ...]:
    """Each as a rule. Raises ValueError where a field is missing, which checked settings have."""
    return tuple(_rule(alert) for alert in alerts)


def _rule(alert: Alert) -> AlertRule:
    match alert.when:
        case "price above" | "price below":
            return price_rule(alert.symbol, _side(alert), _given(alert.level), alert.margin)
        case "percent above" | "percent below":
            return percent_rule(alert.symbol, _side(alert), _given(alert.level), alert.margin)
        case "move":
            return move_rule(alert.symbol, _given(alert.level), int(_given(alert.minutes)), alert.margin)
        case "new high" | "new low":
            extreme = Extreme.HIGH if alert.when == "new high" else Extreme.LOW
            return ExtremeRule(alert.symbol, extreme, int(_given(alert.days)))
        case "southbound above" | "southbound below":
            margin = FLOW_MARGIN if alert.margin is None else alert.margin * HKD_BILLION
            return FlowRule(_side(alert), _given(alert.level) * HKD_BILLION, margin)
        case "breadth above" | "breadth below":
            return BreadthRule(_side(alert), _given(alert.level), otherwise(alert.margin, BREADTH_MARGIN))
        case "limit-up opened":
            return LimitOpenedRule(alert.symbol)
        case "provider silent":
            return SilentRule(alert.provider, _given(alert.seconds))
        case "event due":
            importance = LEAST_IMPORTANCE if alert.importance is None else alert.importance
            return EventRule(alert.event, importance, int(_given(alert.minutes)))


def _side(alert: Alert) -> Side:
    return Side.ABOVE if alert.when.endswith("above") else Side.BELOW


def _given(value: float | None) -> float:
    if value is None:
        raise ValueError("an alert lacks a figure that its kind needs")
    return value
