"""How a premium moved: both ends at one rate, nothing where a base is not known."""

from __future__ import annotations

from datetime import date

import pytest

from tests.panes.desks import UNIVERSE, moment
from tui.market.ah import Premium
from tui.market.ah_shift import premium_shift
from tui.market.standing import Standing

NOW = moment("2026-11-23 10:42")
PREMIUM = Premium(
    a=UNIVERSE["601398.SH"],
    h=UNIVERSE["01398.HK"],
    premium_pct=25.0,
    a_price=9.0,
    h_price=8.0,
    a_time=NOW,
    h_time=NOW,
    a_final=False,
    h_final=False,
    rate=0.9,
    rate_pair="HKD/CNH",
    rate_time=NOW,
)


def standing(symbol: str, **bases: float) -> Standing:
    named = {f"{key[1:]}d": value for key, value in bases.items()}
    return Standing(symbol, date(2026, 11, 23), False, None, None, None, None, named, None, None, None)


def test_the_premium_then_is_taken_at_todays_rate():
    a, h = standing("601398.SH", d20=9.0), standing("01398.HK", d20=10.0)
    assert premium_shift(PREMIUM, a, h, "20d") == pytest.approx(25.0)


def test_a_share_that_fell_behind_the_other_lowers_the_premium():
    a, h = standing("601398.SH", d20=9.9), standing("01398.HK", d20=8.0)
    assert premium_shift(PREMIUM, a, h, "20d") == pytest.approx(25.0 - 37.5)


@pytest.mark.parametrize(
    ("a", "h"),
    [
        (None, standing("01398.HK", d20=8.0)),
        (standing("601398.SH", d20=9.0), None),
        (standing("601398.SH", d5=9.0), standing("01398.HK", d20=8.0)),
    ],
)
def test_without_both_bases_nothing_is_said(a, h):
    assert premium_shift(PREMIUM, a, h, "20d") is None
