"""A day's minutes as the vendors list them: labelled by the end of the minute, totals running from the open."""

from __future__ import annotations

from msgspec import Struct

from tui.exchange.day_path import DayPath
from tui.exchange.trading_day import SECONDS_PER_MINUTE, Phase


class MinuteRow(Struct, frozen=True):
    """One minute: `label` in minutes after midnight, volume in shares, turnover in single currency units."""

    label: int
    price: float
    volume: float
    turnover: float


def minute_rows(path: DayPath, second: int) -> list[MinuteRow]:
    """The minutes as far as they have come at that second after midnight; the last one may still be running.

    The first row is the opening auction's. The row of the last minute (15:00 on the mainland, 16:00 in Hong Kong)
    carries the official close once that is known.
    """
    plan = path.plan
    if second < plan.opened:
        return []
    elapsed = plan.elapsed(second)
    done = elapsed // SECONDS_PER_MINUTE
    rows = [MinuteRow(plan.opened // SECONDS_PER_MINUTE, *path.minute(0))]
    for count in range(1, done + 1):
        rows.append(MinuteRow(plan.clock(count * SECONDS_PER_MINUTE) // SECONDS_PER_MINUTE, *path.minute(count)))
    if done < plan.minutes:
        if elapsed % SECONDS_PER_MINUTE:
            label = plan.clock((done + 1) * SECONDS_PER_MINUTE) // SECONDS_PER_MINUTE
            rows.append(_row_now(path, second, label))
        return rows
    for label in range(rows[-1].label + 1, min(second // SECONDS_PER_MINUTE + 1, plan.last_label)):
        rows.append(MinuteRow(label, *path.minute(plan.minutes)))
    if plan.phase(second) is Phase.CLOSED:
        if rows[-1].label == plan.last_label:
            rows.pop()
        rows.append(_row_now(path, second, plan.last_label))
    return rows


def _row_now(path: DayPath, second: int, label: int) -> MinuteRow:
    now = path.at(second)
    return MinuteRow(label, now.last or 0.0, now.volume, now.turnover)
