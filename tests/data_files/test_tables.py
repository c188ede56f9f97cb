"""A wrong row is refused with the file, line and column."""

import pytest

from tui.market.instruments_table import INDEX_COLUMNS, STOCK_COLUMNS, parse_indices, parse_stocks
from tui.market.tables import DataError

HEADER = ",".join(STOCK_COLUMNS) + "\n"
TENCENT = "00700.HK,HKEX,Tencent,腾讯控股,Tencent,腾讯控股,txkg,tech,H,,HSI;HSTECH,3700,HKD\n"


def test_a_right_row_is_read():
    (tencent,) = parse_stocks(HEADER + TENCENT, "x.csv")
    assert (tencent.symbol, tencent.member_of) == ("00700.HK", ("HSI", "HSTECH"))
    assert tencent.float_value_estimate == 3_700e9
    assert tencent.pinyin == ("txkg",)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("00700.HK", "0700.HK", "line 3, column symbol"),
        ("HKEX", "SSE", "line 3, column exchange"),
        ("HKEX", "LSE", "line 3, column exchange"),
        (",H,", ",A,", "line 3, column listing"),
        ("HKD", "CNY", "line 3, column currency"),
        ("3700", "-3", "line 3, column float_value_bn"),
        ("3700", "nan", "line 3, column float_value_bn"),
        ("3700", "much", "line 3, column float_value_bn"),
        ("H,,HSI", "H,12,HSI", "line 3, column pair"),
        ("Tencent,腾讯控股", ",腾讯控股", "line 3, column name_en"),
        ("txkg", "TXKG", "line 3, column pinyin"),
        ("txkg", "tx kg", "line 3, column pinyin"),
        ("tech,", "", "line 3"),
    ],
)
def test_a_wrong_cell_is_named(old, new, where):
    good = TENCENT.replace("00700", "00005")
    with pytest.raises(DataError) as caught:
        parse_stocks(HEADER + good + TENCENT.replace(old, new, 1), "x.csv")
    assert (caught.value.file, caught.value.where) == ("x.csv", where)


def test_a_symbol_may_stand_only_once():
    with pytest.raises(DataError, match=r"line 3, column symbol: 00700\.HK stands in line 2 already"):
        parse_stocks(HEADER + TENCENT + TENCENT, "x.csv")


@pytest.mark.parametrize("text", ["", "symbol,exchange\n", HEADER])
def test_a_table_with_another_header_is_refused(text):
    with pytest.raises(DataError, match="the header must be"):
        parse_indices(text, "indices.csv")


def test_an_unclosed_quotation_is_refused_with_its_line():
    with pytest.raises(DataError, match="line 2"):
        parse_indices(",".join(INDEX_COLUMNS) + '\nHSI,"HKEX\n', "indices.csv")
