"""Periods: what the heatmap's colours and figures are counted from."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, give_quotes, give_standings, pass_seconds, quote_of, standing_of, text_of
from tui.market.quotes import QuoteState
from tui.market.sectors import member
from tui.market.standing import PERIODS
from tui.panes.desk import Desk
from tui.panes.heatmap import HeatmapPane
from tui.panes.periods import PERIOD_WORDS, heat_scale, sessions_of
from tui.panes.sector_rows import sector_heads
from tui.panes.sector_views import readings_of, views_of
from tui.panes.tiles import tile
from widgets.treemap import Tile

BANK = "600036.SH"


def desk_over(period: str, base: float | None = 80.0, at: str = "2026-11-23 10:42", **fields: object) -> Desk:
    """A bank that moved from 100 to 101 today, and over the period from its base."""
    desk = desk_at(at, view=replace(VIEW, period=period))
    give_quotes(desk, quote_of(desk, BANK, **fields))  # type: ignore[arg-type]
    give_standings(desk, standing_of(desk, BANK, {} if base is None else {period: base}))
    return desk


def tile_of(desk: Desk, symbol: str = BANK) -> Tile:
    reading = desk.reading(symbol)
    standing = desk.state.standings.get(symbol)
    of_period = member(reading.instrument, reading.quote, desk.view.period, standing)
    return tile(desk, of_period, reading, 1.0, heat_scale(desk))


def test_every_period_has_a_word():
    assert PERIOD_WORDS.keys() == set(PERIODS)


@pytest.mark.parametrize(
    ("period", "base_scale", "scale"),
    [("today", 3.0, 3.0), ("5d", 3.0, 7.0), ("20d", 3.0, 15.0), ("60d", 3.0, 25.0), ("5d", 0.1, 0.2)],
)
def test_the_scale_grows_with_the_root_of_the_sessions_to_a_readable_number(period, base_scale, scale):
    desk = desk_at(view=replace(VIEW, period=period, heat_scale_pct=base_scale))
    assert heat_scale(desk) == pytest.approx(scale)


def test_the_year_to_date_has_a_session_at_least_and_grows():
    assert sessions_of("ytd", desk_at("2026-01-02 10:00").now().date()) == 1
    assert sessions_of("ytd", desk_at("2026-12-31 10:00").now().date()) == 243
    assert heat_scale(desk_at("2026-11-23 10:42", view=replace(VIEW, period="ytd"))) == 45.0


@pytest.mark.parametrize("period", [period for period in PERIODS if period != "today"])
def test_a_tile_is_coloured_by_its_move_over_the_period_and_shows_it(period):
    tile = tile_of(desk_over(period))
    assert tile.details[0] == "▲+26.2"
    assert tile.role == {"5d": "heat+5", "20d": "heat+5", "60d": "heat+5", "ytd": "heat+3"}[period]


def test_a_tile_without_a_base_is_grey_with_a_dash_and_keeps_its_price():
    tile = tile_of(desk_over("20d", None))
    assert tile.details == ("–", "101.00")
    assert tile.role == "heat-none"


def test_a_limit_is_one_of_the_day_and_gets_no_second_arrow_over_a_period():
    tile = tile_of(desk_over("5d", 80.0, change_pct=10.0))
    assert tile.details[:2] == ("▲+37.5", "limit-up")


def test_a_suspended_name_is_grey_over_every_period():
    tile = tile_of(desk_over("20d", 80.0, last=None, state=QuoteState.SUSPENDED))
    assert (tile.details, tile.role) == (("susp.",), "heat-none")


def test_a_move_that_shows_as_zero_has_no_direction():
    assert tile_of(desk_over("5d", 100.97)).details[0] == "=0.0"


def test_the_head_of_a_sector_tells_the_move_over_the_period():
    desk = desk_over("20d")
    sector = replace(desk.settings.sectors["banks"], members=(BANK, "601398.SH"))
    readings = readings_of(desk, [sector])
    head = sector_heads(desk, [("banks", sector)], views_of(desk, [sector], readings), readings, [30], {})[0]
    assert text_of(head) == "Banks ▲+26.2       1▲ 0▼ 0= 1–"


@pytest.mark.parametrize(("language", "word"), [("en", "60 days ±25%"), ("zh", "60日 ±25%")])
def test_the_title_says_the_period_and_its_scale(language, word):
    desk = desk_over("60d")
    desk.view = replace(desk.view, language=language)
    title = HeatmapPane(desk).compose_rows(80, 22)[0]
    assert word in text_of(title)
    assert next(span.role for span in title if "60" in span.text) == "value"


def test_leaders_are_those_of_the_period():
    desk = desk_over("20d")
    pass_seconds(desk, 1)
    rows = [text_of(row) for row in HeatmapPane(desk).compose_rows(80, 22)]
    assert next(row for row in rows if row.startswith("leaders")).split() == ["leaders", "CM", "Bank", "A", "▲+26.2"]
