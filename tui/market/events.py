"""What is ahead and what came out: releases, decisions, holidays; their times, figures and certainty."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

_PERIOD = re.compile(r"-\d{4}(?:-\d{2}(?:-\d{2})?|-q\d|-h\d|-fy)?$", re.ASCII)


class Certainty(StrEnum):
    """OFFICIAL: announced by the publisher, or observed. EXPECTED: from a rule or a vendor, and may move."""

    OFFICIAL = "official"
    EXPECTED = "expected"


class Appointment(Struct, frozen=True):
    """When something is to happen. `time` is aware, None where only the day is known; `date` in the source's zone.

    `source` says who named that day, `certainty` how far that can be relied on.
    """

    date: date
    time: datetime | None
    certainty: Certainty
    source: str


class Event(Struct, frozen=True):
    """One event. `time` is aware, in the source's own zone; None where only the day is known.

    `date` is the day in the source's zone. Figures stay as published, units and all ("50.3", "102.64B");
    None means not published or not known. `importance` runs from 1 (low) to 3 (high).

    The id ends in the period or the day, and what is before that names the series: `cn-cpi-yoy-2026-11`.
    `revised` is what the previous figure was changed to. `moved_from`: where it stood before a better source, or the
    publisher himself, named another time. `disputed`: what sources of no better standing say instead.
    `fetched_at`: when the source that gave the time was read, None for what is shipped. `first_seen`: when the
    actual was first had by this program, None where it came with the shipped record. Both aware. `figures_from`: who
    gave the figures, None where they came with the shipped record. `figures_known` (aware): before that neither
    the previous figure of a shipped row nor its consensus could be known, for the release before was not out.
    """

    id: str
    date: date
    time: datetime | None
    country: str
    name_en: str
    name_zh: str
    kind: str
    period: str
    certainty: Certainty
    source: str
    importance: int
    previous: str | None = None
    consensus: str | None = None
    actual: str | None = None
    simulated: bool = False
    revised: str | None = None
    cancelled: bool = False
    moved_from: Appointment | None = None
    disputed: tuple[Appointment, ...] = ()
    fetched_at: datetime | None = None
    first_seen: datetime | None = None
    figures_from: str | None = None
    figures_known: datetime | None = None

    @property
    def series(self) -> str:
        """What repeats: the id without its period or day."""
        return _PERIOD.sub("", self.id)

    @property
    def tail(self) -> str:
        """The period or day at the end of the id: `2026-11`, `2026-q3`, `2026-11-23`; "" where there is none."""
        found = _PERIOD.search(self.id)
        return found[0][1:] if found else ""

    @property
    def appointment(self) -> Appointment:
        """When it is to happen, and who says so."""
        return Appointment(self.date, self.time, self.certainty, self.source)
