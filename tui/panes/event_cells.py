"""One event as a row of the agenda: times, name, figures, surprise, how sure its date is, how long until it comes."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.market.agenda import AHEAD, KINDS_WITH_FIGURES, EventState, event_state
from tui.market.events import Certainty, Event
from tui.market.surprise import Surprise, surprise_of
from tui.panes.desk import Desk
from tui.panes.event_times import appointment_text, is_faded, left_text, local_cell, market_cell, overdue_age
from tui.panes.figures import arrow, flat_below, role_of, signed
from widgets.agenda import Entry
from widgets.text import Span, plain

IMPORTANCE_MARKS = {"unicode": {1: " ", 2: "•", 3: "●"}, "ascii": {1: " ", 2: "*", 3: "#"}}
DISPUTED_MARK = "?"
"""Behind a time that others contradict."""

PERCENT = "%"


def entry(desk: Desk, event: Event, now: datetime, *, local: bool) -> Entry:
    """One event, as known at `now`, in the reader's language; what is past is faint, what is late says so.

    `local`: with the time on the reader's clock.
    """
    state = event_state(event, now)
    faded = is_faded(event, state, now, timedelta(minutes=desk.settings.agenda.fade_minutes))
    quiet = "muted" if faded else "label"
    surprise = surprise_of(event, desk.events_of(event.series))
    return Entry(
        key=event.id,
        time=time_span(desk, event, quiet),
        local=Span(local_cell(desk, event) if local else "", quiet),
        importance=Span(IMPORTANCE_MARKS[desk.view.glyphs][event.importance], quiet),
        name=Span(event_name(desk, event), "label" if faded or event.importance == 1 else "value"),
        previous=Span(plain(event.revised or event.previous or ""), quiet),
        consensus=Span(plain(event.consensus or ""), quiet),
        actual=Span(plain(event.actual or ""), "label" if faded else "value"),
        surprise=Span("") if surprise is None else surprise_span(desk, surprise, faded=faded),
        certainty=certainty_span(desk, event),
        countdown=Span(*countdown_text(desk, event, state, now)),
        note=note_span(desk, event, state),
    )


def event_name(desk: Desk, event: Event) -> str:
    """The name in the reader's language, safe to draw."""
    return plain(event.name_zh if desk.view.language == "zh" else event.name_en)


def time_span(desk: Desk, event: Event, role: str) -> Span:
    """The time on the market's clock, marked where other sources name another one."""
    text = market_cell(desk, event)
    return Span(f"{text}{DISPUTED_MARK}", "warn") if event.disputed else Span(text, role)


def certainty_span(desk: Desk, event: Event) -> Span:
    """What must be known of its date: invented, disputed, or expected by a rule or a vendor; nothing if official."""
    if event.simulated:
        return Span(desk.word("simulated event"), "warn")
    if event.disputed:
        return Span(desk.word("disputed"), "warn")
    return Span(desk.word("expected date") if event.certainty is Certainty.EXPECTED else "", "muted")


def note_span(desk: Desk, event: Event, state: EventState) -> Span:
    """Where a moved event stood before, as long as it is ahead; the publisher's own moves stand out."""
    if event.moved_from is None or state not in (*AHEAD, EventState.DUE):
        return Span("")
    text = desk.word("was", at=appointment_text(desk, event, event.moved_from))
    if state is EventState.POSTPONED:
        return Span(f"{desk.word('postponed')}, {text}", "warn")
    return Span(text, "muted")


def surprise_span(desk: Desk, surprise: Surprise, *, faded: bool = False) -> Span:
    """Actual against consensus with its sign, an arrow, and the colour of its direction."""
    epsilon = flat_below(surprise.decimals)
    text = signed(surprise.difference, surprise.decimals)
    unit = "" if surprise.unit == PERCENT else surprise.unit
    mark = arrow(surprise.difference, desk.view.glyphs, epsilon)
    return Span(f"{mark}{text}{unit}", "label" if faded else role_of(surprise.difference, epsilon))


def countdown_text(desk: Desk, event: Event, state: EventState, now: datetime) -> tuple[str, str]:
    """Time left for what is ahead; that a figure is due, or late and since when; nothing for what is over."""
    if state in AHEAD:
        return left_text(event, now), "label"
    if state is EventState.CANCELLED:
        return desk.word(state.value), "warn"
    if state is EventState.OVERDUE:
        return f"{desk.word(state.value)} {overdue_age(event, now)}", "warn"
    if state is EventState.DUE and event.time is not None and event.kind in KINDS_WITH_FIGURES:
        return desk.word(state.value), "warn"
    return "", "label"
