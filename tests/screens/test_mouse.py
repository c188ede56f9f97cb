"""The mouse, where it is switched on: a click chooses, a second one opens as Enter does."""

from __future__ import annotations

import asyncio

import pytest

from tests.panes.desks import SETTINGS
from tests.screens.demo_app import demo_app
from tests.screens.watched_app import lines_of, pressed
from tui.screens.commands import CommandsPage
from tui.screens.dashboard import Dashboard
from tui.screens.event import EventPage
from tui.screens.flow import FlowPage
from tui.screens.instrument import InstrumentPage
from tui.screens.search import SearchPage

LARGE = (120, 36)


def on_dashboard(steps, *before: str, size=LARGE) -> None:
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pressed(pilot, *before)
            await steps(app, pilot)

    asyncio.run(run())


async def click(pilot, text: str, *, below: int = 0) -> None:
    """Click on the first cell of the text on the screen."""
    lines = lines_of(pilot.app)
    y = next(number for number, line in enumerate(lines) if text in line) + below
    await pilot.click(offset=(lines[y - below].index(text), y))
    await pilot.pause()


def test_a_click_on_another_pane_chooses_it_and_opens_nothing():
    async def steps(app, pilot) -> None:
        for title in ("3 Southbound", "4 Events", "2 Heatmap", "1 Indices"):
            await click(pilot, title)
            assert next(pane for pane in app.screen.panes if pane.chosen).number == int(title[0])
        await click(pilot, "4 Events", below=4)
        assert app.screen.events.chosen
        assert isinstance(app.screen, Dashboard)

    on_dashboard(steps)


@pytest.mark.parametrize("row", [0, 2])
def test_a_click_on_an_index_sets_the_cursor_and_the_next_one_opens_it(row):
    async def steps(app, pilot) -> None:
        await click(pilot, "1 Indices", below=2 + row)
        assert app.screen.indices.cursor == row
        await click(pilot, "1 Indices", below=2 + row)
        assert isinstance(app.screen, InstrumentPage)
        assert app.screen.symbol == SETTINGS.indices.shown[row]

    on_dashboard(steps)


def test_a_click_beside_the_rows_moves_no_cursor():
    async def steps(app, pilot) -> None:
        await click(pilot, "1 Indices")
        await click(pilot, "1 Indices", below=1)
        await click(pilot, "Mainland ")
        assert app.screen.indices.cursor is None
        assert isinstance(app.screen, Dashboard)

    on_dashboard(steps)


def test_a_click_on_a_tile_sets_the_cursor_and_the_next_one_opens_it():
    async def steps(app, pilot) -> None:
        region = app.screen.heatmap.region
        line = lines_of(app)[region.y + 2]
        tile = line.index("Tencent", region.x), region.y + 2
        await pilot.click(offset=tile)
        assert app.screen.heatmap.chosen
        assert app.screen.heatmap.selected() == "00700.HK"
        await pilot.click(offset=tile)
        await pilot.pause()
        assert app.screen.symbol == "00700.HK"

    on_dashboard(steps, "2", size=(160, 45))


def test_a_click_in_the_table_of_names_sets_the_cursor_and_the_next_one_opens_it():
    async def steps(app, pilot) -> None:
        table = app.screen.heatmap.table
        await pressed(pilot, "down", "down", "down")
        third = table.cursor
        await pressed(pilot, "home")
        await click(pilot, "2 Names", below=4)
        assert table.cursor == third
        await click(pilot, "2 Names", below=4)
        assert app.screen.symbol == third

    on_dashboard(steps, "t")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
def test_a_click_on_an_event_sets_the_cursor_and_the_next_one_opens_it(size):
    async def steps(app, pilot) -> None:
        await pressed(pilot, "down", "down", "down")
        third = app.screen.events.cursor
        name = app.screen.events.selected_event().name_en[:12]
        await pressed(pilot, "home")
        x, y = next((line.rindex(name), y) for y, line in reversed([*enumerate(lines_of(app))]) if name in line)
        await pilot.click(offset=(x, y))
        assert app.screen.events.cursor == third
        await pilot.click(offset=(x, y))
        await pilot.pause()
        assert isinstance(app.screen, EventPage)

    on_dashboard(steps, "4", size=size)


def test_a_second_click_on_southbound_opens_its_page():
    async def steps(app, pilot) -> None:
        await click(pilot, "3 Southbound", below=2)
        assert isinstance(app.screen, Dashboard)
        await click(pilot, "3 Southbound", below=2)
        assert isinstance(app.screen, FlowPage)

    on_dashboard(steps)


def test_a_click_on_what_was_found_opens_it_where_the_cursor_stands():
    async def steps(app, pilot) -> None:
        second = app.screen.search.found[1].symbol
        await click(pilot, second)
        assert isinstance(app.screen, SearchPage)
        assert app.screen.search.selected() == second
        await click(pilot, second)
        assert app.screen.symbol == second

    on_dashboard(steps, "/", *"gsyh")


def test_a_click_on_a_command_does_it_where_the_cursor_stands():
    async def steps(app, pilot) -> None:
        await click(pilot, "Southbound")
        assert isinstance(app.screen, CommandsPage)
        await click(pilot, "Southbound")
        assert isinstance(app.screen, Dashboard) and app.screen.southbound.chosen

    on_dashboard(steps, ":")


def test_a_click_on_a_premium_opens_the_company_where_the_cursor_stands():
    async def steps(app, pilot) -> None:
        page = app.screen
        await pressed(pilot, "down", "down", "down")
        third = page.premiums.selected()
        y = next(y for y, line in enumerate(lines_of(app)) if app.desk.label(app.desk.state.universe[third]) in line)
        await pressed(pilot, "home")
        await pilot.click(offset=(3, y))
        assert page.premiums.selected() == third
        await pilot.click(offset=(3, y))
        await pilot.pause()
        assert app.screen.symbol == third

    on_dashboard(steps, "x")
