from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.thoroughness import repeats
from widgets.text import Span, fit, fit_row, pad_row, plain, shorten, width_of

WORDS = st.text(alphabet="abcXYZ 恒生指数比亞迪ﾃｽ한글e\u0301", max_size=30)
NAMES = st.lists(st.one_of(WORDS, st.from_regex(r"[+-]?\d{1,5}(\.\d{1,3})?%?", fullmatch=True))).map(" ".join)
WIDTHS = st.integers(0, 120)
ALIGN = st.sampled_from(["left", "right", "center"])


@given(WORDS, WIDTHS, ALIGN)
def test_fitted_text_has_exactly_the_width(text, width, align):
    assert cell_len(fit(text, width, align)) == width


@given(st.lists(st.builds(Span, WORDS), max_size=6), WIDTHS, ALIGN)
def test_a_padded_row_has_exactly_the_width(row, width, align):
    assert width_of(pad_row(row, width, align)) == width
    assert width_of(fit_row(row, width)) <= width


@pytest.mark.slow
@settings(max_examples=repeats(thorough=500, quick=100))
@given(NAMES, WIDTHS)
def test_shortened_text_fits_and_keeps_numbers_whole(text, width):
    short = shorten(text, width)
    assert cell_len(short) <= max(width, 0)
    numbers = re.findall(r"\d[\d.,:]*", text)
    assert all(number in numbers for number in re.findall(r"\d[\d.,:]*", short))


def test_text_is_shortened_with_an_ellipsis_and_never_inside_a_number():
    assert shorten("Alibaba", 7) == "Alibaba"
    assert shorten("Alibaba", 5) == "Alib…"
    assert shorten("比亚迪股份", 6) == "比亚…"
    assert shorten("Li Auto 2015", 11) == "Li Auto…"
    assert shorten("CSI 300, 500, 1000", 14) == "CSI 300, 500…"
    assert shorten("02015", 4) == ""


def test_a_wide_character_that_is_cut_leaves_its_space_at_the_end():
    assert fit("恒生指数", 6) == "恒生… "
    assert fit("恒生指数", 6, "right") == " 恒生…"


def test_escapes_never_pass_for_text():
    assert plain("\x1b[31mBank\u202e of\n China\u3000") == "[31mBank of  China "
