from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.gauge import gauge
from widgets.text import width_of


def text_of(row) -> str:
    return "".join(span.text for span in row)


@given(st.floats(), st.floats(), st.none() | st.floats(), st.integers(0, 60), st.sampled_from(["unicode", "ascii"]))
def test_it_has_exactly_its_width_and_at_most_one_mark(low, high, value, width, glyphs):
    row = gauge(low, high, value, width, glyphs=glyphs)
    assert width_of(row) == width
    assert sum(char in "●o" for char in text_of(row)) <= 1


@pytest.mark.parametrize(("value", "place"), [(10.0, 0), (20.0, 10), (15.0, 5), (5.0, 0), (99.0, 10)])
def test_the_mark_stands_where_the_value_does_and_beyond_at_the_end(value, place):
    assert text_of(gauge(10.0, 20.0, value, 11)).index("●") == place


@pytest.mark.parametrize("value", [None, math.nan])
def test_an_unknown_value_has_no_mark(value):
    assert "●" not in text_of(gauge(10.0, 20.0, value, 11))


def test_no_range_has_no_mark():
    assert text_of(gauge(5.0, 5.0, 5.0, 4, glyphs="ascii")) == "----"
