"""The shape of the settings: every unknown key, missing key and wrong type at once, each with what would be right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from tui.likeness import closest
from tui.settings import Settings

KeyPath = tuple[str, ...]
"""A key and the tables that it is in: `("feeds", "quotes", "trading")`."""


class Position(str):
    """Which table of an array of tables, counted from 1, as a part of a key: `[2]` in `events[2].date`."""

    __slots__ = ()


Wrong = tuple[KeyPath, str, str]
"""Where, what was found there, what would be right."""

WIDE_SPACE = "\u3000"
"""A space between Chinese characters, which Python does not count as printable."""

PRINTABLE_LINE = "one line of printable text"

LONGEST_INTEGER = 256
"""Bits of a whole number that is shown in decimal digits."""

SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


class Problem(msgspec.Struct, frozen=True):
    """One mistake: the file, the line where it could be found, the key, what stands there, what would be right."""

    file: Path
    line: int | None
    key: KeyPath
    found: str
    expected: str

    def __str__(self) -> str:
        return self._told(f"{_visible(self.found)} (expected {self.expected})")

    @property
    def without_value(self) -> str:
        """The same without what stands at the key: it may be a secret. A file that is wrong as a whole shows none."""
        return self._told(f"expected {self.expected}") if self.key else str(self)

    def _told(self, message: str) -> str:
        file = _visible(str(self.file))
        place = f"{file}:{self.line}" if self.line else file
        return ": ".join(part for part in (place, dotted(self.key), message) if part)


class PlainType(msgspec.Struct, frozen=True):
    """A type that TOML has a value for, and JSON has not: whether a value is of it, and what would be right."""

    holds: Callable[[object], bool]
    described: str


PLAIN_TYPES: Mapping[object, PlainType] = {
    date: PlainType(lambda value: type(value) is date, 'a day, as in "2026-12-01"'),
    time | None: PlainType(lambda value: type(value) is time, 'a time, as in "14:00"'),
}
"""Days and times. `tui.config` has read those that stand in strings; whatever is left is a mistake."""


def check_shape(table: Mapping[str, Any]) -> list[Wrong]:
    """Unknown keys, missing keys and wrong types in a whole table of settings, in the order of `tui.settings`."""
    return list(_check_struct(table, Settings, ()))


def show(value: object) -> str:
    """A value as it stands in a TOML file, on one line, cut where it is long."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = toml_string(value)
    elif isinstance(value, int) and value.bit_length() > LONGEST_INTEGER:
        text = hex(value)  # Python refuses to write thousands of decimal digits
    elif isinstance(value, dict):
        text = "a table"
    elif isinstance(value, (list, tuple)):
        text = "[" + ", ".join(show(item) for item in value) + "]"
    else:
        text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def is_printable_line(text: str) -> bool:
    """Whether a text is fit for a name: something to see on one line, wide spaces included."""
    return bool(text.strip()) and all(c.isprintable() or c == WIDE_SPACE for c in text)


def toml_string(text: str) -> str:
    """A TOML basic string on one line: quotes, backslashes and whatever is not printable escaped."""
    return '"' + _visible(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def dotted(key: KeyPath) -> str:
    """A key and its tables as TOML writes them: `feeds.quotes.trading`, `sectors."my list"`, `events[2].date`."""
    text = ""
    for part in key:
        if isinstance(part, Position):
            text += part
        else:
            text += ("." if text else "") + (part if _BARE_KEY.fullmatch(part) else toml_string(part))
    return text


def position(number: int) -> Position:
    """The part of a key that names a table of an array, counted from 1."""
    return Position(f"[{number}]")


def _visible(text: str) -> str:
    """The text with what is not printable, above all escape sequences, written as TOML escapes it."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else SHORT_ESCAPES.get(c, f"\\U{ord(c):08X}") for c in text)


def key_line(text: str, key: KeyPath, found: str = "") -> int | None:
    """The line (from 1) of a TOML text on which a key, or what was found in its list, or else its table, stands."""
    lines = text.splitlines()
    table: KeyPath = ()
    best: tuple[int, int | None] = (0, None)
    met: Counter[KeyPath] = Counter()
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            table = here = _split_key(header[1])
        elif header := _ARRAY_HEADER.match(line):
            array = _split_key(header[1])
            met[array] += 1
            table = here = (*array, position(met[array]))
        elif assignment := _ASSIGNMENT.match(line):
            here = table + _split_key(assignment[1])
        else:
            continue
        shared = min(len(here), len(key))
        if here[:shared] == key[:shared] and shared > best[0]:
            best = (shared, number)
    if best[0] == len(key) and best[1] and found:
        for number, line in enumerate(lines[best[1] - 1 :], best[1]):
            if found in line.partition("#")[0]:
                return number
            if _HEADER.match(line) or _ARRAY_HEADER.match(line):
                break
    return best[1]


_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_ARRAY_HEADER = re.compile(r"\s*\[\[\s*([^\[\]]+?)\s*\]\]\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _split_key(text: str) -> KeyPath:
    return tuple(part.strip().strip("\"'") for part in text.split("."))


def _check_struct(value: object, struct: type[msgspec.Struct], path: KeyPath) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield path, show(value), f"a table: [{dotted(path)}]"
        return
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    for name, field in fields.items():
        if name in value:
            yield from _check_type(value[name], field.type, (*path, name))
        elif field.required:
            yield (*path, name), "missing", _describe(field.type)
    for name in value:
        if name not in fields:
            yield (*path, name), "unknown key", suggest_name(name, fields)


def _check_type(value: object, type_: object, path: KeyPath) -> Iterator[Wrong]:
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        yield from _check_struct(value, type_, path)
    elif (
        get_origin(type_) is tuple
        and isinstance(struct := get_args(type_)[0], type)
        and issubclass(struct, msgspec.Struct)
    ):
        yield from _check_array(value, struct, path)
    elif type_ in PLAIN_TYPES:
        if not PLAIN_TYPES[type_].holds(value):
            yield path, show(value), PLAIN_TYPES[type_].described
    elif get_origin(type_) is dict:
        if not isinstance(value, dict):
            yield path, show(value), _describe_tables(get_args(type_)[1], path)
            return
        for name, item in value.items():
            yield from _check_type(item, get_args(type_)[1], (*path, name))
    else:
        try:
            msgspec.convert(value, type_)
        except msgspec.ValidationError:
            yield path, show(value), _describe(type_, value)


def _check_array(value: object, struct: type[msgspec.Struct], path: KeyPath) -> Iterator[Wrong]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        yield path, show(value), f"tables: [[{dotted(path)}]]"
        return
    for number, item in enumerate(value, 1):
        yield from _check_struct(item, struct, (*path, position(number)))


def _describe_tables(type_: object, path: KeyPath) -> str:
    of_tables = isinstance(type_, type) and issubclass(type_, msgspec.Struct)
    return f"tables: [{dotted(path)}.NAME]" if of_tables else f"a table: [{dotted(path)}]"


def _describe(type_: object, value: object = None) -> str:
    if get_origin(type_) is Literal:
        return suggest_name(str(value), [show(choice) for choice in get_args(type_)])
    if get_origin(type_) in (Union, UnionType) and type_ not in PLAIN_TYPES:
        return " or ".join(_describe(choice, value) for choice in get_args(type_) if choice is not NoneType)
    if get_origin(type_) is tuple:
        return 'a list of strings: ["...", "..."]'
    simple: dict[object, str] = {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: 'a string: "..."',
        float | None: "a number",
        int | None: "a whole number",
    }
    if type_ in PLAIN_TYPES:
        return PLAIN_TYPES[type_].described
    return simple.get(type_, "a table")


def suggest_name(name: str, allowed: Iterable[str]) -> str:
    """What is allowed in place of a name, and which of that it resembles."""
    choices = list(allowed)
    return suggest_close(name, choices, f"one of {', '.join(choices)}")


def suggest_close(name: str, allowed: Iterable[str], described: str) -> str:
    """The same, where what is allowed is too much to be listed: it is described."""
    close = closest(name, allowed)
    return f"{described}; did you mean {close}?" if close else described
