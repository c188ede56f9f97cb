"""Office mode shows the same figures, and nothing that tells what they are."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.panes.desks import UNIVERSE
from tests.screens.demo_app import demo_app
from tests.screens.test_layouts import CUT_NUMBER
from tests.screens.test_manners import changed, fresh_app
from tests.screens.watched_app import lines_of, pressed
from tests.thoroughness import in_turn
from tui.app_teller import AppTeller
from tui.panes.words import WORDS

PLAIN_WORDS = {"simulated"}
"""Words of the dashboard that may be seen."""

TELLING = {
    word
    for key, pair in WORDS.items()
    for word in pair
    if key not in PLAIN_WORDS and len(word) > 4 and "{" not in word and word.isalpha()
} | {name for i in UNIVERSE for name in (i.name_en, i.label_en, i.name_zh, i.label_zh, i.symbol) if len(name) > 2}


@pytest.mark.parametrize(
    ("keys", "size"),
    in_turn(
        ["o", "n o", "o slash", "o w n c", "o g x question_mark ctrl+p 1 2 enter"],
        [(160, 45), (100, 30), (80, 24), (40, 10), (30, 5)],
    ),
)
def test_nothing_on_the_screen_tells_what_it_is(size, keys):
    app = demo_app("14:10")

    async def run() -> list[str]:
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, *keys.split())
            return lines_of(app)

    lines = asyncio.run(run())
    text = "\n".join(lines)
    assert "top - 14:10:00" in lines[0]
    assert [name for name in TELLING if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)] == []
    assert not CUT_NUMBER.search(text)


def test_the_figures_are_those_of_the_dashboard():
    app = demo_app("14:10")

    async def run() -> list[str]:
        async with app.run_test(size=(100, 60)) as pilot:
            await pressed(pilot, "o")
            return lines_of(app)

    lines = asyncio.run(run())
    text = "\n".join(lines)
    assert re.search(r"cpu0 +23,432\.87 +\+1\.19 R", text)
    assert "net  all +3.51  if0 +2.10  if1 +1.41" in text
    assert re.search(r"w2\.\d\d +\d+\.\d\d +\+10\.05 ", text)
    moves = [float(found[1]) for line in lines if (found := re.match(r"w\d\.\d\d +\S+ +(\S+)", line))]
    assert moves == sorted(moves, reverse=True)
    assert len(moves) > 30


def test_it_is_grey():
    app = demo_app("14:10")

    async def run() -> set[str]:
        async with app.run_test(size=(100, 30)) as pilot:
            await pressed(pilot, "o")
            strips = app.screen._compositor.render_strips(app.size)
            styles = [segment.style for strip in strips[1:] for segment in strip if segment.style]
            triplets = [style.color.triplet for style in styles if style.color and style.color.triplet]
            return {"grey" if max(t) - min(t) < 40 else str(t) for t in triplets}

    assert asyncio.run(run()) == {"grey"}


@pytest.mark.parametrize("back", ["o", "escape"])
def test_one_key_goes_back_to_where_the_reader_was(back):
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "g")
            before = lines_of(app)
            await pressed(pilot, "o")
            assert lines_of(app) != before
            await pressed(pilot, back)
            assert lines_of(app) == before

    asyncio.run(run())


def test_it_lives_is_paused_and_scrolls():
    app = fresh_app()

    async def run() -> None:
        async with app.run_test(size=(100, 30)) as pilot:
            await pressed(pilot, "o")
            changed(app, "HSI", 12345.67)
            await pilot.pause()
            assert "12,345.67" in "\n".join(lines_of(app))
            await pressed(pilot, "space")
            changed(app, "HSI", 11111.11)
            app._tick()
            await pilot.pause()
            assert "11,111.11" not in "\n".join(lines_of(app))
            assert "paused 14:10  age" in lines_of(app)[0]
            first = next(line for line in lines_of(app) if line.startswith("w"))
            await pressed(pilot, "space", "pagedown")
            assert "11,111.11" in "\n".join(lines_of(app))
            assert first not in lines_of(app)

    asyncio.run(run())


def test_a_note_that_is_on_the_screen_goes_with_the_names():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            AppTeller(app).toast("Tencent Holdings 102.50, above 102.00")
            await pilot.pause()
            assert "above 102.00" in "\n".join(lines_of(app))
            await pressed(pilot, "o")
            assert "above 102.00" not in "\n".join(lines_of(app))
            await pressed(pilot, "o")
            assert "above 102.00" not in "\n".join(lines_of(app)), "it was seen"

    asyncio.run(run())
