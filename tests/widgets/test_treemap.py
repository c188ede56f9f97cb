from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thoroughness import repeats
from widgets.palette import cursor_role, head_role
from widgets.text import Row, width_of
from widgets.treemap import GAP, MIN_TILE, Tile, arrange, treemap


def fold(tiles: Sequence[Tile]) -> Tile:
    return Tile("", f"{len(tiles)} more", ("+0.12%",), sum(tile.weight for tile in tiles), "heat0")


def text_of(rows: tuple[Row, ...]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


TILES = st.lists(
    st.builds(
        Tile,
        st.uuids().map(str),
        st.one_of(
            st.text(alphabet="ABC def银行汽车", min_size=1, max_size=14), st.from_regex(r"\d{5,6}", fullmatch=True)
        ),
        st.tuples(
            st.floats(-120, 120).map(lambda change: f"▲{change:+.2f}%"),
            st.floats(0.1, 9999).map(lambda price: f"{price:.2f}"),
        ),
        st.floats(0, 1e12),
        st.sampled_from(["heat+1", "heat-3", "heat0", "heat-none"]),
        st.sampled_from(["", "股", " H"]),
    ),
    max_size=25,
    unique_by=lambda tile: tile.key,
)


@pytest.mark.slow
@settings(max_examples=repeats(thorough=300, quick=60), deadline=None)
@given(TILES, st.integers(0, 120), st.integers(0, 40))
def test_every_tile_is_drawn_whole_or_folded(tiles, width, height):
    arrangement = arrange(tiles, width, height, fold)
    rows = treemap(arrangement)
    alone = [tile for tile in arrangement.tiles if tile.key]
    assert len(alone) + len(arrangement.folded) == len(tiles)
    assert {tile.key for tile in (*alone, *arrangement.folded)} == {tile.key for tile in tiles}
    assert len(rows) == (height if arrangement.tiles else 0)
    assert all(width_of(row) == width for row in rows)
    texts = text_of(rows)
    for tile, rect in zip(arrangement.tiles, arrangement.layout.rects, strict=True):
        body = " ".join(
            "".join(span.text for span in row if span.role.startswith(tile.role) and tile.details[0] in span.text)
            for row in rows[rect.y : rect.y + rect.height]
        )
        assert tile.details[0] in body
    drawn = " ".join(f"{tile.label} {' '.join(tile.details)}" for tile in (*tiles, *arrangement.tiles))
    numbers = set(re.findall(r"\d[\d.]*", drawn))
    assert {number for text in texts for number in re.findall(r"\d[\d.]*", text)} <= numbers
    assert arrangement == arrange(list(tiles), width, height, fold)


def bank(key: str, weight: float = 1.0, **fields: object) -> Tile:
    return Tile(key, key, ("▲+2.31%", "6.05"), weight, "heat+4")._replace(**fields)


def test_the_lightest_names_fold_into_one_tile():
    tiles = [bank(name, weight) for name, weight in (("AAA", 1), ("BBB", 9), ("CCC", 5), ("DDD", 1), ("EEE", 1))]
    arrangement = arrange(tiles, 17, 4, fold)
    assert [tile.label for tile in arrangement.tiles] == ["BBB", "CCC", "AAA", "2 more"]
    assert [tile.key for tile in arrangement.folded] == ["DDD", "EEE"]
    assert arrangement.index_of("CCC") == 1
    assert arrangement.index_of("EEE") is None


def test_a_tile_shows_label_change_and_then_price_as_room_allows():
    assert text_of(treemap(arrange([bank("ICBC")], 12, 4, fold))) == [
        " ICBC       ",
        " ▲+2.31%    ",
        " 6.05       ",
        " " * 12,
    ]
    assert text_of(treemap(arrange([bank("ICBC")], 8, 2, fold))) == [" ICBC   ", " ▲+2.31%"]


def test_in_one_row_label_and_change_stand_side_by_side():
    assert text_of(treemap(arrange([bank("Ping An Bank")], 14, 1, fold))) == ["Ping…  ▲+2.31%"]
    assert treemap(arrange([bank("ICBC")], 10, 1, fold)) == ()


def test_the_tail_of_a_name_is_kept_where_the_name_is_cut():
    assert text_of(treemap(arrange([bank("ICBC", tail=" H")], 12, 2, fold)))[0] == " ICBC H     "
    assert text_of(treemap(arrange([bank("Agricultural", tail=" A")], 9, 2, fold)))[0] == "Agricu… A"
    assert text_of(treemap(arrange([bank("比亚迪股份", tail="H")], 9, 2, fold)))[0] == "比亚迪…H "


def test_a_name_gets_the_cell_of_the_inset_where_it_needs_it():
    assert text_of(treemap(arrange([bank("汇丰控股")], 8, 2, fold))) == ["汇丰控股", " ▲+2.31%"]
    assert text_of(treemap(arrange([bank("BoCom", tail=" HK")], 8, 2, fold))) == ["BoCom HK", " ▲+2.31%"]


def test_the_first_row_of_a_tile_and_the_cursor_have_their_own_roles():
    rows = treemap(arrange([bank("ICBC", 2), bank("CCB")], 20, 3, fold), cursor=1)
    assert [span.role for span in rows[0]] == [head_role("heat+4"), "value", cursor_role(head_role("heat+4"))]
    assert [span.role for span in rows[1]] == ["heat+4", "value", cursor_role("heat+4")]


def test_a_change_over_a_hundred_percent_widens_the_tiles_rather_than_being_cut():
    tiles = [bank("ICBC"), bank("New", details=("▲+1234.56%",))]
    arrangement = arrange(tiles, 2 * MIN_TILE[0] + GAP, 2, fold)
    assert len(arrangement.tiles) == 1
    assert arrange(tiles, 21, 2, fold).folded == ()
