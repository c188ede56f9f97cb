"""The shipped table of events, from text to records. Pure: who reads the file is `tui.shipped`."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from tui.market.events import Certainty, Event
from tui.market.tables import Row, read_rows
from tui.market.zones import MARKET_TIME, NEW_YORK, new_york

EVENT_COLUMNS = (
    "id",
    "date",
    "time",
    "zone",
    "country",
    "name_en",
    "name_zh",
    "kind",
    "period",
    "importance",
    "previous",
    "consensus",
    "actual",
    "certainty",
    "source",
)


class Zone(StrEnum):
    """The zones in which sources give their times."""

    SHANGHAI = "Asia/Shanghai"
    HONG_KONG = "Asia/Hong_Kong"
    NEW_YORK = NEW_YORK


class Importance(StrEnum):
    """From 1 (low) to 3 (high)."""

    LOW = "1"
    MIDDLE = "2"
    HIGH = "3"


def parse_events(text: str, file: str) -> tuple[Event, ...]:
    """The events of a table, in its order. `file` names it in errors. Raises DataError."""
    events: list[Event] = []
    lines: dict[str, int] = {}
    for row in read_rows(text, file, EVENT_COLUMNS):
        event = _event(row)
        if event.id in lines:
            raise row.error("id", f"{event.id} stands in line {lines[event.id]} already")
        lines[event.id] = row.line
        events.append(event)
    return tuple(events)


def _event(row: Row) -> Event:
    day = _date(row)
    return Event(
        id=row.text("id"),
        date=day,
        time=_time(row, day),
        country=row.text("country"),
        name_en=row.text("name_en"),
        name_zh=row.text("name_zh"),
        kind=row.text("kind"),
        period=row.text("period"),
        certainty=row.choice("certainty", Certainty),
        source=row.text("source"),
        importance=int(row.choice("importance", Importance)),
        previous=row.optional("previous"),
        consensus=row.optional("consensus"),
        actual=row.optional("actual"),
    )


def _date(row: Row) -> date:
    value = row.text("date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise row.error("date", f"{value!r} is no day such as 2025-06-03") from None


def _time(row: Row, day: date) -> datetime | None:
    zone = _zone(row.choice("zone", Zone))
    value = row.optional("time")
    if value is None:
        return None
    try:
        clock = time.fromisoformat(value)
    except ValueError:
        raise row.error("time", f"{value!r} is no time such as 09:30") from None
    return datetime.combine(day, clock, zone)


def _zone(zone: Zone) -> tzinfo:
    return new_york() if zone is Zone.NEW_YORK else MARKET_TIME
