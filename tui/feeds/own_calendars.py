"""The calendars that the settings name: files, and addresses that are asked once an hour. Parsed in a thread."""

from __future__ import annotations

import asyncio
import stat
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tui.clock import Clock
from tui.feeds.errors import FeedError
from tui.market.own_calendars import OwnCalendar

if TYPE_CHECKING:
    from tui.feeds.providers import Getter

BETWEEN_REQUESTS = 3600.0
"""Seconds between two requests for one calendar."""

AFTER_A_FAILURE = 600.0
"""Seconds until one that did not answer is asked again."""

WEBCAL = "webcal://"

Days = tuple[date, date]
"""The first and the last day that are asked for, in market time."""


class OwnCalendars:
    """All calendars of the reader's own. What did not change is neither read nor parsed again.

    Without `http` those that have an address are left out.
    """

    def __init__(self, calendars: Sequence[str], http: Getter | None, clock: Clock) -> None:
        self._calendars: list[_Calendar] = []
        for name, text in zip(names_of(calendars), calendars, strict=True):
            if "://" not in text:
                self._calendars.append(_File(name, text, clock))
            elif http is not None:
                self._calendars.append(_Fetched(name, _address(text), http, clock))

    async def read(self, first: date, last: date) -> tuple[OwnCalendar, ...]:
        """Each calendar with its events from `first` to `last`, both included, in market time. Raises nothing.

        A calendar that cannot be had keeps the events it had, and tells why.
        """
        return tuple(await asyncio.gather(*(calendar.read((first, last)) for calendar in self._calendars)))


def names_of(calendars: Iterable[str]) -> list[str]:
    """What to call each: the name of the file, or the host, numbered where several have it.

    The rest of an address is often a secret, and shown nowhere.
    """
    met: Counter[str] = Counter()
    names = []
    for text in calendars:
        name = (urlsplit(text).hostname or "") if "://" in text else Path(text).name
        met[name] += 1
        names.append(name if met[name] == 1 else f"{name} ({met[name]})")
    return names


class _Calendar(Protocol):
    async def read(self, days: Days) -> OwnCalendar: ...


class _Version(Struct, frozen=True):
    """What tells whether a file changed, and which days it was parsed for."""

    modified_ns: int
    size: int
    days: Days


class _File:
    def __init__(self, name: str, path: str, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._version: _Version | None = None
        self._last = OwnCalendar(name, None)

    async def read(self, days: Days) -> OwnCalendar:
        """The calendar as the file has it now."""
        try:
            path, version = await asyncio.to_thread(self._look, days)
            if version != self._version:
                body = await asyncio.to_thread(_body, path)
                self._last = await asyncio.to_thread(_parsed, self._last, body, days, self._clock.now())
                self._version = version
        except (OSError, RuntimeError) as error:
            self._version = None
            reason = error.strerror if isinstance(error, OSError) else None
            self._last = replace(self._last, problems=(reason or "no such file",))
        return self._last

    def _look(self, days: Days) -> tuple[Path, _Version]:
        """Raises OSError; RuntimeError where `~name` is nobody's home."""
        path = Path(self._path).expanduser()
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise OSError(0, "not a file")  # a pipe would be waited for without end
        return path, _Version(found.st_mtime_ns, found.st_size, days)


class _Fetched:
    def __init__(self, name: str, address: str, http: Getter, clock: Clock) -> None:
        self._address = address
        self._http = http
        self._clock = clock
        self._ask_at = clock.monotonic()
        self._body: bytes | None = None
        self._fetched: datetime | None = None
        self._parsed_for: tuple[datetime, Days] | None = None
        self._failed: tuple[str, ...] = ()
        self._last = OwnCalendar(name, None)

    async def read(self, days: Days) -> OwnCalendar:
        """The calendar as it was fetched within the hour."""
        if self._clock.monotonic() >= self._ask_at:
            try:
                self._body = (await self._http.get(self._address)).body
                self._fetched, self._failed = self._clock.now(), ()
                self._ask_at = self._clock.monotonic() + BETWEEN_REQUESTS
            except FeedError as error:
                self._ask_at = self._clock.monotonic() + max(AFTER_A_FAILURE, error.heeded_wish)
                self._failed = (str(error),)
        if self._body is not None and self._fetched is not None and self._parsed_for != (self._fetched, days):
            self._last = await asyncio.to_thread(_parsed, self._last, self._body, days, self._fetched)
            self._parsed_for = (self._fetched, days)
        return replace(self._last, problems=(*self._failed, *self._last.problems))


def _address(text: str) -> str:
    return f"https://{text[len(WEBCAL) :]}" if text.lower().startswith(WEBCAL) else text


def _body(path: Path) -> bytes:
    """What stands in a file, and where it is too large to be read, more than may be. Raises OSError."""
    from tui.ics.limits import MOST_BYTES

    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _parsed(earlier: OwnCalendar, body: bytes, days: Days, now: datetime) -> OwnCalendar:
    """The calendar that a body is; of one that is none, what was known before, and why."""
    from tui.ics.reading import CalendarError, parse_calendar

    try:
        calendar = parse_calendar(body, earlier.name, *days)
    except CalendarError as error:
        return replace(earlier, problems=(str(error),))
    return OwnCalendar(earlier.name, now, calendar.events, calendar.problems)
