"""Sectors over the periods: weights, bases of the right day, ranks."""

from datetime import timedelta

import pytest

from tests.market.shares import NOW, TODAY, lookup, quote
from tui.market.codes import derived_instrument
from tui.market.quotes import QuoteState
from tui.market.rotation import rotation
from tui.market.sectors import member, sector_view
from tui.market.standing import PERIODS, Standing


def standing(symbol, *, day=TODAY, **bases):
    named = {key.lstrip("_"): base for key, base in bases.items()}
    return symbol, Standing(symbol, day, False, None, None, None, None, named, None, None, None)


def shares(*symbols):
    return [derived_instrument(symbol) for symbol in symbols]


def test_a_move_over_a_period_counts_from_its_base():
    standings = dict([standing("600000.SH", _5d=80.0, ytd=50.0)])
    item = derived_instrument("600000.SH")
    at = quote("600000.SH", 100.0)
    assert member(item, at, "5d", standings["600000.SH"]).change_pct == pytest.approx(25.0)
    assert member(item, at, "ytd", standings["600000.SH"]).change_pct == pytest.approx(100.0)
    assert member(item, at, "20d", standings["600000.SH"]).change_pct is None
    assert member(item, at, "5d").change_pct is None


def test_a_sector_is_weighted_by_what_it_was_worth_when_the_period_began():
    # Worth 100 each at the previous close; five sessions ago the first one had been worth 50, the second 200.
    standings = dict([standing("600000.SH", _5d=50.0), standing("600001.SH", _5d=200.0)])
    quotes = lookup(
        quote("600000.SH", 110.0, float_value=110.0),
        quote("600001.SH", 100.0, float_value=100.0),
    )
    sums = sector_view(shares("600000.SH", "600001.SH"), quotes, "5d", standings)
    assert sums.change_pct == pytest.approx((210.0 / 250.0 - 1.0) * 100)
    assert sums.median_pct == pytest.approx((120.0 - 50.0) / 2)
    assert (sums.advancing, sums.declining, sums.without_price, sums.without_weight) == (1, 1, 0, 0)
    assert [item.weight for item in sums.members] == pytest.approx([100.0, 100.0])


def test_a_standing_of_another_day_has_other_bases():
    item = derived_instrument("600000.SH")
    old = dict([standing("600000.SH", day=TODAY - timedelta(days=3), _5d=80.0)])
    assert member(item, quote("600000.SH"), "5d", old["600000.SH"]).change_pct is None
    assert member(item, quote("600000.SH", time=None), "5d", old["600000.SH"]).change_pct is None
    friday = quote("600000.SH", 100.0, time=NOW - timedelta(days=3))
    assert member(item, friday, "5d", old["600000.SH"]).change_pct == pytest.approx(25.0)


def test_names_without_a_price_or_a_base_are_in_no_figure():
    standings = dict(
        [standing("600000.SH", _5d=100.0), standing("600001.SH", _5d=100.0), standing("600002.SH", ytd=100.0)]
    )
    quotes = lookup(
        quote("600000.SH", 102.0, float_value=1.0),
        quote("600001.SH", 130.0, float_value=1.0, state=QuoteState.SUSPENDED),
        quote("600002.SH", 130.0, float_value=1.0),
    )
    sums = sector_view(shares("600000.SH", "600001.SH", "600002.SH"), quotes, "5d", standings)
    assert sums.change_pct == pytest.approx(2.0)
    assert sums.without_price == 2


def test_rotation_ranks_the_sectors_of_each_period():
    sectors = {
        "banks": shares("600000.SH"),
        "autos": shares("600001.SH", "600002.SH"),
        "tech": shares("600003.SH"),
        "mine": shares("600004.SH"),
    }
    quotes = lookup(
        *(quote(f"60000{n}.SH", 100.0 + n, float_value=1e9) for n in range(4)),
    )
    standings = dict(
        [
            standing("600000.SH", _5d=50.0, ytd=100.0),
            standing("600001.SH", _5d=101.0),
            standing("600003.SH", _5d=206.0),
        ]
    )
    found = {moves.key: moves for moves in rotation(sectors, quotes, standings)}
    assert list(found) == list(sectors)
    assert {key: moves.ranks["today"] for key, moves in found.items()} == {
        "banks": 3,
        "autos": 2,
        "tech": 1,
        "mine": None,
    }
    assert {key: moves.ranks["5d"] for key, moves in found.items()} == {
        "banks": 1,
        "autos": 2,
        "tech": 3,
        "mine": None,
    }
    assert found["banks"].moves["5d"] == pytest.approx(100.0)
    assert (found["banks"].ranks["ytd"], found["tech"].ranks["ytd"]) == (1, None)
    assert (found["autos"].names["today"], found["autos"].names["5d"], found["mine"].names["today"]) == (2, 1, 0)
    assert all(set(moves.moves) == set(moves.ranks) == set(PERIODS) for moves in found.values())


def test_equal_moves_share_a_rank():
    sectors = {key: shares(symbol) for key, symbol in (("a", "600000.SH"), ("b", "600001.SH"), ("c", "600002.SH"))}
    quotes = lookup(
        quote("600000.SH", 101.0, float_value=1e9),
        quote("600001.SH", 101.0, float_value=1e9),
        quote("600002.SH", 100.0, float_value=1e9),
    )
    assert [moves.ranks["today"] for moves in rotation(sectors, quotes, {})] == [1, 1, 3]


def test_sectors_whose_names_all_moved_alike_share_their_rank_whatever_their_weights():
    weights = (3.0, 7.0, 0.1, 11.0, 13.0, 0.7)
    quotes = [quote(f"60000{at}.SH", 102.0, float_value=weight) for at, weight in enumerate(weights)]
    sectors = {str(size): shares(*(item.symbol for item in quotes[:size])) for size in range(1, 7)}
    ranked = rotation(sectors, lookup(*quotes), {})
    assert len({of.moves["today"] for of in ranked}) > 1, "a float holds them not quite alike"
    assert [of.ranks["today"] for of in ranked] == [1] * 6
