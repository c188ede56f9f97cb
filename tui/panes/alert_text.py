"""Alerts in words: a rule, and what fired, in one line each."""

from __future__ import annotations

from math import ceil

from tui.market.alerts.records import Fired
from tui.market.alerts.rules import (
    AlertRule,
    BreadthRule,
    EventRule,
    ExtremeRule,
    FlowRule,
    LimitOpenedRule,
    MoveRule,
    PercentRule,
    PriceRule,
    SilentRule,
)
from tui.panes.desk import Desk
from tui.panes.figures import MISSING, signed, signed_billions
from tui.panes.prices import price_text_of
from widgets.text import plain


def alert_text(desk: Desk, fired: Fired) -> str:
    """What fired, in one line; first of all that it is simulated, where it is."""
    text = _fired_text(desk, fired)
    return f"{desk.word('simulated')} {text}" if fired.simulated else text


def rule_text(desk: Desk, rule: AlertRule) -> str:
    """What the rule waits for."""
    name = name_of(desk, rule)
    match rule:
        case PriceRule() | PercentRule() | FlowRule() | BreadthRule():
            return desk.word(f"alert rule {rule.side}", name=name, level=value_text(desk, rule, rule.level))
        case MoveRule():
            return desk.word("alert rule move", name=name, level=f"{rule.percent:g}%", n=rule.minutes)
        case ExtremeRule():
            return desk.word(f"alert rule {rule.extreme}", name=name, n=rule.days)
        case LimitOpenedRule():
            return desk.word("alert rule opened", name=name)
        case SilentRule():
            return desk.word("alert rule silent", name=name, n=f"{rule.seconds:g}")
        case EventRule():
            return desk.word("alert rule due", name=name, n=rule.minutes)


def _fired_text(desk: Desk, fired: Fired) -> str:
    rule, name = fired.rule, name_of(desk, fired.rule)
    value = value_text(desk, rule, fired.value)
    match rule:
        case PriceRule() | PercentRule() | FlowRule() | BreadthRule():
            level = value_text(desk, rule, rule.level)
            return desk.word(f"alert level {rule.side}", name=name, value=value, level=level)
        case MoveRule():
            return desk.word("alert move", name=name, value=value, n=rule.minutes)
        case ExtremeRule():
            return desk.word(f"alert {rule.extreme}", name=name, value=value, n=rule.days)
        case LimitOpenedRule():
            return desk.word("alert opened", name=name, value=value)
        case SilentRule():
            return desk.word("alert silent", name=name, n=value)
        case EventRule():
            event = fired.event_zh if desk.view.language == "zh" else fired.event_en
            return desk.word("alert due", name=plain(event or name), n=value)


def name_of(desk: Desk, rule: AlertRule) -> str:
    """What the rule is about."""
    match rule:
        case FlowRule():
            return desk.word("alert flow")
        case BreadthRule():
            return desk.word("alert breadth")
        case SilentRule():
            return plain(rule.provider) or desk.word("alert quotes")
        case EventRule():
            return plain(rule.series) or desk.word("alert events", n=rule.importance)
        case _:
            instrument = desk.state.universe.get(rule.symbol)
            return plain(rule.symbol) if instrument is None else desk.name(instrument)


def value_text(desk: Desk, rule: AlertRule, value: float | None) -> str:
    """A value in the unit of the rule."""
    if value is None:
        return MISSING
    match rule:
        case PercentRule() | MoveRule():
            return f"{signed(value)}%"
        case FlowRule():
            return desk.word("alert hkd bn", amount=signed_billions(value))
        case BreadthRule():
            return f"{value:.1f}%"
        case SilentRule():
            return f"{value:.0f}"
        case EventRule():
            return f"{ceil(value)}"
        case _:
            instrument = desk.state.universe.get(rule.symbol)
            return f"{value:,.2f}" if instrument is None else price_text_of(instrument, value)(value)
