"""Moving by keyboard: arrows, vim's letters, pages, half pages, both ends, in whatever has rows or a cursor."""

from __future__ import annotations

import asyncio

import pytest

from tests.panes.desks import SETTINGS
from tests.screens.demo_app import demo_app
from tests.screens.watched_app import lines_of, pressed

LAST = len(SETTINGS.indices.shown) - 1


def on_dashboard(steps, *before: str, size=(80, 24)) -> None:
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pressed(pilot, *before)
            await steps(app, pilot)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ("j j j k", 1),
        ("down down up", 0),
        ("G", LAST),
        ("end", LAST),
        ("G home", 0),
        ("down pagedown", 10),
        ("down ctrl+f ctrl+b", 0),
        ("down ctrl+d ctrl+d", 10),
        ("down ctrl+d ctrl+u", 0),
    ],
)
def test_the_indices_follow_every_way_to_move(keys, row):
    async def steps(app, pilot) -> None:
        await pressed(pilot, *keys.split())
        assert app.screen.indices.cursor == row

    on_dashboard(steps, "1")


def test_the_events_go_to_both_ends():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "down")
        first = app.screen.events.cursor
        await pressed(pilot, "G")
        last = app.screen.events.cursor
        await pressed(pilot, "j")
        assert app.screen.events.cursor == last != first
        await pressed(pilot, "home", "k")
        assert app.screen.events.cursor == first

    on_dashboard(steps, "4")


def test_the_tiles_go_to_the_edge_and_sideways_by_letters():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "j")
        first = app.screen.heatmap.map.place()
        await pressed(pilot, "L")
        beside = app.screen.heatmap.map.place()
        await pressed(pilot, "H")
        assert app.screen.heatmap.map.place() == first != beside
        await pressed(pilot, "l")
        assert app.screen.heatmap.map.place() == beside
        await pressed(pilot, "G")
        bottom = app.screen.heatmap.map.place()
        await pressed(pilot, "j")
        assert app.screen.heatmap.map.place() == bottom != beside

    on_dashboard(steps, "2")


def test_a_page_of_rows_goes_to_both_ends_by_letters():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "j")
        first = app.screen.premiums.selected()
        await pressed(pilot, "G")
        last = app.screen.premiums.selected()
        await pressed(pilot, "g")
        assert app.screen.premiums.selected() == first != last

    on_dashboard(steps, "x")


def test_candles_go_to_both_ends():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "home")
        candles = app.screen.candles
        assert candles.cursor == candles._shown[0].date
        await pressed(pilot, "right", "shift+right", "ctrl+u")
        assert candles.cursor == candles._shown[6].date
        await pressed(pilot, "G")
        assert candles.cursor is None

    on_dashboard(steps, "1", "enter", "tab")


def test_at_40_by_10_the_wrap_scrolls_by_half_a_page_and_to_both_ends():
    async def steps(app, pilot) -> None:
        top = lines_of(app)[3:-1]
        await pressed(pilot, "ctrl+d")
        assert lines_of(app)[3:-1] != top
        await pressed(pilot, "ctrl+u")
        assert lines_of(app)[3:-1] == top
        await pressed(pilot, "G", "g")
        assert lines_of(app)[3:-1] == top

    on_dashboard(steps, "w", size=(40, 10))
