"""Prices in print, beside those on the screen."""

from msgspec.structs import replace

from tests.panes.desks import UNIVERSE, desk_at, quote_of
from tui.panes.prices import price_text
from tui.printing.prices import price_of
from tui.printing.report import QuoteLine

CLOSE_BEFORE = 9.99


def line_of(**figures):
    unknown = dict.fromkeys(QuoteLine.__struct_fields__)
    return QuoteLine(**unknown | {"symbol": "01211.HK", "currency": "HKD"} | figures)


def test_a_rise_beyond_ten_takes_no_decimal_away_here_either():
    last = 10.02
    quote = replace(quote_of(desk_at(), "01211.HK", 1.0), last=last, previous_close=CLOSE_BEFORE, low=None)
    on_screen = price_text(UNIVERSE["01211.HK"], quote, last)
    assert price_of(line_of(last=last, prev_close=CLOSE_BEFORE), last, index=False) == on_screen == "10.020"


def test_an_index_has_two_and_what_is_missing_a_dash():
    assert price_of(line_of(last=5.0), 5.0, index=True) == "5.00"
    assert price_of(line_of(), None, index=False) == "–"
