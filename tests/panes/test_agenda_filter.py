"""The filters and the cursor of the Events pane."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.panes.calendar_desk import PMI, desk_with, pane_at, shown
from tests.panes.desks import text_of
from tui.market.events import Event
from tui.market.listing import Wanted
from tui.market.updates import EventsUpdate
from tui.panes.agenda_filter import next_country, next_importance, next_kind
from tui.panes.events import EventsPane
from tui.shipped import load_events

NOW = "2026-11-23 08:00"
SHIPPED = load_events()
AHEAD = replace(PMI, actual=None)
LOANS = replace(AHEAD, id="loans", name_en="New loans", kind="credit", importance=1)
FED = replace(AHEAD, id="fed", name_en="FOMC decision", country="US", kind="central_bank")
HOLIDAY = replace(AHEAD, id="shut", name_en="Market closed", country="HK", kind="market_holiday", importance=2)
EVENTS = (AHEAD, LOANS, FED, HOLIDAY)


def pane_set(*events: Event, **agenda: object) -> EventsPane:
    desk = desk_with(NOW, *events)
    desk.settings = replace(desk.settings, agenda=replace(desk.settings.agenda, **agenda))
    return EventsPane(desk)


def names(pane: EventsPane) -> set[str]:
    rows = [row for row in shown(pane)[1:] if not row.startswith("next")]
    return {event.name_en for event in EVENTS if any(event.name_en in row for row in rows)}


def cursor_row(pane: EventsPane, height: int = 24) -> str | None:
    rows = pane.compose_rows(100, height)
    marked = [row for row in rows if any(span.role.endswith("@cursor") for span in row)]
    assert len(marked) <= 1
    return text_of(marked[0]) if marked else None


def test_at_first_all_events_are_shown_and_no_filter_is_said():
    pane = pane_set(*EVENTS)
    assert names(pane) == {event.name_en for event in EVENTS}
    assert shown(pane)[0].startswith("4 Events ──")


def test_the_settings_say_what_is_shown_at_first_and_the_title_says_so():
    pane = pane_set(*EVENTS, countries=("CN",), kinds=("pmi",), least_importance=2)
    assert names(pane) == {"Manufacturing PMI"}
    assert shown(pane)[0].startswith("4 Events  CN · PMI · •● ──")


def test_countries_follow_each_other_and_come_back():
    pane = pane_set(*EVENTS)
    titles = []
    for _ in range(4):
        pane.filter_country(1)
        titles.append(shown(pane)[0].split("─")[0].strip())
    assert titles == ["4 Events  CN", "4 Events  HK", "4 Events  US", "4 Events"]
    pane.filter_country(-1)
    assert names(pane) == {"FOMC decision"}


def test_what_is_set_is_one_of_the_choices():
    settings = pane_set(*EVENTS, countries=("CN", "HK"), kinds=("pmi", "trade")).desk.settings.agenda
    countries, kinds = Wanted(("US",)), Wanted(kinds=("pmi",))
    assert next_country(countries, settings, EVENTS, 1).countries == ("CN", "HK")
    assert next_country(Wanted(("CN", "HK")), settings, EVENTS, 1).countries == ()
    assert next_kind(kinds, settings, EVENTS, 1).kinds == ("pmi", "trade")


def test_kinds_are_those_that_there_are():
    settings = pane_set(*EVENTS).desk.settings.agenda
    wanted, seen = Wanted(), []
    for _ in range(5):
        wanted = next_kind(wanted, settings, EVENTS, 1)
        seen.append(wanted.kinds)
    assert seen == [("central_bank",), ("credit",), ("market_holiday",), ("pmi",), ()]


def test_the_least_importance_goes_round():
    for least, following in ((1, 2), (2, 3), (3, 1)):
        assert next_importance(Wanted(importance=least), 1).importance == following
    pane = pane_set(*EVENTS)
    pane.filter_importance(1)
    assert names(pane) == {"Manufacturing PMI", "FOMC decision", "Market closed"}


def test_a_filter_that_nothing_passes_says_so_and_all_brings_everything_back():
    pane = pane_set(*EVENTS, countries=("HK",), kinds=("pmi",))
    assert shown(pane)[1] == "No event matches the filter"
    pane.show_all()
    assert names(pane) == {event.name_en for event in EVENTS}


def test_the_next_rows_and_the_seconds_obey_the_filter():
    pane = pane_set(replace(AHEAD), FED)
    assert sum(row.startswith("next") for row in shown(pane)) == 2
    pane.filter_country(1)
    assert sum(row.startswith("next") for row in shown(pane)) == 1
    soon = EventsPane(desk_with("2026-11-23 09:40", AHEAD))
    assert soon.counts_seconds
    soon.desk.settings = replace(soon.desk.settings, agenda=replace(soon.desk.settings.agenda, countries=("US",)))
    assert not EventsPane(soon.desk).counts_seconds


def test_the_first_press_shows_the_cursor_on_the_first_event_in_sight():
    pane = pane_at(NOW, *SHIPPED)
    assert cursor_row(pane) is None
    assert pane.selected_event() is None
    pane.move(0, 1)
    first = next(row for row in shown(pane)[1:] if "●" in row)
    assert cursor_row(pane).rstrip() == first


def test_the_cursor_stops_at_both_ends():
    pane = pane_at(NOW, *EVENTS)
    for step in (1, -5):
        pane.move(0, step)
        assert pane.selected_event().id == "fed"
    pane.move(0, 100)
    last = pane.selected_event()
    pane.move(0, 1)
    assert pane.selected_event() == last != FED


@pytest.mark.parametrize("height", [4, 8, 20])
@pytest.mark.parametrize("step", [1, 3, 10])
def test_scrolling_follows_the_cursor_both_ways(height, step):
    pane = pane_at(NOW, *SHIPPED)
    pane.compose_rows(100, height)
    for direction in (1, -1):
        for _ in range(30):
            pane.move(0, direction * step)
            assert cursor_row(pane, height) is not None
    assert any("days ago" in row for row in shown(pane, height=height))


def test_the_cursor_stays_on_its_event_while_others_come():
    pane = pane_at(NOW, AHEAD, HOLIDAY)
    pane.move(0, 1)
    pane.move(0, 1)
    assert pane.selected_event() == HOLIDAY
    pane.desk.state.apply(EventsUpdate(EVENTS))
    assert "Market closed" in (cursor_row(pane) or "")


def test_an_event_that_is_not_shown_is_not_under_the_cursor():
    pane = pane_at(NOW, *EVENTS)
    pane.move(0, 1)
    assert pane.selected_event() == FED
    pane.filter_country(1)
    pane.compose_rows(100, 24)
    assert pane.selected_event() is None
