from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from widgets.text import Span, merged, width_of
from widgets.ticks import gutter, nice_step, placed_row, ticks_between
from widgets.volume import volume_rows


@given(st.floats(1e-9, 1e12))
def test_a_nice_step_is_not_below_and_not_far_above(least):
    step = nice_step(least)
    assert least <= step * (1 + 1e-12) and step <= least * 2.6


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(1, 12))
def test_ticks_lie_within_and_are_no_more_than_asked_for(low, length, most):
    high = low + length
    assume(high > low)
    ticks = ticks_between(low, high, most)
    slack = max(abs(low), abs(high)) * 1e-9 + ticks.step * 1e-6
    assert all(low - slack <= value <= high + slack for value in ticks.values)
    assert len(ticks.values) <= most + 1


def test_without_a_range_there_is_one_tick():
    assert ticks_between(5.0, 5.0, 4).values == (5.0,)
    assert ticks_between(5.0, float("inf"), 4).values == (5.0,)


def test_the_first_wanted_text_wins_its_place():
    row = placed_row([(5, Span("first", "accent")), (8, Span("second")), (0, Span("zero")), (90, Span("end"))], 20)
    assert "".join(span.text for span in row) == "zero first       end"


@given(
    st.lists(st.tuples(st.integers(-5, 40), st.builds(Span, st.text("ab6月3日 ", max_size=9)))), st.integers(1, 40)
)
def test_placed_texts_never_touch_and_fill_the_row(wanted, width):
    assert width_of(placed_row(wanted, width)) == width


def test_gutter_and_merging():
    assert gutter(Span("1.0", "muted"), 6) == ("  1.0 ", "muted")
    assert gutter(None, 6).text == " " * 6
    assert merged([Span("a", "x"), Span("b", "x"), Span("c", "y")]) == (("ab", "x"), ("c", "y"))


def test_the_largest_volume_fills_the_height_and_the_smallest_is_seen():
    rows = volume_rows([8.0, 4.0, 0.001, None, 0.0], 6, 2)
    assert ["".join(span.text for span in row) for row in rows] == ["█     ", "██▁   "]
