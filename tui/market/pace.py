"""Whether a name trades more than usual: its turnover so far against its average, fairly, at any time of the day.

The 20-day average of a share is one of whole days. How much of a whole day is usually done by a minute is known of
each market, from the past minutes of the indices that stand for its turnover. So "usual by now" is the share's own
average times its market's share of the day: the field's relative volume (量比) with the market's curve in place of
the share's own, which nobody publishes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from tui.market.instruments import Market
from tui.market.same_minute import is_whole_day, total_at
from tui.market.series import MinuteSeries
from tui.market.turnover import TURNOVER_OF

MIDNIGHT = 24 * 60.0
"""The end of the day, minutes after its beginning: what had been reached by then is the day's total."""

LEAST_SHARE = 0.02
"""Before so much of a usual day is done, a single trade would make a name look unusual."""


def share_of_day(market: Market, past_minutes: Mapping[str, Sequence[MinuteSeries]], minute: float) -> float | None:
    """How much of a day's turnover the market has usually done by that minute after midnight, 0 to 1.

    The mean over all past days that are known to their close; None without one, and where it is too little to compare
    with.
    """
    shares: list[float] = []
    for symbol in TURNOVER_OF.get(market, ()):
        for series in past_minutes.get(symbol, ()):
            marks = [(mark.minute, mark.turnover) for mark in series.minutes if mark.turnover is not None]
            done, whole = total_at(marks, minute, market), total_at(marks, MIDNIGHT, market)
            if done is not None and whole and is_whole_day(marks):
                shares.append(done / whole)
    share = fsum(shares) / len(shares) if shares else 0.0
    return share if share >= LEAST_SHARE else None


def times_usual(turnover: float | None, average_turnover: float | None, share: float | None) -> float | None:
    """Turnover so far as a multiple of what is usual by now; None where any part is not known."""
    if turnover is None or not average_turnover or share is None:
        return None
    return turnover / (average_turnover * share)
