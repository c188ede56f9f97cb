"""A running total at a moment of the day, read between the marks that are known: what "at the same time" means.

Time is counted in minutes of trading: lunch is no time at all, so that what was traded in the first minutes of the
afternoon is not spread over the hour before them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from tui.market.instruments import Market
from tui.market.zones import MARKET_TIME

Mark = tuple[int, float]
"""A minute after midnight (market time), and the running total that had been reached by then."""

WIDEST_GAP = 10.0
"""Minutes of trading between two marks beyond which nothing is said of the time between them: one mark of five
minutes may be missing, not two."""

_NOON_BREAK = {Market.MAINLAND: (11 * 60 + 30, 13 * 60), Market.HONG_KONG: (12 * 60, 13 * 60)}
_CLOSE = {Market.MAINLAND: 15 * 60, Market.HONG_KONG: 16 * 60}
"""Continuous trading, minutes after midnight. Hong Kong's closing auction comes after its close."""

_LAST_MINUTE = 1
"""A series whose minutes are named by their beginning has its last mark one minute before the close."""


def minute_of_day(moment: datetime) -> float:
    """Minutes after midnight in market time, seconds as fractions. `moment` is aware."""
    local = moment.astimezone(MARKET_TIME)
    return local.hour * 60 + local.minute + local.second / 60


def is_whole_day(marks: Sequence[Mark]) -> bool:
    """Whether the marks reach into an afternoon; those of a half day do not, nor those of a day broken off early."""
    return bool(marks) and marks[-1][0] > 13 * 60


def total_at(marks: Sequence[Mark], minute: float, market: Market) -> float | None:
    """The running total at a minute after midnight (it may have a fraction), by straight line between its two marks.

    `marks` ascend by minute and belong to one day of that market. None before the first mark, in a hole of more than
    ten minutes of trading, and after the last mark unless that one is the close: then the day's total stands.
    """
    after = bisect_right(marks, minute, key=lambda mark: mark[0])
    if after == 0:
        return None
    earlier_minute, earlier = marks[after - 1]
    if after == len(marks):
        closed = earlier_minute >= _CLOSE[market] - _LAST_MINUTE
        return earlier if closed or earlier_minute == minute else None
    later_minute, later = marks[after]
    start, here, end = (_trading_minutes(at, market) for at in (earlier_minute, minute, later_minute))
    if end - start > WIDEST_GAP:
        return earlier if earlier_minute == minute else None
    if end == start:
        return earlier
    return earlier + (later - earlier) * (here - start) / (end - start)


def _trading_minutes(minute: float, market: Market) -> float:
    """Minutes after midnight with those of lunch left out."""
    begins, ends = _NOON_BREAK[market]
    return minute - max(0.0, min(minute, ends) - begins)
