"""The shipped instruments and indices say what they must, once each."""

from collections import Counter

import pytest
from rich.cells import cell_len

from tests.sectors import shipped_sectors
from tui.market.codes import is_wellformed_stock, stock_codes
from tui.market.instruments import Exchange, Kind, Listing, Market
from tui.shipped import load_universe

UNIVERSE = load_universe()
STOCKS = [instrument for instrument in UNIVERSE if instrument.kind is Kind.STOCK]
INDICES = [instrument for instrument in UNIVERSE if instrument.kind is Kind.INDEX]


def test_all_names_and_indices_are_there():
    assert (len(STOCKS), len(INDICES)) == (127, 20)


def test_pairs_point_at_each_other_and_never_at_the_same_class():
    for stock in STOCKS:
        if stock.pair is None:
            continue
        assert is_wellformed_stock(stock.pair)
        assert stock.pair.endswith(".HK") != stock.symbol.endswith(".HK")
        partner = UNIVERSE.get(stock.pair)
        if partner is not None:
            assert partner.pair == stock.symbol
            assert partner.label_en == stock.label_en
    assert UNIVERSE["01211.HK"].pair == "002594.SZ"


@pytest.mark.parametrize("instrument", UNIVERSE, ids=lambda instrument: instrument.symbol)
def test_labels_fit_a_tile(instrument):
    assert 0 < cell_len(instrument.label_en) <= 10
    assert 0 < cell_len(instrument.label_zh) <= 8
    assert instrument.label_en.isascii()
    assert not instrument.label_zh.endswith(("-W", "-S", "-SW"))


def test_labels_are_unique_within_a_sector_and_share_class():
    for members in shipped_sectors().values():
        for listing in Listing:
            shown = [UNIVERSE[symbol] for symbol in members if UNIVERSE[symbol].listing is listing]
            for labels in ([item.label_en for item in shown], [item.label_zh for item in shown]):
                assert [label for label, count in Counter(labels).items() if count > 1] == []


def test_labels_of_indices_are_unique():
    assert len({index.label_en for index in INDICES}) == len({index.label_zh for index in INDICES}) == 20


def test_every_share_belongs_to_one_of_three_sectors():
    sectors = shipped_sectors()
    assert list(sectors) == ["banks", "autos", "tech"]
    assert sorted(symbol for members in sectors.values() for symbol in members) == sorted(
        stock.symbol for stock in STOCKS
    )


def test_provider_codes_of_shares_follow_the_rule():
    assert all(stock.codes == stock_codes(stock.symbol) for stock in STOCKS)


@pytest.mark.parametrize("provider", ["tencent", "sina", "eastmoney"])
def test_no_provider_code_stands_for_two_instruments(provider):
    codes = [code for instrument in UNIVERSE if (code := getattr(instrument.codes, provider)) is not None]
    assert len(codes) == len(set(codes))


def test_every_index_has_a_code_at_the_first_provider():
    assert all(index.codes.tencent for index in INDICES)
    assert UNIVERSE["HSI"].codes.tencent == "r_hkHSI"
    assert UNIVERSE["HSTECH"].codes.sina == "rt_hkHSTECH"
    assert UNIVERSE["HSTECH"].codes.eastmoney == "124.HSTECH"
    assert UNIVERSE["IXIC"].codes.sina == "gb_$ixic"


def test_an_index_in_points_has_no_currency():
    assert {index.symbol for index in INDICES if index.currency is None} == {"HSAHP", "VHSI"}


def test_instruments_know_their_market():
    assert UNIVERSE["899050.BJ"].market is Market.MAINLAND
    assert UNIVERSE["HSI"].market is Market.HONG_KONG
    assert UNIVERSE["INX"].market is Market.UNITED_STATES
    assert UNIVERSE["000001.SH"].kind is Kind.INDEX
    assert UNIVERSE["000001.SZ"].exchange is Exchange.SHENZHEN


def test_float_values_are_in_single_units_and_unknown_ones_are_none():
    assert UNIVERSE["00939.HK"].float_value_estimate == 750e9
    assert UNIVERSE["688795.SH"].float_value_estimate is None


def test_chinese_names_have_their_initials_and_latin_ones_none():
    assert [item.symbol for item in UNIVERSE if not item.pinyin] == ["00100.HK"]
    assert {item.pinyin[0] for item in UNIVERSE if item.name_zh.endswith("工商银行")} == {"gsyh"}
    for item in UNIVERSE:
        name = item.name_zh.removesuffix("-SW").removesuffix("-W").removesuffix("-S")
        assert not item.pinyin or len(item.pinyin[0]) == len(name), item.symbol


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("银行", "yh"),
        ("重庆", "cq"),
        ("长城", "cc"),
        ("长安", "ca"),
        ("音乐", "yy"),
        ("旅行", "lx"),
        ("重汽", "zq"),
        ("成都", "cd"),
        ("农商行", "nsh"),
        ("新航", "xh"),
    ],
)
def test_characters_of_several_readings_have_that_of_the_name(name, initials):
    held = [item for item in UNIVERSE if name in item.name_zh]
    assert held
    for item in held:
        at = item.name_zh.index(name)
        assert item.pinyin[0][at : at + len(name)] == initials, item.symbol
