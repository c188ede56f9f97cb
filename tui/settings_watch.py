"""Looks at the reader's settings file while the dashboard runs, and says what changed in it.

Comparing is pure; `SettingsWatch` alone touches the disk, and its `look` belongs into a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from tui.config import ConfigError, Loaded
from tui.config_check import KeyPath, Problem, dotted
from tui.settings import Settings

Table = TypeVar("Table", bound=Struct)


class FileMark(Struct, frozen=True):
    """What tells one state of a file from the next: nanoseconds of its last write and change, bytes, inode."""

    written: int
    changed: int
    size: int
    inode: int


NEVER_LOOKED_AT = FileMark(-1, -1, -1, -1)
"""Like no file that there is."""


class Mistaken(Struct, frozen=True):
    """The file is wrong: the first mistake in one line, and how many more there are."""

    problem: Problem
    more: int

    def __str__(self) -> str:
        place = f"{self.problem.file.name}:{self.problem.line}" if self.problem.line else self.problem.file.name
        key = f" {dotted(self.problem.key)}" if self.problem.key else ""
        more = f" (+{self.more})" if self.more else ""
        return f"{place}{key}{more}: {self.problem.found}; expected {self.problem.expected}"


class SettingsWatch:
    """One file, looked at again and again; the settings are read anew when it changed and stands still.

    `path` may appear, vanish, or be replaced. `load` reads the settings that hold; it may raise ConfigError.
    """

    def __init__(self, path: Path, load: Callable[[], Loaded]) -> None:
        self._path = path
        self._load = load
        self._taken: FileMark | None = NEVER_LOOKED_AT
        self._seen: FileMark | None = NEVER_LOOKED_AT

    def look(self) -> Settings | Mistaken | None:
        """The settings, or what is wrong with them; None while the file is as it was, or is still being written."""
        mark = file_mark(self._path)
        if mark == self._taken:
            self._seen = mark
            return None
        if mark != self._seen:
            # An editor may be at it: half a file can be valid too.
            self._seen = mark
            return None
        found = self._read()
        if file_mark(self._path) != mark:
            return None
        self._taken = mark
        return found

    def _read(self) -> Settings | Mistaken:
        try:
            return self._load().settings
        except ConfigError as error:
            return Mistaken(error.problems[0], len(error.problems) - 1)


def file_mark(path: Path) -> FileMark | None:
    """The state of the file now; None where there is none, or none that can be looked at."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return FileMark(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def changed_keys(before: Struct, after: Struct, above: KeyPath = ()) -> Iterator[KeyPath]:
    """The keys whose values differ between two tables of one kind; of sectors, which differ in name or order, too."""
    for name in before.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        key = (*above, name)
        if isinstance(old, Struct) and isinstance(new, Struct):
            yield from changed_keys(old, new, key)
        elif isinstance(old, dict) and isinstance(new, dict):
            if list(old) != list(new):
                yield key
            yield from ((*key, entry) for entry in old if entry in new and old[entry] != new[entry])
        elif old != new:
            yield key


def carried_over(now: Table, before: Table, after: Table) -> Table:
    """The settings `now`, with what changed in the file between `before` and `after`; the rest stays as it is.

    So what the command line says beyond the file goes on holding, until that very key changes in the file.
    """
    fields: dict[str, object] = {}
    for name in now.__struct_fields__:
        own, old, new = (getattr(table, name) for table in (now, before, after))
        if isinstance(own, Struct):
            fields[name] = carried_over(own, old, new)
        else:
            fields[name] = own if _same(old, new) else new
    return type(now)(**fields)


def _same(old: object, new: object) -> bool:
    in_order = not (isinstance(old, dict) and isinstance(new, dict)) or list(old) == list(new)
    return old == new and in_order
