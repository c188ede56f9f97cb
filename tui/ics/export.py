"""Events as an iCalendar file (RFC 5545) that calendar programs import.

No METHOD: a file with one is a scheduling message, which RFC 5546 wants an ORGANIZER in, and which Outlook opens as a
calendar of its own. No SEQUENCE either: of two exports the newer is told by its DTSTAMP.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from tui.ics.plain_text import plain_line
from tui.market.events import Appointment, Certainty, Event

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//cnhk//cnhk//EN"
UID_DOMAIN = "cnhk"
"""The right side of every UID, `<event id>@cnhk`: another export of an event replaces the one imported before."""

DEFAULT_ALARMS = (timedelta(minutes=15),)
"""How long before a timed event its alarms ring."""

SHOWN_LENGTH = timedelta(minutes=15)
"""A release takes no time, and calendar programs do not agree on how to show an event of no length, or without an
end."""

PRIORITIES = {3: 1, 2: 5, 1: 9}
"""Our importance, 3 the highest, as iCalendar's PRIORITY, 1 the highest."""

LONGEST_LINE = 400
"""Characters of a line of the description."""

WORDS: dict[str, tuple[str, str]] = {
    "simulated": ("SIMULATED", "模拟"),
    "previous": ("Previous", "前值"),
    "revised": ("Revised to", "修正为"),
    "consensus": ("Consensus", "预期"),
    "actual": ("Actual", "公布值"),
    "official": ("Official date", "官方公布日期"),
    "expected": ("Expected date, may move", "预计日期，可能变动"),
    "cancelled": ("Cancelled", "已取消"),
    "moved": ("Moved from", "原定"),
    "disputed": ("Others say", "另有来源"),
    "source": ("Source", "来源"),
}
"""English and Chinese."""


def export(
    events: Sequence[Event],
    now: datetime,
    language: Literal["en", "zh"],
    alarms: Sequence[timedelta] = DEFAULT_ALARMS,
) -> bytes:
    """The events, as they are known at `now`, as one calendar in their order. Their ids differ; `now` is aware.

    Times are written in UTC, days as days. `alarms` are lead times: each timed event still ahead, and not cancelled,
    rings so long before. Nothing rings for an event of which only the day is known: no hour of that day would be
    right.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_component(event, now, language, alarms))
    body: bytes = calendar.to_ical()
    return body


def _component(
    event: Event, now: datetime, language: Literal["en", "zh"], alarms: Sequence[timedelta]
) -> icalendar.Event:
    import icalendar

    title = _title(event, language)
    component = icalendar.Event()
    component.add("uid", f"{plain_line(event.id)}@{UID_DOMAIN}")
    component.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    if event.time is None:
        component.add("dtstart", event.date)
        component.add("dtend", event.date + timedelta(days=1))
    else:
        start = event.time.astimezone(UTC)
        component.add("dtstart", start)
        component.add("dtend", start + SHOWN_LENGTH)
    component.add("summary", title)
    component.add("description", "\n".join(_description(event, language)))
    component.add("categories", [plain_line(name) for name in (event.kind, event.country) if name])
    component.add("priority", PRIORITIES[event.importance])
    component.add("status", _status(event))
    component.add("transp", "TRANSPARENT")
    if event.time is not None and event.time > now and not event.cancelled:
        for lead in alarms:
            component.add_component(_alarm(title, lead))
    return component


def _title(event: Event, language: Literal["en", "zh"]) -> str:
    name = plain_line(event.name_zh if language == "zh" else event.name_en)
    return f"[{_word('simulated', language)}] {name}" if event.simulated else name


def _description(event: Event, language: Literal["en", "zh"]) -> list[str]:
    """What is known of an event, a fact a line."""
    facts: list[tuple[str, str | None]] = [
        ("previous", event.previous),
        ("revised", event.revised),
        ("consensus", event.consensus),
        ("actual", event.actual),
        ("cancelled" if event.cancelled else event.certainty.value, ""),
        ("moved", None if event.moved_from is None else _told(event.moved_from)),
        *(("disputed", _told(other)) for other in event.disputed),
        ("source", event.source or None),
    ]
    lines = [_line(_word(name, language), value) for name, value in facts if value is not None]
    return [_word("simulated", language), *lines] if event.simulated else lines


def _line(word: str, value: str) -> str:
    return plain_line(f"{word}: {value}" if value else word, LONGEST_LINE)


def _told(appointment: Appointment) -> str:
    """When, in its own zone, and who says so."""
    day, time = appointment.date, appointment.time
    return f"{day if time is None else time.isoformat(' ', 'minutes')} ({appointment.source})"


def _status(event: Event) -> str:
    if event.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if event.certainty is Certainty.OFFICIAL else "TENTATIVE"


def _alarm(title: str, lead: timedelta) -> icalendar.Alarm:
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -lead)
    return alarm


def _word(name: str, language: Literal["en", "zh"]) -> str:
    return WORDS[name][language == "zh"]
