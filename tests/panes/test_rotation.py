"""The page of rotation: ranks and moves over all periods, how ranks change, who leads, and what is old or missing."""

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
    give_standings,
    pass_seconds,
    quote_of,
    standing_of,
    text_of,
)
from tui.market.quotes import QuoteState
from tui.market.standing import PERIODS
from tui.panes.desk import Desk
from tui.panes.rotation import RotationPane
from widgets.text import Row

WIDTH, HEIGHT = 78, 21
MOVES = {"banks": (1.0, 3.0, 9.0), "autos": (3.0, 2.0, 1.0), "tech": (2.0, 1.0, 5.0)}
"""What every name of a sector moved today, over 5 and over 20 days, percent."""


def desk_with(moves: dict[str, tuple[float, ...]] = MOVES, **view: object) -> Desk:
    desk = desk_at(view=replace(VIEW, **view))
    standings = []
    for key, sector in desk.settings.sectors.items():
        today, *longer = moves[key]
        for symbol in sector.members:
            give_quotes(desk, quote_of(desk, symbol, today))
            bases = {
                period: (100 + today) / (1 + move / 100) for period, move in zip(("5d", "20d"), longer, strict=True)
            }
            standings.append(standing_of(desk, symbol, bases))
    give_standings(desk, *standings)
    return desk


def rows_of(desk: Desk, width: int = WIDTH, height: int = HEIGHT) -> list[Row]:
    return list(RotationPane(desk).compose_rows(width, height))


def texts(desk: Desk, width: int = WIDTH, height: int = HEIGHT) -> list[str]:
    return [text_of(row).rstrip() for row in rows_of(desk, width, height)]


def names_in_order(desk: Desk) -> list[str]:
    return [text.split()[0] for text in texts(desk) if re.match("Banks|Autos|Tech", text)]


def row_of(desk: Desk, name: str, width: int = WIDTH) -> str:
    return next(text for text in texts(desk, width, 40) if text.startswith(name))


def test_sectors_stand_by_their_rank_over_the_chosen_period():
    assert names_in_order(desk_with()) == ["Autos", "Tech", "Banks"]
    assert names_in_order(desk_with(period="5d")) == ["Banks", "Autos", "Tech"]
    assert names_in_order(desk_with(period="20d")) == ["Banks", "Tech", "Autos"]


def test_tenfold_moves_have_no_decimals():
    desk = desk_with(MOVES | {"autos": (3.0, 1200.0, 12345.0)})
    assert re.search(r" 1 +\+1,200 +1 \+12,345 ", row_of(desk, "Autos"))
    assert "+1,200 " in row_of(desk_with(MOVES | {"autos": (3.0, 1200.0, 1.0)}, period="5d"), "Autos", 158)


def test_title_and_head_name_the_period():
    title, head = texts(desk_with(period="20d"))[:2]
    assert title.startswith("Rotation  A and H · ranked by 20 days ")
    assert head.split() == ["sector", "%", "5", "d", "20", "d▼", "60", "d", "ytd", "median"]


def test_rank_move_and_the_change_of_rank_stand_side_by_side():
    desk = desk_with()
    assert re.search(r"^Autos +1↑ +\+3\.00 +2↑ +\+2\.0 +3 +\+1\.0 +– +–", row_of(desk, "Autos"))
    assert re.search(r"^Banks +3↓ +\+1\.00 +1 +\+3\.0 +1 +\+9\.0 +– +–", row_of(desk, "Banks"))
    assert re.search(r"^Tech +2↑ +\+2\.00 +3↓ +\+1\.0 +2 +\+5\.0 +– +–", row_of(desk, "Tech"))


def test_with_both_classes_each_stands_below_and_all_against_each_other():
    desk = desk_with()
    for symbol in (symbol for symbol in desk.settings.sectors["autos"].members if symbol.endswith(".HK")):
        give_quotes(desk, quote_of(desk, symbol, -1.0))
    rows = texts(desk)
    at = next(number for number, row in enumerate(rows) if row.startswith("Autos"))
    assert rows[at + 1].split()[:4] == ["A", "shares", "1↑", "+3.00"]
    assert rows[at + 2].split()[:4] == ["H", "shares", "3", "-1.00"]
    assert any(row.startswith("all A shares") for row in rows)
    assert any(row.startswith("all H shares") for row in rows)


@pytest.mark.parametrize(("shares", "word"), [("A", "A shares"), ("H", "H shares")])
def test_one_class_alone_has_neither_parts_nor_wholes(shares, word):
    rows = texts(desk_with(shares=shares))
    assert f" {word} · ranked by today" in rows[0]
    assert not any(row.startswith(("  A shares", "  H shares", "all ")) for row in rows)


def test_leaders_and_laggards_of_each_sector_are_those_of_the_period():
    desk = desk_with()
    give_quotes(desk, quote_of(desk, "00175.HK", 8.0), quote_of(desk, "01211.HK", -2.0))
    rows = texts(desk)
    at = next(number for number, row in enumerate(rows) if row.startswith("Autos"))
    assert re.match(r"  leaders +Geely ▲\+8\.00  ", rows[at + 3])
    assert re.match(r"  laggards +BYD H ▼-2\.00$", rows[at + 4])
    desk.view = replace(desk.view, period="20d")
    assert "Geely ▲+5.9" in "\n".join(texts(desk))


def test_without_prices_there_are_dashes_and_no_rank():
    rows = texts(desk_at())
    assert re.match(r"Banks +– +– +– +– +–", next(row for row in rows if row.startswith("Banks")))
    assert not any(re.search(r"\d[.]\d", row) for row in rows)


def test_without_bases_only_today_is_ranked():
    desk = desk_at()
    give_all(desk, 2.0)
    assert re.match(r"Banks +1 +\+2\.00 +– +– +– +–", row_of(desk, "Banks"))


def test_a_move_of_few_names_has_no_colour():
    desk = desk_with()
    give_standings(desk, standing_of(desk, "00700.HK", {"5d": 50.0}))
    row = next(row for row in rows_of(desk) if text_of(row).startswith("Tech"))
    roles = {span.text.strip(): span.role for span in row}
    assert roles["+2.00"] == "up"
    assert roles["+104.0"] == "label"


def test_what_is_old_is_grey_and_counted_in_the_title():
    desk = desk_with()
    pass_seconds(desk, 60)
    rows = rows_of(desk)
    assert "127 old 10:42" in text_of(rows[0])
    row = next(row for row in rows if text_of(row).startswith("Autos"))
    assert next(span.role for span in row if "+3.00" in span.text) == "stale"


def test_rows_without_room_are_scrolled_to_and_the_title_says_so():
    pane = RotationPane(desk_with())
    pane.compose_rows(WIDTH, 12)
    pane.scroll_blocks(100)
    rows = [text_of(row).rstrip() for row in pane.compose_rows(WIDTH, 12)]
    assert "9–17 / 17" in rows[0]
    assert rows[1].startswith("sector")
    assert rows[-2].startswith("all H shares")
    pane.scroll_blocks(-100)
    assert "1–9 / 17" in text_of(pane.compose_rows(WIDTH, 12)[0])


def test_the_sectors_are_parted_by_a_blank_row_where_there_is_room():
    assert texts(desk_with(), WIDTH, 30).count("") >= 3
    assert texts(desk_with(), WIDTH, HEIGHT)[2:19].count("") == 0


@pytest.mark.parametrize("period", PERIODS)
def test_a_narrow_page_keeps_the_chosen_period(period):
    head = texts(desk_with(period=period), 38)[1]
    assert "▼" in head


def test_without_unicode_all_signs_are_ascii():
    desk = desk_with(glyphs="ascii")
    text = "\n".join(texts(desk)).replace("–", "-").replace("·", "|").replace("─", "-").replace("▼", "v")
    assert text.isascii()
    assert " 1^ " in text


@settings(max_examples=60, deadline=None)
@given(
    st.integers(38, 200),
    st.integers(4, 60),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(["both", "A", "H"]),
    st.sampled_from(PERIODS),
    st.lists(st.floats(-90, 900), min_size=9, max_size=9),
    st.integers(0, 40),
)
def test_no_size_cuts_a_figure(width, height, language, shares, period, moves, scrolled):
    by_sector = {key: tuple(moves[at * 3 : at * 3 + 3]) for at, key in enumerate(MOVES)}
    desk = desk_with(by_sector, language=language, shares=shares, period=period)
    give_quotes(desk, quote_of(desk, "00700.HK", last=None, state=QuoteState.SUSPENDED))
    pane = RotationPane(desk)
    pane.compose_rows(width, height)
    pane.scroll_blocks(scrolled)
    assert_fits(pane.compose_rows(width, height), width, height)
