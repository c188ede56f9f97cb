"""The text of a calendar as components and lines (RFC 5545, 3.1 and 3.4), as far as we need them.

Not read by the library: its parser takes over a second for the largest calendar that we take, and works zones out
while it reads, into a table of the whole process, whatever their rules cost. It reads what a value means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.ics.limits import MOST_BYTES, MOST_COMPONENTS, MOST_LINES, Problems
from tui.ics.moments import BadValue
from tui.ics.plain_text import plain_line

KEPT: dict[str, frozenset[str]] = {
    "VEVENT": frozenset(
        {
            *("UID", "DTSTART", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"),
            *("SUMMARY", "STATUS", "PRIORITY"),
        }
    ),
    "VTIMEZONE": frozenset({"TZID"}),
    "STANDARD": frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}),
    "DAYLIGHT": frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}),
}
"""The components that are read, and their lines that are."""

LONGEST_VALUE = 20_000
"""Characters of one line that are read: over a thousand dates."""

LONGEST_EXCERPT = 60

_NAME = re.compile(r"[A-Za-z0-9-]{1,40}")
_PARAMETERS = re.compile(r'((?:;[^";:]*(?:"[^"]*"[^";:]*)*)*):')
_ZONE = re.compile(r';\s*TZID\s*=\s*(?:"([^"]*)"|([^";:]*))', re.IGNORECASE)


class CalendarError(Exception):
    """Nothing of a calendar can be read; in one readable line why."""


class Line(NamedTuple):
    """One property: the TZID of its parameters, "" where there is none, and its value as it stands.

    Of a value longer than LONGEST_VALUE only the start, and `cut` tells it.
    """

    zone: str
    value: str
    cut: bool


class Component:
    """A component: its lines by name, not taken apart before they are asked for, and the components in it."""

    __slots__ = ("_lines", "name", "parts")

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[Component] = []
        self._lines: dict[str, list[str]] = {}

    def keep(self, name: str, rest: str) -> None:
        """Take in a line: its name, and all that comes behind."""
        self._lines.setdefault(name, []).append(rest)

    def has(self, *names: str) -> bool:
        """Whether there is a line of one of the names."""
        return any(name in self._lines for name in names)

    def first(self, name: str) -> Line | None:
        """The first line of that name. Raises BadValue where it has no value."""
        return _line(name, self._lines[name][0]) if name in self._lines else None

    def all(self, name: str) -> Iterator[Line]:
        """All lines of that name. Raises BadValue."""
        return (_line(name, rest) for rest in self._lines.get(name, ()))


def read_components(body: bytes, problems: Problems) -> list[Component]:
    """The events and zones of a calendar, in their order. Raises CalendarError."""
    reader = _Reader(problems)
    for line in _unfolded(body):
        if not reader.take(line):
            break
    return reader.whole()


class _Reader:
    """Takes line after line. A component counts once its end has come."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._whole: list[Component] = []
        self._open: list[Component] = []
        self._count = 0
        self._ended = False

    def take(self, line: str) -> bool:
        """Whether there may be more to read after this line."""
        name = _NAME.match(line)
        upper = name[0].upper() if name else ""
        if upper == "BEGIN":
            return self._begin(_value(line))
        if upper == "END":
            self._end(_value(line))
        elif self._open and upper in KEPT.get(self._open[-1].name, ()):
            self._open[-1].keep(upper, line[len(upper) :])
        return True

    def whole(self) -> list[Component]:
        """What ended; tells what did not."""
        if not self._ended:
            self._problems.add("the end is missing: END:VCALENDAR")
        return self._whole

    def _begin(self, name: str) -> bool:
        if name in KEPT:
            if self._count == MOST_COMPONENTS:
                self._problems.add(f"only the first {MOST_COMPONENTS:,} entries are read")
                self._ended = True
                return False
            self._count += 1
        self._open.append(Component(name))
        return True

    def _end(self, name: str) -> None:
        self._ended = self._ended or name == "VCALENDAR"
        if not self._open or self._open[-1].name != name:
            names = [component.name for component in self._open[-4:]]
            if name not in names:
                return
            while self._open[-1].name != name:
                self._drop(self._open.pop())
        component = self._open.pop()
        if name in ("VEVENT", "VTIMEZONE"):
            self._whole.append(component)
        elif name in KEPT and self._open:
            self._open[-1].parts.append(component)

    def _drop(self, component: Component) -> None:
        if component.name in KEPT:
            self._problems.add(f"the end is missing: END:{component.name}")


def _line(name: str, rest: str) -> Line:
    found = _PARAMETERS.match(rest[:LONGEST_VALUE])
    if found is None:
        raise BadValue(f"no value: {name}{plain_line(rest, LONGEST_EXCERPT)}")
    zone = _ZONE.search(found[1]) if found[1] else None
    end = found.end() + LONGEST_VALUE
    return Line((zone[1] or zone[2] or "").strip() if zone else "", rest[found.end() : end], len(rest) > end)


def _value(line: str) -> str:
    """What begins or ends."""
    return line.partition(":")[2].strip().upper()[:LONGEST_EXCERPT]


def _unfolded(body: bytes) -> Iterator[str]:
    """The content lines. Raises CalendarError where this is no calendar, or one too long."""
    if len(body) > MOST_BYTES:
        raise CalendarError(f"larger than {MOST_BYTES // 1_000_000} MB")
    text = body.decode("utf-8-sig", errors="replace").lstrip()
    if text[: len("BEGIN:VCALENDAR")].upper() != "BEGIN:VCALENDAR":
        start = plain_line(text, LONGEST_EXCERPT)
        raise CalendarError(f"not a calendar: {start}" if start else "not a calendar: there is nothing in it")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        raise CalendarError(f"more than {MOST_LINES:,} lines")
    yield from text.replace("\n ", "").replace("\n\t", "").split("\n")
