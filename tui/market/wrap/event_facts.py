"""Which releases a wrap looks back on, and which events it closes with.

Nothing is told before its time: at a simulated moment the shipped calendar knows what came later.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from tui.market.agenda import (
    AHEAD,
    KINDS_WITH_FIGURES,
    EventState,
    event_state,
    in_order,
    known_at,
    market_day,
)
from tui.market.events import Event
from tui.market.published import comparable
from tui.market.wrap.facts import AheadFact, Comparison, ReleaseFact
from tui.market.wrap.records import Missing
from tui.market.zones import MARKET_TIME

RECENT_DAYS = 4
"""Calendar days, today left out, for which a release is news: what came on Friday is told until Tuesday."""

TOLD_IMPORTANCE = 2
"""The least importance of what is told, of 1 to 3."""

HIGH_IMPORTANCE = 3

POLICY_WITHIN_DAYS = 14
"""Calendar days ahead in which meetings and talks are told of."""

LOOK_AHEAD = timedelta(days=200)
"""How far ahead is looked at all: decisions of the FOMC are at most eight weeks apart."""

MOST_A_DAY = 2
"""Chinese releases told of one day: some days have half a dozen."""

MOST_AHEAD = 6
ONE_DAY = timedelta(days=1)

CHINA, UNITED_STATES = "CN", "US"


def release_facts(events: Iterable[Event], now: datetime, missing: list[Missing]) -> tuple[ReleaseFact, ...]:
    """The most important Chinese release of the last days, the newest of equals; and a newer one, if there is one."""
    first_day = now.date() - timedelta(days=RECENT_DAYS)
    recent = [
        known_at(event, now)
        for event in events
        if event.country == CHINA
        and event.kind in KINDS_WITH_FIGURES
        and event.importance >= TOLD_IMPORTANCE
        and first_day <= market_day(event) <= now.date()
        and event_state(event, now) in (EventState.RELEASED, EventState.OVERDUE)
    ]
    ordered = sorted(in_order(recent), key=_moment)
    if not ordered:
        return ()
    most = max(event.importance for event in ordered)
    main = _first_of_its_moment([event for event in ordered if event.importance == most])
    newest = _first_of_its_moment(ordered)
    told = [main] if _moment(newest) <= _moment(main) else [main, newest]
    missing += [Missing(event.id, "no figure on record", "记录中无公布值") for event in told if event.actual is None]
    return tuple(_release(event) for event in told)


def ahead_facts(events: Iterable[Event], now: datetime, missing: list[Missing]) -> tuple[AheadFact, ...]:
    """What comes next, ascending: Chinese releases, meetings and talks, and the next rate decision of the FOMC."""
    near = (event for event in events if now.date() <= event.date + ONE_DAY <= now.date() + LOOK_AHEAD)
    coming = in_order(known_at(event, now) for event in near if event_state(event, now) in AHEAD)
    decision = next((event for event in coming if _is_rate_decision(event)), None)
    chosen = [*_next_releases(coming), *_next_policy(coming, now), *([] if decision is None else [decision])]
    if decision is None:
        missing.append(Missing("next FOMC decision", "not in the calendar", "日历中没有"))
    if not any(event.kind in KINDS_WITH_FIGURES and event.country == CHINA for event in chosen):
        missing.append(Missing("next Chinese release", "not in the calendar", "日历中没有"))
    told = in_order(dict.fromkeys(chosen))
    if len(told) > MOST_AHEAD and decision is not None:
        # The decision is wanted however far it is.
        rest = tuple(event for event in told if event is not decision)
        told = in_order((*rest[: MOST_AHEAD - 1], decision))
    return tuple(_ahead(event) for event in told)


def _next_releases(coming: Sequence[Event]) -> list[Event]:
    """Those of the next day that has any, and those of the next day that has important ones."""
    releases = [
        event
        for event in coming
        if event.country == CHINA and event.kind in KINDS_WITH_FIGURES and event.importance >= TOLD_IMPORTANCE
    ]
    chosen: list[Event] = []
    for least in (TOLD_IMPORTANCE, HIGH_IMPORTANCE):
        fitting = [event for event in releases if event.importance >= least]
        if fitting:
            of_day = [event for event in fitting if market_day(event) == market_day(fitting[0])]
            of_day.sort(key=lambda event: -event.importance)
            chosen += of_day[:MOST_A_DAY]
    return chosen


def _next_policy(coming: Sequence[Event], now: datetime) -> list[Event]:
    last = now.date() + timedelta(days=POLICY_WITHIN_DAYS)
    return [
        event
        for event in coming
        if event.kind == "policy" and event.importance >= HIGH_IMPORTANCE and market_day(event) <= last
    ]


def _is_rate_decision(event: Event) -> bool:
    return event.country == UNITED_STATES and event.kind == "central_bank"


def _moment(event: Event) -> tuple[date, float]:
    return market_day(event), 0.0 if event.time is None else event.time.timestamp()


def _first_of_its_moment(events: Sequence[Event]) -> Event:
    """The most important one of those that came last; of equals, the first."""
    last = [event for event in events if _moment(event) == _moment(events[-1])]
    return max(last, key=lambda event: event.importance)


def _release(event: Event) -> ReleaseFact:
    return ReleaseFact(
        event,
        market_day(event),
        compared(event.actual, event.previous),
        compared(event.actual, event.consensus),
    )


def _ahead(event: Event) -> AheadFact:
    return AheadFact(event, market_day(event), None if event.time is None else event.time.astimezone(MARKET_TIME))


def compared(figure: str | None, other: str | None) -> Comparison | None:
    """How a published figure stands to another; None unless both are single numbers, or both percents."""
    pair = comparable(figure, other)
    if pair is None:
        return None
    one, two = pair
    if math.isclose(one.value, two.value):
        return Comparison.EQUAL
    return Comparison.ABOVE if one.value > two.value else Comparison.BELOW
