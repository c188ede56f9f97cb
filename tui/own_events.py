"""The events that the reader's settings list, as events of the calendar. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from tui.market.events import Certainty, Event
from tui.market.own_calendars import SETTINGS_SOURCE
from tui.market.zones import MARKET_TIME
from tui.settings import OwnEvent

MARKET_ZONES = frozenset({"Asia/Hong_Kong", "Asia/Shanghai"})

LONGEST_SLUG = 40
"""Characters of an id that come from a name."""

_NO_SLUG = re.compile(r"[^a-z0-9]+", re.ASCII)


def own_events(events: Iterable[OwnEvent]) -> tuple[Event, ...]:
    """Each as an event: official, since nobody knows better. Ids are `own-<name>-<day>`, the same in every run."""
    met: Counter[str] = Counter()
    made: list[Event] = []
    for own in events:
        event = _event(own)
        met[event.id] += 1
        number = met[event.id]
        made.append(event if number == 1 else replace(event, id=f"{event.series}-no{number}-{event.date}"))
    return tuple(made)


def _event(own: OwnEvent) -> Event:
    return Event(
        id=f"own-{_slug(own.name)}-{own.date}",
        date=own.date,
        time=None if own.time is None else datetime.combine(own.date, own.time, _zone(own.zone)),
        country=own.country,
        name_en=own.name,
        name_zh=own.name_zh or own.name,
        kind=own.kind,
        period="",
        certainty=Certainty.OFFICIAL,
        source=SETTINGS_SOURCE,
        importance=own.importance,
    )


def _zone(name: str) -> tzinfo:
    return MARKET_TIME if name in MARKET_ZONES else ZoneInfo(name)


def _slug(name: str) -> str:
    """The name in the letters of an id; where that says less than the name, with a mark of the whole."""
    slug = _NO_SLUG.sub("-", name.lower()).strip("-")
    if name.isascii() and 0 < len(slug) <= LONGEST_SLUG:
        return slug
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return "-".join(part for part in (slug[:LONGEST_SLUG].rstrip("-"), mark) if part)
