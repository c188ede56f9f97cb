"""The dashboard with a watch on its event loop: how late a timer of a few milliseconds comes, at the worst.

Everything that holds the loop shows here: drawing, parsing, what a thread does while it keeps the interpreter.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

import tui.app
import tui.running
from bench.terminal import STALLS_VARIABLE
from tui.__main__ import main

TICK_SECONDS = 0.005
KEPT_STALLS = 5


class WatchedApp(tui.app.CnhkApp):
    """The same app, timing its loop from the first paint on."""

    CSS_PATH = Path(tui.app.__file__).with_name("app.tcss")

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(lambda: self.run_worker(self._watch_loop(), name="watch"))

    async def _watch_loop(self) -> None:
        worst: list[float] = []
        written = time.perf_counter()
        while True:
            due = time.perf_counter() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            now = time.perf_counter()
            worst = sorted([*worst, now - due], reverse=True)[:KEPT_STALLS]
            if now - written > 1.0:
                _tell(worst)
                written = time.perf_counter()


def _tell(worst: list[float]) -> None:
    Path(os.environ[STALLS_VARIABLE]).write_text(json.dumps(worst))


if __name__ == "__main__":
    tui.running.CnhkApp = WatchedApp  # type: ignore[misc]
    sys.exit(main())
