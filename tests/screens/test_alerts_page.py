"""The page of alerts through the keyboard: opened, a rule typed, refused, removed; marks in the rows."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.panes.desks import VIEW, desk_at, give_all, give_quotes, quote_of
from tests.screens.watched_app import WatchedApp, lines_of, pressed
from tests.thoroughness import in_turn
from tui.alerting import Alerting
from tui.app_teller import AppTeller
from tui.market.alerts.making import price_rule
from tui.market.alerts.records import AlertBook
from tui.market.alerts.rules import Side
from tui.panes.alerts import state_span
from tui.screens.alerts import AlertsPage
from tui.screens.dashboard import Dashboard

OVER = price_rule("HSI", Side.ABOVE, 102.0)


class AlertsApp(WatchedApp):
    """An app whose alerts are checked when a test says so, and kept in a list."""

    def __init__(self, language="en") -> None:
        super().__init__(desk_at("2026-11-24 10:42", view=replace(VIEW, language=language)))
        self.books: list[AlertBook] = []
        self.begun = asyncio.Event()
        give_all(self.desk, 1.0)

    async def _start(self) -> None:
        self._alerting = Alerting(self.desk, AppTeller(self), self.books.append)
        self._alerting.begin(AlertBook())
        self.begun.set()

    def tick_to(self, change_pct: float) -> None:
        """The Hang Seng moves, a second later."""
        self.desk.clock.seconds += 1
        give_quotes(self.desk, quote_of(self.desk, "HSI", change_pct))
        self._check_alerts()


def test_a_opens_it_and_escape_goes_back():
    async def run() -> None:
        app = AlertsApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "a")
            assert isinstance(app.screen, AlertsPage)
            assert any("no rules yet" in line for line in lines_of(app))
            await pressed(pilot, "a", "escape")
            assert isinstance(app.screen, Dashboard)

    asyncio.run(run())


def test_with_an_index_chosen_its_rule_is_about_to_be_typed():
    async def run() -> None:
        app = AlertsApp()
        async with app.run_test(size=(120, 36)) as pilot:
            await pressed(pilot, "1", "down", "a")
            assert any(line.strip() == "+ HSI" for line in lines_of(app))
            await pressed(pilot, *"> 102", "enter")
            assert list(app.desk.alerts.rules.values()) == [OVER]
            assert any("Hang Seng Index above 102.00" in line and "armed" in line for line in lines_of(app))
            assert app.books[-1].own == (OVER,)

    asyncio.run(run())


def test_what_is_no_rule_is_said_and_can_be_mended():
    async def run() -> None:
        app = AlertsApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "a", "plus", *"HSI q", "enter")
            assert any("not a rule: HSI q" in line for line in lines_of(app))
            await pressed(pilot, "backspace", *"> 102", "enter")
            assert list(app.desk.alerts.rules.values()) == [OVER]
            await pressed(pilot, "plus", *"> 102", "enter")
            assert any("there already" in line for line in lines_of(app))
            await pressed(pilot, "escape")
            assert isinstance(app.screen, AlertsPage) and app.screen.alerts.typed is None

    asyncio.run(run())


def test_d_removes_the_rule_under_the_cursor_and_none_of_the_settings():
    async def run() -> None:
        app = AlertsApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await app.begun.wait()
            app.desk.alerts.replace_given([OVER])
            app.desk.alerts.add(price_rule("HSI", Side.BELOW, 99.0))
            await pressed(pilot, "a", "d")
            assert len(app.desk.alerts.rules) == 2
            await pressed(pilot, "down", "d")
            assert list(app.desk.alerts.rules.values()) == [OVER]

    asyncio.run(run())


def test_enter_opens_the_instrument_of_the_rule():
    async def run() -> None:
        app = AlertsApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await app.begun.wait()
            app.desk.alerts.add(OVER)
            await pressed(pilot, "a", "enter")
            assert app.asked == ["HSI"]

    asyncio.run(run())


def test_what_fires_marks_its_row_until_the_page_was_opened_and_is_noted():
    async def run() -> None:
        app = AlertsApp()
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            await app.begun.wait()
            app.desk.alerts.add(OVER)
            app.tick_to(1.0)
            app.tick_to(2.5)
            await pilot.pause()
            assert any("Hang Seng Index !" in line for line in lines_of(app))
            assert any("Hang Seng Index 102.50, above 102.00" in line for line in lines_of(app))
            await pressed(pilot, "2", "a")
            assert any("10:42:02  Hang Seng Index 102.50, above 102.00" in line for line in lines_of(app))
            await pressed(pilot, "escape")
            assert not any("Hang Seng Index !" in line for line in lines_of(app))

    asyncio.run(run())


def test_the_strip_marks_what_fired():
    async def run() -> None:
        app = AlertsApp()
        async with app.run_test(size=(40, 10)) as pilot:
            await app.begun.wait()
            app.desk.alerts.add(OVER)
            app.tick_to(1.0)
            app.tick_to(2.5)
            await pilot.pause()
            assert any("HSI" in line and "!" in line and "102.50" in line for line in lines_of(app))

    asyncio.run(run())


@pytest.mark.parametrize(("size", "language"), in_turn([(40, 10), (60, 16), (80, 24), (160, 45)], ["en", "zh"]))
def test_the_page_fills_every_size(size, language):
    async def run() -> None:
        app = AlertsApp(language)
        async with app.run_test(size=size) as pilot:
            await app.begun.wait()
            for level in range(101, 140):
                app.desk.alerts.add(price_rule("HSI", Side.ABOVE, float(level)))
            app.tick_to(1.0)
            app.tick_to(20.0)
            await pressed(pilot, "a", *(["down"] * 30))
            lines = lines_of(app)
            assert {cell_len(line) for line in lines} == {size[0]}
            assert not any("#" in line for line in lines)
            assert any("131.00" in line for line in lines), "the cursor is in sight"

    asyncio.run(run())


def test_a_rule_that_is_beyond_its_level_when_first_seen_has_not_fired():
    desk = desk_at()
    assert [state_span(desk, armed, has_fired=fired).text for armed, fired in STATES] == [
        "armed",
        "beyond already",
        "fired",
        "no value yet",
        "fired",
    ]


STATES = ((True, False), (False, False), (False, True), (None, False), (None, True))
