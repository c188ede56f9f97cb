"""Search through the keyboard: typed, pasted, chosen, opened, left."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.events import Paste

from tests.panes.desks import VIEW, give_quotes, quote_of
from tests.panes.instrument_market import ICBC_A, ICBC_H, TENCENT
from tests.screens.instrument_app import InstrumentApp, lines_of, opened, pressed, text_of
from tests.screens.test_layouts import CUT_NUMBER
from tests.thoroughness import in_turn
from tui.market.changes import Changes
from tui.screens.dashboard import Dashboard
from tui.screens.instrument import InstrumentPage
from tui.screens.search import SearchPage

SMALL = (80, 24)


def on_search(steps, size=SMALL, **view) -> None:
    async def run() -> None:
        app = InstrumentApp(replace(VIEW, **view))
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, "/")
            assert isinstance(app.screen, SearchPage)
            await steps(app, pilot)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [("gsyh", ICBC_H), ("700", TENCENT), ("tencent", TENCENT), ("腾讯", TENCENT), ("hs300", "000300.SH")],
)
def test_what_was_typed_is_found_and_enter_opens_it(typed, symbol):
    async def steps(app, pilot) -> None:
        await pressed(pilot, *typed)
        assert app.screen.search.selected() == symbol
        assert symbol in text_of(app)
        await pressed(pilot, "enter")
        assert isinstance(app.screen, InstrumentPage)
        assert app.screen.symbol == symbol
        await pressed(pilot, "escape")
        assert isinstance(app.screen, Dashboard)

    on_search(steps)


def test_down_chooses_the_next():
    async def steps(app, pilot) -> None:
        await pressed(pilot, *"gsyh", "down", "enter")
        assert app.screen.symbol == ICBC_A

    on_search(steps)


def test_every_key_that_means_something_elsewhere_is_text_here():
    async def steps(app, pilot) -> None:
        view = app.desk.view
        await pressed(pilot, *"qncsbprx/1 2[]")
        assert isinstance(app.screen, SearchPage)
        assert app.screen.search.text == "qncsbprx/1 2[]"
        assert app.desk.view == view
        assert "Nothing found" in text_of(app)
        await pressed(pilot, "backspace", "ctrl+w")
        assert app.screen.search.text == "qncsbprx/1"
        await pressed(pilot, "ctrl+u", "enter")
        assert app.screen.search.text == ""
        assert isinstance(app.screen, SearchPage)

    on_search(steps)


def test_a_pasted_text_is_searched_for_without_its_control_characters():
    async def steps(app, pilot) -> None:
        app.post_message(Paste("工商\x1b\n"))
        await pilot.pause()
        assert app.screen.search.text.strip() == "工商"
        assert app.screen.search.selected() == ICBC_H

    on_search(steps)


def test_escape_leaves():
    async def steps(app, pilot) -> None:
        await pressed(pilot, *"abc", "escape")
        assert isinstance(app.screen, Dashboard)

    on_search(steps)


def test_search_from_an_instrument_shows_the_other_in_its_place():
    async def steps(app, pilot) -> None:
        await pressed(pilot, *"700", "enter", "/", *"gsyh", "enter")
        assert isinstance(app.screen, InstrumentPage)
        assert app.screen.symbol == ICBC_H
        assert "01398.HK" in text_of(app)
        await pressed(pilot, "escape")
        assert isinstance(app.screen, Dashboard)

    on_search(steps)


def test_prices_in_the_list_move():
    async def steps(app, pilot) -> None:
        await pressed(pilot, *"700")
        give_quotes(app.desk, quote_of(app.desk, TENCENT, 7.77))
        app.screen.show_changes(Changes(quotes=frozenset({TENCENT})))
        await pilot.pause()
        assert "+7.77" in text_of(app)

    on_search(steps)


@pytest.mark.parametrize(
    ("size", "language"), in_turn([(40, 10), (60, 16), (80, 24), (120, 36), (160, 45), (200, 60)], ["en", "zh"])
)
def test_every_row_is_as_wide_as_the_screen_and_no_number_is_cut(size, language):
    async def steps(app, pilot) -> None:
        for keys in ("", "yh", "zzz"):
            await pressed(pilot, *keys)
            lines = lines_of(app)
            assert {cell_len(line) for line in lines} == {size[0]}
            assert not CUT_NUMBER.search("\n".join(lines[1:]))

    on_search(steps, size=size, language=language)


def test_the_message_of_another_screen_opens_it_over_the_dashboard():
    async def run() -> None:
        app = InstrumentApp()
        async with app.run_test(size=SMALL) as pilot:
            await opened(app, pilot, TENCENT)
            assert isinstance(app.screen, InstrumentPage)
            assert "Tencent Holdings" in lines_of(app)[1]

    asyncio.run(run())
