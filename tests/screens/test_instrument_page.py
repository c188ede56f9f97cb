"""The page of one instrument through the keyboard: opened from each place, its charts, its neighbours, left."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.widget import Widget

from tests.panes.desks import SETTINGS, VIEW, give_quotes, quote_of
from tests.panes.instrument_market import ICBC_A, ICBC_H, TENCENT, give_minutes
from tests.screens.instrument_app import InstrumentApp, lines_of, opened, pressed, started, text_of
from tests.screens.test_layouts import CUT_NUMBER
from tests.thoroughness import in_turn
from tui.market.changes import NOTHING, Changes
from tui.screens.dashboard import Dashboard
from tui.screens.instrument import InstrumentPage

SMALL, LARGE = (80, 24), (160, 45)


def on_page(symbol: str, size, steps, **view) -> None:
    """Run `steps(app, pilot)` on the page of that instrument."""

    async def run() -> None:
        app = InstrumentApp(replace(VIEW, **view))
        async with app.run_test(size=size) as pilot:
            await started(app, pilot)
            await opened(app, pilot, symbol)
            await steps(app, pilot)

    asyncio.run(run())


def on_dashboard(size, steps) -> None:
    async def run() -> None:
        app = InstrumentApp()
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(run())


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_enter_on_an_index_opens_it_and_escape_goes_back(size):
    async def steps(app, pilot) -> None:
        await pressed(pilot, "1", "enter")
        assert app.screen.symbol == SETTINGS.indices.shown[0]
        await pressed(pilot, "escape")
        assert isinstance(app.screen, Dashboard)
        await pressed(pilot, "down", "down", "enter")
        assert isinstance(app.screen, InstrumentPage)
        assert app.screen.symbol == SETTINGS.indices.shown[1]
        await pressed(pilot, "escape")
        assert isinstance(app.screen, Dashboard)
        assert app.screen.indices.selected() == SETTINGS.indices.shown[1]

    on_dashboard(size, steps)


def test_no_cursor_is_drawn_in_the_indices_until_it_is_moved_and_scrolling_follows_it():
    async def steps(app, pilot) -> None:
        indices = app.screen.indices
        rows = indices.compose_rows(70, 10)
        assert not any(span.role.endswith("@cursor") for row in rows for span in row)
        assert indices.selected() == SETTINGS.indices.shown[0]
        for symbol in SETTINGS.indices.shown:
            await pressed(pilot, "down")
            assert indices.selected() == symbol
            marked = [row for row in indices.compose_rows(70, 10) if any(s.role.endswith("@cursor") for s in row)]
            assert len(marked) == 1
        await pressed(pilot, "pagedown")
        assert indices.selected() == SETTINGS.indices.shown[-1]
        await pressed(pilot, *["pageup"] * 9)
        assert indices.selected() == SETTINGS.indices.shown[0]

    on_dashboard(SMALL, steps)


def test_enter_on_a_tile_opens_it():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "2", "enter")
        assert isinstance(app.screen, Dashboard)
        await pressed(pilot, "right", "enter")
        assert isinstance(app.screen, InstrumentPage)
        assert app.screen.symbol in SETTINGS.sectors["banks"].members

    on_dashboard(LARGE, steps)


def test_enter_on_the_tile_of_those_without_room_opens_nothing():
    async def steps(app, pilot) -> None:
        heatmap = app.screen.heatmap
        await pressed(pilot, "2")
        for _ in range(40):
            await pressed(pilot, "down")
        for _ in range(40):
            if heatmap.selected() is None:
                break
            await pressed(pilot, "right")
        assert heatmap.selected() is None
        await pressed(pilot, "enter")
        assert isinstance(app.screen, Dashboard)

    on_dashboard(SMALL, steps)


def test_a_small_screen_shows_one_chart_and_tab_the_other():
    async def steps(app, pilot) -> None:
        assert "Intraday" in text_of(app) and "Daily" not in text_of(app)
        assert "tab chart" in lines_of(app)[-1] and "range" not in lines_of(app)[-1]
        await pressed(pilot, "tab")
        assert "Daily" in text_of(app) and "Intraday" not in text_of(app)
        assert "↑↓ range" in lines_of(app)[-1]
        await pressed(pilot, "tab")
        assert "Intraday" in text_of(app)

    on_page(TENCENT, SMALL, steps)


@pytest.mark.parametrize("size", [(120, 36), LARGE, (200, 60), (150, 24), (80, 50)])
def test_a_large_screen_shows_both_charts(size):
    async def steps(app, pilot) -> None:
        assert "Intraday" in text_of(app) and "Daily" in text_of(app)
        assert "tab" not in lines_of(app)[-1]
        await pressed(pilot, "tab")
        assert "Intraday" in text_of(app) and "Daily" in text_of(app)

    on_page(TENCENT, size, steps)


def test_the_arrangement_follows_a_resize():
    async def steps(app, pilot) -> None:
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        assert "Intraday" in text_of(app) and "Daily" in text_of(app)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "Intraday" in text_of(app) and "Daily" not in text_of(app)
        assert {cell_len(line) for line in lines_of(app)} == {80}

    on_page(TENCENT, SMALL, steps)


def test_ranges_are_chosen_by_number_and_by_steps():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "up", "left")
        assert app.screen.candles.range.value == "3m" and app.screen.candles.cursor is None
        await pressed(pilot, "4")
        assert "Weekly" in text_of(app)
        assert app.screen.candles.range.value == "1y"
        await pressed(pilot, "down")
        assert "Monthly" in text_of(app)
        await pressed(pilot, "down", "up", "up", "up", "up", "up", "up")
        assert app.screen.candles.range.value == "1m"
        assert "Daily" in text_of(app)

    on_page(TENCENT, SMALL, steps)


def test_the_cursor_reads_day_by_day():
    async def steps(app, pilot) -> None:
        assert "Tue 24 Nov  O 100.00" in text_of(app)
        await pressed(pilot, "left", "left")
        assert "Mon 23 Nov  O " in text_of(app)
        await pressed(pilot, "pageup")
        assert "Mon 9 Nov  O " in text_of(app)
        await pressed(pilot, "pagedown", "right", "right")
        assert "Tue 24 Nov  O 100.00" in text_of(app)
        assert app.screen.candles.cursor is None

    on_page(TENCENT, LARGE, steps)


@pytest.mark.parametrize("key", ["x", "enter"])
def test_the_twin_is_one_key_away_and_back_too(key):
    async def steps(app, pilot) -> None:
        assert "x H share" in lines_of(app)[-1]
        await pressed(pilot, key)
        assert app.screen.symbol == ICBC_H
        assert "01398.HK · HKEX" in text_of(app)
        assert "x A share" in lines_of(app)[-1]
        await pressed(pilot, key)
        assert app.screen.symbol == ICBC_A
        await pressed(pilot, "escape")
        assert isinstance(app.screen, Dashboard)

    on_page(ICBC_A, SMALL, steps)


def test_a_name_without_a_twin_stays():
    async def steps(app, pilot) -> None:
        assert "share" not in lines_of(app)[-1]
        await pressed(pilot, "x")
        assert app.screen.symbol == TENCENT

    on_page(TENCENT, SMALL, steps)


def test_brackets_go_through_the_sector():
    async def steps(app, pilot) -> None:
        tech = SETTINGS.sectors["tech"].members
        await pressed(pilot, "]")
        assert app.screen.symbol == tech[tech.index(TENCENT) + 1]
        assert "waiting for the minutes" in text_of(app)
        await pressed(pilot, "[", "[")
        assert app.screen.symbol == tech[tech.index(TENCENT) - 1]

    on_page(TENCENT, SMALL, steps)


def test_language_and_colours_change_on_the_page():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "n")
        assert "腾讯控股  Tencent Holdings" in text_of(app) and "分时" in text_of(app)
        await pressed(pilot, "c")
        assert app.desk.view.colors == "red-up"

    on_page(TENCENT, SMALL, steps)


def redrawn(app) -> list[str]:
    """Let the page's panes tell when rows of theirs are painted again."""
    told: list[str] = []
    for pane in (app.screen.facts, app.screen.day, app.screen.candles):
        refresh = pane.refresh

        def telling(*regions, pane=pane, refresh=refresh, **options) -> Widget:
            told.append(pane.id)
            return refresh(*regions, **options)

        pane.refresh = telling
    return told


def test_nothing_is_painted_where_nothing_changed():
    async def steps(app, pilot) -> None:
        told = redrawn(app)
        for _ in range(12):
            app.screen.show_time()
        app.screen.show_changes(Changes(quotes=frozenset(app.desk.state.quotes), standings=True, health=True))
        app.screen.show_changes(NOTHING)
        assert told == []

    on_page(TENCENT, LARGE, steps)


def test_only_what_its_changes_touch_is_composed_again():
    async def steps(app, pilot) -> None:
        told = redrawn(app)
        give_quotes(app.desk, quote_of(app.desk, "002594.SZ", 5.0))
        app.screen.show_changes(Changes(quotes=frozenset({"002594.SZ"})))
        assert told == []
        give_quotes(app.desk, quote_of(app.desk, TENCENT, 3.0))
        app.screen.show_changes(Changes(quotes=frozenset({TENCENT})))
        assert set(told) == {"instrument-facts", "instrument-day", "instrument-candles"}
        told.clear()
        give_minutes(app.desk, TENCENT, 90)
        app.screen.show_changes(Changes(minutes=frozenset({TENCENT})))
        assert set(told) == {"instrument-day"}

    on_page(TENCENT, LARGE, steps)


@pytest.mark.parametrize(
    ("size", "language"),
    in_turn([(40, 10), (60, 16), (80, 24), (100, 30), (120, 36), (160, 45), (200, 60), (300, 100)], ["en", "zh"]),
)
@pytest.mark.parametrize("symbol", [TENCENT, ICBC_A, "HSI"])
def test_every_row_is_as_wide_as_the_screen_and_no_number_is_cut(size, language, symbol):
    async def steps(app, pilot) -> None:
        for _ in range(2):
            lines = lines_of(app)
            assert {cell_len(line) for line in lines} == {size[0]}
            assert len(lines) == size[1]
            body = "\n".join(lines[1:])
            assert not CUT_NUMBER.search(body), CUT_NUMBER.search(body)
            await pressed(pilot, "tab", "left")

    on_page(symbol, size, steps, language=language)


def test_ascii_has_nothing_beyond():
    async def steps(app, pilot) -> None:
        for _ in range(2):
            body = "\n".join(lines_of(app)[1:-1]).replace("腾讯控股", "")
            assert body.isascii(), sorted(set(filter(lambda char: not char.isascii(), body)))
            await pressed(pilot, "tab", "left")

    on_page(TENCENT, SMALL, steps, glyphs="ascii")


def test_the_poller_watches_what_is_looked_at_and_nothing_when_the_page_is_left():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "x", "/", *"700", "enter")
        assert app.screen.symbol == TENCENT
        await pressed(pilot, "escape")
        assert app._poller.watched[-4:] == [ICBC_A, ICBC_H, TENCENT, None]

    on_page(ICBC_A, SMALL, steps)


def test_polling_starts_though_a_page_was_opened_before_the_first_paint():
    async def run() -> None:
        app = InstrumentApp()
        async with app.run_test(size=SMALL) as pilot:
            app.push_screen(InstrumentPage(app.desk, TENCENT))
            await started(app, pilot)
            assert isinstance(app.screen, InstrumentPage)

    asyncio.run(run())
