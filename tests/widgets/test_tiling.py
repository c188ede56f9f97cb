from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.thoroughness import repeats
from widgets.tiling import Rect, capacity, layout, step, tile_at

WEIGHTS = st.lists(st.floats(0, 1e13, allow_nan=False), min_size=1, max_size=40)
MIN_TILES = st.tuples(st.integers(1, 13), st.integers(1, 3))


@pytest.mark.slow
@settings(max_examples=repeats(thorough=400, quick=80), deadline=None)
@given(WEIGHTS, st.integers(1, 120), st.integers(1, 50), MIN_TILES)
def test_rectangles_fill_the_box_without_overlap_and_none_is_too_small(weights, width, height, min_tile):
    assume(len(weights) <= capacity(width, height, min_tile))
    laid = layout(weights, width, height, min_tile)
    assert len(laid.rects) == len(weights)
    cells = [(x, y) for r in laid.rects for x in range(r.x, r.x + r.width) for y in range(r.y, r.y + r.height)]
    assert len(cells) == width * height
    assert set(cells) == {(x, y) for x in range(width) for y in range(height)}
    assert all(rect.width >= min_tile[0] and rect.height >= min_tile[1] for rect in laid.rects)
    assert laid == layout(list(weights), width, height, min_tile)


@pytest.mark.slow
@settings(max_examples=repeats(thorough=200, quick=40), deadline=None)
@given(st.lists(st.floats(1, 4), min_size=1, max_size=12), st.integers(60, 120), st.integers(24, 50))
def test_with_room_areas_follow_weights(weights, width, height):
    weights.sort(reverse=True)
    laid = layout(weights, width, height, (8, 2))
    for weight, rect in zip(weights, laid.rects, strict=True):
        fair = width * height * weight / sum(weights)
        assert 0.5 < rect.width * rect.height / fair < 2.0


def test_equal_weights_give_tiles_of_a_readable_shape():
    laid = layout([1.0] * 12, 60, 20, (8, 2))
    assert all(0.5 <= rect.width / (2 * rect.height) <= 4 for rect in laid.rects)


def test_weights_of_zero_have_a_place_too():
    assert len(layout([5.0, 0.0, 0.0], 30, 6, (8, 2)).rects) == 3
    assert len(layout([0.0, 0.0], 30, 6, (8, 2)).rects) == 2
    assert layout([], 30, 6).rects == ()


def test_too_many_tiles_are_refused():
    assert capacity(20, 5, (8, 2)) == 4
    with pytest.raises(ValueError, match="5 tiles"):
        layout([1.0] * 5, 20, 5, (8, 2))


@pytest.mark.slow
@settings(max_examples=repeats(thorough=200, quick=40), deadline=None)
@given(WEIGHTS, st.integers(30, 120), st.integers(10, 50))
def test_every_cell_belongs_to_the_tile_drawn_there(weights, width, height):
    assume(len(weights) <= capacity(width, height, (4, 1)))
    laid = layout(weights, width, height, (4, 1))
    for index, rect in enumerate(laid.rects):
        assert tile_at(laid, rect.x, rect.y) == index
        assert tile_at(laid, rect.x + rect.width - 1, rect.y + rect.height - 1) == index
    assert tile_at(laid, width, 0) is None
    assert tile_at(laid, -1, 0) is None


@pytest.mark.slow
@settings(max_examples=repeats(thorough=200, quick=40), deadline=None)
@given(WEIGHTS, st.integers(30, 120), st.integers(10, 50))
def test_the_cursor_reaches_every_tile_and_stops_only_at_the_edge(weights, width, height):
    assume(len(weights) <= capacity(width, height, (4, 1)))
    laid = layout(weights, width, height, (4, 1))
    for index, rect in enumerate(laid.rects):
        at_edge = {
            "left": rect.x == 0,
            "right": rect.x + rect.width == width,
            "up": rect.y == 0,
            "down": rect.y + rect.height == height,
        }
        for direction, edge in at_edge.items():
            assert (step(laid, index, direction) == index) == edge


def test_the_cursor_goes_to_the_neighbour_with_the_longest_common_edge():
    laid = layout([4.0, 2.0, 1.0], 40, 8, (8, 2))
    assert laid.rects[0] == Rect(0, 0, 23, 8)
    assert step(laid, 0, "right") == 1
    assert step(laid, 1, "left") == 0
    assert step(laid, 1, "down") == 2
