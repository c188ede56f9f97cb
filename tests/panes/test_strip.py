"""The strip of indices: as many as there is room for, and what each cell says of its quote."""

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
    texts_of,
)
from tui.market.quotes import QuoteState
from tui.panes.desk import Desk
from tui.panes.strip import index_cell, strip_rows
from widgets.text import width_of

WIDTH = 26


def cell(desk: Desk, symbol: str = "HSI") -> dict[str, str]:
    """The texts of the cell with their roles; blanks left out."""
    return {span.text.strip(): span.role for span in index_cell(desk, symbol, WIDTH) if span.text.strip()}


def desk_with(change: float = 1.5, at: str = "2026-11-23 10:42", **fields: object) -> Desk:
    desk = desk_at(at)
    give_quotes(desk, quote_of(desk, "HSI", change, **fields))
    return desk


def test_a_cell_has_short_name_last_and_percent():
    assert cell(desk_with()) == {"HSI": "label", "101.50": "value", "▲+1.50": "up"}


def test_without_a_quote_there_is_one_dash():
    assert cell(desk_at()) == {"HSI": "label", "–": "label"}


def test_an_unchanged_index_has_no_direction():
    assert cell(desk_with(0.0)) == {"HSI": "label", "100.00": "value", "=0.00": "flat"}


def test_an_old_price_is_grey_and_has_its_time_in_place_of_the_percent():
    desk = desk_with()
    pass_seconds(desk, 60)
    assert cell(desk) == {"HSI": "label", "101.50": "stale", "10:42": "warn"}


def test_an_old_price_of_another_day_has_that_day():
    desk = desk_with(at="2026-11-24 10:42", time=moment("2026-11-23 16:08"))
    assert cell(desk) == {"HSI": "label", "101.50": "stale", "11-23": "warn"}


def test_a_price_that_is_late_by_design_has_a_mark():
    assert cell(desk_with(delayed=True)) == {"HSI": "label", "101.50": "value", "~": "warn", "▲+1.50": "up"}


def test_in_an_auction_the_previous_close_is_dim_and_there_is_no_percent():
    desk = desk_with(at="2026-11-23 09:18", last=None, state=QuoteState.AUCTION)
    assert cell(desk) == {"HSI": "label", "100.00": "label", "–": "label"}


def test_after_the_close_the_figures_stand():
    desk = desk_with(at="2026-11-23 16:09")
    pass_seconds(desk, 3600)
    assert cell(desk) == {"HSI": "label", "101.50": "value", "▲+1.50": "up"}


@pytest.mark.parametrize("width", [22, 25, 26, 40])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_cell_is_of_the_same_width(width, language):
    desk = desk_at(view=replace(VIEW, language=language))
    give_quotes(desk, quote_of(desk, "HSI", -5.03), quote_of(desk, "399001.SZ", last=10_147.83))
    assert {width_of(index_cell(desk, symbol, width)) for symbol in desk.settings.indices.shown} == {width}


def test_the_indices_of_the_strip_come_first_and_none_comes_twice():
    desk = desk_at()
    rows = [text_of(row).split()[0] for row in strip_rows(desk, 40, 60)]
    strip, shown = desk.settings.indices.strip, desk.settings.indices.shown
    assert rows.pop() == "HK" and rows.pop() == "CN"
    assert len(rows) == len({*strip, *shown})
    first = [desk.label(desk.state.universe[symbol]).split()[0] for symbol in strip]
    assert rows[: len(strip)] == first


def test_a_wider_strip_has_more_columns():
    assert len(strip_rows(desk_at(), 80, 60)) < len(strip_rows(desk_at(), 40, 60))
    assert len(strip_rows(desk_at(), 80, 2)) == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_index_is_named_by_half_a_number(language):
    desk = desk_at(view=replace(VIEW, language=language))
    give_all(desk)
    for width in range(38, 160):
        text = texts_of(strip_rows(desk, width, 60))
        assert not re.search(r"\d…", text), text
        assert "300 " in text


@settings(max_examples=150, deadline=None)
@given(st.integers(38, 200), st.integers(1, 60), st.sampled_from(["en", "zh"]), st.floats(-31, 31), st.booleans())
def test_no_size_overflows_and_no_number_is_cut(width, height, language, change, old):
    desk = desk_at(view=replace(VIEW, language=language))
    give_all(desk, change)
    if old:
        pass_seconds(desk, 60)
    assert_fits(strip_rows(desk, width, height), width, height)


def test_a_strip_that_is_all_there_is_ends_with_the_markets():
    desk = desk_at()
    give_all(desk)
    give_quotes(
        desk, *(quote_of(desk, symbol, turnover=40e9, currency="CNY") for symbol in ("000001.SH", "399001.SZ"))
    )
    rows = [text_of(row) for row in strip_rows(desk, 38, 9)]
    assert len(rows) == 9
    assert rows[7].startswith("CN ") and "80.0 CNY" in rows[7]
    assert rows[8].startswith("HK ") and " 62▲" in rows[8]
    assert not any(text_of(row).startswith("CN ") for row in strip_rows(desk, 78, 2))
    pass_seconds(desk, 60)
    assert "80.0 CNY 10:42" in text_of(strip_rows(desk, 38, 9)[7]).replace("  ", " ")
