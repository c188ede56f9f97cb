"""One entry of a calendar as an event of ours."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from tui.ics.components import Component
from tui.ics.moments import BadValue, Moment
from tui.ics.plain_text import plain_line
from tui.ics.zones import fixed
from tui.market.events import Certainty, Event
from tui.market.own_calendars import OWN_KIND

UNTITLED = ("(untitled)", "（无标题）")

USUAL_IMPORTANCE = 2
IMPORTANCES = {"1": 3, "2": 3, "3": 3, "4": 3, "5": 2, "6": 1, "7": 1, "8": 1, "9": 1}
"""PRIORITY as our importance; 0 is the format's word for none."""

LONGEST_SUMMARY = 1_000
"""Characters of a SUMMARY that are looked at."""

_ESCAPE = re.compile(r"\\([nN,;\\])")


def written(component: Component, moment: Moment, source: str) -> Event:
    """A VEVENT that happens at that moment. Its id is the same whenever it is read, for the same calendar."""
    title = title_of(component)
    status = _text(component, "STATUS").upper()
    day = moment.local.date()
    return Event(
        id=f"ics-{_digest(source, _text(component, 'UID') or title)}-{day}",
        date=day,
        time=None if moment.zone is None else fixed(moment),
        country="",
        name_en=title or UNTITLED[0],
        name_zh=title or UNTITLED[1],
        kind=OWN_KIND,
        period="",
        certainty=Certainty.EXPECTED if status == "TENTATIVE" else Certainty.OFFICIAL,
        source=source,
        importance=IMPORTANCES.get(_text(component, "PRIORITY"), USUAL_IMPORTANCE),
        cancelled=status == "CANCELLED",
    )


def with_own_ids(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, those of one id told apart by a number in their series."""
    met: Counter[str] = Counter()
    told_apart: list[Event] = []
    for event in events:
        met[event.id] += 1
        number = met[event.id]
        told_apart.append(event if number == 1 else replace(event, id=f"{event.series}-no{number}-{event.date}"))
    return tuple(told_apart)


def title_of(component: Component) -> str:
    """The SUMMARY with its escapes undone (RFC 5545, 3.3.11); "" where there is none."""
    text = _text(component, "SUMMARY")[:LONGEST_SUMMARY]
    return plain_line(_ESCAPE.sub(lambda escape: " " if escape[1] in "nN" else escape[1], text))


def _text(component: Component, name: str) -> str:
    """The value of a property that may be missing, or have none."""
    try:
        line = component.first(name)
    except BadValue:
        return ""
    return line.value.strip() if line else ""


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
