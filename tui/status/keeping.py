"""Keeps the status line of a running dashboard in its files. Writes in a thread, and only what has changed."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime

from tui.clock import Clock, reader_time
from tui.history.places import history_folder
from tui.market.calendars import Calendars
from tui.market.state import MarketState
from tui.settings import Settings
from tui.status.facts import Facts, encoded
from tui.status.fields import read_format
from tui.status.gather import EventsAhead, gather, wish_in
from tui.status.line import status_line
from tui.status.places import StatusFiles, status_files
from tui.status.telling import look_of
from tui.whole_file import write_whole

EVERY_SECONDS = 5.0
"""Real seconds between two looks at whether the line has changed."""

_log = logging.getLogger(__name__)


class StatusKeeper:
    """The status line of one run of the dashboard. `follow` runs until it is cancelled; `close` ends it.

    What cannot be written is tried again at the next turn, and said in the log alone: the bar shows how old it is.
    """

    def __init__(
        self, settings: Settings, state: MarketState, calendars: Calendars, clock: Clock, *, loopback: bool
    ) -> None:
        self._files = status_files(history_folder(settings.history), loopback=loopback)
        self._format = read_format(settings.status.format)
        self._look = look_of(wish_in(settings))._replace(local=self._local)
        self._state = state
        self._calendars = calendars
        self._clock = clock
        self._ahead = EventsAhead(settings)
        self._told: Facts | None = None
        self._trouble = ""

    async def follow(self) -> None:
        """Look every few seconds, and write what has changed; first of all forget what a killed run left."""
        await asyncio.to_thread(self.close)
        while True:
            await self.look()
            await self._clock.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Write both files as far as they have changed. Before there is any quote there is nothing to write."""
        if not self._state.quotes or self._state.restored is not None:
            return
        now = self._clock.now()
        facts = gather(self._state, self._calendars, self._clock, self._ahead.at(self._state.events, now))
        await asyncio.to_thread(self._write, facts, now)

    def close(self) -> None:
        """Empty the line: without a dashboard nobody would correct it. The figures stay, for they say how old they
        are."""
        with suppress(OSError):
            if self._files.text.exists():
                self._files.text.write_bytes(b"")

    def _write(self, facts: Facts, now: datetime) -> None:
        line = f"{status_line(self._format, facts, now.timestamp(), self._look)}\n".encode()
        try:
            self._files.text.parent.mkdir(parents=True, exist_ok=True)
            # Another dashboard may have ended and emptied it.
            if _content(self._files) != line:
                write_whole(self._files.text, line, durable=False)
            if self._told is None or facts._replace(now=self._told.now) != self._told:
                write_whole(self._files.figures, encoded(facts), durable=False)
                self._told = facts
        except OSError as error:
            if self._trouble != str(error):
                self._trouble = str(error)
                _log.info("no status line: %s", error)

    def _local(self, moment: datetime) -> datetime:
        """On the reader's clock; of a simulation, whose time is not the reader's, on the market's."""
        return moment.astimezone(self._clock.now().tzinfo) if self._clock.simulated else reader_time(moment)


def _content(files: StatusFiles) -> bytes | None:
    try:
        return files.text.read_bytes()
    except OSError:
        return None
