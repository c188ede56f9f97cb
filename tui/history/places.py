"""Where history lies: the folder, its two files, and the worlds that a file keeps apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.home import usual_state_folder

if TYPE_CHECKING:
    from tui.settings import History

MAIN_FILE = "history.db"
"""What came from public hosts. Nothing simulated is ever written into it."""

LOOPBACK_FILE = "loopback.db"
"""What came from servers on this machine: an embedded exchange, or a mirror of the public ones."""

REAL = "real"
"""The world of the real market, as rows name it."""

_SIMULATED = "simulated "


def history_folder(settings: History) -> Path:
    """The folder that history is kept in, whether it exists or not."""
    return state_folder(settings.folder)


def state_folder(folder: str) -> Path:
    """The folder for state that the setting names; "" is the usual place. Raises NoHomeError."""
    return Path(folder).expanduser() if folder else usual_state_folder()


def is_folder(text: str) -> bool:
    """Whether the setting may be that: "", or a folder that is the same one from every working directory."""
    try:
        return not text or Path(text).expanduser().is_absolute()
    except RuntimeError:
        return False  # ~name of nobody on this machine


def history_file(settings: History, *, loopback: bool) -> Path:
    """The file for settings that ask public hosts, or (`loopback`) none but this machine."""
    return history_folder(settings) / (LOOPBACK_FILE if loopback else MAIN_FILE)


def world_of(scenario: str | None) -> str:
    """The world of a scenario, or of the real market (None), as rows name it."""
    return REAL if scenario is None else _SIMULATED + scenario


def scenario_of(world: str) -> str | None:
    """The scenario that the world of a row is of; None for the real market."""
    return None if world == REAL else world.removeprefix(_SIMULATED)


def shown(path: Path) -> str:
    """The path as a reader knows it: with ~ for the home folder."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
