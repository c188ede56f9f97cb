"""The rows of the agenda: the next decisive events, then the days, in market time, with a countdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from tui.market.agenda import (
    KINDS_WITH_FIGURES,
    EventState,
    event_state,
    in_order,
    known_at,
    market_day,
    next_event,
    time_left,
    upcoming,
)
from tui.market.events import Certainty, Event
from tui.market.zones import MARKET_TIME
from tui.panes.desk import Desk
from tui.panes.figures import SECONDS_BELOW, countdown, day_text, minute_time
from widgets.agenda import Day, Entry, Heads, agenda
from widgets.text import Row, Span, fit_row, pad_row, plain, shorten, width_of

AHEAD_DAYS = 30
BEHIND = timedelta(days=4)
"""What mattered in the last days is still talked about: a month-end PMI falls on a weekend."""

LEAST_AGENDA_ROWS = 8
"""The agenda keeps so many rows, title included, before the next decisive events get theirs."""

TITLE_ROWS = 1
HEAD_ROWS = 1
HIGH_IMPORTANCE = 3
IMPORTANCE_MARKS = {"unicode": {1: " ", 2: "•", 3: "●"}, "ascii": {1: " ", 2: "*", 3: "#"}}
STATE_ROLES = {EventState.DUE: "warn", EventState.OVERDUE: "warn"}
FADED = (EventState.RELEASED, EventState.OVER)


def agenda_rows(desk: Desk, now: datetime, width: int, height: int, scrolled: Callable[[int, int], int]) -> list[Row]:
    """The next decisive events in a row each, then the agenda; `scrolled` gives its first line of so many, in so many
    rows."""
    rows = next_rows(desk, now, width)[: max(0, height + TITLE_ROWS - LEAST_AGENDA_ROWS)]
    days = agenda_days(desk, now)
    if not days:
        return [*rows, fit_row((Span(desk.word("no events", n=AHEAD_DAYS), "muted"),), width)][:height]
    heads = Heads(desk.word("previous"), desk.word("consensus"), desk.word("actual"))
    room = height - len(rows)
    lines = len(days) + sum(len(day.entries) for day in days)
    return [*rows, *agenda(days, width, room, heads=heads, offset=scrolled(lines, room - HEAD_ROWS))]


def counts_seconds(desk: Desk) -> bool:
    """Whether a countdown stands in seconds, so that each of them needs a new row."""
    now = desk.now()
    ahead = next_event(desk.state.events, now)
    return ahead is not None and ahead.time is not None and time_left(ahead, now) < SECONDS_BELOW


def next_rows(desk: Desk, now: datetime, width: int) -> list[Row]:
    """The next decision of the Fed, the next decisive Chinese release, the next political date: one row each."""
    rows: list[Row] = []
    for is_of_kind in (is_fed_decision, is_chinese_release, is_policy):
        found = next_event(filter(is_of_kind, desk.state.events), now, HIGH_IMPORTANCE)
        if found is None or time_left(found, now) > timedelta(days=AHEAD_DAYS):
            continue
        at = day_text(market_day(found), desk.view.language)
        if found.time is not None:
            at += f" {minute_time(found.time.astimezone(MARKET_TIME))}"
        when = (Span(f"  {at}  ", "label"), Span(f"{left_text(found, now):>6}", "value"))
        label = Span(f"{desk.word('next')}  ", "label")
        room = width - width_of((label, *when))
        name = shorten(event_name(desk, found), room)
        rows.append(fit_row((label, *pad_row((Span(name, "value"),), max(0, room)), *when), width))
    return rows


def is_fed_decision(event: Event) -> bool:
    """Whether it is a rate decision of the Federal Reserve."""
    return event.country == "US" and event.kind == "central_bank"


def is_chinese_release(event: Event) -> bool:
    """Whether it is a Chinese figure."""
    return event.country == "CN" and event.kind in KINDS_WITH_FIGURES


def is_policy(event: Event) -> bool:
    """Whether it is a political date: talks, conferences, congresses."""
    return event.kind == "policy"


def agenda_days(desk: Desk, now: datetime) -> list[Day]:
    """The days from the last decisive releases on, each with its events."""
    events = (*recent(desk.state.events, now), *upcoming(desk.state.events, now, AHEAD_DAYS))
    return [
        Day(day_text(day, desk.view.language), relative(desk, day, now), tuple(entry(desk, e, now) for e in of_day))
        for day, of_day in groupby(events, key=market_day)
    ]


def recent(events: Iterable[Event], now: datetime) -> tuple[Event, ...]:
    """The decisive releases of the days before today."""
    today = now.date()
    return in_order(
        known_at(event, now)
        for event in events
        if event.importance >= HIGH_IMPORTANCE and event.actual and today - BEHIND <= market_day(event) < today
    )


def relative(desk: Desk, day: date, now: datetime) -> str:
    """How far away a day is, in words."""
    away = (day - now.date()).days
    if away == 0:
        return desk.word("today")
    if away == 1:
        return desk.word("tomorrow")
    return desk.word("in days", n=away) if away > 0 else desk.word("days ago", n=-away)


def entry(desk: Desk, event: Event, now: datetime) -> Entry:
    """One event in the reader's language; what is past is faint, what is late says so."""
    state = event_state(event, now)
    faded = state in FADED
    at = minute_time(event.time.astimezone(MARKET_TIME)) if event.time else desk.word("all day")
    if event.simulated:
        certainty = desk.word("simulated event")
    else:
        certainty = desk.word("expected date") if event.certainty is Certainty.EXPECTED else ""
    return Entry(
        key=event.id,
        time=Span(at, "label"),
        importance=Span(IMPORTANCE_MARKS[desk.view.glyphs][event.importance], "label"),
        name=Span(event_name(desk, event), "label" if faded or event.importance == 1 else "value"),
        previous=Span(plain(event.previous or ""), "label"),
        consensus=Span(plain(event.consensus or ""), "label"),
        actual=Span(plain(event.actual or ""), "value"),
        certainty=Span(certainty, "warn" if event.simulated else "muted"),
        countdown=Span(*countdown_text(desk, event, state, now)),
    )


def left_text(event: Event, now: datetime) -> str:
    """How long until the event; whole days where only its day is known."""
    left = time_left(event, now)
    return f"{left.days}d" if event.time is None else countdown(left)


def countdown_text(desk: Desk, event: Event, state: EventState, now: datetime) -> tuple[str, str]:
    """Time left for what is ahead; the state of a figure that is due or late; nothing for what is over."""
    if state is EventState.SCHEDULED:
        return left_text(event, now), "label"
    if state in STATE_ROLES and event.time is not None and event.kind in KINDS_WITH_FIGURES:
        return desk.word(state.value), STATE_ROLES[state]
    return "", "label"


def event_name(desk: Desk, event: Event) -> str:
    """The name in the reader's language, safe to draw."""
    return plain(event.name_zh if desk.view.language == "zh" else event.name_en)
