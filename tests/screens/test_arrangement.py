"""Which panes are seen: maximised, hidden, shown again, arranged by presets; live on resize, and remembered."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens.demo_app import demo_app
from tests.screens.watched_app import lines_of, pressed
from tests.thoroughness import in_turn
from tui.screens.arrangement import ALL_SHOWN, MAIN, PRESETS, Arrangement
from tui.screens.dashboard import Dashboard
from tui.screens.layout import Layout

TITLES = {1: " 1 Indices ", 2: " 2 Heatmap ", 3: " 3 Southbound ", 4: " 4 Events "}
LARGE, MEDIUM, SMALL, STRIP = (160, 45), (100, 30), (80, 24), (40, 10)


def seen(app) -> set[int]:
    """The panes whose titles stand on the screen; the footer's names are no titles."""
    body = "\n".join(lines_of(app)[1:-1])
    return {number for number, title in TITLES.items() if title in body}


def after(*keys: str, size=LARGE, at="14:10", **resized) -> set[int]:
    app = demo_app(at)

    async def run() -> set[int]:
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, *keys)
            return seen(app)

    return asyncio.run(run())


MOVES = ("choosing_next", "without_chosen", "with_all", "with_next_preset")


@given(st.lists(st.one_of(st.integers(1, 4), st.sampled_from(MOVES), st.none())))
def test_whatever_is_pressed_the_chosen_pane_is_shown_and_a_column_is_filled(keys):
    arrangement = ALL_SHOWN
    for key in keys:
        if key is None:
            arrangement = arrangement._replace(maximised=not arrangement.maximised)
        elif isinstance(key, int):
            arrangement = arrangement.choosing(key)
        else:
            move = getattr(arrangement, key)
            arrangement = move(1) if key == "choosing_next" else move()
        assert arrangement.chosen in arrangement.shown
        assert list(arrangement.shown) == sorted(set(arrangement.shown))
        for layout in Layout:
            visible, tall = arrangement.visible(layout), arrangement.tall(layout)
            assert (tall is not None) == (len(visible) == 3)
            assert tall is None or tall in visible[:2]


def test_the_main_pane_of_every_preset_can_fill_a_column():
    assert all(MAIN[preset] in shown[:2] for preset, shown in PRESETS.items() if preset in MAIN)


KEYS_AND_PANES = [
    ("z", {1}),
    ("2 z", {2}),
    ("z 3", {3}),
    ("z z", {1, 2, 3, 4}),
    ("minus", {2, 3, 4}),
    ("minus minus", {3, 4}),
    ("minus minus minus minus minus", {4}),
    ("minus 1", {1, 2, 3, 4}),
    ("3 minus plus", {1, 2, 3, 4}),
    ("z minus", {2, 3, 4}),
    ("m", {1, 3, 4}),
    ("m m", {1, 2, 4}),
    ("m m m m", {1, 4}),
    ("m m m m m", {1, 2, 3, 4}),
    ("m m m m minus plus", {1, 4}),
    ("m m m m plus", {1, 2, 3, 4}),
]


@pytest.mark.parametrize(("case", "size"), in_turn(KEYS_AND_PANES, [LARGE, MEDIUM]))
def test_keys_arrange_the_panes(case, size):
    keys, panes = case
    assert after(*keys.split(), size=size) == panes


@pytest.mark.parametrize(
    ("keys", "size"),
    in_turn(
        ["z", "2 z", "3 z", "4 z", "minus", "minus minus", "m", "m m", "m m m", "m m m m"],
        [LARGE, MEDIUM, (120, 36), (300, 100)],
    ),
)
def test_no_arrangement_cuts_a_number_or_leaves_a_hole(keys, size):
    async def run() -> None:
        from tests.screens.test_layouts import CUT_NUMBER

        app = demo_app("14:10")
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, *keys.split())
            text = "\n".join(lines_of(app))
            assert not CUT_NUMBER.search(text), text
            panes = [pane.region for pane in app.screen.panes if pane.display]
            assert all(region.width >= 38 for region in panes)
            ends = max(region.bottom for region in panes)
            for column in {region.x for region in panes}:
                assert max(region.bottom for region in panes if region.x == column) == ends

    asyncio.run(run())


def test_on_a_small_terminal_maximising_takes_the_strip_away_and_hiding_passes_the_pane_over():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=SMALL) as pilot:
            assert "HSTECH" in "\n".join(lines_of(app))
            await pressed(pilot, "z")
            assert "HSTECH" not in "\n".join(lines_of(app))
            await pressed(pilot, "z", "minus")
            assert seen(app) == {2}
            await pressed(pilot, "shift+tab")
            assert seen(app) == {4}

    asyncio.run(run())


def test_a_resize_keeps_what_was_chosen_and_where_every_pane_stood():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=MEDIUM) as pilot:
            await pressed(pilot, *["down"] * 12, "4", *["down"] * 3, "2", "down", "down")
            dashboard = app.screen
            assert isinstance(dashboard, Dashboard)

            def places() -> tuple[object, ...]:
                cursors = (dashboard.indices.cursor, dashboard.events.cursor, dashboard.heatmap.selected())
                return (*cursors, dashboard.arrangement, lines_of(app))

            before = places()
            for size in (LARGE, SMALL, STRIP, (20, 5), (300, 100), MEDIUM):
                await pilot.resize_terminal(*size)
                await pilot.pause()
            assert places() == before

    asyncio.run(run())


def test_in_a_strip_no_key_changes_what_a_larger_terminal_shows():
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=STRIP) as pilot:
            await pressed(pilot, "z", "minus", "m")
            await pilot.resize_terminal(*LARGE)
            await pilot.pause()
            assert seen(app) == {1, 2, 3, 4}

    asyncio.run(run())


def test_an_arrangement_begins_with_its_main_pane_chosen():
    assert Arrangement().with_preset("flow").chosen == 3
