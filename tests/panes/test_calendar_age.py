"""The foot of the Events pane: how old the calendar is, and who fails."""

from __future__ import annotations

from datetime import date, timedelta

from tests.panes.calendar_desk import PMI, desk_with, shown
from tests.panes.desks import moment, source_of, text_of
from tui.market.health import Feed, ProviderHealth, ProviderStatus
from tui.market.own_calendars import OwnCalendar
from tui.market.reports import Authority, Report
from tui.market.updates import EventReportUpdate, HealthUpdate, OwnCalendarsUpdate
from tui.panes.calendar_age import age_row
from tui.panes.desk import CalendarNotes, Desk
from tui.panes.events import EventsPane

NOW = "2026-11-25 14:00"
AGES = {"fed": ("Fed", timedelta(hours=2, minutes=50)), "nbs": ("NBS", timedelta(days=1, hours=3))}


def desk_of(*providers: str, language: str = "en") -> Desk:
    desk = desk_with(NOW, PMI, language=language)
    desk.notes = CalendarNotes(date(2026, 11, 23), {})
    for provider in providers:
        source, age = AGES[provider]
        report = Report(
            provider,
            source,
            Authority.PUBLISHER,
            moment(NOW) - age,
            date(2026, 11, 1),
            date(2026, 12, 31),
            (),
        )
        desk.state.apply(EventReportUpdate(source_of(desk, provider), report))
    return desk


def fail(
    desk: Desk, provider: str, feed: Feed = Feed.EVENTS, status: ProviderStatus = ProviderStatus.RESTING
) -> None:
    health = ProviderHealth(provider, feed, status, moment(NOW), "refused", moment("2026-11-25 14:05"))
    desk.state.apply(HealthUpdate(health))


def text(desk: Desk, width: int = 100) -> str:
    return text_of(age_row(desk, width))


def test_without_any_report_the_day_of_the_shipped_calendar_stands_alone():
    assert text(desk_of()) == "shipped calendar of 2026-11-23"


def test_each_source_has_its_age():
    assert text(desk_of("fed", "nbs")) == "shipped 23 Nov 2026 · Fed 2h · NBS 1d"
    assert text(desk_of("nbs", language="zh")) == "内置 2026年11月23日 · NBS 1d"


def test_a_source_that_fails_says_why_and_when_it_is_asked_again():
    desk = desk_of("fed")
    fail(desk, "nbs")
    row = age_row(desk, 100)
    assert text_of(row) == "shipped 23 Nov 2026 · NBS – again 14:05, refused · Fed 2h"
    assert next(span.role for span in row if "refused" in span.text) == "warn"


def test_what_a_failing_source_said_before_keeps_its_age():
    desk = desk_of("fed", "nbs")
    fail(desk, "nbs", status=ProviderStatus.FAILING)
    assert text(desk) == "shipped 23 Nov 2026 · NBS 1d – again 14:05, refused · Fed 2h"


def test_failures_of_other_feeds_and_sources_that_answer_are_not_told_here():
    desk = desk_of("fed")
    fail(desk, "tencent", Feed.QUOTES)
    fail(desk, "nbs", status=ProviderStatus.ANSWERING)
    assert text(desk) == "shipped 23 Nov 2026 · Fed 2h"


def test_only_whole_parts_are_shown():
    desk = desk_of("fed", "nbs")
    assert text(desk, 35) == "shipped 23 Nov 2026 · Fed 2h"


def test_several_that_fail_are_told_together_and_cut_where_there_is_no_room():
    desk = desk_of("fed")
    fail(desk, "nbs")
    fail(desk, "szse")
    assert text(desk) == "shipped 23 Nov 2026 · 2 sources fail: again 14:05, NBS, SZSE · Fed 2h"
    assert text(desk, 52) == "shipped 23 Nov 2026 · 2 sources fail: again 14:05…"


def test_what_is_wrong_with_a_calendar_of_the_readers_own_comes_before_the_sources():
    desk = desk_of("fed")
    fail(desk, "nbs")
    calendars = (OwnCalendar("good.ics", moment(NOW)), OwnCalendar("none.ics", None, (), ("No such file", "more")))
    desk.state.apply(OwnCalendarsUpdate(calendars))
    assert text(desk, 60) == "shipped 23 Nov 2026 · none.ics – No such file · NBS – again…"


def test_it_stands_in_the_last_row_where_there_is_room():
    pane = EventsPane(desk_of("fed"))
    assert shown(pane, height=14)[-1] == "shipped 23 Nov 2026 · Fed 2h"
    assert not any("shipped" in row for row in shown(pane, height=13))
    assert len(shown(pane, height=30)) == 30
