"""The page of southbound flow through the keyboard: opened from its pane, turned on a small screen, left."""

from __future__ import annotations

import asyncio

import pytest
from rich.cells import cell_len

from tests.panes.flow_market import BILLION, flow_day, flow_desk, give_day
from tests.screens.watched_app import WatchedApp, lines_of, pressed
from tests.thoroughness import in_turn
from tui.market.changes import Changes
from tui.screens.dashboard import Dashboard
from tui.screens.flow import FlowPage


def test_enter_on_the_chosen_pane_opens_it_and_escape_goes_back():
    async def run() -> None:
        app = WatchedApp(flow_desk())
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "3", "enter")
            assert isinstance(app.screen, FlowPage)
            assert "Southbound flow" in lines_of(app)[2]
            assert app.asked == []
            await pressed(pilot, "q")
            assert isinstance(app.screen, Dashboard)

    asyncio.run(run())


def test_arrows_turn_the_views_where_not_all_fits():
    async def run() -> None:
        app = WatchedApp(flow_desk())
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "3", "enter")
            assert not any("most active" in line for line in lines_of(app))
            await pressed(pilot, "down")
            assert any("most active, Fri 20 Nov" in line for line in lines_of(app))
            await pressed(pilot, "up")
            assert any("last 20 days" in line for line in lines_of(app))

    asyncio.run(run())


def test_new_figures_are_drawn_at_once():
    async def run() -> None:
        app = WatchedApp(flow_desk())
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "3", "enter")
            assert any("total ▲+2.48" in line for line in lines_of(app))
            give_day(app.desk, flow_day(app.desk.now().date(), 9 * BILLION, 643))
            app.screen.show_changes(Changes(southbound=True))
            await pilot.pause()
            assert any("total ▲+2.51" in line for line in lines_of(app))
            assert any("to 10:43" in line for line in lines_of(app))

    asyncio.run(run())


@pytest.mark.parametrize(
    ("size", "language"), in_turn([(60, 16), (80, 24), (120, 36), (160, 45), (200, 60)], ["en", "zh"])
)
def test_the_page_fills_every_size_and_names_its_keys(size, language):
    async def run() -> None:
        app = WatchedApp(flow_desk(language=language))
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, "3", "enter")
            lines = lines_of(app)
            assert isinstance(app.screen, FlowPage)
            assert {cell_len(line) for line in lines} == {size[0]}
            assert "esc" in lines[-1]

    asyncio.run(run())
