"""`cnhk config`: where the settings are, what they come to, whether they are right, and a file to start from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from tui.config import ConfigError, Loaded, default_file, load
from tui.config_check import KeyPath, dotted, position, toml_string
from tui.config_files import CONFIG_VARIABLE, find_user_file
from tui.history.places import history_file, history_folder
from tui.keeping import asks_only_this_machine
from tui.status.places import status_files

DONE = 0
FAILED = 1
BYTES_IN_MEGABYTE = 1_000_000
ARRAYS_OF_TABLES: frozenset[KeyPath] = frozenset({("events",), ("alerts",)})
WIDTH = 110
"""Where a list is broken into lines."""


def run_config(action: str, config: Path | None, env: Mapping[str, str] = os.environ) -> int:
    """Do one action of `cnhk config`; the exit code. Raises ConfigError where the settings are wrong."""
    if action == "path":
        return _path(config, env)
    if action == "init":
        return _init(config, env)
    loaded = load(config, env)
    if action == "show":
        sys.stdout.write(effective(loaded))
    else:
        sys.stdout.write("the settings are right\n")
    return DONE


def _path(config: Path | None, env: Mapping[str, str]) -> int:
    user_file = find_user_file(config, env)
    named = f"named by {user_file.named_by}" if user_file.named_by else f"--config or {CONFIG_VARIABLE} names another"
    there = "read" if user_file.exists else "not there: `cnhk config init` makes it"
    sys.stdout.write(f"defaults  {default_file()}  (read)\nyours     {user_file.path}  ({there}; {named})\n")
    sys.stdout.write(f"history   {_history(config, env)}\n")
    sys.stdout.write(f"status    {_status(config, env)}\n")
    return DONE


def _history(config: Path | None, env: Mapping[str, str]) -> str:
    """Where history is kept with these settings, and whether there is any."""
    try:
        settings = load(config, env).settings
    except ConfigError:
        return "as the settings say, once they are right: `cnhk config check`"
    if not settings.history.keep:
        return "none is kept ([history] keep = false)"
    path = history_file(settings.history, loopback=asks_only_this_machine(settings))
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return f"{path}  (not there yet)"
    except OSError as error:
        return f"{path}  ({error.strerror})"
    return f"{path}  ({size / BYTES_IN_MEGABYTE:.1f} MB)"


def _status(config: Path | None, env: Mapping[str, str]) -> str:
    """Where a running dashboard keeps its status line with these settings."""
    try:
        settings = load(config, env).settings
    except ConfigError:
        return "as the settings say, once they are right: `cnhk config check`"
    if not settings.status.file:
        return "none is kept ([status] file = false)"
    folder = history_folder(settings.history)
    return str(status_files(folder, loopback=asks_only_this_machine(settings)).text)


def _init(config: Path | None, env: Mapping[str, str]) -> int:
    path = find_user_file(config, env).path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starting_text(default_file().read_text(encoding="utf-8")))
    except OSError as error:
        # A file in the place of the folder is in the way too, but that is another path.
        there = isinstance(error, FileExistsError) and error.filename == str(path)
        why = f"{path} is there already, and stays as it is" if there else f"cannot write {path}: {error.strerror}"
        sys.stderr.write(f"cnhk: {why}\n")
        return FAILED
    sys.stdout.write(f"wrote {path}\n")
    return DONE


def starting_text(defaults: str) -> str:
    """A file of one's own from the defaults: the same text with every value commented out, so that nothing is fixed.

    A setting left as a comment goes on following the defaults of later versions.
    """
    _, _, body = defaults.partition("\n\n")
    lines = [
        line if not line or line.startswith(("#", "[")) else f"# {line}" if line[0] != " " else f"#{line}"
        for line in body.splitlines()
    ]
    head = "# cnhk: your settings. Take the # away from what you change; the rest follows the defaults."
    return "\n".join([head, "# `cnhk config check` names every mistake.", "", *lines]) + "\n"


def effective(loaded: Loaded) -> str:
    """The settings that hold, as TOML; each key that a file of the reader's sets says where."""
    head = [f"# defaults: {loaded.defaults_path}"]
    if loaded.user_file.exists:
        head.append(f"# over them: {loaded.user_file.path}")
    tree = msgspec.to_builtins(loaded.settings)
    return "\n".join([*head, *_table(tree, (), loaded.sources)]) + "\n"


def _table(table: Mapping[str, object], path: KeyPath, sources: Mapping[KeyPath, str]) -> Iterator[str]:
    for name, value in table.items():
        key = (*path, name)
        if isinstance(value, Mapping):
            if any(not isinstance(item, Mapping) for item in value.values()):
                yield f"\n[{dotted(key)}]"
            yield from _table(value, key, sources)
        elif isinstance(value, (list, tuple)) and key in ARRAYS_OF_TABLES:
            for number, item in enumerate(value, 1):
                yield f"\n[[{dotted(key)}]]"
                yield from _table(item, (*key, position(number)), sources)
        elif value is not None:
            origin = f"  # {sources[key]}" if key in sources else ""
            yield f"{dotted((name,))} = {_value(value, len(name))}{origin}"


def _value(value: object, indent: int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, (list, tuple)):
        items = [_value(item, 0) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) + indent < WIDTH else "[\n" + "".join(_lines(items)) + "]"
    return repr(value)


def _lines(items: list[str]) -> Iterator[str]:
    line = "   "
    for item in items:
        if len(line) + len(item) > WIDTH:
            yield line + "\n"
            line = "   "
        line += f" {item},"
    yield line + "\n"
