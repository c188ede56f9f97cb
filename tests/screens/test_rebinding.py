"""Keys of the reader's own, pressed: they act, the old ones are free, and footer and help tell them."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from tests.screens.demo_app import demo_app
from tests.screens.watched_app import lines_of, pressed
from tui.screens.dashboard import Dashboard
from tui.screens.wrap import WrapPage


def with_keys(steps, **keys: tuple[str, ...]) -> None:
    app = demo_app("14:10")
    settings = app.desk.settings
    app.desk.settings = replace(settings, keys={**settings.keys, **keys})

    async def run() -> None:
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(run())


def test_a_new_key_acts_and_the_old_one_does_no_more():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "w")
        assert isinstance(app.screen, Dashboard)
        await pressed(pilot, "W")
        assert isinstance(app.screen, WrapPage)
        await pressed(pilot, "escape", "f5")
        assert isinstance(app.screen, WrapPage)

    with_keys(steps, open_wrap=("W", "f5"))


def test_two_actions_change_places():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "n")
        assert (app.desk.view.colors, app.desk.view.language) == ("red-up", "en")
        await pressed(pilot, "c")
        assert (app.desk.view.colors, app.desk.view.language) == ("red-up", "zh")

    with_keys(steps, next_colors=("n",), switch_language=("c",))


def test_moving_is_rebound_on_every_screen_at_once():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "down", "down")
        assert app.screen.indices.cursor is None
        await pressed(pilot, "ctrl+n", "ctrl+n")
        assert app.screen.indices.cursor == 1
        await pressed(pilot, "?", "ctrl+n", "ctrl+n")
        moved = lines_of(app)
        await pressed(pilot, "k")
        assert lines_of(app) != moved

    with_keys(steps, down=("ctrl+n",))


def test_comma_and_signs_are_keys():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "comma")
        assert app.desk.view.language == "zh"
        await pressed(pilot, "&")
        assert app.desk.view.colors == "red-up"

    with_keys(steps, switch_language=(",",), next_colors=("&",))


def test_a_rule_is_added_by_the_key_that_the_footer_tells():
    async def steps(app, pilot) -> None:
        await pressed(pilot, "a", "plus", *"HSI > 30000", "enter")
        assert "f5 add" in lines_of(app)[-1] and not app.desk.alerts.rules
        await pressed(pilot, "f5")
        assert len(app.desk.alerts.rules) == 1
        app.desk.alerts.remove(next(iter(app.desk.alerts.rules)))

    with_keys(steps, accept_alert=("A", "f5"))


def test_footer_and_help_tell_the_keys_that_hold():
    async def steps(app, pilot) -> None:
        assert "f10 quit" in lines_of(app)[-1] and "K help" in lines_of(app)[-1]
        await pressed(pilot, "K", "home")
        assert any(line.split() == ["f10", "quit"] for line in lines_of(app))

    with_keys(steps, quit=("f10",), open_help=("K",))
