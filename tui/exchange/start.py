"""Where on its day a simulation starts. Apart from the scenario, which is loaded after the first paint."""

from __future__ import annotations

from datetime import date, datetime, time

from tui.market.zones import MARKET_TIME

RALLY_DAY = date(2025, 6, 3)
DEFAULT_START = time(13, 5)
"""Where a simulation starts unless told otherwise: the afternoon's climb lies ahead, the morning behind."""

WRITTEN_TIMES = (len("HH:MM"), len("HH:MM:SS"))


class ScenarioError(ValueError):
    """A moment that a scenario does not have; says which one and what would be right."""


def start_moment(at: str | None = None) -> datetime:
    """The market moment at which a simulation starts: HH:MM or HH:MM:SS of the scenario's day, aware.

    Raises ScenarioError naming the value and the right form.
    """
    if at is None:
        return datetime.combine(RALLY_DAY, DEFAULT_START, MARKET_TIME)
    try:
        time_of_day = time.fromisoformat(at)
    except ValueError:
        time_of_day = None
    if time_of_day is None or len(at) not in WRITTEN_TIMES:
        raise ScenarioError(f"{at!r} is no time of day; write it as HH:MM, for example 10:30 or 16:30")
    return datetime.combine(RALLY_DAY, time_of_day, MARKET_TIME)
