"""Every layout shows what it must, cuts no number and overlaps nothing."""

from __future__ import annotations

import asyncio
import re

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.panes.desks import VIEW
from tests.screens.demo_app import demo_app
from tui.market.updates import EventsUpdate
from tui.screens.layout import Layout, layout_for

CUT_NUMBER = re.compile(r"\d[.,]\d*…|[+\-]\d[\d.,]*…|#{3,}")


async def screen_text(app, size, *keys) -> str:
    """The screen's text. Uses a private name of Textual, here and nowhere else."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if keys:
            await pilot.press(*keys)
            await pilot.pause()
        strips = app.screen._compositor.render_strips(app.size)
        return "\n".join(strip.text for strip in strips)


@pytest.fixture(params=["en", "zh"])
def language(request):
    return request.param


SIZES = [(40, 10), (60, 16), (80, 24), (100, 30), (120, 36), (160, 45), (200, 60), (300, 100)]


@pytest.mark.parametrize("size", SIZES)
def test_no_number_is_cut_and_every_row_has_the_width_of_the_screen(size, language):
    app = demo_app("14:10", replace(VIEW, language=language))
    text = asyncio.run(screen_text(app, size))
    assert not CUT_NUMBER.search(text), CUT_NUMBER.search(text)
    assert {cell_len(line) for line in text.split("\n")} == {size[0]}


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_each_pane_stands_alone_at_80_by_24(key, language):
    app = demo_app("14:10", replace(VIEW, language=language))
    text = asyncio.run(screen_text(app, (80, 24), key))
    titles = {"en": ("Indices", "Heatmap", "Southbound", "Events"), "zh": ("指数", "热力图", "港股通", "日程")}
    body = text.split("\n")[3:-1]
    assert titles[language][int(key) - 1] in body[0] + body[1]
    assert not CUT_NUMBER.search("\n".join(body))


@pytest.mark.parametrize(
    ("size", "layout"),
    [
        ((160, 45), Layout.WIDE),
        ((159, 60), Layout.GRID),
        ((100, 30), Layout.GRID),
        ((99, 44), Layout.SINGLE),
        ((80, 24), Layout.SINGLE),
        ((59, 40), Layout.STRIP),
        ((40, 10), Layout.STRIP),
        ((39, 10), Layout.TOO_SMALL),
        ((80, 9), Layout.TOO_SMALL),
    ],
)
def test_the_layout_follows_the_size(size, layout):
    assert layout_for(*size) is layout


def test_a_second_that_passes_when_the_screens_are_gone_draws_nothing():
    app = demo_app("14:10")
    app._tick()
    app._apply(EventsUpdate(app.desk.state.events))
    assert app.screen_stack == []
