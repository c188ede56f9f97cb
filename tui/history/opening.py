"""Opening the file: for reading as fast as can be, for writing with every doubt about the file settled first."""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tui.history.problems import ERRORS, DamagedError, HistoryError, NotOursError, explained
from tui.history.schema import APPLICATION_ID, STEPS, migrate, version_of
from tui.presence import is_there

BUSY_SECONDS = 5.0
"""How long the writer waits for another process that is writing."""

SWITCH_PAUSE_SECONDS = 0.05
SWITCH_TRIES = int(BUSY_SECONDS / SWITCH_PAUSE_SECONDS)
"""How often a new file is asked for its log while another process, opening it too, is in the way."""

READ_BUSY_SECONDS = 0.2
"""How long a reader waits: in this mode it waits for a file that is just being recovered, and for nothing else."""

CHECKPOINT_PAGES = 256
"""Pages of 4096 bytes after which the log is worked into the file: a short log is soon read after a crash."""

LARGEST_IDLE_LOG = 4_194_304
"""Bytes that the log may keep on disk once it has been worked into the file."""

LOG = "-wal"
COMPANIONS = ("", LOG, "-shm")
"""What SQLite puts behind a file's name for the file itself, its log, and the index of the log."""


class Opened(Struct):
    """A connection for writing, the file that it is on, and where a damaged one before it was put."""

    connection: sqlite3.Connection
    inode: int
    moved_to: Path | None = None


def open_to_read(path: Path) -> sqlite3.Connection | None:
    """A connection that cannot write; None if there is no file, or nothing in it yet. Raises HistoryError.

    Neither checks nor migrates. A file of a newer version, or of another program, is not for us to read.
    """
    if not is_there(path):
        return None
    try:
        return _opened_to_read(path, "mode=ro")
    except (DamagedError, NotOursError):
        raise
    except HistoryError:
        if inode_of(Path(f"{path}{LOG}")):
            raise
        # In a folder that cannot be written there is no place for the log's index. Without a log none is needed.
        return _opened_to_read(path, "immutable=1")


def _opened_to_read(path: Path, how: str) -> sqlite3.Connection | None:
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{how}", uri=True, timeout=READ_BUSY_SECONDS, isolation_level=None
        )
    except ERRORS as error:
        raise explained(error, path) from error
    try:
        _assert_ours(connection, path)
        is_new = version_of(connection) == 0
    except ERRORS as error:
        connection.close()
        raise explained(error, path) from error
    except HistoryError:
        connection.close()
        raise
    if is_new:
        connection.close()
        return None
    return connection


def open_to_write(path: Path, now: datetime, *, thorough: bool = False) -> Opened:
    """A connection on a sound file of this version, made if there is none. Raises HistoryError.

    A damaged file is moved aside, with the moment `now` in its name, and a new one begun. `thorough` looks for damage
    in every row and index, as after an error; else only in the structure.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, path.parent) from error
    inode = inode_of(path)
    try:
        return Opened(_opened(path, thorough), inode_of(path))
    except DamagedError:
        moved_to = _move_aside(path, now, inode)
    return Opened(_opened(path, thorough), inode_of(path), moved_to)


def inode_of(path: Path) -> int:
    """The number of the file at that path; 0 if there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _opened(path: Path, thorough: bool) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except ERRORS as error:
        raise explained(error, path) from error
    try:
        _make_ready(connection, path, thorough)
    except HistoryError:
        connection.close()
        raise
    except ERRORS as error:
        connection.close()
        raise explained(error, path) from error
    return connection


def _make_ready(connection: sqlite3.Connection, path: Path, thorough: bool) -> None:
    _assert_ours(connection, path)
    if version_of(connection) == 0:
        # Has an effect before the first table is made, and later only takes the lock.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    _keep_log(connection)
    # A killed process loses nothing that way. A lost current may take the last commits along, never the whole file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA journal_size_limit = {LARGEST_IDLE_LOG}")
    connection.execute("PRAGMA foreign_keys = ON")
    check = "integrity_check" if thorough else "quick_check"
    (found,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    if found != "ok":
        raise DamagedError("damaged", path)
    migrate(connection)


def _keep_log(connection: sqlite3.Connection) -> None:
    """Let changes go to a log first, so that readers and the writer do not wait for each other."""
    # Two that switch a new file at once stand in each other's way, and SQLite lets neither of them wait: so we do.
    connection.execute("PRAGMA busy_timeout = 0")
    for tries_left in reversed(range(SWITCH_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if not (error.sqlite_errorname.startswith("SQLITE_BUSY") and tries_left):
                raise
            time.sleep(SWITCH_PAUSE_SECONDS)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


def _assert_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raises NotOursError for what we must leave alone; a new, empty file is ours."""
    if version_of(connection) > len(STEPS):
        raise NotOursError("kept by a newer cnhk, left alone", path)
    # In this order: another process may be making the first tables just now, and names itself with them.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application != APPLICATION_ID:
        raise NotOursError("the file of another program, left alone", path)


def _move_aside(path: Path, now: datetime, inode: int) -> Path | None:
    """Rename a damaged file with its log; where it lies then. None if another process has done so already."""
    if inode_of(path) != inode:
        return None
    aside = path.with_name(f"{path.stem}.damaged-{now:%Y%m%dT%H%M%S}{path.suffix}")
    try:
        for companion in COMPANIONS:
            part = Path(f"{path}{companion}")
            if part.exists():
                part.rename(f"{aside}{companion}")
    except OSError as error:
        raise HistoryError(f"damaged, and cannot be moved aside: {error.strerror}", path) from error
    return aside
