"""An app on a prepared desk that keeps what it was asked to open, and what stands on its screen."""

from __future__ import annotations

from pathlib import Path

import tui.app
from tests.screens.demo_app import SilentPoller
from tui.app import CnhkApp
from tui.panes.desk import Desk
from tui.screens.requests import OpenInstrument


class WatchedApp(CnhkApp):
    """Keeps the instruments that it was asked to open instead of opening them."""

    CSS_PATH = Path(tui.app.__file__).with_name("app.tcss")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, SilentPoller)  # type: ignore[arg-type]
        self.asked: list[str] = []

    def on_open_instrument(self, message: OpenInstrument) -> None:
        message.prevent_default()
        self.asked.append(message.symbol)


def lines_of(app: CnhkApp) -> list[str]:
    """The screen's rows. Uses a private name of Textual."""
    return [strip.text for strip in app.screen._compositor.render_strips(app.size)]


async def pressed(pilot, *keys: str) -> None:
    """Press keys and let everything settle."""
    await pilot.press(*keys)
    await pilot.pause()
