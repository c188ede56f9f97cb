"""What a calendar of the reader's own came to."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tui.market.events import Event

OWN_KIND = "own"
"""The kind of events from a calendar of the reader's own."""

SETTINGS_SOURCE = "config.toml"
"""The source of events that the settings list."""


class OwnCalendar(Struct, frozen=True):
    """The events of one calendar. `name` is its file's, or its host's.

    `fetched`: when what stands in `events` was read (aware), None where that never succeeded. `problems`: what could
    not be read, a line each; it may be the calendar as a whole, and `events` are then those read before.
    """

    name: str
    fetched: datetime | None
    events: tuple[Event, ...] = ()
    problems: tuple[str, ...] = ()
