"""The Heatmap pane: its title, its cursor, its stillness between ticks, and what it does in every size."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.desks import (
    VIEW,
    assert_fits,
    desk_at,
    give_all,
    give_quotes,
    moment,
    pass_seconds,
    quote_of,
    text_of,
)
from tests.thoroughness import repeats
from tui.market.quotes import QuoteState
from tui.panes.desk import Desk
from tui.panes.heatmap import HeatmapPane
from tui.panes.sector_map import column_widths

WIDTH, HEIGHT = 80, 22


def composed(pane: HeatmapPane, width: int = WIDTH, height: int = HEIGHT) -> list[str]:
    return [text_of(row).rstrip() for row in pane.compose_rows(width, height)]


def filled(at: str = "2026-11-23 10:42", **view: object) -> tuple[Desk, HeatmapPane]:
    desk = desk_at(at, view=replace(VIEW, **view))
    give_all(desk)
    return desk, HeatmapPane(desk)


def members(desk: Desk) -> list[str]:
    return [symbol for sector in desk.settings.sectors.values() for symbol in sector.members]


def labels(pane: HeatmapPane) -> list[list[str]]:
    return [[tile.key for tile in arranged.tiles] for arranged in pane.map.arrangements]


def test_the_title_says_share_class_size_and_scale():
    _, pane = filled()
    assert composed(pane)[0].startswith("2 Heatmap  A and H · float value · today ±3%")
    _, pane = filled(language="zh", shares="A", size_by="turnover")
    assert composed(pane)[0].startswith("2 热力图  A股 · 成交额 · 今日 ±3%")


def test_without_unicode_the_scale_is_written_out():
    _, pane = filled(glyphs="ascii")
    assert "+/-3%" in composed(pane)[0]


def test_before_the_first_quote_every_tile_has_a_dash_and_no_number():
    body = "\n".join(composed(HeatmapPane(desk_at()))[1:])
    assert "–" in body
    assert not re.search(r"\d[.]\d|0%|[▲▼=]", body)


def test_the_title_counts_what_is_old_and_since_when():
    desk, pane = filled()
    pass_seconds(desk, 60)
    assert composed(pane)[0].startswith(f"2 Heatmap  {len(members(desk))} old 10:42")


def test_the_title_counts_what_is_late_by_design():
    desk, pane = filled()
    for symbol in members(desk)[:4]:
        give_quotes(desk, quote_of(desk, symbol, 1.1, delayed=True, time=moment("2026-11-23 10:43")))
    assert composed(pane)[0].startswith("2 Heatmap  4 15m late")


def test_names_of_the_other_share_class_are_in_no_count():
    desk, pane = filled(shares="A")
    pass_seconds(desk, 60)
    listed = sum(desk.state.universe[symbol].listing == "A" for symbol in members(desk))
    assert f" {listed} old 10:42" in composed(pane)[0]


def test_before_the_open_the_title_names_the_day():
    desk = desk_at("2026-11-24 08:30")
    give_quotes(desk, *(quote_of(desk, symbol, time=moment("2026-11-23 15:00")) for symbol in members(desk)))
    assert composed(HeatmapPane(desk))[0].startswith("2 Heatmap  Mon 23 Nov  A and H")


def test_on_a_one_market_day_the_other_markets_moves_are_in_no_sum():
    desk = desk_at("2026-10-19 10:42")
    for symbol in members(desk):
        hong_kong = symbol.endswith(".HK")
        at = moment("2026-10-16 16:08" if hong_kong else "2026-10-19 10:42")
        give_quotes(desk, quote_of(desk, symbol, -2.0 if hong_kong else 1.0, time=at))
    rows = composed(HeatmapPane(desk), 120, 60)
    assert " of 16 Oct" in rows[0]
    assert rows[1].count("▲+1.00") == 3
    assert "▼-2.00" not in "\n".join(rows)
    assert "16 Oct" in "\n".join(rows[2:])


def test_leaders_and_laggards_stand_in_tall_panes_alone():
    _, pane = filled()
    assert "leaders" in "\n".join(composed(pane, height=20))
    assert "leaders" not in "\n".join(composed(pane, height=19))


def test_an_old_mover_has_no_direction_colour():
    desk, pane = filled()
    pass_seconds(desk, 60)
    row = next(row for row in pane.compose_rows(WIDTH, HEIGHT) if text_of(row).startswith("leaders"))
    assert {span.role for span in row if "▲" in span.text} == {"stale"}


def test_without_movers_there_is_a_dash():
    _, pane = filled()
    assert next(row for row in composed(pane) if row.startswith("laggards")).split() == ["laggards", "–"]


@pytest.mark.parametrize("size_by", ["float", "turnover", "equal"])
def test_tiles_stay_where_they_are_while_prices_move(size_by):
    desk, pane = filled(size_by=size_by)
    composed(pane)
    before = [(arranged.layout, keys) for arranged, keys in zip(pane.map.arrangements, labels(pane), strict=True)]
    for change in (-4.0, 9.99, 0.0):
        jitter = 1 + change / 100
        for symbol in members(desk):
            value = (desk.state.universe[symbol].float_value_estimate or 1e9) * jitter
            give_quotes(desk, quote_of(desk, symbol, change, float_value=value, turnover=5e9 + 1e9 * len(symbol)))
        composed(pane)
        assert [
            (arranged.layout, keys) for arranged, keys in zip(pane.map.arrangements, labels(pane), strict=True)
        ] == before


@pytest.mark.parametrize("state", [QuoteState.SUSPENDED, QuoteState.HALTED, QuoteState.DELISTED, QuoteState.AUCTION])
def test_a_name_that_stops_trading_moves_no_tile(state):
    desk, pane = filled()
    composed(pane)
    before = [arranged.layout for arranged in pane.map.arrangements]
    for sector in desk.settings.sectors.values():
        give_quotes(desk, quote_of(desk, sector.members[0], last=None, state=state))
    composed(pane)
    assert [arranged.layout for arranged in pane.map.arrangements] == before


def test_the_share_key_leaves_only_its_class():
    desk, pane = filled(shares="H")
    composed(pane, 200, 60)
    shown = {key for keys in labels(pane) for key in keys if key in desk.state.universe}
    assert {desk.state.universe[key].listing for key in shown} == {"H"}


def test_the_cursor_starts_at_the_first_tile_and_its_name_stands_in_full_below():
    _, pane = filled()
    composed(pane)
    pane.move(1, 0)
    rows = composed(pane)
    assert rows[-1].startswith("00005.HK HSBC Holdings  101.00 HKD ▲+1.00")
    assert len(rows) == HEIGHT


def test_the_cursor_walks_through_all_sectors_and_back_on_its_row():
    _, pane = filled()
    composed(pane)
    pane.move(1, 0)
    visited = []
    for step in [1] * 20 + [-1] * 20:
        pane.move(step, 0)
        composed(pane)
        assert pane.map.cursor is not None
        visited.append(pane.map.cursor[0])
    assert set(visited) == {0, 1, 2}
    assert visited[19] == 2
    assert pane.map.cursor == (0, "00005.HK")


def test_the_cursor_of_a_name_without_room_stands_on_the_tile_of_the_folded_which_names_them():
    _, pane = filled()
    composed(pane)
    folded = pane.map.arrangements[0].folded
    pane.map.cursor = (0, folded[3].key)
    assert pane.map.place() == (0, len(pane.map.arrangements[0].tiles) - 1)
    assert composed(pane)[-1].startswith(f"{folded[0].label}{folded[0].tail} ▲+1.00")


def test_the_cursor_of_a_name_that_is_shown_no_more_waits_without_one():
    desk, pane = filled()
    composed(pane)
    pane.move(1, 0)
    desk.view = replace(desk.view, shares="A")
    assert composed(pane)[-1] == ""
    pane.move(1, 0)
    assert composed(pane)[-1].split()[0].endswith((".SH", ".SZ"))


def test_from_the_table_the_cursor_goes_to_no_sector_out_of_sight():
    desk, pane = filled()
    composed(pane, 26)
    in_sight, out_of_sight = (list(desk.settings.sectors.values())[part] for part in (slice(0, 2), slice(2, None)))
    pane.move(1, 0)
    before = pane.selected()
    pane.switch()
    pane.table.cursor = next(
        symbol for symbol in out_of_sight[0].members if not any(symbol in sector.members for sector in in_sight)
    )
    composed(pane, 26)
    pane.switch()
    composed(pane, 26)
    assert len(pane.map.arrangements) == 2
    assert pane.selected() == before


def test_sectors_without_a_tile_are_stepped_over():
    desk = desk_at()
    banks = desk.settings.sectors["banks"]
    only_h = replace(banks, members=tuple(symbol for symbol in banks.members if symbol.endswith(".HK")))
    desk.settings = replace(desk.settings, sectors={"empty": only_h, "banks": banks})
    desk.view = replace(desk.view, shares="A")
    pane = HeatmapPane(desk)
    composed(pane)
    pane.move(-1, 0)
    pane.move(-1, 0)
    assert pane.map.cursor is not None
    assert pane.map.cursor[0] == 1


@pytest.mark.parametrize(("width", "count"), [(100, 3), (38, 2), (11, 1), (200, 7)])
def test_sectors_share_the_width(width, count):
    widths = column_widths(width, count)
    assert sum(widths) + count - 1 == width
    assert max(widths) - min(widths) <= 1


@pytest.mark.slow
@settings(max_examples=repeats(thorough=120, quick=40), deadline=None)
@given(
    st.integers(38, 200),
    st.integers(3, 60),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(["both", "A", "H"]),
    st.lists(st.tuples(st.integers(0, 126), st.floats(-31, 31), st.sampled_from(QuoteState)), max_size=12),
    st.booleans(),
)
def test_no_size_overflows_and_no_number_is_cut(width, height, language, shares, changes, cursor):
    desk, pane = filled(language=language, shares=shares)
    for number, change, state in changes:
        give_quotes(desk, quote_of(desk, members(desk)[number], change, state=state, indicative=102.5))
    if cursor:
        composed(pane, width, height)
        pane.move(1, 0)
    rows = pane.compose_rows(width, height)
    assert_fits(rows, width, height)
    for sector, arranged in enumerate(pane.map.arrangements):
        alone = [tile for tile in arranged.tiles if tile.key != "folded"]
        wanted = [
            symbol
            for symbol in list(desk.settings.sectors.values())[sector].members
            if shares == "both" or desk.state.universe[symbol].listing == shares
        ]
        assert len(alone) + len(arranged.folded) == len(wanted)
        if arranged.folded and arranged.tiles:
            assert str(len(arranged.folded)) in arranged.tiles[-1].label
