"""What is ahead and what came out: releases, decisions, holidays; their times, figures and certainty."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct


class Certainty(StrEnum):
    """OFFICIAL: announced by the publisher, or observed. EXPECTED: from a rule, and may move."""

    OFFICIAL = "official"
    EXPECTED = "expected"


class Event(Struct, frozen=True):
    """One event. `time` is aware, in the source's own zone; None where only the day is known.

    `date` is the day in the source's zone. Figures stay as published, units and all ("50.3", "102.64B");
    None means not published or not known. `importance` runs from 1 (low) to 3 (high).
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
