"""The page of alerts as rows: which rules are in sight, and the line to type a new one in."""

from __future__ import annotations

from tests.panes.desks import assert_fits, desk_at, texts_of
from tui.market.alerts.making import price_rule
from tui.market.alerts.rules import Side, key_of
from tui.panes.alerts import AlertsPane

RULES = [price_rule("HSI", Side.ABOVE, float(level)) for level in range(101, 121)]


def pane_at_the_last_rule(width: int = 100, height: int = 12) -> AlertsPane:
    """Twenty rules, the cursor on the last."""
    desk = desk_at()
    for rule in RULES:
        desk.alerts.add(rule)
    pane = AlertsPane(desk)
    pane.move(len(RULES))
    assert "120.00" in texts(pane, width, height)
    return pane


def texts(pane: AlertsPane, width: int, height: int) -> str:
    rows = list(pane.compose_rows(width, height))
    assert_fits(rows, width, height)
    return texts_of(rows)


def test_once_rules_go_those_that_are_left_come_into_sight():
    pane = pane_at_the_last_rule()
    for rule in RULES[:14]:
        pane.board.remove(key_of(rule))
    drawn = texts(pane, 100, 12)
    assert "rules: 6" in drawn and all(f"{rule.level:.2f}" in drawn for rule in RULES[14:])


def test_once_the_window_grows_the_rules_above_come_into_sight():
    pane = pane_at_the_last_rule()
    drawn = texts(pane, 100, 40)
    assert all(f"{rule.level:.2f}" in drawn for rule in RULES)
