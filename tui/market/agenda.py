"""The events ahead in market time: which, in what order, how long until, and whether they have come.

Nothing here makes up a figure: an event is released when its actual is known, and not because its time has passed.
Nor is a figure told before its time: at a simulated or replayed moment the shipped record knows what came later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec.structs import replace

from tui.market.events import Certainty, Event
from tui.market.zones import MARKET_TIME

RELEASE_GRACE = timedelta(hours=2)
"""How late a release may be before it counts as overdue: trade data float by over an hour on their day."""

KINDS_WITH_FIGURES = frozenset(
    {
        "activity",
        "central_bank",
        "credit",
        "fx_reserves",
        "gdp",
        "inflation",
        "pmi",
        "profits",
        "property",
        "trade",
    }
)
"""Kinds of events that end with an actual. The others (holidays, meetings, reports) are over when their time is."""


class EventState(StrEnum):
    """SCHEDULED: its time is ahead. POSTPONED: it is ahead too, and its publisher had named another time before.

    DUE: it has come, or it is the day. RELEASED: the actual is known. OVERDUE: it should have come and no actual is
    known. OVER: past, and there was no figure to wait for. CANCELLED: it does not take place.
    """

    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    DUE = "due"
    RELEASED = "released"
    OVERDUE = "overdue"
    OVER = "over"
    CANCELLED = "cancelled"


AHEAD = frozenset({EventState.SCHEDULED, EventState.POSTPONED})
"""The states of what is still to come."""


def market_day(event: Event) -> date:
    """The day in market time: a decision at 14:00 in New York falls on the next day here."""
    return event.date if event.time is None else event.time.astimezone(MARKET_TIME).date()


def known_at(event: Event, now: datetime) -> Event:
    """The event as it could be known at `now`: without an actual that was seen later, or is ahead.

    Of a shipped row the previous figure and the consensus go too, while the release before it is ahead.
    """
    if event.figures_known is not None and event.figures_from is None and now < event.figures_known:
        event = replace(event, previous=None, consensus=None)
    if event.actual is None or _is_out(event, now):
        return event
    return replace(event, actual=None, first_seen=None)


def after_each_other(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, each noted with the moment from which its previous figure could be known; ascending by day."""
    before: dict[str, Event] = {}
    found: list[Event] = []
    for event in sorted(events, key=lambda event: event.date):
        earlier = before.get(event.series)
        if earlier is not None and (event.previous or event.consensus):
            event = replace(event, figures_known=_moment_of(earlier))
        before[event.series] = event
        found.append(event)
    return tuple(found)


def _moment_of(event: Event) -> datetime:
    """When an event is, at the earliest: the first minute of its day in market time where no time is known."""
    return event.time or datetime.combine(event.date, time(), MARKET_TIME)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """By market day; on a day, first those without a time, then by time; at one moment the important first."""
    return tuple(sorted(events, key=_order))


def time_left(event: Event, now: datetime) -> timedelta:
    """How long until the event, negative once past; whole days where only its day is known."""
    if event.time is None:
        return event.date - now.astimezone(MARKET_TIME).date()
    return event.time - now


def event_state(event: Event, now: datetime) -> EventState:
    """Where the event stands at `now`."""
    if event.cancelled:
        return EventState.CANCELLED
    if event.actual is not None and _is_out(event, now):
        return EventState.RELEASED
    left = time_left(event, now)
    if left > timedelta(0):
        moved = event.moved_from is not None and event.moved_from.certainty is Certainty.OFFICIAL
        return EventState.POSTPONED if moved else EventState.SCHEDULED
    grace = timedelta(0) if event.time is None else RELEASE_GRACE
    if left >= -grace:
        return EventState.DUE
    return EventState.OVERDUE if event.kind in KINDS_WITH_FIGURES else EventState.OVER


def next_event(events: Iterable[Event], now: datetime, importance: int = 1) -> Event | None:
    """The first event ahead of at least that importance, None if there is none."""
    ahead = (event for event in events if event.importance >= importance and event_state(event, now) in AHEAD)
    first = min(ahead, key=_order, default=None)
    return None if first is None else known_at(first, now)


def _is_out(event: Event, now: datetime) -> bool:
    """Whether the actual could be known at `now`: it was seen before, even ahead of its time, or its time is past."""
    if event.first_seen is not None:
        return event.first_seen <= now
    return time_left(event, now) <= timedelta(0)


def _order(event: Event) -> tuple[date, bool, float, int, str]:
    moment = 0.0 if event.time is None else event.time.timestamp()
    return market_day(event), event.time is not None, moment, -event.importance, event.id
