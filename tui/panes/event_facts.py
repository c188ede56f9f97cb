"""What is known of one event: when it is, who says so and since when, its figures, and whom it usually moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from tui.market.agenda import AHEAD, KINDS_WITH_FIGURES, EventState, event_state
from tui.market.events import Certainty, Event
from tui.market.own_calendars import OWN_KIND, SETTINGS_SOURCE
from tui.market.surprise import Surprise, surprise_of
from tui.market.zones import MARKET_TIME
from tui.panes.agenda_filter import kind_word
from tui.panes.desk import Desk
from tui.panes.event_cells import IMPORTANCE_MARKS, event_name, surprise_span
from tui.panes.event_times import (
    age_text,
    appointment_text,
    left_text,
    moment_text,
    reader_is_elsewhere,
    since_due,
    zone_text,
)
from tui.panes.figures import MISSING, dated, day_text, duration, flat_below, full_date, role_of, signed
from tui.panes.instrument_figures import sector_name
from tui.panes.words import MONTHS_EN, WORDS
from widgets.text import Row, Span, plain

DIRECTION_WORDS = {"up": "above", "down": "below", "flat": "as expected"}
DEVIATION_DECIMALS = 1
FIGURE_WORDS = ("previous", "consensus", "actual")


class Fact(NamedTuple):
    """A label, and the parts that stand behind it: side by side where they have room, else one below the other."""

    label: str
    parts: tuple[Row, ...]


def title_parts(desk: Desk, event: Event) -> list[Row]:
    """Name, country and kind, and its weight."""
    marks = IMPORTANCE_MARKS[desk.view.glyphs][event.importance].strip()
    weight = f"{marks} {desk.word(f'weight {event.importance}')}".strip()
    where = " · ".join(filter(None, (plain(event.country), kind_word(desk, event.kind))))
    return [(Span(event_name(desk, event), "title"),), (Span(where, "label"),), (Span(weight, "label"),)]


def period_text(desk: Desk, event: Event) -> str:
    """The month or quarter that a figure is about, as the language writes it; "" where it is about none."""
    if event.kind not in KINDS_WITH_FIGURES:
        return ""
    year, _, part = event.tail.partition("-")
    chinese = desk.view.language == "zh"
    if part.isdigit():
        return f"{year}年{int(part)}月" if chinese else f"{MONTHS_EN[int(part) - 1]} {year}"
    if part.startswith("q"):
        return f"{year}年{part[1:]}季度" if chinese else f"Q{part[1:]} {year}"
    return ""


def facts(desk: Desk, event: Event, now: datetime) -> list[Fact]:
    """Everything, in the order in which it is asked for; what is not known has no row, but for the figures."""
    return [
        Fact(desk.word("state"), (state_row(desk, event, now),)),
        *period_facts(desk, event),
        Fact(desk.word("when"), when_parts(desk, event)),
        *figure_facts(desk, event),
        *moved_facts(desk, event),
        Fact(desk.word("date by"), source_parts(desk, event)),
        *seen_facts(desk, event),
        *sector_facts(desk, event),
    ]


def period_facts(desk: Desk, event: Event) -> list[Fact]:
    """What the figure is about."""
    text = period_text(desk, event)
    return [Fact(desk.word("period"), ((Span(text, "value"),),))] if text else []


def state_row(desk: Desk, event: Event, now: datetime) -> Row:
    """The state in a word, with what is left until it comes, or since when it stands."""
    state = event_state(event, now)
    word = desk.word(state.value)
    if state in AHEAD:
        row: Row = (Span(desk.word("in time", left=left_text(event, now)), "value"),)
        return (*row, Span(f", {word}", "warn")) if state is EventState.POSTPONED else row
    if state is EventState.CANCELLED:
        return (Span(word, "warn"),)
    waited_for = event.kind in KINDS_WITH_FIGURES and state in (EventState.DUE, EventState.OVERDUE)
    if state is EventState.RELEASED and event.first_seen is not None:
        age = duration((now - event.first_seen).total_seconds())
    elif event.time is None:
        since = since_due(event, now).days
        age = f"{since}d" if since else ""
    else:
        age = duration(since_due(event, now).total_seconds())
    if not age:
        return (Span(f"{word}, {desk.word('today')}", "warn" if waited_for else "label"),)
    if waited_for:
        at = moment_text(desk, event.time.astimezone(MARKET_TIME)) if event.time else day_words(desk, event)
        return (Span(desk.word("since time", state=word, at=at, age=age), "warn"),)
    return (Span(f"{word} ", "value"), Span(desk.word("ago", age=age), "label"))


def day_words(desk: Desk, event: Event) -> str:
    """The day of an event without a time, with its year where that is another one."""
    language = desk.view.language
    same_year = event.date.year == desk.now().year
    return day_text(event.date, language) if same_year else full_date(event.date, language)


def when_parts(desk: Desk, event: Event) -> tuple[Row, ...]:
    """On the market's clock, on the reader's, and where it takes place, as far as they differ."""
    if event.time is None:
        return ((Span(day_words(desk, event), "value"), Span(f" {desk.word('all day')}", "label")),)
    market = event.time.astimezone(MARKET_TIME)
    parts: list[Row] = [(Span(desk.word("market time", at=moment_text(desk, market)), "value"),)]
    told = {market.utcoffset()}
    clocks = [("source time", event.time)]
    if reader_is_elsewhere(desk):
        clocks.insert(0, ("local time", desk.local(event.time)))
    for word, moment in clocks:
        if moment.utcoffset() not in told:
            told.add(moment.utcoffset())
            text = desk.word(word, at=moment_text(desk, moment), zone=zone_text(moment))
            parts.append((Span(text, "label"),))
    return tuple(parts)


def figure_facts(desk: Desk, event: Event) -> list[Fact]:
    """Previous, consensus and actual, and what the surprise is worth; none for events without figures."""
    figures = (event.previous, event.consensus, event.actual)
    if event.kind not in KINDS_WITH_FIGURES and not any(figures):
        return []
    parts = []
    for word, figure in zip(FIGURE_WORDS, figures, strict=True):
        shown = plain(figure or "") or MISSING
        part: Row = (Span(f"{desk.word(word)} ", "muted"), Span(shown, "value" if figure else "label"))
        if word == "previous" and event.revised is not None:
            part = (*part, Span(f", {desk.word('revised', figure=plain(event.revised))}", "value"))
        parts.append(part)
    found = [Fact(desk.word("figures"), tuple(parts))]
    surprise = surprise_of(event, desk.events_of(event.series))
    return found if surprise is None else [*found, Fact(desk.word("surprise"), surprise_parts(desk, surprise))]


def surprise_parts(desk: Desk, surprise: Surprise) -> tuple[Row, ...]:
    """The surprise in its unit, in words, and in standard deviations of those before."""
    direction = role_of(surprise.difference, flat_below(surprise.decimals))
    unit = desk.word("percentage points") if surprise.unit == "%" else ""
    row: Row = (surprise_span(desk, surprise), Span(f"{unit} {desk.word(DIRECTION_WORDS[direction])}", "label"))
    if surprise.deviations is None:
        return row, (Span(desk.word("deviations unknown", n=surprise.known), "muted"),)
    sigma = signed(surprise.deviations, DEVIATION_DECIMALS)
    return row, (Span(desk.word("deviations", sigma=sigma, n=surprise.known), "label"),)


def moved_facts(desk: Desk, event: Event) -> list[Fact]:
    """Where the event stood before, and what others say, each with its source."""
    found: list[Fact] = []
    if event.moved_from is not None:
        before = appointment_text(desk, event, event.moved_from)
        source = Span(f"  {plain(event.moved_from.source)}", "label")
        found.append(Fact(desk.word("stood before"), ((Span(before, "value"), source),)))
    for number, other in enumerate(event.disputed):
        row = (Span(appointment_text(desk, event, other), "warn"), Span(f"  {plain(other.source)}", "label"))
        found.append(Fact("" if number else desk.word("others say"), (row,)))
    return found


def source_parts(desk: Desk, event: Event) -> tuple[Row, ...]:
    """Whether the date is official or expected, who says so, and when he was read."""
    expected = event.certainty is Certainty.EXPECTED
    word = desk.word("expected date" if expected else "official date")
    if event.simulated:
        return ((Span(desk.word("simulated event"), "warn"), Span(f"  {plain(event.source)}", "label")),)
    if event.source == SETTINGS_SOURCE:
        return ((Span(desk.word("from settings"), "value"), Span(f"  {plain(event.source)}", "label")),)
    if event.kind == OWN_KIND:
        expected, word = False, desk.word("from calendar")
    row = (Span(word, "warn" if expected else "value"), Span(f"  {plain(event.source)}", "label"))
    if event.fetched_at is not None:
        age = desk.word("read ago", age=age_text(desk.clock.age(event.fetched_at)))
    elif desk.notes is not None:
        age = desk.word("with shipped", day=dated(desk.notes.reviewed, desk.view.language))
    else:
        return (row,)
    return row, (Span(age, "muted"),)


def seen_facts(desk: Desk, event: Event) -> list[Fact]:
    """Who gave the figures, and when the actual was first seen here."""
    parts: list[Row] = []
    if event.figures_from is not None:
        parts.append((Span(plain(event.figures_from), "label"),))
    if event.first_seen is not None:
        seen = moment_text(desk, event.first_seen.astimezone(MARKET_TIME))
        parts.append((Span(f"{desk.word('first seen')} ", "muted"), Span(seen, "label")))
    return [Fact(desk.word("figures by"), tuple(parts))] if parts else []


def sector_facts(desk: Desk, event: Event) -> list[Fact]:
    """The sectors that events of the series usually move."""
    sectors = desk.notes.sectors.get(event.series, ()) if desk.notes is not None else ()
    if not sectors:
        return []
    names = listed(desk, (sector_word(desk, key) for key in sectors))
    return [Fact(desk.word("usually moves"), ((Span(names, "label"),),))]


def sector_word(desk: Desk, key: str) -> str:
    """A sector as the heatmap names it; else by our own word for it."""
    if key in desk.settings.sectors:
        return sector_name(desk, key)
    word = f"sector {key}"
    return desk.word(word) if word in WORDS else plain(key)


def listed(desk: Desk, texts: Iterable[str]) -> str:
    """Texts one after the other, as the language lists them."""
    return ("、" if desk.view.language == "zh" else ", ").join(texts)
