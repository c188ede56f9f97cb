from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.bars import bars
from widgets.text import Row, width_of

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), max_size=40)


def text_of(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


@settings(max_examples=300, deadline=None)
@given(VALUES, st.integers(1, 120), st.integers(1, 20), st.booleans(), st.sampled_from(["unicode", "ascii"]))
def test_the_bars_have_exactly_their_size(values, width, height, running, glyphs):
    labels = {0: "7 May", len(values) - 1: "now"}
    rows = bars(values, width, height, value_text="{:+.1f}".format, labels=labels, running=running, glyphs=glyphs)
    assert len(rows) == height
    assert all(width_of(row) == width for row in rows)
    assert not any("…" in text for text in text_of(rows))


def test_bars_stand_on_the_zero_line_and_hang_from_it():
    assert text_of(bars([2.0, 4.0, -2.0, None], 16, 6, value_text=lambda value: f"{value:+.0f}")) == [
        "+4    ██        ",
        "   ▄▄ ██        ",
        "   ██ ██        ",
        "+0 ⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒  ",
        "         ██     ",
        "-2       ▀▀     ",
    ]


def test_the_last_bar_is_highlighted_in_its_direction():
    rows = bars([1.0, -1.0, 1.0], 20, 5, value_text=str)
    roles = [
        [span.role for span in row if span.text.strip("⠒ ") and not span.text.strip()[0].isdigit()] for row in rows
    ]
    assert roles[0] == ["up", "up-bold"]
    assert "down" in roles[-1] or "down" in roles[-2]


def test_a_small_value_is_seen_beside_a_large_one():
    texts = text_of(bars([1000.0, 1.0, -1.0], 20, 9, value_text=lambda value: f"{value:+.0f}"))
    assert any("▄" in text for text in texts)
    assert any("▀" in text for text in texts)


def test_where_not_all_fit_the_newest_are_shown():
    rows = bars([-1.0] * 20 + [1.0] * 12, 12, 4, value_text=lambda value: "far too long a label")
    roles = {span.role for row in rows for span in row if span.text.strip("⠒ ")}
    assert roles == {"up", "up-bold"}


def test_labels_stand_below_their_bars():
    texts = text_of(
        bars([1.0] * 20, 42, 6, value_text=lambda value: f"{value:.0f}", labels={0: "7 May", 19: "3 Jun"})
    )
    assert texts[-1] == "  7 May                              3 Jun"
    assert texts[0].index("█") == texts[-1].index("7")
    low = text_of(bars([1.0] * 20, 42, 4, value_text=lambda value: f"{value:.0f}", labels={0: "7 May"}))
    assert "May" not in " ".join(low)


def test_nothing_known_draws_nothing():
    assert text_of(bars([None, None], 12, 2, value_text=str)) == [" " * 12] * 2
    assert bars([1.0], 0, 4, value_text=str) == ()


def test_a_running_bar_stands_apart_from_the_finished_ones():
    drawn = bars([1.0, 1.0, 2.0], 12, 6, value_text=lambda value: f"{value:.0f}", labels={2: "now"}, running=True)
    assert text_of(drawn) == [
        "2         ██",
        "          ██",
        "  ██ ██   ██",
        "  ██ ██   ██",
        "0 ⠒⠒⠒⠒⠒   ⠒⠒",
        "         now",
    ]


def test_a_running_bar_alone_has_nothing_to_stand_apart_from():
    assert (
        text_of(bars([1.0], 10, 2, value_text=str, running=True))[0] == text_of(bars([1.0], 10, 2, value_text=str))[0]
    )
