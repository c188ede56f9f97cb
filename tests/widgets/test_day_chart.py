from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.day_chart import day_chart, joined, percent_text
from widgets.text import Row, width_of

TIMES = [(0, "09:30"), (330, "16:00"), (150, "12:00/13:00"), (60, "10:30"), (270, "15:00")]


def texts_of(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


def price(value: float) -> str:
    return f"{value:,.2f}"


def chart(values, width=78, height=14, slots=330, **options) -> list[str]:
    return texts_of(day_chart(values, slots, width, height, value_text=price, **options))


VALUES = st.lists(st.none() | st.floats(0.001, 1e7) | st.sampled_from([math.nan, math.inf]), max_size=335)
BASE = st.none() | st.floats(0.001, 1e7) | st.sampled_from([0.0, -1.0, math.nan, math.inf])


@settings(max_examples=200, deadline=None)
@given(VALUES, VALUES, BASE, st.integers(1, 130), st.integers(1, 40), st.sampled_from(["unicode", "ascii"]))
def test_the_chart_has_exactly_its_size_and_no_value_that_is_none(values, volumes, base, width, height, glyphs):
    rows = day_chart(
        values,
        330,
        width,
        height,
        value_text=price,
        baseline=base,
        average=values,
        volumes=volumes,
        volume_text=price,
        times=TIMES,
        breaks=(150,),
        glyphs=glyphs,
    )
    assert len(rows) == height
    assert {width_of(row) for row in rows} == {width}
    drawn = "".join(texts_of(rows))
    assert "nan" not in drawn
    assert "inf" not in drawn


def test_the_baseline_has_its_price_on_the_left_and_zero_percent_on_the_right():
    rows = chart([100.0, 102.0, 101.0], baseline=100.0)
    row = next(row for row in rows if "0.00%" in row and "2.00%" not in row and "1.00%" not in row)
    assert row.startswith("100.00 ")
    assert row.endswith("   0.00%")


def test_the_last_value_is_bright_in_its_row_and_coloured_by_its_side():
    for last, role in ((101.3, "up"), (98.2, "down")):
        rows = day_chart([100.0, 102.0, 98.0, last], 10, 78, 14, value_text=price, baseline=100.0)
        assert any((span.text.strip(), span.role) == (price(last), "value") for row in rows for span in row)
        percent = percent_text(last, 100.0)
        assert any((span.text.strip(), span.role) == (percent, role) for row in rows for span in row)


def test_an_old_line_has_one_role_of_its_own():
    rows = day_chart([100.0, 102.0, 98.0], 10, 78, 14, value_text=price, baseline=100.0, role="stale")
    assert not {span.role for row in rows for span in row} & {"up", "down"}


def test_the_axis_stands_while_the_price_moves_within_it():
    first = [row[-8:] for row in chart([100.0, 103.1, 101.0], baseline=100.0)]
    second = [row[-8:] for row in chart([100.0, 103.1, 101.0, 103.2, 101.0], baseline=100.0)]
    assert first == second


def test_the_plot_keeps_its_place_when_a_digit_comes():
    below = day_chart([999.0] * 330, 330, 60, 10, value_text=price, baseline=998.0, label_width=9)
    above = day_chart([1001.0] * 330, 330, 60, 10, value_text=price, baseline=998.0, label_width=9)
    assert {len(row[0].text) for row in (*below, *above)} == {10}


@pytest.mark.parametrize("value", [0.01, 0.123, 50.0, 3391.01, 99999.99, 1e6])
def test_a_day_without_any_move_is_a_line_on_its_baseline(value):
    rows = chart([value] * 330, baseline=value)
    drawn = [y for y, row in enumerate(rows) if any(0x2800 < ord(char) < 0x2900 for char in row)]
    assert len(drawn) == 1
    assert price(value) in rows[drawn[0]] and "0.00%" in rows[drawn[0]]


def test_without_a_baseline_there_is_no_percent():
    rows = chart([100.0, 102.0])
    assert not any("%" in row for row in rows)
    assert {span.role for row in day_chart([100.0, 102.0], 5, 60, 8, value_text=price) for span in row} <= {
        "value",
        "muted",
    }


def test_the_rest_of_the_day_is_blank_and_lunch_is_marked_at_its_place():
    rows = chart([100.0 + slot / 100 for slot in range(100)], breaks=(150,), times=TIMES, width=90)
    assert "12:00/13:00" in rows[-1]
    cells = {char for row in rows[:-1] for char in row[60:]}
    assert cells == {" "}
    assert any("⠁" in row[40:52] or "⠈" in row[40:52] for row in rows[:-1])


def test_a_gap_inside_the_day_is_drawn_through_and_one_at_its_start_is_not():
    assert joined([None, 1.0, None, 2.0, None]) == [None, 1.0, 1.0, 2.0, None]


def test_the_average_is_dotted_and_in_no_direction():
    rows = day_chart([104.0] * 200, 330, 78, 14, value_text=price, average=[102.0] * 200, baseline=100.0)
    assert any(span.role == "label" and any(ord(char) > 0x2800 for char in span.text) for row in rows for span in row)


def test_volume_of_all_minutes_of_a_column_is_summed():
    volumes = [1.0] * 330
    rows = chart([100.0] * 330, volumes=volumes, volume_text=lambda value: f"{value:.0f}", width=49, height=12)
    assert any(row.lstrip().startswith("8 ") for row in rows), rows


def test_nothing_known_draws_nothing_but_times():
    rows = chart([], baseline=100.0, times=TIMES, height=8)
    assert {row.strip() for row in rows[:-1]} == {""}
    assert "09:30" in rows[-1]


def test_ascii_has_nothing_beyond():
    values = [100.0 + math.sin(slot / 30) for slot in range(250)]
    drawn = "".join(
        chart(values, baseline=100.0, average=values, volumes=[1.0] * 250, times=TIMES, breaks=(150,), glyphs="ascii")
    )
    assert drawn.isascii()


@pytest.mark.parametrize(
    ("value", "text"), [(100.0, "0.00%"), (100.001, "0.00%"), (101.5, "+1.50%"), (90.0, "-10.00%")]
)
def test_percent_of_the_baseline(value, text):
    assert percent_text(value, 100.0) == text
