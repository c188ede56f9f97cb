"""A quote joined with its session and its board's price limits."""

from datetime import datetime
from decimal import Decimal

import pytest

from tui.market.codes import derived_instrument
from tui.market.quotes import Quote, QuoteState
from tui.market.quoting import AtLimit, at_limit, is_risk_warned, limit_prices, limit_rate, settled, traded_today
from tui.market.sessions import Phase
from tui.market.zones import MARKET_TIME
from tui.shipped import load_universe

UNIVERSE = load_universe()


def quote(last, previous_close=10.0, state=QuoteState.TRADING, **fields) -> Quote:
    return Quote("600036.SH", last, previous_close, None, "test", state=state, **fields)


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.HOLIDAY, Phase.AFTER_HOURS])
@pytest.mark.parametrize("state", [QuoteState.TRADING, QuoteState.AUCTION, QuoteState.CLOSED])
def test_a_price_is_final_once_the_market_has_closed(phase, state):
    assert settled(quote(10.1, state=state), phase).state is QuoteState.CLOSED


@pytest.mark.parametrize(
    "phase", [Phase.AUCTION, Phase.PAUSE, Phase.OPEN, Phase.LUNCH, Phase.CLOSING_AUCTION, Phase.RANDOM_CLOSE]
)
def test_no_price_is_final_before_the_close_not_even_at_lunch(phase):
    assert settled(quote(10.1), phase).state is QuoteState.TRADING


@pytest.mark.parametrize("state", [QuoteState.HALTED, QuoteState.SUSPENDED, QuoteState.DELISTED])
@pytest.mark.parametrize("phase", Phase)
def test_what_the_provider_says_of_a_stop_stands(state, phase):
    assert settled(quote(None, state=state), phase).state is state


def test_only_a_price_of_today_counts():
    assert traded_today(quote(10.1))
    assert traded_today(quote(10.1, state=QuoteState.HALTED))
    assert not traded_today(quote(None, indicative=10.2, state=QuoteState.AUCTION))
    assert not traded_today(quote(10.1, state=QuoteState.SUSPENDED))
    assert not traded_today(quote(10.1, previous_close=None))
    assert not traded_today(None)


@pytest.mark.parametrize(
    ("symbol", "rate"),
    [
        ("600036.SH", "0.10"),
        ("002594.SZ", "0.10"),
        ("300750.SZ", "0.20"),
        ("688981.SH", "0.20"),
        ("920002.BJ", "0.30"),
        ("00700.HK", None),
    ],
)
def test_each_board_has_its_limit(symbol, rate):
    expected = None if rate is None else Decimal(rate)
    assert limit_rate(derived_instrument(symbol)) == expected


def test_an_index_has_no_limit():
    assert limit_rate(UNIVERSE["000300.SH"]) is None


@pytest.mark.parametrize(
    ("previous_close", "rate", "low", "high"),
    [(10.0, "0.10", 9.0, 11.0), (3.65, "0.10", 3.29, 4.02), (1.05, "0.10", 0.95, 1.16), (33.33, "0.20", 26.66, 40.0)],
)
def test_limit_prices_round_half_up(previous_close, rate, low, high):
    assert limit_prices(previous_close, Decimal(rate)) == (low, high)


def test_a_mad_previous_close_has_limit_prices_too():
    low, high = limit_prices(9.090909090909092e25, Decimal("0.1"))
    assert (low, high) == (pytest.approx(8.181818e25), pytest.approx(1e26))


@pytest.mark.parametrize(
    ("last", "mark"), [(4.02, AtLimit.UP), (4.01, None), (3.30, None), (3.29, AtLimit.DOWN), (None, None)]
)
def test_a_limit_is_told_by_its_price_not_by_percent(last, mark):
    assert at_limit(quote(last, 3.65), UNIVERSE["600036.SH"]) is mark


def test_limits_of_the_provider_go_before_the_rule():
    special = {"limit_up": 10.5, "limit_down": 9.5}
    assert at_limit(quote(10.5, **special), UNIVERSE["600036.SH"]) is AtLimit.UP
    assert at_limit(quote(9.5, **special), UNIVERSE["600036.SH"]) is AtLimit.DOWN
    free = {"limit_up": 1_000.0, "limit_down": 0.01}
    assert at_limit(quote(15.0, **free), UNIVERSE["600036.SH"]) is None


def test_hong_kong_shares_are_never_at_a_limit():
    assert at_limit(quote(15.0), UNIVERSE["00700.HK"]) is None


@pytest.mark.parametrize(
    ("name", "day", "rate"),
    [
        ("*ST康美", "2025-06-03", "0.05"),
        ("*ST康美", "2026-07-05", "0.05"),
        ("*ST康美", "2026-07-06", "0.10"),
        ("*ST康美", None, "0.10"),
        ("招商银行", "2025-06-03", "0.10"),
    ],
)
def test_risk_warned_shares_had_half_the_limit_until_july_2026(name, day, rate):
    time = None if day is None else datetime.fromisoformat(f"{day} 10:00").replace(tzinfo=MARKET_TIME)
    given = Quote("600036.SH", 10.5, 10.0, time, "test", name_zh=name)
    assert limit_rate(derived_instrument("600036.SH"), given) == Decimal(rate)
    assert (at_limit(given, derived_instrument("600036.SH")) is AtLimit.UP) == (rate == "0.05")


def test_risk_warned_shares_of_growth_boards_move_as_the_others():
    given = Quote("300750.SZ", 10.5, 10.0, datetime(2025, 6, 3, 10, tzinfo=MARKET_TIME), "test", name_zh="ST宁德")
    assert limit_rate(derived_instrument("300750.SZ"), given) == Decimal("0.20")


def test_a_new_share_has_only_the_limits_that_its_provider_gives():
    given = quote(40.0, name_zh="N摩尔")
    assert at_limit(given, UNIVERSE["600036.SH"]) is None
    assert at_limit(quote(40.0, name_zh="N摩尔", limit_up=40.0), UNIVERSE["600036.SH"]) is AtLimit.UP


def test_only_mainland_names_tell_of_risk():
    assert not is_risk_warned(derived_instrument("00700.HK"), Quote("00700.HK", 1, 1, None, "test", name_zh="ST"))
    assert is_risk_warned(derived_instrument("600036.SH"), quote(1.0, name_zh="ST招商"))
    assert not is_risk_warned(UNIVERSE["600036.SH"], None)
