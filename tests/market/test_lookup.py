"""Search: what a reader types finds what he means, the likeliest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.market.codes import derived_instrument
from tui.market.instruments import Universe
from tui.market.lookup import find
from tui.shipped import load_universe

UNIVERSE = load_universe()


def symbols(text, universe=UNIVERSE):
    return [item.symbol for item in find(universe, text)]


@pytest.mark.parametrize(
    "text", ["700", "0700", "00700", "700.HK", "0700.hk", "hk00700", " ００７００ ", "r_hk00700"]
)
def test_a_code_is_found_in_all_its_forms(text):
    assert symbols(text)[0] == "00700.HK"


@pytest.mark.parametrize("text", ["600036", "600036.SH", "sh600036", "600036.SS", "SH600036"])
def test_a_mainland_code_too(text):
    assert symbols(text)[0] == "600036.SH"


def test_a_bare_code_of_two_gives_both_the_index_first():
    assert symbols("000001")[:2] == ["000001.SH", "000001.SZ"]


def test_a_code_is_found_by_its_beginning_with_or_without_zeros():
    assert "00700.HK" in symbols("007")
    assert "00700.HK" in symbols("70")
    assert symbols("6000")[:2] == ["600036.SH", "600000.SH"]
    assert symbols("hs")[0] == "HSI"
    assert "HSTECH" in symbols("HST")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("tencent", "00700.HK"),
        ("TENCENT HOLDINGS", "00700.HK"),
        ("icbc", "01398.HK"),
        ("hsi", "HSI"),
        ("hang seng tech", "HSTECH"),
        ("csi 300", "000300.SH"),
        ("china merch", "03968.HK"),
    ],
)
def test_english_names(text, first):
    assert symbols(text)[0] == first


def test_beginnings_of_words_in_any_order():
    assert symbols("comm ind") == ["01398.HK", "601398.SH"]
    assert symbols("comm xyz") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("工商银行", ["01398.HK", "601398.SH"]), ("恒指", ["HSI", "VHSI"]), ("长城", ["02333.HK", "601633.SH"])],
)
def test_chinese_names(text, found):
    assert symbols(text) == found


def test_a_part_of_a_chinese_name():
    assert {"01398.HK", "600036.SH", "HSMBI"} <= set(symbols("银行"))
    assert symbols("亚迪") == ["01211.HK", "002594.SZ", "00285.HK"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gsyh", ["01398.HK", "601398.SH"]),
        ("cqncsyyh", ["03618.HK"]),
        ("ccqc", ["02333.HK", "601633.SH"]),
        ("caqc", ["000625.SZ"]),
        ("zgzq", ["03808.HK"]),
        ("txyy", ["01698.HK"]),
        ("hs300", ["000300.SH"]),
        ("jdfa", ["000725.SZ"]),
        ("hz", ["HSI"]),
    ],
)
def test_pinyin_initials(text, found):
    assert symbols(text)[: len(found)] == found


def test_initials_whole_go_before_initials_begun():
    assert symbols("byd")[:2] == ["01211.HK", "002594.SZ"]
    assert symbols("byd")[2] == "00285.HK"
    assert "300750.SZ" in symbols("ndsd")


@pytest.mark.parametrize("text", ["", "  ", "zzzz", "not a share", "．", "*", "[", "\\"])
def test_nonsense_finds_nothing(text):
    assert symbols(text) == []


def test_a_share_known_by_its_code_alone_is_found_by_it():
    universe = Universe.of([derived_instrument("600999.SH")])
    assert symbols("600999", universe) == symbols("6009", universe) == ["600999.SH"]


@given(st.text(max_size=12))
def test_any_text_finds_each_instrument_at_most_once(text):
    found = symbols(text)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("instrument", UNIVERSE, ids=lambda instrument: instrument.symbol)
def test_everything_shipped_is_found_by_all_that_names_it(instrument):
    written = (instrument.symbol, instrument.name_en, instrument.label_en, instrument.name_zh, instrument.label_zh)
    for text in (*written, *instrument.pinyin):
        assert instrument in find(UNIVERSE, text)[:9], text
