"""The strongest and weakest names below the tiles: as lists where there is room, else a row each."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import (
    VIEW,
    assert_fits,
    desk_at,
    give_all,
    give_past_turnover,
    give_quotes,
    give_standings,
    pass_seconds,
    quote_of,
    standing_of,
    text_of,
)
from tests.panes.test_names import HIGH
from tui.market.quotes import QuoteState
from tui.panes.desk import Desk
from tui.panes.heatmap import LISTS_FROM_ROWS, HeatmapPane
from tui.panes.movers import IN_A_LIST, LEAST_LIST_WIDTH, LIST_ROWS
from widgets.text import Row

UP = ("600036.SH", "300750.SZ", "00700.HK", "00175.HK")
DOWN = ("601398.SH", "000725.SZ")


def desk_with(at: str = "2026-11-23 10:42", **view: object) -> Desk:
    """A flat day, but for four names up and two down."""
    desk = desk_at(at, view=replace(VIEW, **view))
    give_all(desk, 0.0)
    for number, symbol in enumerate(UP, start=1):
        give_quotes(desk, quote_of(desk, symbol, float(number)))
    for number, symbol in enumerate(DOWN, start=1):
        give_quotes(desk, quote_of(desk, symbol, -float(number)))
    return desk


def lists(desk: Desk, width: int = 80) -> list[Row]:
    return list(HeatmapPane(desk).compose_rows(width, LISTS_FROM_ROWS))[-LIST_ROWS:]


def test_leaders_and_laggards_stand_side_by_side_the_largest_move_first():
    rows = [text_of(row) for row in lists(desk_with())]
    assert rows[0].split() == ["leaders", "%", "×avg", "laggards", "%", "×avg"]
    assert rows[1].split() == ["Geely", "▲+4.00", "–", "BOE", "▼-2.00", "–"]
    assert rows[2].split() == ["Tencent", "▲+3.00", "–", "ICBC", "A", "▼-1.00", "–"]
    assert rows[4].split() == ["CM", "Bank", "A", "▲+1.00", "–"]
    assert not "".join(rows[5:]).strip()


def test_there_are_eight_of_each_where_so_many_moved():
    desk = desk_at()
    give_all(desk, 2.0)
    assert sum("▲" in text_of(row) for row in lists(desk)) == IN_A_LIST == 8


def test_how_unusual_a_move_is_stands_beside_it():
    desk = desk_with()
    give_past_turnover(desk, "HSI", 100e9, 100e9)
    give_standings(
        desk, standing_of(desk, "00175.HK", {}, average_turnover=10e9, closing=HIGH), standing_of(desk, UP[2], {})
    )
    row = lists(desk)[1]
    # By 10:42 a steady day of 340 minutes, closing auction included, has done 72: of a usual 10 bn 2.1 bn, not 5.
    assert text_of(row).split()[:5] == ["Geely", "▲+4.00", "×2.4", "2-mo", "high"]
    assert next(span.role for span in row if "×" in span.text) == "value"


def test_what_is_old_is_grey():
    desk = desk_with()
    pass_seconds(desk, 60)
    assert {span.role for row in lists(desk)[1:] for span in row if "▲" in span.text or "▼" in span.text} == {"stale"}
    assert "old 10:42" in text_of(lists(desk)[1])


def test_a_halted_or_limited_name_says_so():
    desk = desk_with()
    give_quotes(desk, quote_of(desk, "600036.SH", 10.0), quote_of(desk, "00175.HK", 4.0, state=QuoteState.HALTED))
    assert "limit-up" in text_of(lists(desk)[1])
    assert "halted" in text_of(lists(desk)[2])


def test_over_a_period_the_head_names_it():
    desk = desk_with(period="20d")
    give_standings(desk, standing_of(desk, UP[0], {"20d": 50.0}))
    rows = [text_of(row) for row in lists(desk)]
    assert rows[0].split()[:3] == ["leaders", "20", "d"]
    assert rows[1].split() == ["CM", "Bank", "A", "▲+102.0", "–"]


@pytest.mark.parametrize(("period", "base"), [("today", 8.0), ("today", 10.0001), ("ytd", 9.18), ("ytd", 0.2)])
def test_a_tenfold_move_has_no_decimals(period, base):
    desk = desk_with(period=period)
    name = UP[3]
    give_quotes(desk, quote_of(desk, name, 10.0, previous_close=base))
    give_standings(desk, standing_of(desk, name, {"ytd": base}))
    first = text_of(lists(desk)[1]).split()
    assert first[:2] == ["Geely", f"▲+{(110.0 / base - 1) * 100:,.0f}"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", range(LEAST_LIST_WIDTH, 130, 3))
def test_nothing_is_cut_in_either_list(width, language):
    desk = desk_with(language=language)
    give_standings(desk, *(standing_of(desk, symbol, {}, closing=HIGH, average_turnover=1.0) for symbol in UP))
    rows = lists(desk, width)
    assert_fits(rows, width, LIST_ROWS)
    assert not any("…" in text_of(row) for row in rows)


def test_a_smaller_pane_has_a_row_for_each_end():
    desk = desk_with()
    for width, height in ((LEAST_LIST_WIDTH - 1, 40), (80, LISTS_FROM_ROWS - 1)):
        rows = [text_of(row) for row in HeatmapPane(desk).compose_rows(width, height)]
        assert rows[-2].startswith("leaders") and rows[-1].startswith("laggards")
