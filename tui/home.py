"""The reader's usual folders, and what to do where nobody knows a home. Imports nothing heavy before it must."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

NO_HOME = "no home folder is known: set HOME, or name the settings with --config and a folder in [history] folder"


class NoHomeError(Exception):
    """Neither the environment nor the machine's list of users knows a home; says in one line what to name."""


def usual_config_folder() -> Path:
    """The usual place for settings, e.g. `~/.config/cnhk`. Raises NoHomeError."""
    from platformdirs import user_config_path

    return _known(lambda: user_config_path("cnhk", appauthor=False))


def usual_state_folder() -> Path:
    """The usual place for state, e.g. `~/.local/state/cnhk`. Raises NoHomeError."""
    from platformdirs import user_state_path

    return _known(lambda: user_state_path("cnhk", appauthor=False))


def _known(find: Callable[[], Path]) -> Path:
    try:
        return find()
    except RuntimeError as error:
        raise NoHomeError(NO_HOME) from error
