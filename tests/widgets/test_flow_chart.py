from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.flow_chart import Series, flow_chart
from widgets.text import Row, width_of

TIMES = {0: "09:30", 150: "12:00", 210: "13:00", 329: "16:00"}


def text_of(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


def billions(value: float) -> str:
    return f"{value / 1e9:+.1f}" if value else "0"


VALUES = st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), max_size=331)
SERIES = st.lists(
    st.builds(
        Series, st.sampled_from(["SH", "SZ", "沪", ""]), VALUES, st.sampled_from([None, "label"]), st.integers(1, 3)
    ),
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(SERIES, st.integers(1, 120), st.integers(1, 20), st.sampled_from(["unicode", "ascii"]))
def test_the_chart_has_exactly_its_size(series, width, height, glyphs):
    rows = flow_chart(series, 330, width, height, value_text=billions, times=TIMES, glyphs=glyphs)
    assert len(rows) == height
    assert all(width_of(row) == width for row in rows)
    assert not any("…" in text for text in text_of(rows))


@settings(max_examples=200, deadline=None)
@given(VALUES, st.integers(10, 120), st.integers(4, 20))
def test_the_axis_holds_zero_and_every_value_whole(values, width, height):
    rows = flow_chart([Series("", values)], 330, width, height, value_text=lambda value: f"<{value:.6g}>")
    labels = [text.split(">")[0] + ">" for text in text_of(rows) if "<" in text]
    assert all(text.count("<") == text.count(">") for text in text_of(rows))
    if labels:
        ticks = [float(label.strip(" <>")) for label in labels]
        assert 0 in ticks
        assert ticks == sorted(ticks, reverse=True)


def test_the_total_is_up_above_zero_and_down_below():
    rows = flow_chart([Series("T", [5e9, 5e9, -5e9, -5e9])], 4, 30, 7, value_text=billions)
    above, below = rows[0], rows[-1]
    assert {span.role for span in above if span.text.strip()} == {"muted", "up"}
    assert {span.role for span in below if span.text.strip()} == {"muted", "down"}
    assert text_of(rows)[3].startswith("   0 ")


def test_each_line_has_its_label_behind_its_end_and_none_hides_another():
    series = [Series("SH", [1e9] * 100, "label"), Series("SZ", [1e9] * 100, "muted"), Series("T", [1e9] * 100)]
    texts = text_of(flow_chart(series, 330, 60, 8, value_text=billions))
    assert [sum(label in text for text in texts) for label in ("SH", "SZ", "T")] == [1, 1, 1]
    assert "T" in texts[0]


def test_a_faint_line_may_have_a_label_that_can_be_read():
    line = Series("avg", [1e9] * 330, "faint", 3, "muted")
    rows = flow_chart([line, Series("", [2e9] * 110)], 330, 60, 8, value_text=billions)
    spans = [span for row in rows for span in row]
    assert {span.role for span in spans if span.text.strip() == "avg"} == {"muted"}
    assert {span.role for span in rows[4] if span.text.strip() not in ("", "avg")} <= {"faint", "muted"}


def test_there_is_always_a_value_besides_zero_to_read_the_lines_by():
    for height in range(3, 20):
        for most in (1.1e9, 4e9, 6e9, 9.9e9, 77e9, -3e9):
            texts = text_of(flow_chart([Series("", [0.0, most])], 330, 40, height, value_text=billions))
            assert any(text.strip().startswith(("+", "-")) for text in texts), (height, most)


def test_an_unfinished_day_leaves_its_rest_blank_but_for_the_zero_line():
    texts = text_of(flow_chart([Series("T", [1e9] * 110)], 330, 66, 8, value_text=billions))
    assert texts[0].rstrip().endswith("T")
    assert len(texts[0].rstrip()) < 30


def test_times_stand_below_their_slots_and_are_never_cut():
    chart = flow_chart([Series("T", [1e9])], 330, 60, 8, value_text=billions, times=TIMES)
    assert text_of(chart)[-1].split() == ["09:30", "12:00", "13:00", "16:00"]
    narrow = flow_chart([Series("T", [1e9])], 330, 20, 8, value_text=billions, times=TIMES)
    assert set(text_of(narrow)[-1].split()) <= set(TIMES.values())


def test_without_data_only_zero_is_on_the_axis():
    texts = text_of(flow_chart([Series("T", [None, None])], 330, 40, 7, value_text=billions))
    assert [text.split()[0] for text in texts if text.strip()] == ["0"]


def test_values_next_to_nothing_stand_on_the_line_of_zero():
    for least in (5e-324, 1e-300, -1e-12):
        texts = text_of(flow_chart([Series("T", [0.0, least])], 330, 40, 7, value_text=billions))
        assert [text.split()[0] for text in texts if text.strip()] == ["0"]
