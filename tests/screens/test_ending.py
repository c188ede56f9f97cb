"""The end may come at any moment, also while the program is still starting."""

from __future__ import annotations

import asyncio
import gc

from tests.panes.desks import desk_at
from tests.screens.watched_app import WatchedApp


class EndedWhileStarting(WatchedApp):
    """Whatever it begins to do is called off before it could begin."""

    def run_worker(self, work, **options):
        worker = super().run_worker(work, **options)
        if options.get("name") != "start":
            worker.cancel()
        return worker


def test_what_had_not_begun_yet_is_left_without_a_complaint():
    """A coroutine that nobody awaits would complain, which fails any test."""

    async def run() -> None:
        app = EndedWhileStarting(desk_at())
        async with app.run_test() as pilot:
            while len(app.workers) or not app._started:
                await pilot.pause()

    asyncio.run(run())
    gc.collect()
