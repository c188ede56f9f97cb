"""What is due soon, or just came out, for the sectors that it usually moves: a mark in their heads in the heatmap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from tui.market.agenda import AHEAD, EventState, event_state, known_at, time_left
from tui.market.events import Event
from tui.panes.agenda_filter import kind_word
from tui.panes.desk import Desk
from tui.panes.figures import MINUTE
from tui.panes.words import WORDS
from widgets.text import Row, Span, plain

SOON = timedelta(minutes=30)
"""So long before its time an event is announced."""

AFTER = timedelta(hours=1)
"""So long after it came out it is still told; for one that has not come, after its time."""

LATEST = timedelta(days=1)
"""What comes out later than so long after its time moves nobody by surprise."""

FLAG = {"unicode": "⚑", "ascii": "!"}


class Hint(Struct, frozen=True):
    """The mark of one sector, in full and in short."""

    full: Row
    short: Row


NO_HINTS: dict[str, Hint] = {}


def hints(desk: Desk) -> dict[str, Hint]:
    """By sector, as the settings name it, what is due or just out; of several the most important, then nearest."""
    if desk.notes is None:
        return NO_HINTS
    now = desk.now()
    found: dict[str, Hint] = {}
    for event in sorted(near(desk.state.events, now), key=lambda event: _rank(event, now)):
        for sector in desk.notes.sectors.get(event.series, ()):
            if sector not in found:
                found[sector] = hint(desk, event, now)
    return found


def near(events: Iterable[Event], now: datetime) -> list[Event]:
    """The events that are due soon, and those that came out a short while ago, as known at `now`."""
    return [known_at(event, now) for event in events if event.time is not None and _is_near(event, event.time, now)]


def hint(desk: Desk, event: Event, now: datetime) -> Hint:
    """`⚑ LPR 12m`, `⚑ LPR due`, `⚑ LPR 3.00%`: minutes only, so that it does not change each second."""
    flag = FLAG[desk.view.glyphs]
    state = event_state(event, now)
    if state in AHEAD:
        minutes = max(1, int(time_left(event, now).total_seconds()) // MINUTE)
        tail = f"{minutes}m"
    elif event.actual is not None:
        tail = plain(event.actual)
    else:
        tail = desk.word("hint due")
    name = short_name(desk, event)
    return Hint((Span(f"{flag} {name} {tail}", "label"),), (Span(f"{flag} {tail}", "label"),))


def short_name(desk: Desk, event: Event) -> str:
    """What traders call the figure; else its kind."""
    key = f"short {event.series}"
    return desk.word(key) if key in WORDS else kind_word(desk, event.kind)


def _is_near(event: Event, time: datetime, now: datetime) -> bool:
    if event.cancelled or not -LATEST < time - now <= SOON:
        return False
    if event_state(event, now) is EventState.RELEASED:
        return (now - (event.first_seen or time)) < AFTER
    return now - time < AFTER


def _rank(event: Event, now: datetime) -> tuple[int, float, str]:
    return -event.importance, abs(time_left(event, now).total_seconds()), event.id
