"""What can be wrong with the file, in one line that a trader understands, and what it means for what we do."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from tui.history.places import shown

WORDS = {
    "SQLITE_FULL": "disk full",
    "SQLITE_READONLY": "read-only",
    "SQLITE_PERM": "no permission",
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_BUSY": "locked by another program",
    "SQLITE_LOCKED": "locked by another program",
    "SQLITE_PROTOCOL": "locked by another program",
    "SQLITE_NOMEM": "out of memory",
}
"""SQLite's primary error codes in words; others stand as they are."""

DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
DISK_ERROR = "SQLITE_IOERR"
CANNOT_OPEN = "SQLITE_CANTOPEN"


class HistoryError(Exception):
    """History cannot be read or written now; the message is one line, the reason first and then the file."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(f"{reason} ({shown(path)})")


class DamagedError(HistoryError):
    """The file is no whole database any more."""


class NotOursError(HistoryError):
    """The file is sound and not for us to write: of a newer version, or of another program."""


def explained(error: Exception, path: Path) -> HistoryError:
    """The error of SQLite or the system as one of ours."""
    if isinstance(error, HistoryError):
        return error
    if isinstance(error, OSError):
        return HistoryError((error.strerror or type(error).__name__).lower(), path)
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(DAMAGE):
        return DamagedError("damaged", path)
    if name.startswith(DISK_ERROR):
        return HistoryError(f"disk error {name}", path)
    if name.startswith(CANNOT_OPEN) and not os.access(path.parent, os.W_OK):
        return HistoryError("the folder cannot be written", path)
    words = next((words for code, words in WORDS.items() if name.startswith(code)), None)
    return HistoryError(words or str(error) or type(error).__name__, path)


ERRORS = (sqlite3.Error, OSError)
"""What opening, reading and writing may raise besides our own."""
