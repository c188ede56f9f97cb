"""What a run finds around it: the terminal, the settings' files, and what goes to the terminal."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Written = Callable[[], tuple[int, float] | None]
"""Bytes written to the terminal since the start, and bytes a second of late; None where nobody counts them."""


class TerminalReport(Struct, frozen=True):
    """What the environment tells of the terminal, each as it is to be shown; None where there is nothing to tell.

    `why`: what the depth of colour was told by. `multiplexer` and `remote`: tmux or screen, and the kind of line.
    """

    term: str
    program: str | None
    depth: str
    why: str
    locale: str
    wide_ambiguous: str
    multiplexer: str | None
    remote: str | None


class SettingsReport(Struct, frozen=True):
    """Which files the settings come from, and the keys that the reader's own file sets otherwise than the defaults.

    `own_file` is None where there is none. `differing`: each key with its place, as `file:line`, and no values: some
    are secrets. `mistakes`: what is wrong with the file as it stands now, a line each.
    """

    defaults: str
    own_file: str | None
    differing: tuple[tuple[str, str], ...] = ()
    mistakes: tuple[str, ...] = ()


class Surroundings(Struct, frozen=True):
    """Everything that a run finds around it; `written` is asked again at each drawing."""

    terminal: TerminalReport | None
    settings: SettingsReport | None
    written: Written


def nothing_written() -> tuple[int, float] | None:
    """Nobody counts what goes to the terminal."""
    return None


NO_SURROUNDINGS = Surroundings(None, None, nothing_written)
