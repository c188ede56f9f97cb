"""Writing a file so that whoever reads it finds the earlier one or the new one, and never half of it."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, body: bytes, *, durable: bool = True) -> None:
    """Put `body` in the place of the file, which keeps its permissions. Raises OSError, and then the old one stays.

    What is no regular file (a pipe, a device) is written to as it is. `durable`: a lost current does not lose it,
    for which the disk is waited for.
    """
    place = _behind_links(path)
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        place.write_bytes(body)
        return
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(body)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _behind_links(path: Path) -> Path:
    """Of a link, the file that it points at. Raises OSError."""
    try:
        return path.resolve()
    except RuntimeError:  # what Python makes of ELOOP
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
