"""How an event reads: its line for programs, its columns, and the listing on a terminal."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from tui.market.agenda import EventState
from tui.market.events import Appointment, Certainty, Event
from tui.market.listing import Wanted, last_day, listed
from tui.market.zones import MARKET_TIME
from tui.printing import events as printing
from tui.printing.columns import plain_lines
from tui.printing.event_lines import event_lines
from tui.printing.event_text import STATES, EventColumns, next_line, surprise_text
from tui.printing.events import Listing, write_listing
from tui.printing.machine import write_csv
from tui.printing.report import EventsReport, Report
from tui.shipped import load_events

COLOUR = re.compile(r"\x1b\[[\d;]*m")
NOON = datetime(2026, 11, 30, 12, tzinfo=MARKET_TIME)
PMI = Event(
    id="cn-nbs-manufacturing-pmi-2026-11",
    date=date(2026, 11, 30),
    time=datetime(2026, 11, 30, 9, 30, tzinfo=MARKET_TIME),
    country="CN",
    name_en="NBS manufacturing PMI",
    name_zh="官方制造业PMI",
    kind="pmi",
    period="2026-11",
    certainty=Certainty.OFFICIAL,
    source="NBS",
    importance=3,
    previous="49.0",
    consensus="50.0",
    actual="50.3",
)


def line(event=PMI, now=NOON, past=(), language="en"):
    (found,) = event_lines((event,), now, past, language)
    return found


def cells(event, language="en"):
    """The columns of an event by their heads."""
    found = line(event, language=language)
    columns = EventColumns((found,), NOON.date(), language).of_a_table()
    return {column.head: column.text(found) for column in columns}


@pytest.mark.parametrize(
    ("actual", "consensus", "told"),
    [
        ("50.3", "50.0", "+0.3"),
        ("50.3", "50", "+0.3"),
        ("3.7%", "4.6%", "-0.9pp"),
        ("1.0%", "1.0%", "0.0pp"),
        ("3.00%", "3.10%", "-0.10pp"),
        ("102.64B", "101.4B", "+1.24B"),
        ("-1,160.0B", "2,300.0B", "-3,460.0B"),
        ("3.50-3.75", "3.50-3.75", "–"),
        ("50.3", None, "–"),
        (None, "50.0", "–"),
    ],
)
def test_a_surprise_has_the_digits_and_the_unit_of_its_figures(actual, consensus, told):
    assert surprise_text(line(replace(PMI, actual=actual, consensus=consensus))) == told


def test_what_is_usual_for_a_series_is_told_from_a_year_of_figures_on():
    differences = (0.1, -0.1) * 7
    past = [
        replace(
            PMI,
            id=f"cn-nbs-manufacturing-pmi-{2025 + number // 12}-{number % 12 + 1:02}",
            date=PMI.date - timedelta(days=30 * (number + 1)),
            time=PMI.time - timedelta(days=30 * (number + 1)),
            actual=f"{50 + difference:.1f}",
        )
        for number, difference in enumerate(differences)
    ]
    assert surprise_text(line(past=past)) == "+0.3 (+2.9 sd)"
    assert line(past=past).surprise.deviations == pytest.approx(0.3 / 0.1038, abs=0.01)
    assert surprise_text(line(past=past[:11])) == "+0.3"


def test_past_figures_that_were_not_yet_seen_measure_nothing():
    unseen = [
        replace(PMI, id=f"{PMI.series}-2025-{n:02}", date=date(2025, n, 1), time=None, first_seen=NOON + timedelta(n))
        for n in range(1, 13)
    ]
    seen = [replace(event, actual=f"50.{n % 2}", first_seen=None) for n, event in enumerate(unseen)]
    assert line(past=unseen).surprise.deviations is None
    assert line(past=seen).surprise.deviations is not None


def test_a_revised_previous_figure_shows_both():
    assert cells(PMI)["previous"] == "49.0"
    assert cells(replace(PMI, revised="49.2"))["previous"] == "49.0→49.2"


def test_where_an_event_stood_and_what_others_say_stands_with_its_source():
    moved = replace(
        PMI,
        actual=None,
        moved_from=Appointment(date(2026, 12, 1), None, Certainty.OFFICIAL, "NBS calendar"),
        disputed=(Appointment(PMI.date, PMI.time + timedelta(hours=1), Certainty.EXPECTED, "ForexFactory"),),
        figures_from="wallstreetcn",
    )
    assert cells(moved)["source"] == (
        "NBS; moved from 2026-12-01 (NBS calendar); ForexFactory says 2026-11-30 10:30; figures: wallstreetcn"
    )
    assert cells(moved, "zh")["来源"] == (
        "NBS; 原定2026-12-01（NBS calendar）; ForexFactory称2026-11-30 10:30; 数据：wallstreetcn"
    )
    told = line(moved)
    assert (told.moved_from.date, told.moved_from.time) == (date(2026, 12, 1), None)
    assert (told.disputed[0].date, told.disputed[0].source) == (None, "ForexFactory")


def test_every_state_has_a_word_in_both_languages():
    assert STATES.keys() == set(EventState)
    for language in (0, 1):
        assert len({words[language] for words in STATES.values()}) == len(EventState)


def test_the_time_left_of_the_next_event_ends_in_seconds():
    almost = PMI.time - timedelta(minutes=9, seconds=5)
    assert next_line(line(now=almost), almost, "en").endswith("(2026-11) in 9:05 · official")
    day = replace(PMI, time=None, date=date(2026, 12, 2), country="", actual=None, kind="policy")
    assert next_line(line(day), NOON, "en") == "2026-12-02 NBS manufacturing PMI in 2d · official"


def test_a_table_holds_the_objects_of_an_event_in_columns():
    moved = replace(PMI, moved_from=Appointment(date(2026, 12, 1), None, Certainty.EXPECTED, "rule"))
    out = StringIO()
    lines = event_lines((moved, replace(PMI, consensus=None)), NOON, (), "en")
    write_csv(Report(as_of=NOON, simulated=False, events=lines, missing=()), out)
    head, *rows = (row.split(",") for row in out.getvalue().splitlines())
    first, second = (dict(zip(head, row, strict=True)) for row in rows)
    assert (first["surprise_difference"], first["surprise_deviations"]) == ("0.3", "")
    assert first["moved_from"] == "2026-12-01 (rule)"
    assert (second["surprise_difference"], second["moved_from"], second["disputed"]) == ("", "", "")


def on_terminal(monkeypatch, width, listing):
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system="standard", highlight=False)
    monkeypatch.setattr(printing, "console_on_terminal", lambda: console)
    write_listing(listing, "text")
    return COLOUR.sub("", out.getvalue())


def listing_of(language, at="2025-08-11T12:00"):
    now = datetime.fromisoformat(at).replace(tzinfo=MARKET_TIME)
    last, everything = last_day(now.date(), 30), load_events()
    lines = event_lines(listed(everything, now, last, Wanted()), now, everything, language)
    return Listing(EventsReport(as_of=now, events=lines), now, last, Wanted(), language)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 100, 160, 240])
def test_on_a_terminal_lines_fit_and_no_figure_is_cut(monkeypatch, width, language):
    listing = listing_of(language)
    lines = on_terminal(monkeypatch, width, listing).splitlines()
    assert max(map(cell_len, lines)) <= width
    rows = [found for found in lines if re.match(r"\d\d:\d\d |day  |全天 ", found)]
    assert len(rows) == len(listing.report.events)
    for event, row in zip(listing.report.events, rows, strict=True):
        assert event.actual is None or f" {event.actual} " in row


def test_on_a_terminal_events_stand_under_their_day_with_its_distance(monkeypatch):
    listing = listing_of("en", "2026-11-23T18:00")
    text = on_terminal(monkeypatch, 120, listing)
    assert "\n\nFri 27 Nov   in 4 days\n09:30  CN       2  Industrial profits" in text
    assert re.search(r"\n\nWed 25 Nov   in 2 days\nday    CN       2  PBoC", text)
    assert text.splitlines()[0].endswith(f"to Sun 27 Dec 2026   {len(listing.report.events)} events")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_a_pipe_the_columns_stand_at_the_same_cells_in_every_row(language):
    listing = listing_of(language)
    columns = EventColumns(listing.report.events, listing.now.date(), language).of_a_table()
    heads, *rows = plain_lines(listing.report.events, columns)
    start = cell_len(heads[: heads.index("source" if language == "en" else "来源")])
    for event, row in zip(listing.report.events, rows, strict=True):
        assert cell_len(row[: row.index(event.source)]) == start


def test_without_events_the_heading_says_so(monkeypatch):
    listing = Listing(EventsReport(as_of=NOON, events=()), NOON, NOON.date(), Wanted(kinds=("gdp",)), "en")
    head = "cnhk events   Mon 30 Nov 2026 12:00 UTC+8   to Mon 30 Nov 2026   gdp   0 events\n"
    assert on_terminal(monkeypatch, 100, listing) == head
