from __future__ import annotations

import pytest

from tests.panes.desks import UNIVERSE
from tui.market.ranking import Rank, rank_of
from tui.market.sectors import Member

SYMBOLS = [instrument.symbol for instrument in UNIVERSE][:5]


def members(*moves: float | None) -> list[Member]:
    return [Member(UNIVERSE[symbol], None, move, 1.0) for symbol, move in zip(SYMBOLS, moves, strict=False)]


@pytest.mark.parametrize(
    ("at", "rank"), [(0, Rank(2, 4)), (1, Rank(1, 4)), (2, Rank(2, 4)), (3, Rank(4, 4)), (4, None)]
)
def test_equals_share_the_better_place_and_the_unmoved_have_none(at, rank):
    assert rank_of(members(1.0, 3.0, 1.0, -2.0, None), SYMBOLS[at]) == rank


def test_a_stranger_has_no_rank():
    assert rank_of(members(1.0), "nobody") is None
