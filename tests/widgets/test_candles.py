from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.candles import Candle, candle_chart, plot_width
from widgets.text import Row, width_of

UP = Candle(100.0, 112.0, 98.0, 110.0, 5e6)
DOWN = Candle(110.0, 112.0, 98.0, 100.0, 3e6)
FLAT = Candle(105.0, 112.0, 98.0, 105.0, 1e6)


def texts_of(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


def price(value: float) -> str:
    return f"{value:,.2f}"


def millions(value: float) -> str:
    return f"{value / 1e6:.1f}"


def chart(candles, width=60, height=12, **options) -> list[str]:
    return texts_of(candle_chart(candles, width, height, value_text=price, volume_text=millions, **options))


PRICES = st.floats(0.001, 1e7) | st.just(math.nan) | st.just(math.inf)
CANDLES = st.lists(
    st.builds(Candle, PRICES, PRICES, PRICES, PRICES, st.none() | st.floats(0, 1e12) | st.just(math.nan)),
    max_size=200,
)


@settings(max_examples=200, deadline=None)
@given(
    CANDLES,
    st.integers(1, 130),
    st.integers(1, 40),
    st.none() | st.integers(0, 220),
    st.sampled_from(["unicode", "ascii"]),
)
def test_the_chart_has_exactly_its_size_and_no_value_that_is_none(candles, width, height, cursor, glyphs):
    rows = candle_chart(
        candles,
        width,
        height,
        value_text=price,
        volume_text=millions,
        dates=[(0, "Jan"), (len(candles) - 1, "6月3日")],
        cursor=cursor,
        cursor_text="周二",
        glyphs=glyphs,
    )
    assert len(rows) == height
    assert {width_of(row) for row in rows} == {width}
    drawn = "".join(texts_of(rows))
    assert "nan" not in drawn
    assert "inf" not in drawn


def test_a_rise_and_a_fall_have_different_bodies_without_colour():
    for glyphs, risen, fallen in (("unicode", "╏", "┃"), ("ascii", "o", "@")):
        drawn = {name: "".join(chart([candle], glyphs=glyphs)) for name, candle in (("up", UP), ("down", DOWN))}
        assert risen in drawn["up"] and fallen not in drawn["up"]
        assert fallen in drawn["down"] and risen not in drawn["down"]


def test_the_roles_are_those_of_open_to_close():
    rows = candle_chart([UP, DOWN, FLAT], 60, 12, value_text=price)
    roles = {span.role for row in rows for span in row if span.text.strip() in {"╏", "┃", "┼", "│"}}
    assert roles == {"up", "down", "flat"}


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_one_bar_reaches_from_top_to_bottom_at_the_right_edge(glyphs):
    rows = chart([DOWN._replace(volume=None)], height=8, glyphs=glyphs)
    assert all(row[-1] != " " for row in rows)
    assert all(row[:-1].strip("0123456789. ") == "" for row in rows)


def test_bars_of_one_price_lie_in_the_middle():
    rows = chart([Candle(5.0, 5.0, 5.0, 5.0)] * 3, height=9)
    assert [y for y, row in enumerate(rows) if "┼" in row] == [4]
    assert rows[4].startswith(" 5.00 ") or rows[4].startswith("5.00 ")


def test_the_newest_are_kept_where_not_all_fit():
    candles = [UP._replace(close=100.0 + number / 10, high=200.0) for number in range(200)]
    rows = chart(candles, width=40, height=10)
    room = plot_width(40, len(price(200.0)))
    assert price(candles[-1].close) in "".join(rows)
    assert sum(char != " " for char in rows[-1][-room:]) == room


def test_candles_stand_apart_where_there_is_room_and_end_at_the_right():
    row = chart([UP._replace(volume=None)] * 4, width=60, height=3)[1]
    assert [x for x, char in enumerate(row) if char in "╏┃│╽╿"] == [47, 51, 55, 59]


def test_the_plot_keeps_its_place_while_prices_grow_a_digit():
    small, large = (
        chart([UP._replace(close=close, high=high)], label_width=9) for close, high in ((99, 99), (1e4, 1e4))
    )
    assert [row[10:].rstrip() == "" for row in small].index(False) >= 0
    assert len(small[0]) == len(large[0])
    assert small[0][:10].strip() == "" or small[0][9] == " "
    assert large[0][9] == " "


@pytest.mark.parametrize("scale", [1e-3, 1e-1, 1.0, 1e3, 1e6])
def test_huge_and_tiny_prices_have_whole_labels(scale):
    candles = [Candle(100 * scale, 112 * scale, 98 * scale, 110 * scale), Candle(*(p * scale for p in DOWN[:4]))]
    rows = texts_of(candle_chart(candles, 60, 12, value_text=lambda value: f"{value:,.3f}"))
    labels = [row.split(" ")[0] or row.strip().split(" ")[0] for row in rows]
    assert f"{100 * scale:,.3f}" in labels
    assert not any("…" in row for row in rows)


def test_the_last_close_has_its_label_among_whole_steps():
    rows = candle_chart([UP, Candle(104.0, 109.0, 101.0, 107.3)], 60, 15, value_text=price)
    labels = [row[0] for row in rows if row[0].text.strip()]
    assert ("  107.30 "[-7:], "value") in [(label.text, label.role) for label in labels]
    assert {"110.00", "105.00", "100.00"} & {label.text.strip() for label in labels if label.role == "muted"}


def test_the_cursor_marks_its_candle_and_its_date_wins_the_row_below():
    rows = candle_chart(
        [UP, DOWN, UP],
        60,
        14,
        value_text=price,
        dates=[(0, "Mar"), (1, "Apr"), (2, "May")],
        cursor=1,
        cursor_text="14 Apr",
    )
    last = rows[-1]
    assert ("14 Apr", "accent") in last
    assert "Apr" in "".join(span.text for span in last)
    without = candle_chart([UP, DOWN, UP], 60, 14, value_text=price, dates=[(0, "Mar")])
    assert not any(span.role == "accent" for row in without for span in row)


def test_the_cursor_is_a_line_where_its_candle_leaves_room():
    tall = Candle(100.0, 200.0, 50.0, 150.0)
    rows = chart([tall, UP], cursor=1, cursor_text="x")
    assert sum("┊" in row for row in rows) > 3
    assert sum(":" in row for row in chart([tall, UP], cursor=1, cursor_text="x", glyphs="ascii")) > 3


def test_volume_stands_below_where_there_is_room_and_is_known():
    candles = [UP, DOWN._replace(volume=10e6)]
    assert "10.0" in "".join(chart(candles, height=12)) and "█" in "".join(chart(candles, height=12))
    assert "█" not in "".join(chart(candles, height=9))
    unknown = [candle._replace(volume=None) for candle in candles]
    assert "█" not in "".join(chart(unknown, height=12))
    missing_one = chart([UP._replace(volume=None), DOWN], height=12)
    assert missing_one[-1][-5] == " " and missing_one[-1][-1] == "█"


def test_nothing_known_draws_nothing():
    assert {row.strip() for row in chart([], height=6, dates=[(0, "Jan")])} == {""}
    assert candle_chart([UP], 0, 5, value_text=price) == ()
    assert candle_chart([UP], 5, 0, value_text=price) == ()


def test_ascii_has_nothing_beyond():
    drawn = "".join(
        chart([UP, DOWN, FLAT], height=14, glyphs="ascii", cursor=1, cursor_text="Apr", dates=[(0, "Mar")])
    )
    assert drawn.isascii()
