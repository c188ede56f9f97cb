"""Both markets on one screen, each in the colours that its readers are used to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, give_all, text_of
from tui.choices import own_colors
from tui.market.instruments import Market
from tui.panes.desk import Desk
from tui.panes.footer import FooterPane, dashboard_keys
from tui.panes.indices import indices_rows
from tui.panes.market_colors import legend, market_schemes
from tui.panes.market_rows import market_rows
from tui.panes.search import record as search_record
from tui.panes.strip import strip_rows
from tui.panes.tiles import detail_row
from widgets.palette import cursor_role, head_role, palette, toned
from widgets.text import width_of

BOTH = replace(VIEW, colors_mainland="red-up", colors_hong_kong="green-up")
CN, HK = Market.MAINLAND.value, Market.HONG_KONG.value
RED_UP, GREEN_UP = palette("red-up", "truecolor"), palette("green-up", "truecolor")


def market(view=BOTH, change_pct=1.0) -> Desk:
    desk = desk_at(view=view)
    give_all(desk, change_pct)
    return desk


def directed(rows) -> set[str]:
    return {span.role for row in rows for span in row if span.role.startswith(("up", "down", "heat+", "heat-"))}


def test_markets_are_named_as_everywhere():
    assert own_colors("red-up", "mono") == {CN: "red-up", HK: "mono"}
    assert own_colors("", "mono") == {HK: "mono"}


def test_a_tone_brings_the_other_schemes_style_of_every_direction_and_of_nothing_else():
    styles = palette("green-up", "truecolor", tones={"cn": "red-up"})
    for role in (
        "up",
        "down-bold",
        "heat+3",
        head_role("heat-5"),
        cursor_role(head_role("heat+1")),
        cursor_role("up"),
    ):
        assert toned(role, "cn") != role
        assert styles[toned(role, "cn")] == RED_UP[role]
        assert styles[role] == GREEN_UP[role]
        assert toned(toned(role, "cn"), "hk") == toned(role, "cn")
    for role in ("flat", "stale", "heat0", "heat-none", cursor_role("value")):
        assert toned(role, "cn") == role


def test_head_and_cursor_of_a_toned_role_are_in_the_palette():
    styles = palette("mono", "256", tones={"cn": "red-up"})
    assert head_role(toned("heat+2", "cn")) in styles
    assert cursor_role(head_role(toned("heat+2", "cn"))) in styles


@pytest.mark.parametrize(("symbol", "role"), [("HSI", f"up~{HK}"), ("000300.SH", f"up~{CN}"), ("INX", "up")])
def test_an_index_has_the_colours_of_its_market(symbol, role):
    desk = market()
    indices = replace(desk.settings.indices, strip=(symbol,), shown=())
    desk.settings = replace(desk.settings, indices=indices)
    assert directed(strip_rows(desk, 60, 2)) == {role}


def test_a_market_without_its_own_has_those_of_all():
    desk = market(replace(VIEW, colors_mainland="red-up"))
    assert directed(strip_rows(desk, 60, 2)) == {"up", f"up~{CN}"}
    assert market_schemes(desk.view) == {CN: "red-up"}


def test_tables_and_lists_follow():
    desk = market()
    shown = directed(indices_rows(desk, 150, 30))
    assert {f"up~{CN}", f"up~{HK}"} <= shown
    assert not {"down", f"down~{CN}"} & shown
    assert directed([detail_row(desk, "00700.HK", 80)]) == {f"up~{HK}"}
    assert search_record(desk, desk.state.universe["600036.SH"])["percent"].role == f"up~{CN}"
    assert directed(market_rows(desk, 100)) >= {f"up~{HK}"}
    assert "up" not in directed(market_rows(desk, 100))


@pytest.mark.parametrize("view", [VIEW, replace(VIEW, colors_mainland="green-up")])
def test_no_legend_while_all_have_the_same(view):
    assert legend(desk_at(view=view)) == ()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 100, 160])
def test_the_footer_says_which_is_which(language, width):
    desk = desk_at(view=replace(BOTH, language=language))
    pane = FooterPane(desk, lambda: dashboard_keys(desk))
    (row,) = pane.compose_rows(width, 1)
    assert width_of(row) == width
    assert [span.role for span in row if span.text == "▲"] == [f"up~{CN}", f"up~{HK}"]
    assert text_of(row).endswith("▲▼")
