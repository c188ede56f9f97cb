"""A/H premiums: the formula, whose price is final, and when there is none."""

import pytest

from tests.market.shares import NOW, lookup, moment, quote
from tui.market.ah import pairs, premiums
from tui.market.codes import derived_instrument
from tui.market.instruments import Universe
from tui.market.quotes import QuoteState
from tui.market.rates import Rate
from tui.shipped import load_universe

UNIVERSE = load_universe()
RATE = Rate("HKD/CNH", 0.92, None, NOW, "test")
ICBC = Universe.of([UNIVERSE["01398.HK"], UNIVERSE["601398.SH"], UNIVERSE["HSI"]])
A, H = "601398.SH", "01398.HK"


def premium(a=None, h=None, rate=RATE):
    found = premiums(ICBC, lookup(a or quote(A, 7.36), h or quote(H, 6.0)), rate)
    assert len(found) <= 1
    return found[0] if found else None


def test_the_premium_is_the_a_price_over_the_h_price_in_yuan():
    found = premium()
    assert found.premium_pct == pytest.approx(7.36 / (6.0 * 0.92) * 100 - 100) == pytest.approx(33.333, abs=1e-3)
    assert found.h_discount_pct == pytest.approx(-25.0)
    assert (found.a.symbol, found.h.symbol, found.a_price, found.h_price) == (A, H, 7.36, 6.0)
    assert (found.rate, found.rate_pair, found.rate_time) == (0.92, "HKD/CNH", NOW)


def test_an_h_share_may_be_the_dearer_one():
    assert premium(a=quote(A, 5.0)).premium_pct < 0


@pytest.mark.parametrize(
    ("a_at", "h_at", "a_final", "h_final"),
    [
        ("2026-11-23 10:42", "2026-11-23 10:42", False, False),
        ("2026-11-23 15:00", "2026-11-23 15:10", True, False),
        ("2026-11-23 15:00", "2026-11-23 16:08:20", True, True),
        ("2026-09-30 15:00", "2026-10-02 10:00", True, False),  # National Day: the A side is the last close
        ("2026-07-01 10:00", "2026-06-30 16:08:30", False, True),  # the H side has a holiday
        ("2026-09-30 14:59", "2026-10-02 10:00", True, False),  # its last trade came before the close
    ],
)
def test_stamps_tell_whose_price_is_final(a_at, h_at, a_final, h_final):
    rate = Rate("HKD/CNH", 0.92, None, max(moment(a_at), moment(h_at)), "test")
    found = premium(quote(A, 7.0, time=moment(a_at)), quote(H, 6.0, time=moment(h_at)), rate)
    assert (found.a_final, found.h_final) == (a_final, h_final)
    assert (found.a_time, found.h_time) == (moment(a_at), moment(h_at))


def test_a_settled_quote_is_final():
    found = premium(h=quote(H, 6.0, time=moment("2026-11-23 12:09"), state=QuoteState.CLOSED))
    assert (found.a_final, found.h_final) == (False, True)


@pytest.mark.parametrize(
    "side",
    [
        {"last": None, "indicative": 6.0, "state": QuoteState.AUCTION},
        {"state": QuoteState.SUSPENDED},
        {"state": QuoteState.DELISTED},
        {"time": None},
        {"last": 0.0},
        {"previous_close": None},
    ],
)
def test_a_side_without_a_price_of_its_own_has_no_premium(side):
    assert premium(a=quote(A, **{"last": 7.0, **side})) is None
    assert premium(h=quote(H, **{"last": 7.0, **side})) is None
    assert premiums(ICBC, lookup(quote(A)), RATE) == ()


@pytest.mark.parametrize(
    "rate",
    [
        None,
        Rate("HKD/CNH", 0.0, None, NOW, "test"),
        Rate("HKD/CNH", 0.92, None, moment("2026-11-22 23:59"), "test"),
    ],
)
def test_without_a_live_rate_there_is_no_premium(rate):
    assert premium(rate=rate) is None


def test_a_rate_of_the_older_price_is_not_live():
    a, h = quote(A, time=moment("2026-09-30 15:00")), quote(H, time=moment("2026-10-02 10:00"))
    assert premium(a, h, Rate("HKD/CNY", 0.92, None, moment("2026-09-30 16:30"), "test")) is None


def test_a_rate_without_a_stamp_is_taken_as_it_came():
    assert premium(rate=Rate("HKD/CNY", 0.92, None, None, "test")).rate_time is None


def test_a_rate_of_saturday_night_holds_for_prices_of_friday():
    friday = moment("2026-11-20 16:08:10")
    saturday = Rate("HKD/CNH", 0.92, None, moment("2026-11-21 04:59"), "test")
    assert premium(quote(A, time=friday), quote(H, time=friday), saturday) is not None


def test_every_shipped_pair_is_one_company():
    found = list(pairs(UNIVERSE))
    assert len(found) >= 20
    assert len({a.symbol for a, _ in found}) == len({h.symbol for _, h in found}) == len(found)
    for a, h in found:
        assert (a.currency, h.currency) == ("CNY", "HKD")
        assert h.pair == a.symbol or a.pair == h.symbol


def test_one_side_may_name_the_other_and_a_stranger_names_nobody():
    a, h = UNIVERSE[A], UNIVERSE[H]
    alone = derived_instrument(A)
    assert list(pairs(Universe.of([alone, h]))) == [(alone, h)]
    assert list(pairs(Universe.of([a, derived_instrument(H)]))) == [(a, derived_instrument(H))]
    assert list(pairs(Universe.of([a, alone]))) == []
    assert list(pairs(Universe.of([h]))) == []
