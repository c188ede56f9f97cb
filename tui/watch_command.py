"""`cnhk print --watch`: the changed lines every few seconds, fed by the poller at its own pace."""

from __future__ import annotations

import asyncio
import select
import sys
from collections.abc import Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, TextIO

from tui.clock import Clock
from tui.feeds.assembly import build_poller
from tui.keeping import kept_for_reading
from tui.known_events import apply_known_events
from tui.market.health import Feed
from tui.market.state import MarketState
from tui.market.updates import SimulationStarted, Update
from tui.printing.compose import Composer, Section
from tui.printing.spoken import Changed
from tui.settings import Settings
from tui.shipped import load_calendars, load_universe
from tui.universe import universe_for

if TYPE_CHECKING:
    import httpx

SETTLING_SECONDS = 1.0
"""From the first answer to the first lines: what else is asked at the start mostly comes within that."""


class Watch:
    """One run of it. `seconds` (real ones) lie between two looks; providers are asked as often as `[feeds]` says."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        sections: Sequence[Section],
        feeds: Sequence[Feed],
        seconds: float,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        write: Callable[[str], object] = sys.stdout.write,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._sections = sections
        self._feeds = feeds
        self._seconds = seconds
        self._transport = transport
        self._write = write
        self._universe = universe_for(settings, load_universe())
        self._calendars = load_calendars()
        self._state = MarketState(self._universe, simulated=transport is not None)
        self._changed = Changed(settings.display.language)
        self._answered = asyncio.Event()

    async def run(self) -> None:
        """Write until it is cancelled. Raises what writing raises: BrokenPipeError once nobody reads any more."""
        await self._learn_events()
        following = asyncio.create_task(self._follow(), name="follow")
        try:
            await self._answered.wait()
            await self._clock.sleep(min(SETTLING_SECONDS, self._seconds))
            while not (self._feeds and following.done()):
                self._tell()
                await self._clock.sleep(self._seconds)
            await following
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    def _tell(self) -> None:
        assert_somebody_reads(sys.stdout)
        report = Composer(self._state, self._settings, self._calendars, self._clock).report(self._sections)
        lines = self._changed.lines(report)
        if lines:
            self._write("".join(f"{line}\n" for line in lines))
            sys.stdout.flush()

    async def _follow(self) -> None:
        """Take in what comes. A poller that fails lets the first look go on, which then ends with its error."""
        try:
            if not self._feeds:
                return
            poller = build_poller(
                self._settings,
                self._universe,
                self._calendars,
                self._clock,
                transport=self._transport,
                feeds=self._feeds,
            )
            async with aclosing(poller.batches()) as batches:
                async for updates in batches:
                    await self._take_in(updates)
                    self._answered.set()
        finally:
            self._answered.set()

    async def _take_in(self, updates: Sequence[Update]) -> None:
        for update in updates:
            self._state.apply(update)
            if isinstance(update, SimulationStarted):
                await self._learn_events()

    async def _learn_events(self) -> None:
        """The calendar as it is known without asking anybody, where it is told at all."""
        if "events" in self._sections:
            kept = kept_for_reading(self._settings, self._universe, self._calendars, self._clock)
            await apply_known_events(self._state, self._settings, self._clock, kept)


def assert_somebody_reads(stream: TextIO) -> None:
    """Raises BrokenPipeError once the reader of a pipe has gone: in a quiet market no write would tell."""
    try:
        descriptor = stream.fileno()
    except OSError:  # no file at all, but a text in memory
        return
    if hasattr(select, "poll"):
        looking = select.poll()
        looking.register(descriptor, 0)
        if any(found & select.POLLERR for _, found in looking.poll(0)):
            raise BrokenPipeError
