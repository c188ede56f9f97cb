from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.braille import Canvas, columns_of, dot_row
from widgets.sparkline import line_chart, sparkline
from widgets.text import Row, width_of

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), max_size=400)


def text_of(row: Row) -> str:
    return "".join(span.text for span in row)


@settings(max_examples=300, deadline=None)
@given(
    VALUES,
    st.integers(10, 120),
    st.integers(1, 12),
    st.one_of(st.none(), st.floats(-1e9, 1e9)),
    st.sampled_from(["unicode", "ascii"]),
)
def test_every_row_has_exactly_the_width(values, width, height, baseline, glyphs):
    rows = line_chart(
        values, width, height, slots=330, baseline=baseline, glyphs=glyphs, value_text=lambda value: f"{value:,.2f}"
    )
    assert len(rows) == height
    assert all(width_of(row) == width for row in rows)
    if glyphs == "ascii":
        assert all(text_of(row).isascii() for row in rows)


def test_a_rising_line_rises_and_a_flat_one_lies_in_the_middle():
    assert text_of(sparkline([1, 2, 3, 4], 2)) == "⡠⠊"
    assert text_of(sparkline([1, 1, 1, 1], 2)) == "⠒⠒"


def test_an_unfinished_day_leaves_its_rest_blank():
    line = text_of(sparkline([1.0, 2.0] * 25, 20, slots=100))
    assert line[:10].strip() == line[:10]
    assert line[10:] == " " * 10


def test_a_gap_in_the_data_is_a_gap_in_the_line():
    assert text_of(sparkline([1, 1, None, None, 1, 1], 3)) == "⠒ ⠒"
    assert text_of(sparkline([None, None], 3)) == "   "
    assert text_of(sparkline([], 3)) == "   "


def test_cells_above_and_below_the_baseline_have_their_directions():
    row = sparkline([12, 12, 12, 12, 8, 8, 8, 8], 4, baseline=10)
    assert [(span.role, len(span.text)) for span in row] == [("up", 2), ("down", 2)]
    assert {span.role for span in sparkline([1, 2], 1)} == {"value"}
    assert {span.role for span in sparkline([5, 5], 1, baseline=5)} == {"flat"}


def test_every_stroke_of_a_large_chart_has_the_direction_of_its_side():
    rows = line_chart([20.0, 0.0], 1, 4, baseline=10.0)
    assert [row[0].role for row in rows] == ["up", "up", "down", "down"]


def test_a_large_chart_labels_high_low_and_last():
    rows = line_chart([10, 20, 15], 20, 5, baseline=15, value_text=lambda value: f"{value:.1f}")
    assert [text_of(row)[-5:].strip() for row in rows] == ["20.0", "", "15.0", "", "10.0"]
    assert rows[2][-1].role == "flat"
    assert not any(char.isdigit() for row in line_chart([1, 2], 12, 5, value_text=str) for char in text_of(row)[:8])
    small = line_chart([10, 20], 12, 5, value_text=lambda value: f"{value:,.2f} points")
    assert not any(char.isdigit() for row in small for char in text_of(row))


def test_no_room_draws_nothing():
    assert line_chart([1.0], 0, 3) == ()
    assert sparkline([1.0], 0) == ()


@given(VALUES, st.integers(1, 400), st.integers(1, 240))
def test_columns_take_only_values_of_their_own_slots(values, slots, columns):
    slots = max(slots, len(values))
    sampled = columns_of(values, slots, columns)
    assert len(sampled) == columns
    assert set(sampled) - {None} <= set(values)


@given(st.floats(-1e300, 1e300), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.integers(1, 60))
def test_a_value_out_of_range_stays_on_the_canvas(value, low, high, rows):
    assert 0 <= dot_row(value, low, high, rows) < rows


@pytest.mark.parametrize(("dots", "char"), [([0], "'"), ([1, 2], "-"), ([3], "."), ([0, 1, 2, 3], "|")])
def test_ascii_tells_top_middle_bottom_and_tall(dots, char):
    canvas = Canvas(1, 1)
    for y in dots:
        canvas.dot(0, y, "value")
    assert canvas.rows("ascii")[0][0].text == char


def test_dots_outside_of_the_canvas_are_left_out():
    canvas = Canvas(2, 1)
    canvas.dot(-1, 0, "value")
    canvas.dot(4, 0, "value")
    canvas.dot(0, 4, "value")
    assert text_of(canvas.rows()[0]) == "  "
