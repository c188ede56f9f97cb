"""The application on a desk with everything of some instruments, for tests through the keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import tui.app
from tests.panes.instrument_market import CSI, HANG_SENG, ICBC_A, ICBC_H, TENCENT, instrument_desk
from tests.screens.demo_app import SilentPoller
from tui.app import CnhkApp
from tui.panes.desk import View
from tui.screens.instrument import InstrumentPage
from tui.screens.requests import OpenInstrument

PATIENCE_SECONDS = 60
"""After which nothing will come any more."""

SYMBOLS = (TENCENT, ICBC_H, ICBC_A, HANG_SENG, CSI)


class InstrumentApp(CnhkApp):
    """The application itself, started with full data and without a feed."""

    CSS_PATH = Path(tui.app.__file__).with_name("app.tcss")

    def __init__(self, view: View | None = None, symbols: Sequence[str] = SYMBOLS) -> None:
        super().__init__(instrument_desk(view=view, symbols=symbols), SilentPoller)  # type: ignore[arg-type]


def lines_of(app: CnhkApp) -> list[str]:
    """The screen's text. Uses a private name of Textual."""
    return [strip.text for strip in app.screen._compositor.render_strips(app.size)]


def text_of(app: CnhkApp) -> str:
    return "\n".join(lines_of(app))


async def started(app: CnhkApp, pilot) -> None:
    """Wait for the first paint, and for the poller that is made after it; a poller that never comes is an error."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while app._poller is None:
            await pilot.pause()


async def opened(app: CnhkApp, pilot, symbol: str) -> None:
    """Open that instrument as a screen would, and wait until its page is laid out."""
    app.post_message(OpenInstrument(symbol))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (isinstance(app.screen, InstrumentPage) and app.screen.facts.size and app.screen.footer.size):
            await pilot.pause()
    await pilot.pause()


async def pressed(pilot, *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
