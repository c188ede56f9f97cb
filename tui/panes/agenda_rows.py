"""The rows of the Events pane: the next decisive events, then the agenda by day with its cursor, and its age."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from msgspec import Struct

from tui.market.agenda import (
    KINDS_WITH_FIGURES,
    EventState,
    event_state,
    in_order,
    known_at,
    market_day,
    next_event,
    time_left,
)
from tui.market.events import Event
from tui.market.listing import Wanted, last_day, listed
from tui.market.zones import MARKET_TIME
from tui.panes.calendar_age import age_row
from tui.panes.desk import Desk
from tui.panes.event_cells import entry, event_name
from tui.panes.event_times import counts_seconds, left_text, reader_is_elsewhere
from tui.panes.figures import day_text, distance, minute_time
from widgets.agenda import Day, Heads, agenda, head_count
from widgets.text import EMPTY_ROW, Row, Span, fit_row, pad_row, shorten, width_of

LOW_IMPORTANCE = 1

BEHIND = timedelta(days=4)
"""What mattered in the last days is still talked about: a month-end PMI falls on a weekend."""

LEAST_AGENDA_ROWS = 8
"""The agenda keeps so many rows, title included, before the next decisive events get theirs."""

AGE_FROM_ROWS = 14
"""With so many rows, title included, one is left for the age of the calendar."""

TITLE_ROWS = 1
HIGH_IMPORTANCE = 3

Placed = Callable[[Sequence[Day], int, int], tuple[int | None, int]]
"""Of the days, the lines with room and the rows above them: the entry under the cursor, and the first line."""


class Agenda(Struct, frozen=True):
    """What the pane shows of the calendar at a moment: the events by day, and those of them that come next."""

    events: tuple[Event, ...]
    following: tuple[Event, ...]


def agenda_of(desk: Desk, wanted: Wanted, now: datetime) -> Agenda:
    """The events that the reader wants to see, from the last decisive releases on."""
    events = [event for event in desk.state.events if wanted.has(event)]
    days = desk.settings.agenda.days
    shown = (*recent(events, now), *listed(events, now, last_day(now.date(), days), wanted))
    return Agenda(shown, next_decisive(events, now, days))


def agenda_rows(desk: Desk, wanted: Wanted, now: datetime, width: int, height: int, placed: Placed) -> list[Row]:
    """The next decisive events in a row each, the agenda, and how old it is where there is room for that."""
    found = agenda_of(desk, wanted, now)
    age = age_row(desk, width)
    foot = [age] if age and height + TITLE_ROWS >= AGE_FROM_ROWS else []
    height -= len(foot)
    rows = next_rows(desk, found, now, width)[: max(0, height + TITLE_ROWS - LEAST_AGENDA_ROWS)]
    room = height - len(rows)
    if found.events:
        days = agenda_days(desk, found, now)
        heads = heads_of(desk)
        cursor, offset = placed(days, room - head_count(days, width, heads), len(rows))
        rows += agenda(days, width, room, heads=heads, cursor=cursor, offset=offset)
    else:
        rows.append(fit_row((Span(nothing_text(desk, wanted), "muted"),), width))
    return [*rows, *(EMPTY_ROW for _ in range(height - len(rows))), *foot] if foot else rows[:height]


def nothing_text(desk: Desk, wanted: Wanted) -> str:
    """Why there is no event to show: there is none, or none that passes the filter."""
    if wanted != Wanted() and desk.state.events:
        return desk.word("none match")
    return desk.word("no events", n=desk.settings.agenda.days)


def heads_of(desk: Desk) -> Heads:
    """The heads of the columns."""
    return Heads(
        desk.word("head previous"),
        desk.word("head consensus"),
        desk.word("actual"),
        desk.word("head surprise"),
        desk.word("market clock"),
        desk.word("local clock"),
    )


def is_counting(desk: Desk, wanted: Wanted) -> bool:
    """Whether a countdown stands in seconds, so that each of them needs a new row."""
    now = desk.now()
    return any(counts_seconds(event, now) for event in desk.state.events if wanted.has(event))


def next_rows(desk: Desk, found: Agenda, now: datetime, width: int) -> list[Row]:
    """A row for each of the next decisive events, the first to come on top."""
    rows: list[Row] = []
    for event in found.following:
        at = day_text(market_day(event), desk.view.language)
        if event.time is not None:
            at += f" {minute_time(event.time.astimezone(MARKET_TIME))}"
        when = (Span(f"  {at}  ", "label"), Span(f"{left_text(event, now):>6}", "value"))
        label = Span(f"{desk.word('next')}  ", "label")
        room = width - width_of((label, *when))
        name = shorten(event_name(desk, event), room)
        rows.append(fit_row((label, *pad_row((Span(name, "value"),), max(0, room)), *when), width))
    return rows


def next_decisive(events: Iterable[Event], now: datetime, days: int) -> tuple[Event, ...]:
    """The next decision of the Fed, the next decisive Chinese release, the next political date, as they come."""
    events = tuple(events)
    found = (next_event(filter(of_kind, events), now, HIGH_IMPORTANCE) for of_kind in DECISIVE)
    near = [event for event in found if event is not None and time_left(event, now) <= timedelta(days=days)]
    return in_order(near)


def is_fed_decision(event: Event) -> bool:
    """Whether it is a rate decision of the Federal Reserve."""
    return event.country == "US" and event.kind == "central_bank"


def is_chinese_release(event: Event) -> bool:
    """Whether it is a Chinese figure."""
    return event.country == "CN" and event.kind in KINDS_WITH_FIGURES


def is_policy(event: Event) -> bool:
    """Whether it is a political date: talks, conferences, congresses."""
    return event.kind == "policy"


DECISIVE = (is_fed_decision, is_chinese_release, is_policy)


def agenda_days(desk: Desk, found: Agenda, now: datetime) -> list[Day]:
    """The days, each with its events."""
    local = reader_is_elsewhere(desk)
    return [
        Day(
            day_text(day, desk.view.language),
            distance(day, now.date(), desk.view.language),
            tuple(entry(desk, event, now, local=local) for event in of_day),
        )
        for day, of_day in groupby(found.events, key=market_day)
    ]


def _is_talked_about(event: Event, state: EventState) -> bool:
    """What came out, if it was decisive; what is still waited for, if it was more than a detail."""
    if state is EventState.RELEASED:
        return event.importance >= HIGH_IMPORTANCE
    return state is EventState.OVERDUE and event.importance > LOW_IMPORTANCE


def recent(events: Iterable[Event], now: datetime) -> tuple[Event, ...]:
    """The decisive figures of the days before today: those that came out, and those that are still waited for."""
    today = now.date()
    return in_order(
        known_at(event, now)
        for event in events
        if today - BEHIND <= market_day(event) < today and _is_talked_about(event, event_state(event, now))
    )
