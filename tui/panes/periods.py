"""The periods that a move may be counted over: their words, and what a move over each must be to be a large one."""

from __future__ import annotations

from datetime import date
from math import sqrt

from tui.choices import Period
from tui.panes.desk import Desk

PERIOD_WORDS: dict[Period, str] = {
    "today": "period today",
    "5d": "5 days",
    "20d": "20 days",
    "60d": "60 days",
    "ytd": "year to date",
}
"""The word of each period."""

SESSIONS: dict[Period, int] = {"today": 1, "5d": 5, "20d": 20, "60d": 60}
"""The trading days of each period; those of the year to date grow."""

SESSIONS_A_YEAR = 243
"""On the mainland in 2026 and 2027; Hong Kong has four more."""
DAYS_A_YEAR = 365

LONGEST_SHORT_MOVE = 999.95
"""A move has decimals up to this percent, and none beyond: columns have no cells for them."""

READABLE_STEPS = ((10.0, 5.0), (1.0, 1.0), (0.0, 0.1))
"""From that scale on it is a multiple of that step, percent: nobody reads ±13.4 %."""


def sessions_of(period: Period, today: date) -> int:
    """How many trading days the period has, about; at least one."""
    if period in SESSIONS:
        return SESSIONS[period]
    days = (today - date(today.year - 1, 12, 31)).days
    return max(1, round(days * SESSIONS_A_YEAR / DAYS_A_YEAR))


def heat_scale(desk: Desk) -> float:
    """The move, in percent, at which a tile has its full colour over the chosen period.

    Moves of independent days add up by the square root of their number: what ±3 % is to one day, ±15 % is to twenty.
    """
    scale = desk.view.heat_scale_pct * sqrt(sessions_of(desk.view.period, desk.now().date()))
    if desk.view.period == "today":
        return scale
    step = next(step for least, step in READABLE_STEPS if scale >= least)
    return max(step, round(scale / step) * step)


def period_decimals(period: Period, move: float | None = None) -> int:
    """Two for a day's move, one for a longer one, none for a tenfold `move` (percent): of digits it has enough."""
    if move is not None and abs(move) >= LONGEST_SHORT_MOVE:
        return 0
    return 2 if period == "today" else 1


def period_word(desk: Desk) -> str:
    """The chosen period in the reader's language."""
    return desk.word(PERIOD_WORDS[desk.view.period])
