"""The usual southbound day: what net buy comes to by each minute, the mean of the last days known by the minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import fmean

from msgspec import Struct

from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.same_minute import Mark, is_whole_day, total_at
from tui.market.southbound import SouthboundDay

USUAL_DAYS = 20
"""Days with Connect before today that the mean is of, as far as they are known."""

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
    known = [
        marks
        for day in past
        if day.date in window and day.trading and is_whole_day(marks := [(m.minute, m.net_buy) for m in day.minutes])
    ]
    means = {slot: _mean(known, minutes[slot]) for slot in _marked(len(minutes))}
    values = tuple(_between(means, slot) for slot in range(len(minutes)))
    return UsualDay(values, len(known), len(window))


def _marked(slots: int) -> list[int]:
    """Every fifth slot, and the last one."""
    return sorted({*range(0, slots, MARK_MINUTES), slots - 1}) if slots else []


def _mean(days: Sequence[Sequence[Mark]], minute: int) -> float | None:
    totals = [total for marks in days if (total := total_at(marks, minute, Market.HONG_KONG)) is not None]
    return fmean(totals) if totals else None


def _between(means: dict[int, float | None], slot: int) -> float | None:
    """The mean at a slot, on the straight line between the marks around it."""
    start = slot - slot % MARK_MINUTES
    end = min(start + MARK_MINUTES, max(means))
    first, last = means[start], means[end]
    if first is None or last is None or end == start:
        return first if slot == start else last if slot == end else None
    return first + (last - first) * (slot - start) / (end - start)
