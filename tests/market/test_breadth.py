"""How many rise and fall: some shares from their quotes, the whole market from the exchanges' counts."""

from datetime import timedelta

import pytest

from tests.market.shares import NOW, lookup, moment, quote
from tui.market.breadth import Breadth, ListedBreadth, WholeMarket, breadth_of, whole_market
from tui.market.codes import derived_instrument
from tui.market.quotes import QuoteState
from tui.shipped import load_universe

INDEX = load_universe()["HSI"]


def counted(*quotes, more=()):
    shares = [derived_instrument(item.symbol) for item in quotes]
    return breadth_of([*shares, *more], lookup(*quotes))


def test_each_share_is_counted_once():
    found = counted(
        quote("600000.SH", 101.0),
        quote("600001.SH", 102.0),
        quote("00700.HK", 99.0),
        quote("00939.HK", 100.0),
        quote("600002.SH", 100.0, state=QuoteState.SUSPENDED),
        quote("600003.SH", None, indicative=101.0, state=QuoteState.AUCTION),
        quote("600004.SH", 99.5, state=QuoteState.HALTED),
        more=(derived_instrument("600005.SH"), derived_instrument("00700.HK"), INDEX),
    )
    assert found == Breadth(advancing=2, declining=2, unchanged=1, without_price=3, limit_up=0, limit_down=0)


@pytest.mark.parametrize(
    ("symbol", "last", "previous_close", "up", "down"),
    [
        ("600000.SH", 4.02, 3.65, 1, 0),  # 10 % of 3.65 is 4.015: rounded half up
        ("600000.SH", 4.01, 3.65, 0, 0),
        ("000001.SZ", 3.29, 3.65, 0, 1),
        ("300750.SZ", 12.00, 10.00, 1, 0),
        ("688981.SH", 8.00, 10.00, 0, 1),
        ("300750.SZ", 11.00, 10.00, 0, 0),
        ("920002.BJ", 13.00, 10.00, 1, 0),
        ("00700.HK", 13.00, 10.00, 0, 0),
    ],
)
def test_limits_are_counted_by_price_and_board(symbol, last, previous_close, up, down):
    found = counted(quote(symbol, last, previous_close))
    assert (found.limit_up, found.limit_down) == (up, down)


def test_a_share_at_its_limit_has_risen_too():
    found = counted(quote("600000.SH", 11.0, 10.0))
    assert (found.advancing, found.limit_up) == (1, 1)


@pytest.mark.parametrize("name", ["ST康美", "*ST信通", "＊ＳＴ 信通", "S*ST前锋", "XDST中安", "退市海医", "海航退"])
def test_risk_warned_shares_are_not_counted_at_their_limit(name):
    found = counted(quote("600000.SH", 11.0, 10.0, name_zh=name))
    assert (found.advancing, found.limit_up) == (1, 0)


@pytest.mark.parametrize(("name", "up"), [("N摩尔", 0), ("C摩尔", 0), ("摩尔线程", 1), ("TCL科技", 1), ("NBA", 1)])
def test_new_shares_have_no_limit(name, up):
    assert counted(quote("688795.SH", 12.0, 10.0, name_zh=name)).limit_up == up


def test_a_new_share_of_beijing_has_no_limit_on_its_first_day_alone():
    assert counted(quote("920002.BJ", 13.0, 10.0, name_zh="N新股")).limit_up == 0
    assert counted(quote("920002.BJ", 13.0, 10.0, name_zh="C新股")).limit_up == 1


def exchange(symbol, advancing, declining, unchanged, time=NOW):
    return ListedBreadth(symbol, advancing, declining, unchanged, time)


def test_the_whole_market_is_the_sum_with_the_oldest_stamp():
    earlier = NOW - timedelta(seconds=40)
    found = whole_market([exchange("000001.SH", 1240, 1031, 83), exchange("399001.SZ", 1800, 900, 70, earlier)])
    assert found == WholeMarket(3040, 1931, 153, ("000001.SH", "399001.SZ"), earlier)


def test_counts_of_another_day_are_not_added():
    found = whole_market(
        [exchange("000001.SH", 1, 2, 3), exchange("899050.BJ", 100, 100, 100, moment("2026-11-20 15:00"))]
    )
    assert found == WholeMarket(1, 2, 3, ("000001.SH",), NOW)


def test_an_exchange_that_has_counted_nothing_is_missing_not_zero():
    assert whole_market([exchange("000001.SH", 0, 0, 0)]) is None
    assert whole_market([]) is None


def test_a_sum_with_a_part_of_unknown_age_has_no_stamp():
    found = whole_market([exchange("000001.SH", 1, 2, 3), exchange("399001.SZ", 1, 2, 3, None)])
    assert found == WholeMarket(2, 4, 6, ("000001.SH", "399001.SZ"), None)


def test_exchanges_without_any_stamp_are_added():
    assert whole_market([exchange("000001.SH", 1, 2, 3, None)]) == WholeMarket(1, 2, 3, ("000001.SH",), None)
