"""Events through the keyboard: the cursor, the filters, the page of one event; hints in the heatmap."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.panes.calendar_desk import PMI, desk_with
from tests.panes.desks import give_all, pass_seconds
from tests.screens.calendar_app import CalendarApp
from tests.screens.demo_app import demo_app
from tests.screens.test_layouts import CUT_NUMBER
from tests.screens.watched_app import lines_of, pressed
from tests.thoroughness import in_turn
from tui.market.changes import Changes
from tui.screens.dashboard import Dashboard
from tui.screens.event import EventPage

SIZES = [(60, 16), (80, 24), (120, 36), (160, 45), (200, 60)]
FIRST = "NBS manufacturing PMI"
"""The first event in sight on the reference day: it came out on the Saturday before."""


def test_enter_opens_the_event_under_the_cursor_and_escape_goes_back():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "4", "enter")
            assert isinstance(app.screen, Dashboard)
            for back in ("escape", "q"):
                await pressed(pilot, "down", "enter")
                assert isinstance(app.screen, EventPage)
                await pressed(pilot, back)
                assert isinstance(app.screen, Dashboard)
            await pressed(pilot, "k", "k", "enter")
            assert lines_of(app)[2].strip().startswith(FIRST)

    asyncio.run(run())


def test_brackets_go_through_the_releases_of_its_series():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "4", "down", "down", "enter")
            first = lines_of(app)
            await pressed(pilot, "]")
            later = lines_of(app)
            await pressed(pilot, "[")
            assert first == lines_of(app) != later
            assert any("May 2025" in line for line in first)
            assert any("Jun 2025" in line for line in later[:8])

    asyncio.run(run())


def test_filters_act_on_the_chosen_pane_alone_and_the_title_says_them():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(120, 36)) as pilot:
            await pressed(pilot, "1", "u", "e", "i")
            assert any("4 Events ──" in line for line in lines_of(app))
            assert "u country" not in lines_of(app)[-1]
            await pressed(pilot, "4", "u", "i")
            assert any("4 Events  CN · •● ──" in line for line in lines_of(app))
            assert "u country" in lines_of(app)[-1]
            await pressed(pilot, "u", "U", "U", "U")
            assert any("4 Events  US · •● ──" in line for line in lines_of(app))
            await pressed(pilot, "e", "E", "0")
            assert any("4 Events ──" in line for line in lines_of(app))

    asyncio.run(run())


def test_seconds_are_drawn_on_the_page_in_the_last_ten_minutes():
    async def run() -> None:
        app = CalendarApp(desk_with("2026-11-23 09:40", PMI))
        async with app.run_test(size=(80, 24)) as pilot:
            page = EventPage(app.desk, PMI)
            await app.push_screen(page)
            await pilot.pause()
            assert any("in 5:00" in line for line in lines_of(app))
            pass_seconds(app.desk, 1)
            page.show_time()
            await pilot.pause()
            assert any("in 4:59" in line for line in lines_of(app))

    asyncio.run(run())


def test_a_figure_that_comes_shows_on_the_page_at_once():
    async def run() -> None:
        app = CalendarApp(desk_with("2026-11-23 09:44", PMI))
        async with app.run_test(size=(80, 24)) as pilot:
            page = EventPage(app.desk, PMI)
            await app.push_screen(page)
            await pilot.pause()
            assert not any("50.7" in line for line in lines_of(app))
            pass_seconds(app.desk, 61)
            page.show_changes(Changes(events=True))
            await pilot.pause()
            assert any("actual 50.7" in line for line in lines_of(app))

    asyncio.run(run())


def test_the_reader_switches_the_language_on_the_page():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "4", "down", "enter", "n")
            assert any("制造业PMI" in line for line in lines_of(app))

    asyncio.run(run())


def test_the_sectors_that_an_event_moves_say_so_in_the_map():
    app = CalendarApp(desk_with("2026-11-23 09:18", replace(PMI, id="cn-lpr-1y-2026-11", actual=None)))
    give_all(app.desk)

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "2")
            await pilot.pause()
            heads = next(line for line in lines_of(app) if "Banks" in line)
            assert "⚑ LPR 27m" in heads[heads.index("Banks") : heads.index("Autos")]

    asyncio.run(run())


@pytest.mark.parametrize(("size", "language"), in_turn(SIZES, ["en", "zh"]))
def test_the_page_fills_every_size_and_names_its_keys(size, language):
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, "4", "down", "enter", *(["n"] if language == "zh" else []), "pagedown", "down", "up")
            lines = lines_of(app)
            assert {cell_len(line) for line in lines} == {size[0]}
            assert "esc" in lines[-1] and "[ ]" in lines[-1]
            assert not CUT_NUMBER.search("\n".join(lines))

    asyncio.run(run())
