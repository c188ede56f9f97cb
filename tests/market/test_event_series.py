"""The table of series: what is wrong is named, and titles are compared plainly."""

import pytest

from tui.market.event_series import SERIES_COLUMNS, by_title, parse_series, plain_title
from tui.market.tables import DataError

HEADER = ",".join(SERIES_COLUMNS) + "\n"
CPI = "cn-cpi-yoy,banks|property,CPI y/y,CN111275|CPI同比,,\n"


def test_a_right_row_is_read():
    (cpi,) = parse_series(HEADER + CPI, "x.csv").values()
    assert cpi.series == "cn-cpi-yoy"
    assert cpi.sectors == ("banks", "property")
    assert cpi.wallstreetcn == ("CN111275", "CPI同比")
    assert (cpi.country, cpi.by_day) == ("CN", False)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (CPI, "series"),
        ("CN-CPI,,,,,\n", "series"),
        ("jp-cpi,,,,,\n", "series"),
        ("cn-x,,CPI  Y/Y,,,\n", "forexfactory"),
        ("cn-x,,,ＣＰＩ 同比,,\n", "wallstreetcn"),
        ("cn-x,,New Loans|new loans,,,\n", "forexfactory"),
        ("cn-x,banks||tech,,,,\n", "sectors"),
        ("cn-x,,,,Name,\n", "name_zh"),
    ],
)
def test_a_wrong_cell_is_named(row, where):
    with pytest.raises(DataError, match=f"x.csv, line 3, column {where}"):
        parse_series(HEADER + CPI + row, "x.csv")


def test_another_country_may_have_the_same_title():
    known = parse_series(HEADER + CPI + "us-cpi-yoy,,CPI y/y,,US CPI,美国CPI\n", "x.csv")
    found = by_title(known, "forexfactory")
    assert found["CN", "cpiy/y"].series == "cn-cpi-yoy"
    assert found["US", "cpiy/y"].by_day


def test_signs_are_compared_in_their_narrow_form():
    assert plain_title(" 一年期贷款市场报价利率（ＬＰＲ） ") == plain_title("一年期贷款市场报价利率(LPR)")
