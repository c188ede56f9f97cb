"""The page of alerts as rows: which rules are in sight, and the line to type a new one in."""

from __future__ import annotations

import pytest

from tests.panes.desks import assert_fits, desk_at, text_of, texts_of
from tui.market.alerts.making import price_rule
from tui.market.alerts.rules import Side, key_of
from tui.panes.alerts import AlertsPane
from tui.panes.typing_pane import LONGEST_TEXT
from widgets.text import width_of

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


@pytest.mark.parametrize("name", ["工商银行", "HSI", "腾讯控股" * 8])
@pytest.mark.parametrize("width", [20, 40, 78])
def test_the_end_of_what_is_typed_stays_in_sight(name, width):
    pane = AlertsPane(desk_at())
    pane.begin("")
    pane.type(f"{name} > 600")
    line = pane.compose_rows(width, 20)[1]
    assert width_of(line) <= width
    assert text_of(line).endswith(" > 600 ") and line[-1].role == "cursor"
    pane.type("9" * 100)
    assert len(pane.typed or "") == LONGEST_TEXT


def test_an_empty_line_is_a_place_to_type():
    pane = AlertsPane(desk_at())
    pane.begin("")
    assert text_of(pane.compose_rows(78, 20)[1]) == "+  "
