"""The page of health through the keyboard: opened, scrolled, live at a calm pace, left."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW
from tests.screens.health_app import BUDGETS, health_app
from tests.screens.test_layouts import CUT_NUMBER, screen_text
from tests.screens.watched_app import lines_of, pressed
from tests.thoroughness import in_turn
from tui.market.changes import Changes
from tui.market.updates import BudgetsUpdate
from tui.screens.dashboard import Dashboard
from tui.screens.health import CALM_SECONDS, HealthPage

SIZES = [(40, 10), (60, 16), (80, 24), (120, 36), (160, 45), (200, 60)]


def text_after(*keys: str, size: tuple[int, int] = (80, 24), **view: object) -> str:
    return asyncio.run(screen_text(health_app(replace(VIEW, **view)), size, *keys))


def test_h_opens_it_and_escape_q_and_h_go_back():
    app = health_app()

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            for back in ("escape", "q", "h"):
                await pressed(pilot, "h")
                assert isinstance(app.screen, HealthPage)
                await pressed(pilot, back)
                assert isinstance(app.screen, Dashboard)

    asyncio.run(run())


@pytest.mark.parametrize(("size", "language"), in_turn(SIZES, ["en", "zh"]))
def test_no_number_is_cut_in_any_size(size, language):
    text = text_after("h", "pagedown", "up", size=size, language=language)
    assert not CUT_NUMBER.search(text), CUT_NUMBER.search(text)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_everything_can_be_scrolled_to(size):
    seen = "\n".join(text_after("h", *["pagedown"] * pages, size=size) for pages in range(5))
    for told in ("refused 7×, timed out 2×", "19 of  60 left, 7 at once", "1.3 MB, 214 B/s", "display.colors"):
        assert told in seen, told
    assert text_after("h", *["pagedown"] * 9, size=size) == text_after("h", *["pagedown"] * 12, "down", size=size)


def test_in_a_wide_terminal_all_stands_side_by_side():
    text = text_after("h", size=(200, 60))
    assert "quotes           tencent" in text and "Age of the data" in text and "display.colors  line 4" in text


def test_few_colours_and_no_unicode_will_do():
    *page, footer = text_after("h", glyphs="ascii", depth="none", colors="mono").split("\n")
    assert "\n".join(page).isascii(), [line for line in page if not line.isascii()]
    assert footer.replace("中文", "").isascii()


def test_its_figures_move_on_every_few_seconds_and_at_once_where_all_are_void():
    app = health_app()

    async def run() -> None:
        async with app.run_test(size=(80, 60)) as pilot:
            await pressed(pilot, "h")
            assert "19 of  60 left" in "\n".join(lines_of(app))
            app.desk.state.apply(BudgetsUpdate((replace(BUDGETS[0], asked=60),)))
            app.screen.show_changes(Changes(health=True))
            for _ in range(CALM_SECONDS - 1):
                app.screen.show_time()
            await pilot.pause()
            assert "19 of  60 left" in "\n".join(lines_of(app))
            app.screen.show_time()
            await pilot.pause()
            assert " 0 of  60 left" in "\n".join(lines_of(app))
            app.desk.state.apply(BudgetsUpdate(()))
            app.screen.show_changes(Changes(restarted=True))
            await pilot.pause()
            assert "nothing limited" in "\n".join(lines_of(app))

    asyncio.run(run())
