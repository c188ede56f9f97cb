"""What a tile's area stands for, and when it may change."""

from __future__ import annotations

from tests.panes.desks import UNIVERSE
from tui.market.quotes import Quote
from tui.market.sectors import Member
from tui.panes.weights import REWEIGH_SECONDS, HeldWeights, raw_weights

SYMBOLS = ("00005.HK", "00939.HK", "600036.SH")


def member(symbol: str, weight: float | None, turnover: float | None = None) -> Member:
    quote = Quote(symbol, 10.0, 9.0, None, "tencent", turnover=turnover)
    return Member(UNIVERSE[symbol], quote, 1.0, weight)


def members(*weights: float | None) -> list[Member]:
    return [member(symbol, weight) for symbol, weight in zip(SYMBOLS, weights, strict=False)]


def turnovers(*values: float | None) -> list[Member]:
    return [member(symbol, 1.0, value) for symbol, value in zip(SYMBOLS, values, strict=False)]


def test_areas_are_square_roots_lest_the_largest_fill_the_screen():
    assert raw_weights(members(4e12, 1e12), "float") == [2e6, 1e6]
    assert raw_weights(turnovers(9e9, 1e10), "turnover") == [9e9**0.5, 1e5]
    assert raw_weights(members(4.0, 1.0, None), "equal") == [1.0, 1.0, 1.0]


def test_an_unknown_value_gets_half_of_the_smallest_known_area():
    assert raw_weights(members(16.0, 4.0, None), "float") == [4.0, 2.0, 1.0]
    assert len(set(raw_weights(turnovers(None, None, None), "turnover"))) == 1
    assert raw_weights(turnovers(0.0, 4.0), "turnover") == [1.0, 2.0]


def test_areas_by_float_value_stand_still_while_the_values_jitter():
    held = HeldWeights()
    first = held.update(members(100.0, 50.0, 10.0), "float", 0.0)
    assert held.update(members(103.0, 48.0, 10.4), "float", 3600.0) == first


def test_areas_by_float_value_follow_a_share_issue():
    held = HeldWeights()
    first = held.update(members(100.0, 50.0, 10.0), "float", 0.0)
    assert held.update(members(100.0, 50.0, 20.0), "float", 1.0) != first


def test_areas_by_turnover_follow_once_a_minute():
    held = HeldWeights()
    first = held.update(turnovers(9e9, 1e9), "turnover", 100.0)
    moved = turnovers(1e9, 9e9)
    assert held.update(moved, "turnover", 100.0 + REWEIGH_SECONDS - 0.1) == first
    second = held.update(moved, "turnover", 100.0 + REWEIGH_SECONDS)
    assert second == first[::-1]
    assert held.update(turnovers(9e9, 1e9), "turnover", 100.0 + REWEIGH_SECONDS + 1) == second


def test_other_members_or_another_measure_are_drawn_at_once():
    held = HeldWeights()
    held.update(turnovers(9e9, 1e9), "turnover", 0.0)
    assert held.update(turnovers(9e9, 1e9, 4e9), "turnover", 1.0) == raw_weights(turnovers(9e9, 1e9, 4e9), "turnover")
    assert held.update(turnovers(9e9, 1e9, 4e9), "equal", 2.0) == [1.0, 1.0, 1.0]


def test_no_members_have_no_areas():
    held = HeldWeights()
    assert held.update([], "float", 0.0) == held.update([], "float", 1.0) == []
