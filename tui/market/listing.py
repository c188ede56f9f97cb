"""Which events a reader asked for: so many days ahead, of some countries and kinds, of some importance.

A span of a week or more ends with a week, on its Sunday: who asks for thirty days plans in weeks, and would miss what
stands in the half of the last one that the count cuts off. A shorter span ends on its very day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from tui.market.agenda import AHEAD, event_state, in_order, known_at, market_day
from tui.market.events import Event
from tui.market.zones import MARKET_TIME

WEEK = 7
"""Days; a span of so many or more is completed to the end of its last week."""

SUNDAY = 6
"""As `date.weekday` counts."""


class Wanted(Struct, frozen=True):
    """What is asked for: only these countries and kinds, all where empty, of at least that importance (1 to 3)."""

    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    importance: int = 1

    def has(self, event: Event) -> bool:
        """Whether the event is one of them."""
        return (
            event.importance >= self.importance
            and (not self.countries or event.country in self.countries)
            and (not self.kinds or event.kind in self.kinds)
        )


def last_day(today: date, days: int) -> date:
    """The last day of a span of `days` after today: that day, or from a week on the Sunday that ends its week."""
    end = today + timedelta(days=days)
    return end if days < WEEK else end + timedelta(days=SUNDAY - end.weekday())


def listed(events: Iterable[Event], now: datetime, last: date, wanted: Wanted) -> tuple[Event, ...]:
    """The events from today to `last`, both included, in market time and agenda order, as known at `now`."""
    today = market_date(now)
    return in_order(
        known_at(event, now) for event in events if wanted.has(event) and today <= market_day(event) <= last
    )


def first_ahead(events: Iterable[Event], now: datetime, last: date | None, wanted: Wanted) -> Event | None:
    """The next event that is still to come, until `last` if that is given; None where there is none."""
    ahead = (
        event
        for event in events
        if wanted.has(event) and event_state(event, now) in AHEAD and (last is None or market_day(event) <= last)
    )
    first = next(iter(in_order(ahead)), None)
    return None if first is None else known_at(first, now)


def market_date(moment: datetime) -> date:
    """The day that a moment has in market time."""
    return moment.astimezone(MARKET_TIME).date()
