"""The keys of the dashboard's boards, through the real application: periods, the table, its order."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW
from tests.screens.demo_app import demo_app
from tests.screens.test_layouts import CUT_NUMBER, SIZES, screen_text
from tests.thoroughness import in_turn


def text_after(*keys: str, size: tuple[int, int] = (80, 24), **view: object) -> str:
    return asyncio.run(screen_text(demo_app("14:10", replace(VIEW, **view)), size, *keys))


def row_of(text: str, word: str) -> str:
    return next(line for line in text.split("\n") if word in line)


def test_p_goes_through_the_periods_and_comes_back():
    titles = [row_of(text_after("2", *["p"] * times), "2 Heatmap") for times in range(6)]
    words = ("today ±3%", "5 days ±7%", "20 days ±15%", "60 days ±25%", "year to date ±30%", "today ±3%")
    assert all(word in title for word, title in zip(words, titles, strict=True))


def test_t_brings_the_table_into_sight_and_takes_it_back():
    assert "2 Names" in text_after("t")
    assert "2 Names" not in text_after("t", "t")
    assert "2 Names" in text_after("t", "1", "t")


def test_the_table_stays_one_while_another_pane_is_read():
    assert "2 Names" in text_after("t", "3", "2")


@pytest.mark.parametrize(
    ("keys", "head"),
    [((), "%▼"), (("greater_than_sign",), "5 d▼"), (("less_than_sign",), "last▼"), (("v",), "%▲")],
)
def test_the_keys_of_the_table_choose_its_order(keys, head):
    assert head in row_of(text_after("t", *keys), "name ")


def test_the_footer_names_the_keys_of_the_table_beside_it():
    assert "t table" in text_after("2", size=(200, 60))
    assert "< > sort by" in text_after("t", size=(200, 60))


def test_without_a_table_its_keys_do_nothing():
    assert text_after("2", "greater_than_sign", "v") == text_after("2")


@pytest.mark.parametrize(("size", "language"), in_turn(SIZES, ["en", "zh"]))
def test_the_table_cuts_no_number_in_any_size(size, language):
    text = text_after("t", "down", "down", size=size, language=language)
    assert not CUT_NUMBER.search(text), CUT_NUMBER.search(text)


def test_the_table_is_read_without_unicode_and_with_few_colours():
    text = text_after("t", "down", glyphs="ascii", depth="16")
    assert text.isascii()
    assert "%v" in text and "xavg" in text
