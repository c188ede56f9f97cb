"""Both markets on one screen, each in the colours that its readers are used to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, give_all, give_standings, standing_of, text_of
from tui.choices import own_colors
from tui.market.instruments import Market
from tui.market.sectors import member
from tui.panes.desk import Desk
from tui.panes.footer import FooterPane, dashboard_keys
from tui.panes.indices import indices_rows
from tui.panes.instrument import InstrumentPane
from tui.panes.market_colors import legend, market_schemes
from tui.panes.market_rows import market_rows
from tui.panes.premiums import index_part
from tui.panes.rotation import RotationPane
from tui.panes.search import record as search_record
from tui.panes.sector_rows import sector_heads
from tui.panes.sector_views import readings_of, views_of
from tui.panes.strip import strip_rows
from tui.panes.tiles import detail_row, fold, tile
from tui.settings import Sector
from widgets.palette import cursor_role, head_role, palette, toned
from widgets.text import width_of

BOTH = replace(VIEW, colors_mainland="red-up", colors_hong_kong="green-up")
A, H = "600036.SH", "03968.HK"
MAINLAND_BANKS, HONG_KONG_BANKS = (A, "601398.SH"), (H, "01398.HK")
ALL_BANKS = MAINLAND_BANKS + HONG_KONG_BANKS
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


@pytest.mark.parametrize(
    ("symbols", "role"),
    [
        (MAINLAND_BANKS, f"heat+5~{CN}"),
        (HONG_KONG_BANKS, f"heat+5~{HK}"),
        (ALL_BANKS, "heat+5"),
    ],
)
def test_a_folded_tile_has_the_colours_of_its_names_if_they_share_a_market(symbols, role):
    desk = market(change_pct=3.0)
    readings = {symbol: desk.reading(symbol) for symbol in symbols}
    members = {symbol: member(reading.instrument, reading.quote) for symbol, reading in readings.items()}
    tiles = [tile(desk, members[symbol], readings[symbol], 1.0, 3.0) for symbol in symbols]
    assert fold(desk, tiles, members, readings, 3.0).role == role


@pytest.mark.parametrize(("shares", "tone"), [("A", f"~{CN}"), ("H", f"~{HK}"), ("both", "")])
def test_the_sums_of_one_market_have_its_colours(shares, tone):
    desk = market(replace(BOTH, shares=shares))
    sectors = list(desk.settings.sectors.items())
    readings = readings_of(desk, [sector for _, sector in sectors])
    views = views_of(desk, [sector for _, sector in sectors], readings)
    heads = sector_heads(desk, sectors, views, readings, [60] * len(sectors), {})
    assert directed(heads) == {f"up{tone}", f"down{tone}"}
    names = {sector.name_en for _, sector in sectors}
    blocks = [row for row in RotationPane(desk).compose_rows(160, 60) if text_of(row).split(" ")[0] in names]
    assert len(blocks) == len(sectors)
    assert directed(blocks) == {f"up{tone}", f"down{tone}"}


def test_a_sector_of_one_market_has_its_colours_beside_one_of_both():
    desk = market()
    members = {"one": MAINLAND_BANKS, "both": ALL_BANKS}
    sectors = [(key, Sector(name_en=key, name_zh=key, members=of)) for key, of in members.items()]
    desk.settings = replace(desk.settings, sectors=dict(sectors))
    readings = readings_of(desk, [sector for _, sector in sectors])
    views = views_of(desk, [sector for _, sector in sectors], readings)
    of_one, of_both = sector_heads(desk, sectors, views, readings, [60, 60], {})
    assert (directed([of_one]), directed([of_both])) == ({f"up~{CN}", f"down~{CN}"}, {"up", "down"})


@pytest.mark.parametrize("height", [9, 32])
@pytest.mark.parametrize(("symbol", "twin", "here", "there"), [(A, H, CN, HK), (H, A, HK, CN)])
@pytest.mark.parametrize("own", [(CN,), (HK,), (CN, HK)])
def test_the_page_of_a_share_shows_the_other_class_in_its_own_colours(symbol, twin, here, there, own, height):
    schemes = {"colors_mainland": "red-up" if CN in own else "", "colors_hong_kong": "green-up" if HK in own else ""}
    desk = market(replace(VIEW, **schemes))
    give_standings(desk, standing_of(desk, symbol, {"5d": 90.0}))
    rows = InstrumentPane(desk, symbol).compose_rows(100, height)
    beside = next(at for at, row in enumerate(rows) if twin in text_of(row))
    assert directed(rows[beside:]) == {f"up~{there}" if there in own else "up"}
    assert directed(rows[:beside]) == {f"up~{here}" if here in own else "up"}


def test_the_index_of_premiums_has_the_colours_of_hong_kong():
    assert directed([index_part(market())]) == {f"up~{HK}"}


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
