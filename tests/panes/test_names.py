"""The table of names: its order, its cursor, its columns at each width, and what each cell says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.desks import (
    VIEW,
    assert_fits,
    desk_at,
    give_all,
    give_past_turnover,
    give_quotes,
    give_standings,
    moment,
    pass_seconds,
    quote_of,
    standing_of,
    text_of,
    texts_of,
)
from tui.market.highs import Extreme, HighLow
from tui.market.quotes import QuoteState
from tui.panes.desk import Desk
from tui.panes.heatmap import HeatmapPane
from tui.panes.names import COLUMNS_BY_KEY
from widgets.palette import cursor_role
from widgets.text import Row

WIDTH, HEIGHT = 78, 19
BANK, CHINEXT, TENCENT, GEELY = "600036.SH", "300750.SZ", "00700.HK", "00175.HK"
HIGH = HighLow(Extreme.HIGH, moment("2026-09-01 15:00").date(), False, "2-mo high", "2个月新高", "", "")


def table_at(text: str = "2026-11-23 10:42", **view: object) -> tuple[Desk, HeatmapPane]:
    """Every name at +1.00 %, as a table."""
    desk = desk_at(text, view=replace(VIEW, **view))
    give_all(desk)
    pane = HeatmapPane(desk)
    pane.as_table = True
    return desk, pane


def rows_of(pane: HeatmapPane, width: int = WIDTH, height: int = HEIGHT) -> list[Row]:
    return list(pane.compose_rows(width, height))


def texts(pane: HeatmapPane, width: int = WIDTH, height: int = HEIGHT) -> list[str]:
    return texts_of(rows_of(pane, width, height)).split("\n")


def order(pane: HeatmapPane) -> list[str]:
    rows_of(pane, 200, 300)
    return list(pane.table._order)


def row_of(desk: Desk, pane: HeatmapPane, symbol: str, width: int = 200) -> str:
    return next(text for text in texts(pane, width, 300) if symbol in text)


def sort_by(pane: HeatmapPane, key: str) -> None:
    rows_of(pane, 200, 300)
    while pane.table._sorted_by != key:
        pane.table.sort_by_next(1)


def test_at_80_by_24_the_columns_that_matter_stand_whole():
    _, pane = table_at()
    title, head = texts(pane)[:2]
    assert title.startswith("2 Names  1–17 / 127  A and H · A in CNY, H in HKD ")
    assert head.split() == ["name", "last", "%▼", "5", "d", "20", "d", "ytd", "t/o", "bn", "×avg"]


def test_a_wide_table_has_every_column():
    _, pane = table_at()
    rows_of(pane, 140, HEIGHT)
    assert pane.table._shown_keys == tuple(COLUMNS_BY_KEY)


def test_every_name_stands_once_and_only_those_of_the_class_that_is_shown():
    desk, pane = table_at()
    symbols = {symbol for sector in desk.settings.sectors.values() for symbol in sector.members}
    assert sorted(order(pane)) == sorted(symbols)
    desk.view = replace(desk.view, shares="A")
    assert set(order(pane)) == {symbol for symbol in symbols if desk.state.universe[symbol].listing == "A"}


def test_the_strongest_stand_on_top_and_reversed_the_weakest():
    desk, pane = table_at()
    give_quotes(desk, quote_of(desk, BANK, 3.0), quote_of(desk, TENCENT, -2.0))
    assert (order(pane)[0], order(pane)[-1]) == (BANK, TENCENT)
    pane.table.reverse()
    assert (order(pane)[0], order(pane)[-1]) == (TENCENT, BANK)
    assert "%▲" in texts(pane)[1]


def test_names_without_a_value_come_last_either_way():
    desk, pane = table_at()
    give_quotes(desk, quote_of(desk, BANK, last=None, state=QuoteState.SUSPENDED))
    for _ in range(2):
        assert order(pane)[-1] == BANK
        pane.table.reverse()


def test_names_that_look_equal_do_not_change_places():
    desk, pane = table_at()
    before = order(pane)
    for symbol, jitter in ((before[5], 0.0004), (before[9], -0.0004), (before[0], -0.0001)):
        give_quotes(desk, quote_of(desk, symbol, 1.0 + jitter))
    assert order(pane) == before
    pane.table.reverse()
    assert order(pane) == before


@pytest.mark.parametrize("key", COLUMNS_BY_KEY)
def test_every_column_in_sight_can_be_sorted_by_and_says_so(key):
    desk, pane = table_at()
    give_standings(desk, *(standing_of(desk, item.symbol, {"5d": 90.0}) for item in desk.state.universe))
    sort_by(pane, key)
    head = texts(pane, 200, 300)[1]
    assert head.count("▼") + head.count("▲") == 1
    assert ("▼" in head) == COLUMNS_BY_KEY[key].falling
    assert len(set(order(pane))) == 127


def test_the_column_that_sorts_does_not_give_way_where_the_table_gets_narrow():
    _, pane = table_at()
    sort_by(pane, "float")
    assert "▼" in texts(pane, 48)[1]
    assert "float" in pane.table._shown_keys


def test_only_columns_in_sight_are_gone_through():
    _, pane = table_at()
    seen = []
    for _ in range(12):
        rows_of(pane)
        pane.table.sort_by_next(1)
        seen.append(pane.table._sorted_by)
    assert set(seen) == set(pane.table._shown_keys) - {None}
    assert "code" not in seen
    pane.table.sort_by_next(-1)
    assert pane.table._sorted_by == seen[-2]


def test_a_new_period_sorts_by_its_column_and_a_choice_stands_until_then():
    desk, pane = table_at()
    sort_by(pane, "turnover")
    assert pane.table._sorted_by == "turnover"
    desk.view = replace(desk.view, period="20d")
    assert "20 d▼" in texts(pane)[1]


def test_turnover_of_both_currencies_is_ordered_by_a_rate_and_shown_as_it_is():
    desk, pane = table_at()
    give_quotes(desk, quote_of(desk, BANK, turnover=9.5e9), quote_of(desk, TENCENT, turnover=10e9))
    sort_by(pane, "turnover")
    assert order(pane)[:2] == [BANK, TENCENT]
    assert " 10.00 " in row_of(desk, pane, TENCENT)


def test_the_cursor_starts_on_the_first_row_in_sight_and_stays_on_its_name():
    desk, pane = table_at()
    rows_of(pane)
    pane.move(0, 1)
    first = pane.selected()
    pane.move(0, 1)
    second = pane.selected()
    assert [first, second] == order(pane)[:2]
    give_quotes(desk, quote_of(desk, second, -5.0))
    rows = rows_of(pane)
    assert pane.selected() == second
    assert order(pane)[-1] == second
    label = desk.label(desk.state.universe[second])
    under = next(row for row in rows if any(span.role == cursor_role("value") for span in row))
    assert text_of(under).startswith(label)


def test_the_cursor_s_name_stands_in_full_below():
    _, pane = table_at()
    rows_of(pane)
    pane.move(0, 1)
    rows = texts(pane)
    assert len(rows) == HEIGHT
    assert rows[-1].startswith(f"{pane.selected()} ")


def test_below_the_name_stands_what_its_past_says_of_the_day():
    desk, pane = table_at()
    give_past_turnover(desk, "HSI", 100e9)
    give_standings(desk, standing_of(desk, GEELY, {"5d": 100.0, "ytd": 50.0}, closing=HIGH, average_turnover=10e9))
    rows_of(pane)
    pane.table.cursor = GEELY
    detail = texts(pane, 140)[-1]
    assert "▲+1.00  2-mo high  ×2.4 avg  10:42:00 tencent  turnover bn 5.00  5 d +1.0  ytd +102.0" in detail
    pane.switch()
    assert texts(pane, 140)[-1] == detail


def test_scrolling_stops_at_both_ends_with_a_full_page():
    _, pane = table_at()
    rows_of(pane)
    pane.move(0, 1)
    pane.move(0, 1000)
    rows = texts(pane)
    assert pane.selected() == order(pane)[-1]
    rows = texts(pane)
    assert "112–127 / 127" in rows[0]
    pane.move(0, -1000)
    assert "1–16 / 127" in texts(pane)[0]


def test_switching_keeps_the_cursor_on_its_name():
    _, pane = table_at()
    pane.as_table = False
    rows_of(pane)
    pane.move(1, 0)
    pane.move(1, 0)
    symbol = pane.selected()
    pane.switch()
    rows_of(pane)
    assert pane.as_table and pane.selected() == symbol
    pane.table.cursor = GEELY
    pane.switch()
    rows_of(pane)
    assert pane.selected() == GEELY
    assert pane.map.cursor == (1, GEELY)


def test_a_name_that_is_shown_no_more_is_not_told_below_the_table_either():
    desk, pane = table_at()
    pane.table.cursor = BANK
    assert texts(pane)[-1].startswith(BANK)
    desk.view = replace(desk.view, shares="H")
    assert BANK not in texts_of(rows_of(pane)) and BANK not in texts_of(rows_of(pane, 200, HEIGHT))
    desk.view = replace(desk.view, shares="both")
    assert texts(pane)[-1].startswith(BANK), "it waits for its class to come back"


def test_a_price_limit_has_two_arrows_and_its_word():
    desk, pane = table_at()
    give_quotes(desk, quote_of(desk, BANK, 10.0))
    assert "▲▲+10.00" in row_of(desk, pane, BANK) and "limit-up" in row_of(desk, pane, BANK)
    assert row_of(desk, pane, BANK) == texts(pane, 200, 300)[2]


@pytest.mark.parametrize(("state", "word"), [(QuoteState.SUSPENDED, "susp."), (QuoteState.DELISTED, "delisted")])
def test_a_name_without_a_session_says_so_in_place_of_its_move(state, word):
    desk, pane = table_at()
    give_quotes(desk, quote_of(desk, BANK, last=None, state=state))
    assert f" {word} " in row_of(desk, pane, BANK)


def test_halted_auction_late_and_missing_names_say_so():
    desk, pane = table_at()
    give_quotes(
        desk,
        quote_of(desk, BANK, 2.0, state=QuoteState.HALTED),
        quote_of(desk, CHINEXT, last=None, state=QuoteState.AUCTION, indicative=101.5),
        quote_of(desk, TENCENT, delayed=True, time=desk.now() + timedelta(seconds=1)),
    )
    assert "▲+2.00" in row_of(desk, pane, BANK) and "halted" in row_of(desk, pane, BANK)
    assert "auction" in row_of(desk, pane, CHINEXT) and "ind. 101.50" in row_of(desk, pane, CHINEXT)
    assert "15m late" in row_of(desk, pane, TENCENT)
    assert row_of(*empty_table(), BANK).split().count("–") == 9


def empty_table() -> tuple[Desk, HeatmapPane]:
    desk = desk_at()
    pane = HeatmapPane(desk)
    pane.as_table = True
    return desk, pane


def test_old_names_are_grey_and_say_since_when():
    desk, pane = table_at()
    pass_seconds(desk, 60)
    assert "127 old 10:42" in texts(pane)[0]
    row = rows_of(pane)[2]
    assert "old 10:42" in text_of(row)
    assert {span.role for span in row if "+1.00" in span.text or "101.00" in span.text} == {"stale"}


def test_names_of_another_day_say_which():
    desk = desk_at("2026-10-19 10:42")
    for symbol in (TENCENT, BANK):
        at = moment("2026-10-16 16:08") if symbol == TENCENT else desk.now()
        give_quotes(desk, quote_of(desk, symbol, time=at))
    pane = HeatmapPane(desk)
    pane.as_table = True
    assert "16 Oct" in row_of(desk, pane, TENCENT)
    assert "Oct" not in row_of(desk, pane, BANK)


def test_moves_over_periods_come_from_the_standing_s_bases():
    desk, pane = table_at()
    give_standings(desk, standing_of(desk, BANK, {"5d": 100.0, "20d": 50.0, "ytd": 4.0}, closing=HIGH))
    row = row_of(desk, pane, BANK)
    assert all(f" {figure} " in row for figure in ("+1.0", "+102.0", "+2425"))
    assert "2-mo high" in row


def test_a_tenfold_move_of_today_has_no_decimals():
    desk, pane = table_at()
    give_quotes(desk, quote_of(desk, TENCENT, previous_close=8.0))
    assert " ▲+1,162 " in row_of(desk, pane, TENCENT)


def test_the_earned_high_is_not_told_of_an_old_price():
    desk, pane = table_at()
    give_standings(desk, standing_of(desk, BANK, {}, closing=HIGH))
    pass_seconds(desk, 60)
    assert "2-mo high" not in row_of(desk, pane, BANK)


@pytest.mark.parametrize("fields", [{"last": None}, {"last": None, "state": QuoteState.SUSPENDED}, {"last": 96.0}])
def test_the_high_of_an_earlier_day_is_told_only_of_that_day_s_price(fields):
    desk, pane = table_at("2026-11-24 10:42")
    yesterday = moment("2026-11-23 15:00")
    give_standings(desk, standing_of(desk, BANK, {}, day=yesterday.date(), closing=HIGH))
    give_quotes(desk, quote_of(desk, BANK, **fields))
    sort_by(pane, "note")
    pane.table.cursor = BANK
    assert "2-mo high" not in row_of(desk, pane, BANK) and "2-mo high" not in texts(pane, 140)[-1]
    assert order(pane)[0] != BANK


def test_before_the_open_the_high_of_the_last_close_stands_beside_its_day():
    desk = desk_at("2026-11-24 08:30")
    yesterday = moment("2026-11-23 15:00")
    give_standings(desk, standing_of(desk, BANK, {}, day=yesterday.date(), closing=HIGH))
    give_quotes(desk, quote_of(desk, BANK, time=yesterday))
    pane = HeatmapPane(desk)
    pane.as_table = True
    assert "23 Nov 2-mo high" in row_of(desk, pane, BANK)


@pytest.mark.parametrize(("width", "name"), [(WIDTH, "CM Bank "), (200, "China Merchants Bank ")])
def test_names_are_all_short_in_a_narrow_column_and_full_in_a_wide_one(width, name):
    desk, pane = table_at()
    give_quotes(desk, quote_of(desk, BANK, 2.0))
    assert texts(pane, width)[2].startswith(name)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(38, 220),
    st.integers(3, 60),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(list(COLUMNS_BY_KEY)),
    st.lists(st.tuples(st.integers(0, 126), st.floats(-31, 31), st.sampled_from(QuoteState)), max_size=8),
    st.integers(-3, 200),
    st.floats(0.5, 500.0),
)
def test_no_size_overflows_and_no_figure_is_cut(width, height, language, key, changes, down, base):
    desk, pane = table_at(language=language)
    symbols = [symbol for sector in desk.settings.sectors.values() for symbol in sector.members]
    for number, change, state in changes:
        give_quotes(desk, quote_of(desk, symbols[number], change, state=state, indicative=102.5))
    give_standings(desk, *(standing_of(desk, symbol, {"5d": base, "ytd": 100 / base}) for symbol in symbols[::3]))
    pane.table._sorted_by = key
    rows_of(pane, width, height)
    pane.move(0, down)
    pane.move(0, down)
    rows = rows_of(pane, width, height)
    assert_fits(rows, width, height)
    if height >= 8:
        assert any(span.role.endswith("@cursor") for row in rows for span in row)
