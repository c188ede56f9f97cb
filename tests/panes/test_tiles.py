"""One name of the heatmap in each state: on its tile, and in full in the detail row."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from tests.panes.desks import VIEW, desk_at, give_quotes, moment, pass_seconds, quote_of, roles_of, source_of, text_of
from tui.market.quotes import QuoteState
from tui.market.sectors import member
from tui.market.updates import QuotesUpdate
from tui.panes.desk import Desk
from tui.panes.tiles import FOLDED, TILE_WORDS, detail_row, fold, tile
from widgets.text import width_of
from widgets.treemap import MIN_TILE, Tile

BANK, CHINEXT, HONG_KONG = "600036.SH", "300750.SZ", "00700.HK"


def tile_of(desk: Desk, symbol: str) -> Tile:
    reading = desk.reading(symbol)
    return tile(desk, member(reading.instrument, reading.quote), reading, 1.0, 3.0)


def desk_with(symbol: str, change: float = 1.0, at: str = "2026-11-23 10:42", **fields: object) -> Desk:
    desk = desk_at(at)
    give_quotes(desk, quote_of(desk, symbol, change, **fields))
    return desk


def test_without_a_quote_a_tile_has_a_dash_and_once_it_is_missed_says_so():
    desk = desk_at()
    assert tile_of(desk, BANK).details == ("–",)
    desk.state.apply(QuotesUpdate(source_of(desk), (), {BANK: "not in the answer"}))
    assert tile_of(desk, BANK).details == ("no data",)
    assert tile_of(desk, BANK).role == "heat-none"


def test_a_tile_shows_move_and_price_with_the_decimals_of_its_market():
    assert tile_of(desk_with(BANK, 1.6), BANK).details == ("▲+1.60", "101.60")
    cheap = desk_with("00939.HK", last=7.16, previous_close=7.03)
    assert tile_of(cheap, "00939.HK").details == ("▲+1.85", "7.160")


def test_an_unchanged_name_has_no_sign():
    unchanged = tile_of(desk_with(BANK, 0.0), BANK)
    assert unchanged.details[0] == "=0.00"
    assert unchanged.role == "heat0"


def test_an_old_tile_is_grey_and_keeps_its_sign():
    desk = desk_with(BANK, -2.0)
    pass_seconds(desk, 60)
    assert tile_of(desk, BANK)[2:5:2] == (("▼-2.00", "98.00"), "heat-none")


@pytest.mark.parametrize(
    ("symbol", "change", "word", "sign"),
    [
        (BANK, 10.0, "limit-up", "▲▲+10.00"),
        (BANK, -10.0, "limit-down", "▼▼-10.00"),
        (CHINEXT, 20.0, "limit-up", "▲▲+20.00"),
        (CHINEXT, 10.0, None, "▲+10.00"),
        (HONG_KONG, 10.0, None, "▲+10.00"),
    ],
)
def test_a_price_limit_is_marked_by_two_arrows_and_a_word(symbol, change, word, sign):
    desk = desk_with(symbol, change)
    details = tile_of(desk, symbol).details
    assert details[0] == sign
    assert (word in details) == (word is not None)
    assert ("limit" in text_of(detail_row(desk, symbol, 120))) == (word is not None)


def test_in_an_auction_the_tile_says_so_and_shows_the_indicative_price_without_a_colour():
    desk = desk_with(BANK, at="2026-11-23 09:18", last=None, state=QuoteState.AUCTION, indicative=100.85)
    assert tile_of(desk, BANK).details == ("auction", "100.85")
    assert tile_of(desk, BANK).role == "heat-none"
    row = detail_row(desk, BANK, 120)
    assert "100.00 CNY –" in text_of(row)
    assert next(span.role for span in row if "100.00" in span.text) == "label"
    assert "auction  indicative 100.85" in text_of(row)


def test_a_halted_name_keeps_its_move_and_says_that_it_is_halted():
    desk = desk_with(BANK, 3.0, state=QuoteState.HALTED)
    assert tile_of(desk, BANK).details == ("▲+3.00", "halted", "103.00")
    assert "halted" in text_of(detail_row(desk, BANK, 120))


@pytest.mark.parametrize(("state", "word"), [(QuoteState.SUSPENDED, "susp."), (QuoteState.DELISTED, "delisted")])
def test_a_name_without_a_session_is_grey_and_says_why(state, word):
    desk = desk_with(BANK, last=None, state=state)
    assert tile_of(desk, BANK).details == (word,)
    assert tile_of(desk, BANK).role == "heat-none"
    assert state.value in text_of(detail_row(desk, BANK, 120))


def test_a_suspended_name_shows_no_move_even_where_its_row_still_has_a_price():
    desk = desk_with(BANK, 4.0, state=QuoteState.SUSPENDED)
    assert tile_of(desk, BANK).details == ("susp.",)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_word_is_wider_than_the_smallest_tile(language):
    desk = desk_at(view=replace(VIEW, language=language))
    words = [*TILE_WORDS.values(), "missing", "average"]
    assert all(cell_len(desk.word(word)) <= MIN_TILE[0] for word in words)


def test_a_name_of_both_classes_ends_with_its_class_and_not_when_only_one_is_shown():
    desk = desk_at()
    assert [tile_of(desk, symbol).tail for symbol in (BANK, "03968.HK", HONG_KONG)] == [" A", " H", ""]
    desk.view = replace(VIEW, language="zh")
    assert tile_of(desk, BANK).label + tile_of(desk, BANK).tail == "招商银行A"
    desk.view = replace(VIEW, shares="A")
    assert tile_of(desk, BANK).tail == ""


def test_the_folded_are_counted_and_averaged_over_those_with_a_price():
    desk = desk_with(BANK, 1.0)
    give_quotes(desk, quote_of(desk, "601398.SH", 4.0), quote_of(desk, "601939.SH", state=QuoteState.SUSPENDED))
    symbols = (BANK, "601398.SH", "601939.SH", "601288.SH")
    readings = {symbol: desk.reading(symbol) for symbol in symbols}
    members = {symbol: member(reading.instrument, reading.quote) for symbol, reading in readings.items()}
    folded = fold(desk, [tile_of(desk, symbol) for symbol in symbols], members, readings, 3.0)
    assert (folded.key, folded.label + folded.tail, folded.weight) == (FOLDED, "4 more", 4.0)
    assert folded.details == ("▲+2.50", "avg")
    assert folded.role == "heat+4"
    pass_seconds(desk, 60)
    readings = {symbol: desk.reading(symbol) for symbol in symbols}
    assert fold(desk, [tile_of(desk, BANK)], members, readings, 3.0).role == "heat-none"


def test_the_detail_row_says_what_is_late_old_and_of_another_day():
    late = text_of(detail_row(desk_with(HONG_KONG, delayed=True), HONG_KONG, 120))
    assert "101.00 HKD ▲+1.00  15m late  10:42:00 tencent  turnover bn 5.00" in late
    desk = desk_with(BANK)
    pass_seconds(desk, 60)
    row = detail_row(desk, BANK, 120)
    assert "▲+1.00  old  10:42:00" in text_of(row)
    assert not {"up", "value"} & roles_of(row)
    other = desk_with(BANK, at="2026-11-24 08:30", time=moment("2026-11-23 15:00"))
    assert "23 Nov 15:00:00 tencent" in text_of(detail_row(other, BANK, 120))


def test_the_detail_row_of_a_missing_name_says_that_there_is_no_data():
    assert text_of(detail_row(desk_at(), BANK, 80)).endswith("no data")


@settings(max_examples=200, deadline=None)
@given(
    st.integers(38, 200),
    st.sampled_from([BANK, CHINEXT, HONG_KONG, "01398.HK"]),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(QuoteState),
    st.floats(-30, 30),
    st.floats(0.01, 3000),
    st.booleans(),
)
@example(38, BANK, "en", QuoteState.HALTED, 30.0, 2999.0, True)
def test_the_detail_row_fits_and_ends_with_a_whole_part(width, symbol, language, state, change, close, delayed):
    desk = desk_with(
        symbol, last=close * (1 + change / 100), previous_close=close, state=state, delayed=delayed, indicative=close
    )
    desk.view = replace(VIEW, language=language)
    row = detail_row(desk, symbol, width)
    assert width_of(row) <= width
    assert "…" not in text_of(row)
    assert any(arrow in text_of(row) for arrow in "▲▼=")


@pytest.mark.parametrize(("glyphs", "up", "down"), [("unicode", "▲+", "▼-"), ("ascii", "^+", "v-")])
@pytest.mark.parametrize("depth", ["16", "none"])
def test_where_colours_are_few_every_step_has_its_arrow_and_sign(depth, glyphs, up, down):
    desk = desk_at(view=replace(VIEW, depth=depth, glyphs=glyphs))
    for change in (0.3, 0.6, 1.2, 1.8, 2.4, 3.0, 9.0):
        for move, mark in ((change, up), (-change, down)):
            give_quotes(desk, quote_of(desk, BANK, move))
            assert tile_of(desk, BANK).details[0].startswith(mark)
