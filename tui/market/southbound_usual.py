"""The usual southbound day: what net buy comes to by each minute, the mean of the last days known by the minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import fmean

from msgspec import Struct

from tui.market.calendars import Calendars
from tui.market.southbound import SouthboundDay
from tui.market.southbound_context import USUAL_DAYS, totals_at, whole_days

MARK_MINUTES = 5
"""The mean is taken so often; between two of these marks it runs straight."""


class UsualDay(Struct, frozen=True):
    """Mean net buy by minute, HKD: `values` go with the minutes it was asked for, None where no day is known.

    `days` of the last `of` days with Connect are known; half days are not among them.
    """

    values: tuple[float | None, ...]
    days: int
    of: int


def usual_day(past: Sequence[SouthboundDay], on: date, minutes: Sequence[int], calendars: Calendars) -> UsualDay:
    """The usual day before `on`. `minutes` ascend (after midnight, market time), lunch left out as it may be."""
    window = calendars.connect_days_before(on, USUAL_DAYS)
    known = whole_days(past, window)
    totals = {slot: totals_at(known, minutes[slot]) for slot in _marked(len(minutes))}
    means = {slot: fmean(found) if found else None for slot, found in totals.items()}
    values = tuple(_between(means, slot) for slot in range(len(minutes)))
    return UsualDay(values, len(known), len(window))


def _marked(slots: int) -> list[int]:
    """Every fifth slot, and the last one."""
    return sorted({*range(0, slots, MARK_MINUTES), slots - 1}) if slots else []


def _between(means: dict[int, float | None], slot: int) -> float | None:
    """The mean at a slot, on the straight line between the marks around it."""
    start = slot - slot % MARK_MINUTES
    end = min(start + MARK_MINUTES, max(means))
    first, last = means[start], means[end]
    if first is None or last is None or end == start:
        return first if slot == start else last if slot == end else None
    return first + (last - first) * (slot - start) / (end - start)
