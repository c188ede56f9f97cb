"""The footer: which key does what, and what the choices stand at."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, text_of
from tui.panes.desk import COLORS
from tui.panes.footer import dashboard_keys, footer_row
from widgets.text import width_of


def shown(width: int, **view: object) -> str:
    return text_of(footer_row(dashboard_keys(desk_at(view=replace(VIEW, **view))), width))


def test_every_key_stands_where_there_is_room():
    text = shown(300)
    keys = (
        "q quit",
        "1 Indices",
        "4 Events",
        "w wrap",
        "p today",
        "n 中文",
        "c green-up",
        "s A and H",
        "b float value",
        "r poll now",
        "↑↓ scroll",
    )
    assert all(f"   {key}   " in f"   {text}   " for key in keys)


def test_entries_move_together_before_the_last_ones_go():
    keys = (("q", "quit"), ("a", "one"), ("b", "two"))
    assert text_of(footer_row(keys, 22)) == "q quit   a one   b two"
    assert text_of(footer_row(keys, 21)) == "q quit  a one  b two"
    assert text_of(footer_row(keys, 19)) == "q quit  a one"


def test_the_choices_stand_as_they_are():
    text = shown(300, language="zh", colors="mono", shares="H", size_by="turnover")
    assert all(f"   {choice}   " in text for choice in ("n English", "c 单色", "s H股", "b 成交额"))


@pytest.mark.parametrize("colors", COLORS)
def test_every_scheme_has_a_name_in_both_languages(colors):
    desk = desk_at(view=replace(VIEW, colors=colors))
    assert dict(dashboard_keys(desk))["c"] == colors
    desk.view = replace(desk.view, language="zh")
    assert not dict(dashboard_keys(desk))["c"].isascii()


def test_without_unicode_the_keys_for_scrolling_are_letters():
    assert shown(300, glyphs="ascii").endswith("j/k scroll")


@pytest.mark.parametrize("width", range(38, 201))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_only_whole_entries_and_quit_first(width, language):
    desk = desk_at(view=replace(VIEW, language=language))
    row = footer_row(dashboard_keys(desk), width)
    all_keys = footer_row(dashboard_keys(desk), 400)
    whole = {text_of(all_keys[n : n + 2]) for n in range(0, len(all_keys), 3)}
    assert width_of(row) <= width
    assert row[0].text == "q"
    assert {text_of(row[n : n + 2]) for n in range(0, len(row), 3)} <= whole


def test_the_keys_of_the_table_stand_only_beside_a_table():
    desk = desk_at()
    as_map, as_table = (text_of(footer_row(dashboard_keys(desk, table=table), 300)) for table in (False, True))
    assert "t table" in as_map and "< > sort by" not in as_map
    assert "t map   < > sort by   v reverse" in as_table
