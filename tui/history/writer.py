"""The one writer: a thread that commits what waits, every few seconds, and outlives whatever the disk does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from tui.clock import Clock
from tui.history.mailbox import Mailbox
from tui.history.places import shown
from tui.history.problems import DamagedError, HistoryError
from tui.history.store import Item, Store
from tui.history.troubles import DAMAGE, READING, WRITING, Troubles

CLOSING_SECONDS = 3.0
"""How long the end of the program waits for the last commit."""

_log = logging.getLogger(__name__)

OpenStore = Callable[[datetime, bool], Store]
"""Opens the file: the moment now (aware), and whether to look for damage everywhere. Raises HistoryError."""


class Pace(Struct, frozen=True):
    """Real seconds: from one commit to the next, from a failure to the next try, between two tidyings, and for how
    long it is told that a damaged file was moved aside."""

    commit: float = 5.0
    retry: float = 30.0
    tidy: float = 3600.0
    notice: float = 300.0


class Writer:
    """Takes records from any thread without ever making it wait, and keeps them.

    What could not be written is tried again, newer records in the place of older ones.
    """

    def __init__(self, open_store: OpenStore, clock: Clock, troubles: Troubles, pace: Pace | None = None) -> None:
        self._open_store = open_store
        self._clock = clock
        self._troubles = troubles
        self._pace = pace or Pace()
        self._mailbox = Mailbox()
        self._store: Store | None = None
        self._suspicious = False
        self._tidy_at = 0.0
        self._notice_until: float | None = None
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def put(self, item: Item) -> None:
        """Keep this with the next commit."""
        self._mailbox.put(item)

    def suspect(self) -> None:
        """Somebody found the file damaged while reading: look at all of it before the next commit."""
        self._suspicious = True

    def flush(self, seconds: float) -> bool:
        """Commit what was put now, and wait for that at most so long; whether it was committed."""
        return self._mailbox.wait_until_written(seconds)

    def close(self, seconds: float = CLOSING_SECONDS) -> bool:
        """Commit what was put and end; whether that was done within so many seconds. The thread never holds up the
        end of the process."""
        self._mailbox.close()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while self._mailbox.wait_for_some():
            written = self._turn()
            if not written and self._mailbox.closed:
                break
            self._mailbox.rest(self._pace.commit if written else self._pace.retry)
        self._forget_store()

    def _turn(self) -> bool:
        """Write what waits; whether it was written."""
        taken = self._mailbox.take()
        try:
            self._write(tuple(taken.values()))
        except HistoryError as error:
            self._forget_store()
            self._troubles.set(WRITING, str(error))
            self._mailbox.give_back(taken)
            return False
        except Exception as error:  # noqa: BLE001 - a bug must neither end the writer nor go unseen
            _log.exception("history cannot be written")
            self._forget_store()
            self._troubles.set(WRITING, f"internal error: {type(error).__name__}")
            self._mailbox.done()
            return False
        self._troubles.set(WRITING, None)
        self._mailbox.done()
        return True

    def _write(self, items: Sequence[Item]) -> None:
        """Write with a file that is known to be sound, then tidy up where it is time. Raises HistoryError."""
        try:
            self._current_store().write(items, self._clock.now())
        except DamagedError:
            # Opened again it is looked through as a whole, and moved aside if it is past use.
            self._suspicious = True
            self._current_store().write(items, self._clock.now())
        now = self._clock.monotonic()
        store = self._current_store()
        if now >= self._tidy_at or store.is_too_large():
            self._tidy_at = now + self._pace.tidy
            store.tidy(self._clock.now())
        if self._notice_until is not None and now >= self._notice_until:
            self._notice_until = None
            self._troubles.set(DAMAGE, None)

    def _current_store(self) -> Store:
        if self._suspicious or (self._store is not None and not self._store.is_current()):
            self._forget_store()
        if self._store is None:
            thorough, self._suspicious = self._suspicious, False
            self._store = self._open_store(self._clock.now(), thorough)
            if self._store.moved_to is not None:
                moved_to = shown(self._store.moved_to)
                self._troubles.set(DAMAGE, f"the file was damaged, a new one is begun (old: {moved_to})")
                self._notice_until = self._clock.monotonic() + self._pace.notice
            if thorough or self._store.moved_to is not None:
                # What a reader found is no longer so; it may be long until somebody reads again.
                self._troubles.set(READING, None)
        return self._store

    def _forget_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()
