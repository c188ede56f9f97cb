"""A whole shared out in one row: its width, its proportions, and that nothing vanishes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.share_bar import share_bar
from widgets.text import width_of

COUNTS = st.integers(0, 6000)


def lengths(up: float, between: float, down: float, width: int) -> dict[str, int]:
    return {span.role: len(span.text) for span in share_bar(up, between, down, width)}


def test_parts_are_as_long_as_their_shares():
    assert lengths(50, 25, 25, 20) == {"up": 10, "faint": 5, "down": 5}
    assert "".join(span.text for span in share_bar(2, 1, 1, 8)) == "━━━━··──"
    assert "".join(span.text for span in share_bar(2, 1, 1, 8, glyphs="ascii")) == "====..--"


def test_nothing_to_share_is_blank():
    assert share_bar(0, 0, 0, 5)[0].text == " " * 5
    assert share_bar(1, 1, 1, 0) == ()


@given(COUNTS, COUNTS, COUNTS, st.integers(1, 60))
def test_the_row_has_its_width_and_every_part_that_is_there_is_seen(up, between, down, width):
    row = share_bar(up, between, down, width)
    assert width_of(row) == width
    roles = {span.role for span in row}
    for count, role in ((up, "up"), (between, "faint"), (down, "down")):
        if not count:
            assert role not in roles
        elif width >= 3:
            assert role in roles


@given(COUNTS, COUNTS, COUNTS, st.integers(3, 60))
def test_no_part_is_further_than_two_cells_from_its_share(up, between, down, width):
    total = up + between + down
    if total:
        found = lengths(up, between, down, width)
        for count, role in ((up, "up"), (between, "faint"), (down, "down")):
            assert found.get(role, 0) == pytest.approx(width * count / total, abs=2.0)
