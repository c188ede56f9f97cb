"""The head of a sector and the rows of leaders and laggards."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, give_quotes, pass_seconds, quote_of, text_of
from tui.market.quotes import QuoteState
from tui.panes.desk import Desk
from tui.panes.movers import movers_rows
from tui.panes.sector_rows import sector_heads
from tui.panes.sector_views import readings_of, views_of
from tui.settings import Sector
from widgets.text import Row, width_of

BANKS = Sector(name_en="Banks", name_zh="银行", members=("00005.HK", "00939.HK", "600036.SH", "601398.SH"))
MOVES = (1.0, -2.5, 0.0, None)


def desk_with(*moves: float | None, language: str = "en", **view: object) -> Desk:
    desk = desk_at(view=replace(VIEW, language=language, **view))
    for symbol, move in zip(BANKS.members, moves, strict=False):
        if move is None:
            give_quotes(desk, quote_of(desk, symbol, last=None, state=QuoteState.SUSPENDED))
        else:
            give_quotes(desk, quote_of(desk, symbol, move))
    return desk


def head(desk: Desk, width: int = 40, sector: Sector = BANKS) -> Row:
    readings = readings_of(desk, [sector])
    return sector_heads(desk, [("banks", sector)], views_of(desk, [sector], readings), readings, [width], {})[0]


def movers(desk: Desk, width: int = 80) -> list[str]:
    readings = readings_of(desk, [BANKS])
    return [text_of(row) for row in movers_rows(desk, views_of(desk, [BANKS], readings), readings, width)]


def test_rising_falling_unchanged_and_unpriced_add_up_to_all():
    text = text_of(head(desk_with(*MOVES)))
    assert text.startswith("Banks ▲+0.")
    assert text.endswith(" 1▲ 1▼ 1= 1–")
    assert width_of(head(desk_with(*MOVES))) == 40


def test_without_any_price_there_is_a_dash_and_no_count():
    assert text_of(head(desk_with())) == "Banks –"
    assert text_of(head(desk_with(None, None, None, None))) == "Banks –"


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_the_signs_follow_the_terminal(glyphs):
    text = text_of(head(desk_with(*MOVES, glyphs=glyphs)))
    assert ("^" in text) == (glyphs == "ascii")
    assert ("▲" in text) == (glyphs == "unicode")


@pytest.mark.parametrize("width", range(12, 40))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_narrow_head_drops_the_counts_and_cuts_the_name_but_never_the_percent(width, language):
    sector = replace(BANKS, name_en="Banks and other lenders", name_zh="银行及其他金融机构股份")
    row = head(desk_with(10.0, 10.0, 10.0, 10.0, language=language), width, sector)
    assert width_of(row) <= width
    assert "▲+10.00" in text_of(row)
    assert ("=" in text_of(row)) == text_of(row).endswith("4▲ 0▼ 0=")


def test_the_move_is_grey_once_half_of_its_names_are_old():
    desk = desk_with(1.0, 1.0, 1.0, 1.0)
    pass_seconds(desk, 60)
    for count, role in ((0, "stale"), (2, "stale"), (3, "up")):
        give_quotes(desk, *(quote_of(desk, symbol, 1.0) for symbol in BANKS.members[:count]))
        assert next(span.role for span in head(desk) if "+1.00" in span.text) == role


def test_leaders_and_laggards_stand_from_the_largest_move_with_their_share_class():
    empty, leaders, laggards = movers(desk_with(1.0, -2.5, 3.0, -4.0))
    assert empty == ""
    assert leaders.split() == ["leaders", "CM", "Bank", "A", "▲+3.00", "HSBC", "▲+1.00"]
    assert laggards.split() == ["laggards", "ICBC", "A", "▼-4.00", "CCB", "H", "▼-2.50"]


def test_movers_that_do_not_fit_whole_are_left_out():
    assert movers(desk_with(1.0, 2.0, 3.0, 4.0), 38)[1].split() == ["leaders", "ICBC", "A", "▲+4.00"]


def test_the_median_stands_where_every_head_has_room_for_it():
    desk = desk_with(4.0, 1.0, 0.0, 0.0)
    assert text_of(head(desk, 38)) == "Banks ▲+2.52  median ▲+0.50   2▲ 0▼ 2="
    readings = readings_of(desk, [BANKS])
    [view] = views_of(desk, [BANKS], readings)
    wide, narrow = sector_heads(desk, [("banks", BANKS), ("b", BANKS)], [view, view], readings, [60, 26], {})
    assert "median" not in text_of(wide) + text_of(narrow)
