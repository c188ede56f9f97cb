"""What the reader chose by key, kept over restarts: a small file beside the history.

Who asks for something in the settings file or on the command line gets that instead.
"""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from threading import Lock
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tui.choices import Colors, Language, LayoutPreset, Period, Shares, SizeBy

FILE_NAME = "choices.json"

LARGEST_FILE = 65_536
"""Bytes; what is longer was not written by us."""


class Choices(Struct, frozen=True, omit_defaults=True):
    """What was chosen by key, by the name of its key in `[display]`; None where nothing was.

    `panes`: those shown, by number; `chosen`: the one that keys act on; both go with `layout`.
    """

    layout: LayoutPreset | None = None
    panes: tuple[Literal[1, 2, 3, 4], ...] | None = None
    chosen: Literal[1, 2, 3, 4] | None = None
    maximised: bool | None = None
    language: Language | None = None
    colors: Colors | None = None
    shares: Shares | None = None
    size_by: SizeBy | None = None
    period: Period | None = None


NOTHING_CHOSEN = Choices()

CHOSEN_LOOKS = ("language", "colors", "shares", "size_by", "period")
"""What of the look keys choose, by its names in the view and in `[display]`: remembered, or saved when asked to."""

OF_LAYOUT = ("panes", "chosen", "maximised")
"""What means nothing without the layout that it was chosen in."""


class Remembered:
    """The choices of earlier runs, and those of this one. Without a path nothing is read or written.

    `said` names the keys of `[display]` that the settings file or the command line sets: those choices do not hold.
    Where several dashboards share the file, the last one that chose is remembered.
    """

    def __init__(self, path: Path | None = None, said: Set[str] = frozenset()) -> None:
        self._path = path
        self._said = said
        self._saving = Lock()
        self._written = self._choices = NOTHING_CHOSEN if path is None else read_choices(path)

    @property
    def holding(self) -> Choices:
        """The choices that hold."""
        void = dict.fromkeys((*self._said, *(OF_LAYOUT if "layout" in self._said else ())))
        return replace(self._choices, **{key: None for key in void if key in Choices.__struct_fields__})

    def choose(self, **chosen: object) -> None:
        """Remember what was just chosen, by the names that Choices has."""
        self._choices = replace(self._choices, **chosen)

    def save(self) -> None:
        """Write the file, if anything was chosen since the last time; to be called off the event loop.

        What is wrong with the disk is not told here: the history lies in the same folder, and the header tells it.
        """
        with self._saving:
            choices = self._choices
            if self._path is None or choices == self._written:
                return
            from tui.whole_file import write_whole

            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(self._path, msgspec.json.encode(choices))
            except OSError:
                return
            self._written = choices


def read_choices(path: Path) -> Choices:
    """What the file has; nothing where there is none, or where it is not one of ours."""
    try:
        with path.open("rb") as file:
            choices = msgspec.json.decode(file.read(LARGEST_FILE + 1), type=Choices)
    except (OSError, ValueError):  # msgspec's errors are ValueErrors
        return NOTHING_CHOSEN
    if choices.panes is not None and (not choices.panes or choices.layout is None):
        return replace(choices, panes=None)
    return choices
