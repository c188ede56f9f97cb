"""Looks at the file of history without changing it: its size, version, soundness and newest day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from tui.history.opening import LOG, open_to_read
from tui.history.problems import ERRORS, DamagedError, explained
from tui.history.schema import STEPS, version_of

CHECK_SECONDS = 3.0
"""Real seconds that the check may take: the largest file would take longer."""

STEPS_BETWEEN_LOOKS = 10_000
"""Steps of SQLite's machine between two looks at the clock."""

NEWEST_DAYS = (
    ("bars", "SELECT max(date) FROM bars"),
    ("minutes", "SELECT max(date) FROM minute_series"),
    ("southbound", "SELECT max(date) FROM southbound_days"),
)


class Inspection(Struct, frozen=True):
    """`bytes` with the log; `version` of `newest_version`; `whole`: the quick check had time to look at all of it.

    `newest`: the newest day of each kind of data, as `2026-11-23`; None where there is none.
    """

    bytes: int
    version: int
    newest_version: int
    whole: bool
    newest: tuple[tuple[str, str | None], ...]


def inspect(path: Path, monotonic: Callable[[], float]) -> Inspection | None:
    """None if there is no file, or nothing in it yet. Raises HistoryError, DamagedError for a damaged one."""
    connection = open_to_read(path)
    if connection is None:
        return None
    try:
        version = version_of(connection)
        whole = _is_sound(connection, path, monotonic)
        newest = _newest(connection) if version == len(STEPS) else ()
        return Inspection(_size(path), version, len(STEPS), whole, newest)
    except ERRORS as error:
        raise explained(error, path) from error
    finally:
        connection.close()


def _is_sound(connection: sqlite3.Connection, path: Path, monotonic: Callable[[], float]) -> bool:
    """Whether the check came to its end. Raises DamagedError."""
    until = monotonic() + CHECK_SECONDS
    connection.set_progress_handler(lambda: int(monotonic() > until), STEPS_BETWEEN_LOOKS)
    try:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return False
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if found != "ok":
        raise DamagedError("damaged", path)
    return True


def _newest(connection: sqlite3.Connection) -> tuple[tuple[str, str | None], ...]:
    return tuple((name, connection.execute(query).fetchone()[0]) for name, query in NEWEST_DAYS)


def _size(path: Path) -> int:
    parts = (path, Path(f"{path}{LOG}"))
    return sum(part.stat().st_size for part in parts if part.exists())
