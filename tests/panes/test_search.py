from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.desks import UNIVERSE, VIEW, assert_fits, desk_at, give_all, roles_of, texts_of
from tui.panes.pane import follow
from tui.panes.search import SearchPane
from tui.panes.typing_pane import LONGEST_TEXT, typed_row
from widgets.text import width_of


def pane(text: str = "", **view) -> SearchPane:
    desk = desk_at(view=replace(VIEW, **view))
    give_all(desk)
    found = SearchPane(desk)
    found.type(text)
    return found


def texts(of: SearchPane, size=(78, 20)) -> str:
    return texts_of(list(of.compose_rows(*size)))


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("gsyh", {"01398.HK", "601398.SH"}),
        ("工商", {"01398.HK", "601398.SH"}),
        ("700", {"00700.HK"}),
        ("00700.HK", {"00700.HK"}),
        ("tencent", {"00700.HK"}),
        ("comm ind", {"01398.HK"}),
        ("比亚迪", {"01211.HK", "002594.SZ"}),
    ],
)
def test_code_english_chinese_and_initials_are_found(text, symbols):
    searched = pane(text)
    assert {found.symbol for found in searched.found} >= symbols
    assert searched.selected() in symbols
    drawn = texts(searched)
    assert all(symbol in drawn for symbol in symbols)


def test_a_row_has_both_names_price_move_and_sector():
    drawn = texts(pane("00700"), (100, 20))
    row = next(row for row in drawn.split("\n") if "00700.HK" in row)
    for part in ("Tencent Holdings", "腾讯控股", "101.00", "+1.00", "Tech"):
        assert part in row


def test_an_empty_line_says_what_can_be_typed():
    drawn = texts(pane())
    assert "pinyin initials" in drawn and "gsyh" in drawn
    assert "Nothing found" not in drawn
    assert pane().selected() is None


def test_nothing_found_says_so_with_what_can_be_searched():
    drawn = texts(pane("zzzzz"))
    assert "Nothing found for “zzzzz”" in drawn
    assert f"{len(UNIVERSE)} instruments" in drawn


def test_control_characters_are_dropped_and_length_is_bounded():
    assert pane("gs\x1b[2J\nyh\x00").text == "gs[2J yh"
    assert len(pane("x" * 500).text) == LONGEST_TEXT


def test_deleting_and_beginning_anew():
    searched = pane("comm ind")
    searched.delete()
    assert searched.text == "comm in"
    searched.delete_word()
    assert searched.text == "comm"
    searched.delete_word()
    assert searched.text == "" and searched.found == ()
    searched.delete()
    assert searched.text == ""


def test_the_cursor_stays_within_what_was_found_and_typing_brings_it_back():
    searched = pane("银行")
    count = len(searched.found)
    searched.move(-1)
    assert searched.cursor == 0
    searched.move(1000)
    assert searched.cursor == count - 1
    last = searched.selected()
    assert last is not None and last in texts(searched)
    assert "more" not in texts(searched)
    searched.type("x")
    assert searched.cursor == 0


def test_every_found_name_comes_into_sight_and_the_rest_is_counted():
    searched = pane("银行")
    seen = set()
    for _ in searched.found:
        rows = list(searched.compose_rows(78, 12))
        marked = [row for row in rows if any(role.endswith("@cursor") for role in roles_of(row))]
        assert len(marked) == 1
        seen.add("".join(span.text for span in marked[0]).split()[0])
        searched.move(1)
    assert seen == {found.symbol for found in searched.found}
    assert "more" in texts(pane("银行"), (78, 12))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [20, 38, 58, 78, 118, 198])
@pytest.mark.parametrize("text", ["", "银行", "zzzz", "a"])
def test_every_figure_is_whole_at_every_width(language, width, text):
    assert_fits(pane(text, language=language).compose_rows(width, 14), width, 14)


@given(st.text(max_size=80), st.integers(3, 60))
def test_the_line_shows_its_end(text, width):
    desk = desk_at()
    row = typed_row(desk, "/ ", text.strip(), "search for", width)
    if text.strip():
        assert width_of(row) <= max(width, 3)


@given(st.integers(0, 60), st.integers(0, 59), st.integers(1, 60), st.integers(2, 30))
def test_following_keeps_the_cursor_in_sight(offset, cursor, count, room):
    cursor = min(cursor, count - 1)
    first = follow(offset, cursor, count, room)
    seen = room if count - first <= room else room - 1
    assert first <= cursor < first + seen
    assert first == 0 or first + room <= count, "no row above is hidden while there is room below"
    offset = min(offset, max(count - room, 0))
    if offset <= cursor < offset + (room if count - offset <= room else room - 1):
        assert first == offset
