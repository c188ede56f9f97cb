"""The page of A/H premiums through the keyboard: opened, sorted, left, and an instrument opened from it."""

from __future__ import annotations

import asyncio

import pytest
from rich.cells import cell_len

from tests.panes.ah_market import ah_desk, give_rate
from tests.screens.watched_app import WatchedApp, lines_of, pressed
from tests.thoroughness import in_turn
from tui.market.changes import Changes
from tui.screens.dashboard import Dashboard
from tui.screens.premiums import PremiumsPage


def test_x_opens_it_and_escape_goes_back():
    async def run() -> None:
        app = WatchedApp(ah_desk())
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "x")
            assert isinstance(app.screen, PremiumsPage)
            assert any("A/H premiums" in line for line in lines_of(app))
            await pressed(pilot, "escape")
            assert isinstance(app.screen, Dashboard)

    asyncio.run(run())


def test_enter_opens_the_h_share_under_the_cursor():
    async def run() -> None:
        app = WatchedApp(ah_desk())
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "x", "enter")
            assert app.asked == []
            await pressed(pilot, "<", "down", "down", "enter")
            assert app.asked == ["03988.HK"]
            marked = app.screen.premiums.selected()
            assert marked == "03988.HK"

    asyncio.run(run())


def test_a_new_rate_changes_the_premiums_at_once():
    async def run() -> None:
        app = WatchedApp(ah_desk(rate=False))
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "x")
            assert any("no rate, so no premium" in line for line in lines_of(app))
            give_rate(app.desk)
            app.screen.show_changes(Changes(rate=True))
            await pilot.pause()
            assert any("1 HKD = 0.9200 CNH offshore" in line for line in lines_of(app))

    asyncio.run(run())


@pytest.mark.parametrize(
    ("size", "language"), in_turn([(60, 16), (80, 24), (120, 36), (160, 45), (200, 60)], ["en", "zh"])
)
def test_the_page_fills_every_size_and_names_its_keys(size, language):
    async def run() -> None:
        app = WatchedApp(ah_desk(language=language))
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, "x")
            lines = lines_of(app)
            assert {cell_len(line) for line in lines} == {size[0]}
            assert "esc" in lines[-1]
            assert not any("#" in line for line in lines)

    asyncio.run(run())
