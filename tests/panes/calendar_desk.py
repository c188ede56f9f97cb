"""A desk with a calendar of events at a fixed moment, and the rows of its pane."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from tests.panes.desks import VIEW, desk_at, moment, text_of
from tui.market.events import Certainty, Event
from tui.market.updates import EventsUpdate
from tui.panes.desk import Desk
from tui.panes.events import EventsPane
from widgets.text import Row

PMI = Event(
    id="pmi",
    date=date(2026, 11, 23),
    time=moment("2026-11-23 09:45"),
    country="CN",
    name_en="Manufacturing PMI",
    name_zh="制造业PMI",
    kind="pmi",
    period="2026-10",
    certainty=Certainty.OFFICIAL,
    source="test",
    importance=3,
    previous="50.1",
    consensus="50.2",
    actual="50.7",
)

LATE = moment("2026-11-23 22:00")


def desk_with(at: str, *events: Event, language: str = "en", glyphs: str = "unicode") -> Desk:
    desk = desk_at(at, view=replace(VIEW, language=language, glyphs=glyphs))
    desk.state.apply(EventsUpdate(events))
    return desk


def pane_at(at: str, *events: Event, language: str = "en", glyphs: str = "unicode") -> EventsPane:
    return EventsPane(desk_with(at, *events, language=language, glyphs=glyphs))


def shown(pane: EventsPane, width: int = 100, height: int = 24) -> list[str]:
    return [text_of(row).rstrip() for row in pane.compose_rows(width, height)]


def row_of(pane: EventsPane, name: str, width: int = 100) -> Row:
    return next(
        row for row in pane.compose_rows(width, 24)[1:] if name in text_of(row) and "next" not in text_of(row)
    )


def role_of_text(row: Row, text: str) -> str:
    return next(span.role for span in row if text in span.text)


def line(at: str, event: Event) -> str:
    return text_of(row_of(pane_at(at, event), event.name_en)).rstrip()
