"""What an earlier run left, as updates for the state: read before the first paint, so as little as can be is done.

No check, no migration, one connection that cannot write. Whatever is wrong with the file, the writer finds and tells.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from tui.history import reading
from tui.history.last_state import LastState
from tui.history.opening import open_to_read
from tui.history.places import REAL, scenario_of
from tui.history.problems import HistoryError
from tui.market.instruments import Universe
from tui.market.updates import MinutesUpdate, RestoredUpdate, Update

_log = logging.getLogger(__name__)


class Restored(Struct, frozen=True):
    """The updates that bring back the last state, in order, and the scenario that it is of (None: real)."""

    updates: tuple[Update, ...]
    scenario: str | None


def restored(path: Path, universe: Universe, *, only_real: bool) -> Restored | None:
    """The last state that a run kept in this file; None if there is none. Raises nothing."""
    try:
        connection = open_to_read(path)
        if connection is None:
            return None
        with closing(connection):
            return _read(connection, universe, only_real)
    except (HistoryError, sqlite3.Error, ValueError) as error:
        _log.info("no last state from %s: %s", path, error)
        return None


def _read(connection: sqlite3.Connection, universe: Universe, only_real: bool) -> Restored | None:
    found = reading.last_state(connection)
    if found is None:
        return None
    world, last = found
    if only_real and world != REAL:
        return None
    scenario = scenario_of(world)
    minutes = _lines(connection, world, last)
    return Restored((*last.updates(universe), *minutes, RestoredUpdate(last.saved, scenario)), scenario)


def _lines(connection: sqlite3.Connection, world: str, last: LastState) -> Iterator[MinutesUpdate]:
    """The minutes of the very day that each quote is of."""
    days = {held.value.symbol: held.value.time.date() for held in last.quotes if held.value.time is not None}
    for update in reading.newest_minutes(connection, world):
        if days.get(update.series.symbol) == update.series.date:
            yield update
