"""The files of the status line, in the folder for state, and apart for servers on this machine as history is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class StatusFiles(NamedTuple):
    """`text`: the line itself, for `cat`. `figures`: what `cnhk status` writes its line from. `asked`: an empty file
    whose time tells when `cnhk status` last asked a provider."""

    text: Path
    figures: Path
    asked: Path


def status_files(folder: Path, *, loopback: bool) -> StatusFiles:
    """The files in that folder, for settings that ask public hosts, or (`loopback`) none but this machine."""
    before = "loopback-" if loopback else ""
    return StatusFiles(*(folder / f"{before}{name}" for name in ("status.txt", "status.json", "status.asked")))


def written_at(path: Path) -> float | None:
    """When the file was last written, seconds since 1970 on the wall's clock; None where there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None
