"""The page of the market wrap through the keyboard: opened, scrolled, copied, live, left."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.panes.desks import VIEW, desk_at, give_quotes, quote_of, text_of
from tests.screens.demo_app import demo_app
from tests.screens.watched_app import WatchedApp, lines_of, pressed
from tests.thoroughness import in_turn
from tui.market.changes import Changes
from tui.market.wrap.gather import WRAP_BARS
from tui.panes.wrap import WIDEST, body_rows
from tui.panes.wrap_text import plain_text
from tui.screens.dashboard import Dashboard
from tui.screens.wrap import CALM_SECONDS, NOTE_SECONDS, WrapPage


def screen_text(app) -> str:
    return "\n".join(line.rstrip() for line in lines_of(app))


def on_page(app, steps, size=(160, 45)):
    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, "w")
            await steps(pilot)

    asyncio.run(run())


def test_w_opens_it_and_escape_goes_back():
    app = demo_app("16:30")

    async def steps(pilot) -> None:
        assert isinstance(app.screen, WrapPage)
        text = screen_text(app)
        assert "Market wrap  SIMULATED  Tue 3 Jun 2025  as of 16:30" in text
        assert "China and Hong Kong shares rose on Tuesday, led by carmakers and banks." in text
        assert "The Hang Seng rose to 23,597.97 (+1.9 %), its highest close in over two months" in text
        await pressed(pilot, "escape")
        assert isinstance(app.screen, Dashboard)

    on_page(app, steps)


@pytest.mark.parametrize(("size", "language"), in_turn([(40, 10), (60, 16), (80, 24), (160, 45)], ["en", "zh"]))
def test_every_sentence_can_be_read_whole_at_every_size(size, language):
    app = demo_app("14:00", replace(VIEW, language=language))

    async def steps(pilot) -> None:
        page = app.screen
        wrap = page.text.wrap()
        width = min(page.text.content_size.width, WIDEST)
        rows = [text.strip() for row in body_rows(app.desk, wrap, width) if (text := text_of(row))]
        read: set[str] = set()
        last_seen = ""
        while (seen := screen_text(app)) != last_seen:
            assert {cell_len(line) for line in lines_of(app)} == {size[0]}
            read |= {line.strip() for line in lines_of(app)}
            last_seen = seen
            await pressed(pilot, "pagedown")
        assert set(rows) <= read
        together = "".join("".join(rows).split())
        assert len(wrap.sentences) == 10
        assert all("".join(sentence.text.split()) in together for sentence in wrap.sentences)

    on_page(app, steps, size)


def test_the_last_page_stays_full():
    app = demo_app("14:00")

    async def steps(pilot) -> None:
        await pressed(pilot, *["pagedown"] * 9)
        at_the_end = screen_text(app)
        last_row = text_of(body_rows(app.desk, app.screen.text.wrap(), app.screen.text.content_size.width)[-1])
        assert last_row in at_the_end and "shares are up on Tuesday" not in at_the_end
        await pressed(pilot, "down")
        assert screen_text(app) == at_the_end
        await pressed(pilot, *["pageup"] * 9)
        assert "shares are up on Tuesday afternoon" in screen_text(app)

    on_page(app, steps, (80, 24))


def test_n_switches_the_language():
    app = demo_app("16:30")

    async def steps(pilot) -> None:
        await pressed(pilot, "n")
        assert "周二，A股与港股双双上涨，汽车股、银行股领涨。" in screen_text(app)
        assert "市场综述  模拟" in screen_text(app)
        await pressed(pilot, "n")
        assert "China and Hong Kong shares rose on Tuesday" in screen_text(app)

    on_page(app, steps)


def test_y_copies_the_text_and_says_what_the_terminal_must_allow():
    app = demo_app("16:30")

    async def steps(pilot) -> None:
        await pressed(pilot, "y")
        assert app.clipboard == plain_text(app.screen.text.wrap())
        assert app.clipboard.startswith("China and Hong Kong market wrap   Tue 3 Jun 2025   as of 2025-06-03 16:30")
        assert "SIMULATED" in app.clipboard.splitlines()[0]
        assert "sent to the terminal's clipboard (OSC 52); tmux needs: set -g set-clipboard on" in screen_text(app)
        for _ in range(NOTE_SECONDS):
            app.screen.show_time()
        await pilot.pause()
        assert "clipboard" not in screen_text(app)

    on_page(app, steps)


def live_app(change_pct: float = 1.0) -> WatchedApp:
    desk = desk_at("2026-11-23 14:00")
    give_quotes(desk, *(quote_of(desk, symbol, change_pct) for symbol in WRAP_BARS))
    return WatchedApp(desk)


def test_the_text_follows_the_data_calmly():
    app = live_app()

    async def steps(pilot) -> None:
        desk = app.desk
        assert "The CSI 300 stands at 101.00 (+1.0 %)" in screen_text(app)
        give_quotes(desk, *(quote_of(desk, symbol, -2.4) for symbol in WRAP_BARS))
        app.screen.show_changes(Changes(quotes=frozenset(WRAP_BARS)))
        for _ in range(CALM_SECONDS - 1):
            app.screen.show_time()
        await pilot.pause()
        assert "101.00 (+1.0 %)" in screen_text(app)
        app.screen.show_time()
        await pilot.pause()
        assert "China and Hong Kong shares are well down on Monday afternoon" in screen_text(app)

    on_page(app, steps)


def test_a_new_run_is_told_at_once():
    app = live_app()

    async def steps(pilot) -> None:
        give_quotes(app.desk, *(quote_of(app.desk, symbol, 5.0) for symbol in WRAP_BARS))
        app.screen.show_changes(Changes(restarted=True))
        await pilot.pause()
        assert "are sharply higher" in screen_text(app)

    on_page(app, steps)


def test_without_data_it_says_so():
    app = WatchedApp(desk_at("2026-11-23 14:00"))

    async def steps(pilot) -> None:
        text = screen_text(app)
        assert "The indices of Hong Kong are not known." in text
        assert "not known, or only from old data:" in text and "HSI: no answer" in text
        assert "SIMULATED" not in text

    on_page(app, steps)
