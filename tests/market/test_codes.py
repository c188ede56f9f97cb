"""Share symbols: well formed or not, the providers' codes, and what a wrong one may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.market.codes import derived_instrument, is_wellformed_stock, stock_codes, suggest
from tui.market.instruments import Exchange, Listing, Market, ProviderCodes
from tui.shipped import load_universe

UNIVERSE = load_universe()


@pytest.mark.parametrize(
    ("symbol", "codes"),
    [
        ("00700.HK", ProviderCodes("r_hk00700", "rt_hk00700", "116.00700")),
        ("600036.SH", ProviderCodes("sh600036", "sh600036", "1.600036")),
        ("688981.SH", ProviderCodes("sh688981", "sh688981", "1.688981")),
        ("002594.SZ", ProviderCodes("sz002594", "sz002594", "0.002594")),
        ("300750.SZ", ProviderCodes("sz300750", "sz300750", "0.300750")),
        ("920002.BJ", ProviderCodes("bj920002", "bj920002", "0.920002")),
    ],
)
def test_each_provider_has_its_own_code_for_a_share(symbol, codes):
    assert is_wellformed_stock(symbol)
    assert stock_codes(symbol) == codes


@pytest.mark.parametrize(
    "symbol",
    [
        "",
        "0700.HK",
        "00000.HK",
        "00700.hk",
        "600036",
        "600036.SZ",
        "000001.SH",
        "399001.SZ",
        "000300.SH",
        "HSI",
        "00700.HK\n",
        "００７００.HK",
    ],
)
def test_anything_else_is_not_a_share(symbol):
    assert not is_wellformed_stock(symbol)
    with pytest.raises(ValueError, match="not the symbol of a share"):
        stock_codes(symbol)


def test_a_share_outside_the_universe_is_called_by_its_code():
    moutai = derived_instrument("600519.SH")
    assert (moutai.name_en, moutai.label_zh) == ("600519", "600519")
    assert (moutai.exchange, moutai.listing, moutai.currency) == (Exchange.SHANGHAI, Listing.A, "CNY")
    hkex = derived_instrument("00388.HK")
    assert (hkex.market, hkex.listing, hkex.currency) == (Market.HONG_KONG, Listing.H, "HKD")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("0700.HK", ("00700.HK",)),
        ("700", ("00700.HK",)),
        ("700.hk", ("00700.HK",)),
        ("r_hk00700", ("00700.HK",)),
        ("600036", ("600036.SH",)),
        ("600036.SZ", ("600036.SH",)),
        ("600519.SS", ("600519.SH",)),
        ("sz002594", ("002594.SZ",)),
        ("000300", ("000300.SH",)),
        ("000001", ("000001.SH", "000001.SZ")),
        ("000001.SS", ("000001.SH", "000001.SZ")),
        ("^HSI", ("HSI",)),
        ("hsi.hk", ("HSI",)),
        ("rt_hkHSTECH", ("HSTECH",)),
        ("Tencent", ("00700.HK",)),
        ("比亚迪", ("01211.HK", "002594.SZ")),
        ("AAPL", ()),
        ("", ()),
        (".", ()),
    ],
)
def test_a_wrong_symbol_is_answered_with_what_it_may_have_meant(wrong, right):
    assert suggest(wrong, UNIVERSE) == right


@given(st.text(max_size=20))
def test_suggestions_are_always_usable(text):
    assert all(symbol in UNIVERSE or is_wellformed_stock(symbol) for symbol in suggest(text, UNIVERSE))
