"""The page of rotation through the keyboard: opened, ranked by other periods and classes, left."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from tests.panes.desks import VIEW
from tests.screens.demo_app import demo_app
from tests.screens.test_layouts import CUT_NUMBER, screen_text
from tests.thoroughness import in_turn
from tui.screens.dashboard import Dashboard
from tui.screens.rotation import RotationPage


def text_after(*keys: str, size: tuple[int, int] = (80, 24), **view: object) -> str:
    return asyncio.run(screen_text(demo_app("14:10", replace(VIEW, **view)), size, *keys))


def test_g_opens_it_and_escape_q_and_g_go_back():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            for back in ("escape", "q", "g"):
                await pilot.press("g")
                await pilot.pause()
                assert isinstance(app.screen, RotationPage)
                await pilot.press(back)
                await pilot.pause()
                assert isinstance(app.screen, Dashboard)

    asyncio.run(run())


def test_at_80_by_24_all_sectors_classes_and_movers_are_in_sight():
    text = text_after("g")
    assert all(word in text for word in ("Banks", "Autos", "Tech", "all A shares", "all H shares"))
    assert text.count("leaders") == text.count("laggards") == 3
    assert "esc back" in text and "p today" in text


def test_period_class_and_language_act_on_the_page():
    assert "A shares · ranked by 20 days" in text_after("g", "p", "p", "s", "s")
    assert "按今日排名" in text_after("g", "n")


def test_the_choices_made_on_the_page_hold_on_the_dashboard():
    assert "20 days ±15%" in text_after("2", "g", "p", "p", "escape")


@pytest.mark.parametrize(
    ("size", "language"), in_turn([(40, 10), (60, 16), (80, 24), (120, 36), (160, 45), (200, 60)], ["en", "zh"])
)
def test_no_number_is_cut_in_any_size(size, language):
    text = text_after("g", "down", "pagedown", "up", size=size, language=language)
    assert not CUT_NUMBER.search(text), CUT_NUMBER.search(text)


def test_few_colours_and_no_unicode_will_do():
    *page, footer = text_after("g", glyphs="ascii", depth="none", colors="mono").split("\n")
    assert "\n".join(page).isascii()
    assert footer.replace("中文", "").isascii()
