"""A running dashboard takes over what changes in the reader's file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.panes.desks import CALENDARS, SETTINGS, VIEW
from tests.screens.demo_app import filled_market
from tests.screens.watched_app import lines_of
from tui.alerting import Alerting
from tui.app import CnhkApp
from tui.app_teller import AppTeller
from tui.config import load
from tui.guards import TerminalFacts
from tui.live_settings import LiveSettings
from tui.market.updates import Update
from tui.panes.desk import Desk

AT = "14:11"
"""A market of these tests alone: they change what is in it."""

FACTS = TerminalFacts("truecolor", "unicode", "truecolor", "unicode")


@pytest.fixture(autouse=True)
def market():
    """Made before there is a loop."""
    filled_market(AT)


class EndingPoller:
    """Has nothing new until it is ended; then its last batch comes."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self.closed = False
        self.watched: list[str | None] = []

    async def batches(self) -> AsyncIterator[tuple[Update, ...]]:
        await self.ended.wait()
        self.closed = True
        for _ in range(0):
            yield ()

    def end(self) -> None:
        self.ended.set()

    def watch(self, symbol: str | None) -> None:
        self.watched.append(symbol)


class Running:
    def __init__(self, folder) -> None:
        self.file = folder / "config.toml"
        self.file.write_text("", encoding="utf-8")
        state, clock = filled_market(AT)
        self.desk = Desk(state, SETTINGS, CALENDARS, clock, VIEW)
        self.live = LiveSettings(load(self.file, {}), lambda: load(self.file, {}), FACTS)
        self.pollers: list[EndingPoller] = []
        self.app = CnhkApp(self.desk, self.make_poller)  # type: ignore[arg-type]

    def make_poller(self) -> EndingPoller:
        self.pollers.append(EndingPoller())
        return self.pollers[-1]

    async def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        assert self.live.look() is None
        found = self.live.look()
        assert found is not None
        await self.app.take_over(self.live, found)

    def screen(self) -> str:
        return "\n".join(lines_of(self.app))


@asynccontextmanager
async def running(folder, size=(160, 45)):
    run = Running(folder)
    async with run.app.run_test(size=size) as pilot:
        while not run.pollers:
            await pilot.pause()
        for _ in range(2):
            assert run.live.look() is None
        yield run, pilot


async def test_the_display_changes_at_once(tmp_path):
    async with running(tmp_path) as (run, pilot):
        await run.write('[display]\nlanguage = "zh"\nperiod = "5d"\ncolors = "mono"\n[indices]\nshown = ["HSI"]\n')
        await pilot.pause()
        assert "p 5日" in run.screen()
        assert "恒生科技" not in run.screen().split("热力图")[0]
        assert run.desk.view.colors == "mono"
        assert len(run.pollers) == 1


async def test_sectors_change_at_once_and_a_share_nobody_knew_is_asked_for(tmp_path):
    async with running(tmp_path) as (run, pilot):
        await run.write(
            '[display]\nsectors = ["mine"]\n[sectors.mine]\nname_en = "My list"\nmembers = ["00011.HK"]\n'
        )
        await pilot.pause()
        assert "My list" in run.screen()
        assert "Banks" not in run.screen()
        assert run.desk.state.universe["00011.HK"].currency == "HKD"
        assert run.app.asks_anew
        await pilot.press("2", "right", "enter")
        await pilot.pause()
        assert "00011.HK" in run.screen()
        await run.write("")
        await pilot.press("escape")
        await pilot.pause()
        assert "Banks" in run.screen()


async def test_own_events_come_into_the_agenda_and_a_filter_by_key_stays(tmp_path):
    async with running(tmp_path) as (run, _):
        before = run.desk.state.events
        await run.write("[agenda]\nfade_minutes = 5\n")
        assert run.desk.state.events is before
        await run.write('[[events]]\ndate = "2025-06-04"\nname = "Mine"\n')
        assert run.desk.settings.events[0].name == "Mine"
        run.app.screen.events.filter_importance(1)
        wanted = run.app.screen.events.wanted
        await run.write('[agenda]\ncountries = ["US"]\n')
        assert run.app.screen.events.wanted.countries == ("US",)
        assert run.app.screen.events.wanted.importance == wanted.importance


async def test_a_mistake_keeps_the_settings_and_is_told_until_it_is_right(tmp_path):
    async with running(tmp_path) as (run, pilot):
        await run.write('[display]\nlanguage = "zh"\n')
        await run.write('[display]\ncolors = "pink"\n')
        await pilot.pause()
        assert "config.toml:2 display.colors" in run.screen().split("\n")[0]
        assert run.desk.view.language == "zh"
        await run.write('[display]\nlanguage = "zh"\n')
        await pilot.pause()
        assert "config.toml" not in run.screen()


async def test_what_has_to_wait_is_named(tmp_path):
    async with running(tmp_path) as (run, pilot):
        await run.write("[history]\nkeep = false\n")
        await pilot.pause()
        assert "takes effect at the next start: history.keep" in run.screen().split("\n")[0]


async def test_a_new_poller_takes_the_place_of_the_old_one_which_is_closed(tmp_path):
    async with running(tmp_path) as (run, _):
        run.app._look_at("HSI")
        await run.write("[feeds.quotes]\ntrading = 9\n")
        assert run.app.asks_anew
        quotes = run.desk.state.quotes
        await run.app.poll_anew()
        first, second = run.pollers
        assert first.closed
        assert second.watched == ["HSI"]
        assert not run.app.asks_anew
        assert run.desk.state.quotes == quotes
        assert run.desk.settings.feeds.quotes.trading == 9


async def test_the_view_is_saved_by_key_and_the_header_says_so(tmp_path):
    async with running(tmp_path) as (run, pilot):
        run.app.live = run.live
        await pilot.press("n", "p", "S")
        while run.desk.notice is None:
            await pilot.pause()
        await pilot.pause()
        assert run.file.read_text(encoding="utf-8") == '[display]\nlanguage = "zh"\nperiod = "5d"\n'
        assert "已存入config.toml：language, period" in run.screen().split("\n")[0]
        view = run.desk.view
        assert run.live.look() is None
        await run.app.look_at_settings(run.live)
        await pilot.pause()
        assert run.desk.view == view
        assert "已存入" in run.screen().split("\n")[0]
        await run.write("[display")
        await pilot.press("S")
        while "未存入" not in run.desk.notice.text:
            await pilot.pause()
        assert run.file.read_text(encoding="utf-8") == "[display"


async def test_the_ground_changes_at_once(tmp_path):
    async with running(tmp_path, (80, 24)) as (run, pilot):

        def ground() -> str:
            background = run.app.screen.styles.background
            return "ansi" if background.ansi is not None else background.hex

        dark = ground()
        await run.write('[display]\ntheme = "light"\n')
        await pilot.pause()
        assert (ground(), run.app.native_ansi_color) == ("#FAFAFA", False)
        light = run.app.screen.header._style_of("value")
        await run.write('[display]\ntheme = "terminal"\n')
        await pilot.pause()
        assert (ground(), run.app.native_ansi_color) == ("ansi", True)
        assert run.app.screen.header._style_of("value") != light
        await run.write('[display]\ncolor_depth = "256"\n')
        await pilot.pause()
        assert (ground(), run.app.console.color_system) == (dark, "256")


async def test_keys_are_others_at_once_and_come_back(tmp_path):
    async with running(tmp_path) as (run, pilot):
        await run.write('[keys]\nswitch_language = "B"\n')
        await pilot.press("n")
        assert run.desk.view.language == "en"
        await pilot.press("B")
        assert run.desk.view.language == "zh"
        await run.write("")
        await pilot.press("B")
        assert run.desk.view.language == "zh"
        await pilot.press("n")
        assert run.desk.view.language == "en"


async def test_the_arrangement_and_quiet_mode_follow(tmp_path):
    async with running(tmp_path) as (run, pilot):
        await run.write('[display]\nlayout = "events"\nquiet = true\n')
        await pilot.pause()
        assert "2 Heatmap ─" not in run.screen()
        assert "4 Events ─" in run.screen()
        assert "quiet" in run.screen().split("\n")[0]
        await run.write("")
        await pilot.pause()
        assert "2 Heatmap " in run.screen().rsplit("\n", 1)[0]
        assert not run.desk.view.quiet


async def test_alerts_are_watched_at_once(tmp_path):
    async with running(tmp_path) as (run, _):
        run.app._alerting = Alerting(run.desk, AppTeller(run.app), lambda book: None)
        await run.write('[[alerts]]\nwhen = "price above"\nsymbol = "HSI"\nlevel = 99999.0\n')
        assert len(run.desk.alerts.rules) == 1
        await run.write("")
        assert not run.desk.alerts.rules


async def test_the_line_for_bars_is_kept_while_that_is_set(tmp_path):
    kept: list[Line] = []

    def make_line() -> Line:
        kept.append(Line())
        return kept[-1]

    async with running(tmp_path) as (run, pilot):
        run.app._make_status = make_line  # type: ignore[assignment]
        await run.write("[status]\nfile = false\n")
        assert not kept
        await run.write("")
        await pilot.pause()
        assert len(kept) == 1
        assert not kept[0].closed
        await run.write("[status]\nfile = false\n")
        assert kept[0].closed


@pytest.mark.parametrize(
    "text",
    ['[display]\nlanguage = "zh"\n', '[display]\ncolors = "red-up"\n', "[agenda]\nleast_importance = 3\n"],
)
async def test_the_line_for_bars_goes_by_all_that_it_depends_on(tmp_path, text):
    kept: list[Line] = []

    def make_line() -> Line:
        kept.append(Line())
        return kept[-1]

    async with running(tmp_path) as (run, pilot):
        run.app._make_status = make_line  # type: ignore[assignment]
        await run.write("[status]\nfile = false\n")
        await run.write("")
        await run.write(text)
        await pilot.pause()
        assert [line.closed for line in kept] == [True, False]
        await run.write(f'{text}\n[keys]\nswitch_language = "B"\n')
        assert len(kept) == 2


class Line:
    """Stands for what keeps the line."""

    def __init__(self) -> None:
        self.closed = False

    async def follow(self) -> None:
        await asyncio.Event().wait()

    def close(self) -> None:
        self.closed = True


async def test_what_comes_while_the_screen_is_paused_can_be_shown(tmp_path):
    async with running(tmp_path) as (run, pilot):
        await pilot.press("space")
        await run.write('[display]\nsectors = ["new"]\n[sectors.new]\nname_en = "New list"\nmembers = ["00012.HK"]\n')
        await pilot.pause()
        assert "New list" in run.screen()
        assert "PAUSED" in run.screen()
        await pilot.press("space")
        await pilot.pause()
        assert "00012.HK" in run.desk.state.universe
