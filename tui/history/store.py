"""The open file, as the writer sees it: a batch of records in one transaction, and the housekeeping."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tui.history import storing, storing_alerts
from tui.history.last_state import LastState
from tui.history.opening import inode_of, open_to_write
from tui.history.problems import ERRORS, NotOursError, explained
from tui.history.retention import Limits, bytes_used, drop_old, shrink
from tui.history.schema import STEPS, version_of
from tui.market.alerts.records import AlertBook
from tui.market.updates import (
    ActiveNamesUpdate,
    BarsUpdate,
    EventReportUpdate,
    MinutesUpdate,
    PastMinutesUpdate,
    PastSouthboundUpdate,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
)

UNFIT = (
    *(sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, sqlite3.InterfaceError),
    *(ValueError, TypeError, OverflowError),
)
"""What a record that no table can hold makes of a statement: its own fault, not the file's."""

Kept = (
    BarsUpdate
    | MinutesUpdate
    | PastMinutesUpdate
    | SouthboundUpdate
    | SouthboundHistoryUpdate
    | PastSouthboundUpdate
    | ActiveNamesUpdate
    | EventReportUpdate
    | AlertBook
    | LastState
)
"""What is kept."""

_log = logging.getLogger(__name__)


class Item(Struct, frozen=True):
    """A record to keep, and the world that it is of."""

    world: str
    record: Kept


class Store:
    """A file that is open for writing. Every method raises HistoryError and nothing else."""

    def __init__(self, path: Path, limits: Limits, now: datetime, *, thorough: bool = False) -> None:
        opened = open_to_write(path, now, thorough=thorough)
        self.path = path
        self.moved_to = opened.moved_to
        self.connection = opened.connection
        self._limits = limits
        self._inode = opened.inode

    def is_current(self) -> bool:
        """Whether the file is still the one that has this name: it may have been deleted, or moved aside."""
        return inode_of(self.path) == self._inode

    def write(self, items: Iterable[Item], now: datetime) -> None:
        """Keep all of these, or none: they are committed when this returns. `now`: aware, market time."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            if version_of(self.connection) > len(STEPS):
                raise NotOursError("kept by a newer cnhk, left alone", self.path)
            for item in items:
                self._write_one(item, now)
            self.connection.execute("COMMIT")
        except ERRORS as error:
            raise explained(error, self.path) from error
        finally:
            self._roll_back()

    def tidy(self, now: datetime) -> None:
        """Drop what is too old, and what is too much."""
        try:
            drop_old(self.connection, self._limits, now.date())
            shrink(self.connection, self._limits.most_bytes)
        except ERRORS as error:
            raise explained(error, self.path) from error

    def is_too_large(self) -> bool:
        """Whether the file has grown beyond what it may have."""
        try:
            return bytes_used(self.connection) > self._limits.most_bytes
        except ERRORS as error:
            raise explained(error, self.path) from error

    def close(self) -> None:
        """Close the file; whatever goes wrong in it is of no consequence any more."""
        try:
            self.connection.close()
        except sqlite3.Error:
            _log.debug("closing %s", self.path, exc_info=True)

    def _write_one(self, item: Item, now: datetime) -> None:
        """Keep one record; one that no table can hold is left out, so that it cannot hold up the others."""
        self.connection.execute("SAVEPOINT item")
        try:
            _store(self.connection, item, self._limits, now)
        except UNFIT:
            _log.exception("a record cannot be kept: %s of %s", type(item.record).__name__, item.world)
            self.connection.execute("ROLLBACK TO item")
        self.connection.execute("RELEASE item")

    def _roll_back(self) -> None:
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        except sqlite3.Error:
            _log.debug("rolling back %s", self.path, exc_info=True)


def _store(connection: sqlite3.Connection, item: Item, limits: Limits, now: datetime) -> None:
    world = item.world
    match item.record:
        case LastState():
            storing.store_last_state(connection, world, item.record, now)
        case BarsUpdate(source, bars):
            storing.store_bars(connection, world, source, bars, limits.bars, now)
        case MinutesUpdate(source, series):
            storing.store_minutes(connection, world, source, series, now, finished=False)
        case PastMinutesUpdate(source, _, days):
            for series in days:
                storing.store_minutes(connection, world, source, series, now, finished=True)
        case SouthboundUpdate(source, day):
            storing.store_southbound(connection, world, source, day, now)
        case PastSouthboundUpdate(source, past):
            for day in past:
                storing.store_southbound(connection, world, source, day, now)
        case SouthboundHistoryUpdate(_, dailies):
            storing.store_southbound_days(connection, world, dailies)
        case ActiveNamesUpdate(_, names):
            storing.store_active_names(connection, world, names)
        case EventReportUpdate(_, report):
            storing.store_event_report(connection, world, report, now)
        case AlertBook():
            storing_alerts.store_alerts(connection, world, item.record)
