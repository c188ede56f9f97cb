"""What is hidden composes nothing; a paused screen stands still and tells its age; a quiet one changes rarely."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.panes.desks import CALENDARS, SETTINGS, VIEW, StoppedClock, pass_seconds
from tests.screens.demo_app import SilentPoller, demo_app, filled_market
from tests.screens.watched_app import lines_of, pressed
from tui.app import CnhkApp
from tui.market.changes import Changes
from tui.market.health import Feed
from tui.market.updates import QuotesUpdate, Source
from tui.panes.desk import Desk
from widgets.line_pane import LinePane

EVERYTHING = Changes(quotes=frozenset({"HSI"}), southbound=True, events=True, health=True, feeds=frozenset(Feed))


@pytest.fixture
def composed(monkeypatch):
    """How often each pane composed its rows, by its class."""
    counts: Counter[str] = Counter()
    make_rows = LinePane._make_rows

    def counting(pane: LinePane) -> None:
        counts[type(pane).__name__] += 1
        make_rows(pane)

    monkeypatch.setattr(LinePane, "_make_rows", counting)
    return counts


def changed(app: CnhkApp, symbol: str, last: float) -> None:
    """A new price, as the poller brings it."""
    held = app.desk.live.quotes[symbol]
    source = Source("tencent", app.desk.now(), latency=0.1, expected_every=3.0)
    time = held.value.time + timedelta(seconds=30)
    app._apply(QuotesUpdate(source, (replace(held.value, last=last, time=time),)))


def fresh_app(at: str = "14:10", **view: object) -> CnhkApp:
    """An app on a copy of the filled market, so that prices may change."""
    state, clock = filled_market(at)
    own_clock = StoppedClock(clock.now())
    desk = Desk(state.as_it_stands(), SETTINGS, CALENDARS, own_clock, replace(VIEW, **view))
    return CnhkApp(desk, SilentPoller)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("size", "keys", "seen"),
    [
        ((160, 45), (), {"HeaderPane", "IndicesPane", "HeatmapPane", "SouthboundPane", "EventsPane", "RibbonPane"}),
        ((160, 45), ("2", "z"), {"HeaderPane", "HeatmapPane"}),
        ((160, 45), ("minus",), {"HeaderPane", "HeatmapPane", "SouthboundPane", "EventsPane", "RibbonPane"}),
        ((80, 24), ("3",), {"HeaderPane", "StripPane", "SouthboundPane"}),
        ((40, 10), (), {"HeaderPane", "StripPane"}),
        ((20, 5), (), {"TooSmallPane"}),
    ],
)
def test_only_what_can_be_seen_is_composed(composed, size, keys, seen):
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(200, 60)) as pilot:
            await pilot.resize_terminal(*size)
            await pressed(pilot, *keys)
            composed.clear()
            for _ in range(5):
                app.screen.show_changes(EVERYTHING)
                app.screen.show_time()
            await pilot.pause()
            assert set(composed) <= seen
            assert "TooSmallPane" in seen or set(composed)

    asyncio.run(run())


def test_a_page_on_top_leaves_the_dashboard_below_alone(composed):
    app = demo_app("14:10")

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "g")
            composed.clear()
            for _ in range(6):
                app._draw(EVERYTHING)
                app._tick()
            await pilot.pause()
            assert not set(composed) & {"IndicesPane", "HeatmapPane", "SouthboundPane", "EventsPane", "RibbonPane"}

    asyncio.run(run())


def test_what_was_hidden_shows_what_came_meanwhile():
    app = fresh_app()

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "2", "z")
            changed(app, "HSI", 12345.67)
            await pressed(pilot, "z")
            assert "12,345.67" in "\n".join(lines_of(app))

    asyncio.run(run())


def test_a_paused_screen_stands_still_while_data_arrive_and_then_shows_all_at_once(composed):
    app = fresh_app()

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "space")
            body = lines_of(app)[1:]
            changed(app, "HSI", 12345.67)
            pass_seconds(app.desk, 95)
            composed.clear()
            app._tick()
            await pilot.pause()
            assert set(composed) == {"HeaderPane"}
            assert lines_of(app)[1:] == body
            assert "PAUSED since 14:10" in lines_of(app)[0]
            assert "tencent 1m" in lines_of(app)[0]
            assert app.desk.live.quotes["HSI"].value.last == 12345.67
            await pressed(pilot, "space")
            assert "12,345.67" in "\n".join(lines_of(app))
            assert "PAUSED" not in lines_of(app)[0]
            assert "tencent 0s" not in lines_of(app)[0]

    asyncio.run(run())


@pytest.mark.parametrize("keys", [("down",), ("n", "n"), ("2", "t"), ("z", "z")])
def test_keys_act_on_the_paused_state_and_not_on_what_came_since(keys):
    app = fresh_app()

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "space")
            changed(app, "HSI", 12345.67)
            await pressed(pilot, *keys)
            await pilot.resize_terminal(200, 60)
            await pilot.pause()
            text = "\n".join(lines_of(app))
            assert "12,345.67" not in text
            assert "23,432.87" in text

    asyncio.run(run())


@pytest.mark.parametrize("size", [(40, 10), (60, 16), (80, 24), (100, 30)])
def test_paused_is_told_in_every_size_with_the_age_of_what_is_shown(size):
    app = fresh_app()

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, "space")
            pass_seconds(app.desk, 3700)
            app._tick()
            await pilot.pause()
            assert "PAUSED" in lines_of(app)[0]
            assert "14:10" in lines_of(app)[0]
            assert "1h01" in lines_of(app)[0]

    asyncio.run(run())


def test_quiet_draws_once_a_second_and_tells_neither_seconds_nor_the_running_price_in_day_lines(composed):
    app = fresh_app(quiet=True)

    async def run() -> None:
        async with app.run_test(size=(160, 45)) as pilot:
            assert "14:10:00" not in lines_of(app)[0]
            assert "14:10 " in lines_of(app)[0]
            assert "quiet" in lines_of(app)[0]
            composed.clear()
            line = lines_of(app)[5]
            for price in range(10):
                changed(app, "HSI", 23000.0 + price)
            assert not composed
            app._tick()
            await pilot.pause()
            assert composed["IndicesPane"] == 1
            assert "23,009.00" in lines_of(app)[5]
            drawn = {sign for sign in line if sign >= "⠀"} - {"▲", "▼"}
            assert {sign for sign in lines_of(app)[5] if sign >= "⠀"} - {"▲", "▼"} == drawn

    asyncio.run(run())


def test_without_the_focus_the_screen_changes_every_five_seconds_if_that_is_wished(composed):
    filled_market("14:10")

    async def run(wished: bool) -> int:
        app = fresh_app()
        app.desk.settings = replace(SETTINGS, display=replace(SETTINGS.display, slow_when_unfocused=wished))
        async with app.run_test(size=(160, 45)) as pilot:
            app.on_app_blur()
            composed.clear()
            for second in range(10):
                changed(app, "HSI", 23000.0 + second)
                app._tick()
            await pilot.pause()
            drawn = composed["IndicesPane"]
            changed(app, "HSI", 12345.67)
            app.on_app_focus()
            await pilot.pause()
            assert "12,345.67" in "\n".join(lines_of(app))
            return drawn

    assert asyncio.run(run(wished=True)) == 2
    assert asyncio.run(run(wished=False)) >= 10
