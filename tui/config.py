"""Reading the settings: the shipped defaults, overlaid by the reader's own file, checked as a whole.

Tables merge key by key; a list replaces the list below it. What each key means stands in `config.toml`; what is
allowed, in `tui.config_check` (shapes) and `tui.config_values` (values).
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Any

import msgspec

from tui.config_check import KeyPath, Position, Problem, check_shape, key_line, position
from tui.config_files import FILE_NAME, UserFile, find_user_file
from tui.config_keys import with_defaults
from tui.config_values import check_values
from tui.feeds.offers import ADDRESSES
from tui.settings import Settings
from tui.shipped import load_universe

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)

Table = dict[str, Any]


class ConfigError(Exception):
    """The settings are wrong: every problem found, one a line, each with the file and what would be right."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Loaded(msgspec.Struct, frozen=True):
    """The settings that hold. `sources` maps each key that the reader's file sets to its `file:line`."""

    settings: Settings
    sources: Mapping[KeyPath, str]
    defaults_path: Path
    user_file: UserFile


def default_file() -> Path:
    """The shipped `config.toml`: inside the installed package, or beside it in a source checkout."""
    package = Path(__file__).parent
    inside = package / FILE_NAME
    return inside if inside.exists() else package.parent / FILE_NAME


def load(path: Path | None = None, env: Mapping[str, str] = os.environ) -> Loaded:
    """The settings that hold, from the defaults and the reader's file.

    Raises ConfigError with every problem in the files; also when a file was named and is not there.
    """
    defaults_path = default_file()
    user_file = find_user_file(path, env)
    defaults, _ = _read(defaults_path)
    own, text = _read_own(user_file)
    merged = _overlay(defaults, own)
    _fill_in_chinese_names(merged)
    _read_events(merged)
    if isinstance(keys := merged.get("keys", {}), dict):
        merged["keys"] = with_defaults(keys)

    def problem(key: KeyPath, found: str, expected: str) -> Problem:
        if _is_set(own, key):
            return Problem(user_file.path, key_line(text, key, found), key, found, expected)
        return Problem(defaults_path, None, key, found, expected)

    wrong = check_shape(merged)
    wrong += check_values(merged, {key for key, _, _ in wrong}, load_universe())
    if wrong:
        raise ConfigError(tuple(sorted((problem(*mistake) for mistake in wrong), key=lambda p: p.line or 0)))
    _end_addresses_alike(merged)
    settings = _show_sectors(msgspec.convert(merged, Settings))
    sources = {key: _place(user_file.path, key_line(text, key)) for key in _leaves(own)}
    return Loaded(settings, sources, defaults_path, user_file)


def _read_own(user_file: UserFile) -> tuple[Table, str]:
    if user_file.named_by is None:
        return _read(user_file.path) if user_file.exists else ({}, "")
    return _read(user_file.path, f"the file that {user_file.named_by} names")


def _read(path: Path, wanted: str = "the default settings") -> tuple[Table, str]:
    """A TOML file as a table and as text; `wanted` says what a missing one should have been. Raises ConfigError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), text
    except FileNotFoundError:
        found, expected = "no such file", wanted
    except OSError as error:
        found, expected = error.strerror or type(error).__name__, "a readable file"
    except UnicodeDecodeError:
        found, expected = "not UTF-8", "a text file in UTF-8"
    except tomllib.TOMLDecodeError as error:
        found, expected = str(error), "TOML, as in `cnhk config show`"
    except RecursionError:
        found, expected = "values nested too deep", "TOML, as in `cnhk config show`"
    except ValueError:
        # Not from TOML's own rules: Python reads no whole number of more than 4,300 digits.
        found, expected = "a number of thousands of digits", "TOML, as in `cnhk config show`"
    raise ConfigError((Problem(path, None, (), found, expected),))


def _overlay(below: Table, above: Table) -> Table:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both_tables = isinstance(under, dict) and isinstance(value, dict)
        merged[key] = _overlay(under, value) if both_tables and isinstance(under, dict) else value
    return merged


def _fill_in_chinese_names(merged: Table) -> None:
    """A sector without `name_zh` has its English name in Chinese too."""
    sectors = merged.get("sectors")
    for sector in sectors.values() if isinstance(sectors, dict) else ():
        if isinstance(sector, dict) and isinstance(sector.get("name_en"), str):
            sector.setdefault("name_zh", sector["name_en"])


def _read_events(merged: Table) -> None:
    """Days and times in strings are read, and an event without `name_zh` has its name in Chinese too."""
    events = merged.get("events")
    if not isinstance(events, list):
        return
    # Copies: the file's own tables tell which keys it sets.
    merged["events"] = [_read_event({**event}) if isinstance(event, dict) else event for event in events]


def _read_event(event: Table) -> Table:
    if isinstance(name := event.get("name"), str):
        event.setdefault("name_zh", name)
    if isinstance(day := event.get("date"), str) and _DAY.fullmatch(day):
        with suppress(ValueError):
            event["date"] = date.fromisoformat(day)
    if isinstance(moment := event.get("time"), str) and _TIME.fullmatch(moment):
        with suppress(ValueError):
            event["time"] = time.fromisoformat(moment)
    return event


def _end_addresses_alike(checked: Table) -> None:
    """Addresses without a slash at the end, so that a path can be joined to each."""
    for provider, names in ADDRESSES.items():
        table = checked["providers"][provider]
        for name in names:
            table[name] = table[name].rstrip("/")


def _show_sectors(settings: Settings) -> Settings:
    """Settings whose sectors are those to be shown, in the order wished."""
    wished = settings.display.sectors
    if not wished:
        return settings
    return msgspec.structs.replace(settings, sectors={name: settings.sectors[name] for name in wished})


def _is_set(table: object, key: KeyPath) -> bool:
    """Whether the file has this key, or, for a key that is missing in a new table, the table that should have it."""
    for depth, part in enumerate(key):
        if isinstance(part, Position) and isinstance(table, list):
            table = table[int(part[1:-1]) - 1]
            continue
        if not isinstance(table, dict):
            return True
        if part not in table:
            return depth == len(key) - 1 and key[0] in ("sectors", "events", "alerts") and depth > 1
        table = table[part]
    return bool(key)


def _leaves(table: Table, above: KeyPath = ()) -> list[KeyPath]:
    leaves: list[KeyPath] = []
    for key, value in table.items():
        if isinstance(value, dict):
            leaves += _leaves(value, (*above, key))
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for number, item in enumerate(value, 1):
                leaves += _leaves(item, (*above, key, position(number)))
        else:
            leaves.append((*above, key))
    return leaves


def _place(path: Path, line: int | None) -> str:
    return f"{path}:{line}" if line else str(path)
