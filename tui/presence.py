"""Whether a file is there, as far as one may look. Imports nothing heavy: a status bar asks every few seconds."""

from __future__ import annotations

from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether there is such a file now; one that cannot be looked at counts as there, and opening it tells why."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
