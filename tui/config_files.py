"""Which file the reader's settings are in. Imports nothing heavy: a status bar asks every few seconds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tui.home import usual_config_folder
from tui.presence import is_there

CONFIG_VARIABLE = "CNHK_CONFIG"
"""The environment variable that names the reader's file, as `--config` does."""

FILE_NAME = "config.toml"


class UserFile(NamedTuple):
    """The reader's own file, and what named it: `--config`, `CNHK_CONFIG`, or nothing (the usual place)."""

    path: Path
    named_by: str | None

    @property
    def exists(self) -> bool:
        """Whether there is such a file now; one that cannot be looked at is there, and reading it will tell."""
        return is_there(self.path)


def usual_file() -> Path:
    """Where the reader's own file is if nothing else is said. Raises NoHomeError."""
    return usual_config_folder() / FILE_NAME


def find_user_file(path: Path | None, env: Mapping[str, str]) -> UserFile:
    """The reader's file: the one given, else the one that CNHK_CONFIG names, else the usual. Raises NoHomeError."""
    if path is not None:
        return UserFile(_expanded(path), "--config")
    if named := env.get(CONFIG_VARIABLE):
        return UserFile(_expanded(Path(named)), CONFIG_VARIABLE)
    return UserFile(usual_file(), None)


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        return path  # ~name of nobody on this machine: there is no such file
