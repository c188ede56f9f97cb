"""The list of commands through the keyboard: narrowed, in both languages, and done on the screen below."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.panes.desks import VIEW
from tests.screens.demo_app import demo_app
from tests.screens.watched_app import lines_of, pressed
from tests.thoroughness import in_turn
from tui.keys import LISTS, SCREENS, TYPING, actions_on
from tui.panes.commands import commands_on
from tui.screens.commands import CommandsPage
from tui.screens.dashboard import Dashboard
from tui.screens.flow import FlowPage
from tui.screens.rotation import RotationPage


def on_commands(steps, *before: str, size=(80, 24), **view: object) -> None:
    app = demo_app("14:10", replace(VIEW, **view))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, *before)
            assert isinstance(app.screen, CommandsPage)
            await steps(app, pilot)

    asyncio.run(run())


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_that_a_screen_can_do_is_listed_once_but_moving(screen):
    listed = [action.id for action in commands_on(screen)]
    moving = {action.id for action in actions_on(screen) if action.is_in((LISTS, TYPING))}
    assert len(listed) == len(set(listed))
    assert set(listed) >= {action.id for action in actions_on(screen)} - moving - {"open_commands", "page_top"}


@pytest.mark.parametrize("opening", [":", "ctrl+p"])
@pytest.mark.parametrize(("language", "typed"), [("en", "rotat"), ("en", "轮动"), ("zh", "轮动"), ("zh", "ROTATION")])
def test_words_of_either_language_find_a_command_and_enter_does_it(opening, language, typed):
    async def steps(app, pilot) -> None:
        await pressed(pilot, *typed, "enter")
        assert isinstance(app.screen, RotationPage)

    on_commands(steps, opening, language=language)


def test_a_command_of_the_screen_below_is_done_there():
    async def steps(app, pilot) -> None:
        await pressed(pilot, *"southbound", "enter")
        assert isinstance(app.screen, Dashboard)
        assert app.screen.southbound.chosen
        await pressed(pilot, ":", *"under", "enter")
        assert isinstance(app.screen, FlowPage)
        await pressed(pilot, ":", *"back", "enter")
        assert isinstance(app.screen, Dashboard)

    on_commands(steps, ":")


def test_letters_are_typed_and_what_nobody_knows_is_said():
    async def steps(app, pilot) -> None:
        await pressed(pilot, *"qn:zz")
        assert isinstance(app.screen, CommandsPage)
        assert app.screen.commands.text == "qn:zz"
        assert "Nothing found for “qn:zz”" in "\n".join(lines_of(app))
        await pressed(pilot, "enter", "ctrl+p")
        assert isinstance(app.screen, CommandsPage)
        await pressed(pilot, "ctrl+u", "escape")
        assert isinstance(app.screen, Dashboard)

    on_commands(steps, ":")


def test_the_cursor_moves_through_all_commands_and_keys_stand_beside_them():
    async def steps(app, pilot) -> None:
        pane = app.screen.commands
        assert any(line.split()[-1:] == ["q"] and "quit" in line for line in lines_of(app))
        await pressed(pilot, *["down"] * (len(pane.found) + 3))
        assert pane.selected() is pane.found[-1]
        assert pane.found[-1].told[0] in "\n".join(lines_of(app))
        await pressed(pilot, "pageup", *["up"] * len(pane.found))
        assert pane.selected() is pane.found[0]

    on_commands(steps, ":")


@pytest.mark.parametrize(
    ("size", "language"), in_turn([(40, 10), (60, 16), (80, 24), (120, 36), (200, 60)], ["en", "zh"])
)
def test_every_row_is_as_wide_as_the_screen(size, language):
    async def steps(app, pilot) -> None:
        for keys in ("", "pane", "zzz"):
            await pressed(pilot, *keys)
            assert {cell_len(line) for line in lines_of(app)} == {size[0]}

    on_commands(steps, ":", size=size, language=language)
