from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from widgets.stacking import ENDLESS, Part, beside, fixed, stacked, views_of
from widgets.text import Span, width_of


def part(letter: str, least: int, most: int = ENDLESS, **fields: int) -> Part:
    return Part(least, most, lambda height: [(Span(letter),)] * height, **fields)


def text_of(rows) -> str:
    return "".join(span.text for row in rows for span in row)


PARTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-2, 5), st.integers(1, 3)).map(
        lambda t: part("x", t[0], t[0] + t[1], place=t[2], share=t[3])
    ),
    max_size=6,
)


@given(PARTS, st.integers(0, 30))
def test_no_view_is_higher_than_the_room_and_no_part_is_lost(parts, room):
    views = views_of(parts, room, [(Span("r"),)])
    assert all(len(stacked(view, room)) <= room for view in views)
    drawn = sum(len(view) for view in views)
    assert drawn == len(parts) + len(views) - 1


@given(PARTS, st.integers(0, 60))
def test_what_fits_whole_is_drawn_whole_and_no_larger_than_it_may_be(parts, room):
    least, most = sum(one.least for one in parts), sum(one.most for one in parts)
    height = len(stacked(parts, room))
    assert height == min(room, most) if room >= least else height <= room


def test_what_is_left_over_goes_by_shares():
    assert text_of(stacked([part("a", 1), part("b", 1, share=2)], 8)) == "aaabbbbb"


def test_a_part_takes_no_more_than_its_most():
    assert text_of(stacked([part("a", 1, 2), part("b", 1)], 6)) == "aabbbb"


def test_the_order_of_importance_is_not_that_of_the_places():
    assert text_of(stacked([part("b", 1, 1, place=1), part("a", 1, 1, place=0)], 5)) == "ab"


def test_what_has_no_room_stands_in_a_view_of_its_own_below_the_repeated_rows():
    views = views_of([part("a", 3, 3), part("b", 4, 4), part("c", 9, 9)], 5, [(Span("r"),)])
    assert [text_of(stacked(view, 5)) for view in views] == ["aaa", "rbbbb", "rcccc"]


def test_two_columns_stand_side_by_side():
    rows = beside([(Span("ab"),)], [(Span("x"),), (Span("y"),)], 4, 2)
    assert ["".join(span.text for span in row) for row in rows] == ["ab    x", "      y"]
    assert [width_of(row) for row in rows] == [7, 7]


def test_fixed_rows_are_cut_where_there_is_less_room():
    assert text_of(stacked([fixed([(Span("a"),), (Span("b"),)])], 1)) == "a"
