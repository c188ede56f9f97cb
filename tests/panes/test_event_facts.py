"""The page of one event: everything that is known of it, and the past of its series."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.calendar_desk import PMI, desk_with
from tests.panes.desks import CUT_FIGURE, assert_fits, moment, text_of
from tui.market.events import Appointment, Certainty, Event
from tui.market.zones import NEW_YORK
from tui.panes.desk import CalendarNotes
from tui.panes.event import EventPane
from tui.shipped import load_events

SHIPPED = load_events()
NOTES = CalendarNotes(date(2026, 11, 23), {"cn-pmi": ("banks", "property")})
ELSEWHERE = Appointment(date(2026, 11, 20), moment("2026-11-20 09:30"), Certainty.OFFICIAL, "NBS")
OWN = replace(PMI, id="cn-pmi-2026-10")


def past(count: int, actual: str = "50.{n}") -> list[Event]:
    """Releases of the months before, the newest first, each with a surprise of its own."""
    found = []
    for n in range(count):
        year, month = divmod(2026 * 12 + 8 - n, 12)
        day = date(year, month + 1, 1)
        number = actual.format(n=n % 10)
        found.append(
            replace(
                OWN,
                id=f"cn-pmi-{year}-{month + 1:02d}",
                date=day,
                time=moment(f"{day} 09:45"),
                actual=number,
                consensus="50.3",
            )
        )
    return found


def page(at: str, event: Event, *others: Event, language: str = "en", zone: str | None = None) -> EventPane:
    desk = desk_with(f"2026-11-23 {at}", event, *others, language=language)
    desk.notes = NOTES
    if zone is not None:
        desk.local = lambda moment: moment.astimezone(ZoneInfo(zone))
    return EventPane(desk, event)


def text(pane: EventPane, width: int = 90, height: int = 40) -> str:
    return "\n".join(text_of(row).rstrip() for row in pane.compose_rows(width, height))


def test_it_names_the_event_its_country_kind_period_and_weight():
    english, chinese = text(page("08:00", OWN)), text(page("08:00", OWN, language="zh"))
    assert english.startswith("Manufacturing PMI  CN · PMI  ● high importance ─")
    assert chinese.startswith("制造业PMI  CN · PMI  ● 高重要性 ─")
    assert "Oct 2026" in english.splitlines()[2]
    assert "2026年10月" in chinese.splitlines()[2]


def test_an_event_without_figures_is_about_no_period():
    assert "period" not in text(page("08:00", replace(OWN, kind="report", previous=None, consensus=None)))


@pytest.mark.parametrize(
    ("at", "fields", "told"),
    [
        ("08:00", {}, "state          in 1h45"),
        ("09:40", {}, "state          in 5:00"),
        ("09:50", {"actual": None}, "state          due since Mon 23 Nov 09:45, 5m"),
        ("12:00", {"actual": None}, "state          overdue since Mon 23 Nov 09:45, 2h15"),
        ("10:42", {}, "state          released 57m ago"),
        ("10:42", {"first_seen": moment("2026-11-23 10:00")}, "state          released 42m ago"),
        ("08:00", {"cancelled": True}, "state          cancelled"),
        ("08:00", {"moved_from": ELSEWHERE}, "state          in 1h45, moved"),
        ("08:00", {"time": None, "actual": None}, "state          due, today"),
        ("08:00", {"time": None, "actual": None, "date": date(2026, 11, 20)}, "overdue since Fri 20 Nov, 3d"),
    ],
)
def test_the_state_says_until_or_since_when(at, fields, told):
    assert told in text(page(at, replace(OWN, **fields)))


def test_no_figure_is_told_before_its_time():
    before, after = (text(page(at, OWN)) for at in ("09:44", "09:45"))
    assert "actual –" in before and "50.7" not in before
    assert "previous 50.1   consensus 50.2   actual 50.7" in after


def test_a_revised_figure_stands_beside_the_one_that_it_was():
    assert "previous 50.1, revised to 50.0" in text(page("10:00", replace(OWN, revised="50.0")))


def test_the_time_stands_on_every_clock_that_differs():
    fomc = replace(OWN, time=moment("2026-11-24 03:00").astimezone(ZoneInfo(NEW_YORK)))
    here = text(page("08:00", OWN))
    assert "Mon 23 Nov 09:45 UTC+8\n" in here
    there = text(page("08:00", fomc, zone="Europe/London"), width=120)
    for told in (
        "Tue 24 Nov 03:00 UTC+8",
        "Mon 23 Nov 19:00 here (GMT, UTC+0)",
        "Mon 23 Nov 14:00 at the source (EST, UTC-5)",
    ):
        assert told in there
    assert "at the source" not in text(page("08:00", fomc, zone=NEW_YORK), width=120)


def test_who_names_the_date_and_when_he_was_read():
    shipped, read = (
        text(page("08:00", replace(OWN, fetched_at=fetched, certainty=certainty)))
        for fetched, certainty in ((None, Certainty.EXPECTED), (moment("2026-11-23 05:30"), Certainty.OFFICIAL))
    )
    assert "expected  test   shipped, reviewed 23 Nov 2026" in shipped
    assert "official  test   read 2h ago" in read


def test_where_it_stood_before_and_what_others_say():
    vendor = Appointment(date(2026, 11, 24), None, Certainty.EXPECTED, "a vendor")
    told = text(page("08:00", replace(OWN, moved_from=ELSEWHERE, disputed=(vendor, replace(vendor, source="b")))))
    assert "was            20 Nov 09:30  NBS" in told
    assert "others say     24 Nov  a vendor\n               24 Nov  b" in told


def test_who_gave_the_figures_and_when_they_were_first_seen():
    seen = replace(OWN, first_seen=moment("2026-11-23 09:46"), figures_from="a vendor")
    assert "figures from   a vendor   first seen Mon 23 Nov 09:46" in text(page("10:00", seen))
    assert "first seen" not in text(page("10:00", OWN))


def test_the_sectors_that_it_usually_moves():
    assert "usually moves  Banks, property" in text(page("08:00", OWN))
    assert "通常影响  银行、房地产" in text(page("08:00", OWN, language="zh"))
    assert "usually moves" not in text(page("08:00", PMI))


def test_a_surprise_is_measured_once_a_dozen_are_known():
    few, many = (text(page("10:00", OWN, *past(count))) for count in (11, 12))
    assert "▲+0.5 above consensus   sd needs 12 past surprises, 11 known" in few
    assert " sd of 12 past surprises" in many
    percent = text(page("10:00", replace(OWN, actual="2.0%", consensus="2.3%")))
    assert "▼-0.3 pp below consensus" in percent


def test_the_past_stands_newest_first_with_a_line_above():
    rows = text(page("10:00", OWN, *past(20))).splitlines()
    title = next(at for at, row in enumerate(rows) if row.startswith("History"))
    periods = [row[:8] for row in rows[title:] if row[:8] in {"Oct 2026", "Sep 2026", "Oct 2025"}]
    assert periods[:2] == ["Oct 2026", "Sep 2026"]
    assert rows[title + 1 :] != rows[title:] and any("⠀" < sign <= "⣿" for row in rows[title:] for sign in row)


def test_figures_that_are_no_numbers_have_rows_but_no_line():
    rates = text(page("10:00", replace(OWN, actual="3.50-3.75"), *past(14, "3.5{n}-3.75")))
    assert "3.51-3.75" in rates
    assert not any("⠀" < sign <= "⣿" for sign in rates)


def test_what_is_not_out_yet_is_no_past():
    later = replace(OWN, id="cn-pmi-2026-11", date=date(2026, 12, 30), time=moment("2026-12-30 09:30"), actual="49.0")
    assert "49.0" not in text(page("10:00", OWN, later))
    assert "no earlier figures known" in text(page("08:00", OWN, later))


def test_the_past_scrolls_and_its_last_page_stays_full():
    pane = page("10:00", OWN, *past(20))
    first = text(pane, height=16).splitlines()
    assert "Oct 2026" in first[-3] or any(row.startswith("Oct 2026") for row in first)
    pane.scroll_past(100)
    last = text(pane, height=16).splitlines()
    assert last[:8] == first[:8] and len(last) == len(first)
    assert last[-1].startswith("Nov 2025")


@pytest.mark.parametrize("size", [(90, 16), (120, 12)])
def test_from_its_end_the_first_step_up_moves_the_past(size):
    pane = page("10:00", OWN, *past(30))
    for down in (100, 5):
        pane.scroll_past(down)
        last = text(pane, *size)
    pane.scroll_past(-1)
    assert text(pane, *size) != last


def test_nothing_scrolls_where_the_whole_past_is_in_sight():
    pane = page("10:00", OWN, *past(30))
    whole = text(pane, height=60)
    pane.scroll_past(1)
    assert text(pane, height=60) == whole
    assert text(pane, height=16).splitlines()[-1] == text(page("10:00", OWN, *past(30)), height=16).splitlines()[-1]


def test_neighbours_are_the_releases_before_and_after():
    pane = page("10:00", OWN, *past(3))
    before = pane.neighbour(-1)
    assert before is not None and before.id == "cn-pmi-2026-09"
    assert pane.neighbour(1) is None
    pane.show(before)
    assert "Sep 2026" in text(pane).splitlines()[2]


def test_an_event_that_left_the_calendar_is_told_as_it_was_known_last():
    pane = page("08:00", OWN)
    gone = EventPane(desk_with("2026-11-23 08:00"), OWN)
    assert "no longer in the calendar" not in text(pane)
    assert "no longer in the calendar" in text(gone)
    assert "Manufacturing PMI" in text(gone)


def test_the_countdown_needs_each_second_in_its_last_ten_minutes_only():
    assert [page(at, OWN).counts_seconds for at in ("09:34", "09:36", "09:46")] == [False, True, False]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SHIPPED),
    st.integers(36, 198),
    st.integers(4, 58),
    st.sampled_from(["en", "zh"]),
    st.integers(0, 900),
)
def test_no_size_overflows_and_no_number_is_cut(event, width, height, language, days):
    at = moment("2025-05-01 10:42") + timedelta(days=days)
    desk = desk_with(at.strftime("%Y-%m-%d %H:%M"), *SHIPPED, language=language)
    desk.notes = NOTES
    rows = EventPane(desk, event).compose_rows(width, height)[:height]
    assert_fits(rows, width, height)
    assert not any(CUT_FIGURE.search(text_of(row)) for row in rows)
