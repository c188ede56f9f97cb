from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.ribbon import NOW, Segment, ribbon
from widgets.text import Row, width_of

HONG_KONG = (
    Segment(540, 570, "phase-auction"),
    Segment(570, 720, "phase-open", "HK"),
    Segment(720, 780, "phase-lunch"),
    Segment(780, 960, "phase-open", "港股"),
)


def text_of(row: Row) -> str:
    return "".join(span.text for span in row)


SEGMENTS = st.lists(
    st.builds(
        Segment,
        st.integers(0, 1440),
        st.integers(0, 1440),
        st.sampled_from(["phase-open", "phase-lunch", "phase-auction", "phase-closed"]),
        st.sampled_from(["", "HK", "港股", "Shanghai and Shenzhen"]),
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(
    SEGMENTS,
    st.one_of(st.none(), st.integers(0, 1440)),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.integers(1, 120),
    st.sampled_from(["unicode", "ascii"]),
)
def test_the_ribbon_has_exactly_its_width_and_one_mark_of_now(segments, now, start, length, width, glyphs):
    row = ribbon(segments, now, start, start + length, width, glyphs)
    assert width_of(row) == width
    marks = sum(span.role == "now" for span in row)
    assert marks == (now is not None and start <= now < start + length)


def test_phases_are_told_by_glyphs_and_not_by_shade_alone():
    assert text_of(ribbon(HONG_KONG, None, 530, 970, 44, "ascii")) == ".~~~======HK=======------=======港股=======."


def test_now_stands_on_its_minute():
    row = ribbon(HONG_KONG, 780, 540, 960, 42, "ascii")
    assert text_of(row)[24] == NOW["ascii"]
    assert text_of(ribbon((), 540, 540, 960, 42, "ascii"))[0] == NOW["ascii"]
    assert text_of(ribbon((), 959, 540, 960, 42, "ascii"))[-1] == NOW["ascii"]


def test_the_mark_of_now_is_never_hidden_by_a_label():
    row = ribbon((Segment(0, 100, "phase-open", "HK"),), 50, 0, 100, 10, "ascii")
    assert text_of(row) == "=====|===="


def test_labels_of_segments_that_overlap_do_not_stand_over_each_other():
    overlapping = (Segment(0, 20, "phase-open", "港股"), Segment(1, 20, "phase-open", "HK"))
    row = ribbon(overlapping, None, 0, 20, 20, "ascii")
    assert text_of(row) == "========港股========"


def test_no_time_or_room_draws_nothing():
    assert ribbon(HONG_KONG, 600, 540, 540, 20) == ()
    assert ribbon(HONG_KONG, 600, 540, 960, 0) == ()
