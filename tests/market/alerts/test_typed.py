"""Rules as the reader types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.panes.desks import UNIVERSE
from tui.market.alerts.making import move_rule, percent_rule, price_rule
from tui.market.alerts.rules import ExtremeRule, LimitOpenedRule, Side
from tui.market.alerts.typed import parse_typed
from tui.market.highs import Extreme


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("00700.HK > 600", price_rule("00700.HK", Side.ABOVE, 600.0)),
        ("00700.HK >600.5", price_rule("00700.HK", Side.ABOVE, 600.5)),
        (" HSI < 24,000 ", price_rule("HSI", Side.BELOW, 24000.0)),
        ("HSI > +3%", percent_rule("HSI", Side.ABOVE, 3.0)),
        ("HSI < -2 %", percent_rule("HSI", Side.BELOW, -2.0)),
        ("600036.SH > +150%", percent_rule("600036.SH", Side.ABOVE, 150.0)),
        ("HSI > 0.0001", price_rule("HSI", Side.ABOVE, 0.0001)),
        ("HSI 1%/5m", move_rule("HSI", 1.0, 5)),
        ("HSI 0.5 % / 10", move_rule("HSI", 0.5, 10)),
        ("HSI high 60", ExtremeRule("HSI", Extreme.HIGH, 60)),
        ("HSI LOW 20", ExtremeRule("HSI", Extreme.LOW, 20)),
        ("002594.SZ open", LimitOpenedRule("002594.SZ")),
    ],
)
def test_what_is_a_rule(text, rule):
    assert parse_typed(text, UNIVERSE.get) == rule


@pytest.mark.parametrize(
    "text",
    [
        *("", "HSI", "> 600", "HSI 600", "HSI > ", "HSI > -5", "HSI > 0", "HSI => 5", "HSI > 1e5", "HSI > nan"),
        *("HSI 0%/5m", "HSI 1%/0m", "HSI 1%/999m", "HSI high 1", "HSI high 9999", "HSI open", "00700.HK open"),
        *("NOPE > 5", "HSI > ٣", "HSI > 99999999999", "HSI > 1001%", "HSI < -101%"),
        *("HSI > 0.00001", "HSI > 10000001", "HSI 101%/5m"),
    ],
)
def test_what_is_none(text):
    assert parse_typed(text, UNIVERSE.get) is None


@given(st.text())
def test_nothing_that_is_typed_raises(text):
    parse_typed(text, UNIVERSE.get)
    parse_typed(f"HSI {text}", UNIVERSE.get)
