"""A sector's sums: weights, medians, breadth and movers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sectors import shipped_sectors
from tui.market.codes import derived_instrument
from tui.market.quotes import Quote, QuoteState
from tui.market.sectors import WEIGHT_CNY_PER_HKD, member, movers, of_class, sector_view
from tui.shipped import load_universe

UNIVERSE = load_universe()
BANKS = [UNIVERSE[symbol] for symbol in shipped_sectors()["banks"]]


def quote(symbol, last, previous_close=100.0, **fields) -> Quote:
    return Quote(symbol, last, previous_close, None, "test", **fields)


def view(*quotes: Quote):
    by_symbol = {item.symbol: item for item in quotes}
    return sector_view([derived_instrument(symbol) for symbol in by_symbol], by_symbol.get)


def test_the_change_is_weighted_by_the_float_value_of_the_previous_close():
    # At the previous close they were worth 100 and 300: twice the price today is not twice the weight.
    sums = view(quote("600000.SH", 200.0, float_value=200.0), quote("600001.SH", 100.0, float_value=300.0))
    assert sums.change_pct == pytest.approx(25.0)
    assert sums.median_pct == pytest.approx(50.0)


def test_weights_of_both_currencies_are_made_comparable():
    sums = view(quote("600000.SH", 101.0, float_value=101.0), quote("00939.HK", 100.0, float_value=100.0))
    assert sums.change_pct == pytest.approx(1 / (1 + WEIGHT_CNY_PER_HKD))


def test_an_estimate_weighs_where_no_live_value_is_known():
    icbc = UNIVERSE["601398.SH"]
    assert member(icbc, None).weight == icbc.float_value_estimate == 180e9
    assert member(icbc, quote("601398.SH", 100.0, float_value=5.0)).weight == 5.0


def test_names_without_weight_or_price_are_left_out_and_counted():
    sums = view(
        quote("600000.SH", 102.0, float_value=102.0),
        quote("600001.SH", 99.0),
        quote("600002.SH", 100.0),
        quote("600003.SH", None, state=QuoteState.SUSPENDED, float_value=900.0),
        quote("600004.SH", None, indicative=110.0, state=QuoteState.AUCTION),
    )
    assert sums.change_pct == pytest.approx(2.0)
    assert (sums.advancing, sums.declining, sums.unchanged) == (1, 1, 1)
    assert (sums.without_price, sums.without_weight) == (2, 2)


def test_a_sector_without_any_price_has_no_change():
    sums = sector_view(BANKS, lambda symbol: None)
    assert (sums.change_pct, sums.median_pct, sums.without_price) == (None, None, len(BANKS))


def test_a_share_class_is_chosen_whole():
    assert len(of_class(BANKS, "A")) + len(of_class(BANKS, "H")) == len(of_class(BANKS, "both")) == 40
    assert {item.currency for item in of_class(BANKS, "H")} == {"HKD"}


def test_movers_are_the_largest_moves_of_each_direction():
    sums = view(*(quote(f"60000{n}.SH", last) for n, last in enumerate([101.0, 105.0, 100.0, 97.0, 105.0, 99.0])))
    risers, fallers = movers(sums.members, 2)
    assert [item.instrument.symbol for item in risers] == ["600001.SH", "600004.SH"]
    assert [item.instrument.symbol for item in fallers] == ["600003.SH", "600005.SH"]
    assert movers(sums.members[:2], 5)[1] == ()


@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.floats(50, 150)), st.one_of(st.none(), st.floats(1, 1e12))), max_size=12
    )
)
def test_sums_stay_within_their_members_and_count_each_once(rows):
    sums = view(*(quote(f"6000{n:02d}.SH", last, float_value=value) for n, (last, value) in enumerate(rows)))
    counted = sums.advancing + sums.declining + sums.unchanged
    assert counted + sums.without_price == len(rows)
    moves = [item.change_pct for item in sums.members if item.change_pct is not None]
    assert (sums.change_pct is None) == (counted == sums.without_weight)
    if sums.change_pct is not None:
        assert min(moves) - 1e-9 <= sums.change_pct <= max(moves) + 1e-9
