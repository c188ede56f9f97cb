"""The Events pane: nothing is told before its time, and what is late says so."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.panes.calendar_desk import PMI, line, pane_at, row_of, shown
from tests.panes.desks import assert_fits, moment, text_of
from tui.market.events import Certainty
from tui.market.zones import NEW_YORK
from tui.shipped import load_events

SHIPPED = load_events()


def test_an_actual_is_never_shown_before_its_time():
    assert "50.7" not in line("2026-11-23 09:44", PMI)
    assert line("2026-11-23 09:44", PMI).endswith("1:00")
    assert "50.7" in line("2026-11-23 09:45", PMI)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 600 * 24 * 60))
def test_the_shipped_calendar_tells_no_actual_before_its_time(minutes):
    now = moment("2025-05-01 00:00") + timedelta(minutes=minutes)
    told = {event.id for event in SHIPPED if event.actual and (event.time or moment(f"{event.date} 00:00")) <= now}
    pane = pane_at(
        now.strftime("%Y-%m-%d %H:%M"), *(replace(event, actual="ACTUAL") for event in SHIPPED if event.actual)
    )
    rows = [text_of(row) for row in pane.compose_rows(100, 400)]
    assert sum("ACTUAL" in row for row in rows) <= len(told)
    for row in rows:
        assert not ("ACTUAL" in row and re.search(r"\d+(m|s|h\d\d|d( \d+h)?)$", row.rstrip()))


@pytest.mark.parametrize(
    ("at", "text", "role"),
    [
        ("2026-11-21 08:00", "2d 1h", "label"),
        ("2026-11-23 07:00", "2h45", "label"),
        ("2026-11-23 09:20", "25m", "label"),
        ("2026-11-23 09:40", "5:00", "label"),
        ("2026-11-23 09:45", "due", "warn"),
        ("2026-11-23 11:45", "due", "warn"),
        ("2026-11-23 11:46", "overdue   2h01", "warn"),
    ],
)
def test_the_countdown_of_a_figure_ends_in_due_and_overdue(at, text, role):
    row = row_of(pane_at(at, replace(PMI, actual=None)), PMI.name_en)
    assert text_of(row).rstrip().endswith(text)
    assert next(span.role for span in row if text in span.text) == role


def test_an_event_without_a_figure_is_never_due():
    review = replace(PMI, kind="index_review", previous=None, consensus=None, actual=None)
    assert line("2026-11-23 10:00", review).endswith("Manufacturing PMI")


def test_an_event_with_a_day_only_counts_in_whole_days():
    holiday = replace(PMI, date=date(2026, 11, 26), time=None, kind="market_holiday", actual=None)
    assert line("2026-11-23 10:42", holiday).endswith(" 3d")
    assert line("2026-11-23 10:42", holiday).startswith("day")
    assert "d" not in line("2026-11-26 10:42", holiday).split("50.2")[-1]


def test_a_simulated_event_says_so():
    row = row_of(pane_at("2026-11-23 10:42", replace(PMI, simulated=True)), PMI.name_en)
    assert next(span.role for span in row if "simulated" in span.text) == "warn"
    assert "simulated" not in line("2026-11-23 10:42", PMI)


def test_an_expected_date_says_so_and_an_official_one_does_not():
    assert "expected" in line("2026-11-23 08:00", replace(PMI, certainty=Certainty.EXPECTED))
    assert "expected" not in line("2026-11-23 08:00", PMI)


def test_days_stand_in_order_and_within_one_the_untimed_first():
    later = replace(PMI, id="b", name_en="Later", time=moment("2026-11-23 15:00"), actual=None)
    untimed = replace(PMI, id="c", name_en="Untimed", time=None, actual=None)
    tomorrow = replace(
        PMI, id="d", name_en="Next day", date=date(2026, 11, 24), time=moment("2026-11-24 09:30"), actual=None
    )
    text = "\n".join(shown(pane_at("2026-11-23 08:00", tomorrow, later, PMI, untimed)))
    agenda = text[text.index("Mon 23 Nov  today") :]
    places = [
        agenda.index(name) for name in ("Untimed", "Manufacturing PMI", "Later", "Tue 24 Nov  tomorrow", "Next day")
    ]
    assert places == sorted(places)


def test_a_decisive_release_of_the_days_before_is_still_shown():
    weekend = replace(PMI, date=date(2026, 11, 21), time=moment("2026-11-21 09:30"))
    assert "2 days ago" in "\n".join(shown(pane_at("2026-11-23 08:00", weekend)))
    assert "ago" not in "\n".join(shown(pane_at("2026-11-23 08:00", replace(weekend, importance=2))))
    assert "ago" not in "\n".join(shown(pane_at("2026-11-26 08:00", weekend)))


@pytest.mark.parametrize(
    ("day", "in_hong_kong"), [("2026-12-09", "Thu 10 Dec 03:00"), ("2025-06-18", "Thu 19 Jun 02:00")]
)
def test_the_fed_decides_at_its_hong_kong_hour_in_winter_and_summer(day, in_hong_kong):
    at = datetime.fromisoformat(f"{day} 14:00").replace(tzinfo=ZoneInfo(NEW_YORK))
    assert any(event.time == at and event.kind == "central_bank" for event in SHIPPED)
    before = (at - timedelta(days=3)).astimezone(moment("2026-01-01 00:00").tzinfo)
    rows = shown(pane_at(before.strftime("%Y-%m-%d %H:%M"), *SHIPPED))
    fed = next(row for row in rows if row.startswith("next  FOMC"))
    assert in_hong_kong in fed
    assert fed.endswith("3d 0h")


def test_the_next_rows_name_a_chinese_figure_and_a_political_date_the_first_to_come_on_top():
    policy = replace(
        PMI, id="p", name_en="Trade talks", kind="policy", date=date(2026, 11, 30), time=None, actual=None
    )
    ahead = replace(PMI, time=moment("2026-11-24 09:45"), date=date(2026, 11, 24), actual=None)
    rows = shown(pane_at("2026-11-23 09:45", ahead, policy))
    assert rows[1].split() == ["next", "Manufacturing", "PMI", "Tue", "24", "Nov", "09:45", "1d", "0h"]
    assert rows[2].split() == ["next", "Trade", "talks", "Mon", "30", "Nov", "7d"]


def test_what_is_far_away_or_of_little_weight_is_in_no_next_row():
    far = replace(PMI, time=moment("2027-01-05 09:45"), date=date(2027, 1, 5), actual=None)
    small = replace(PMI, time=moment("2026-11-24 09:45"), date=date(2026, 11, 24), importance=2, actual=None)
    assert not any(row.startswith("next") for row in shown(pane_at("2026-11-23 08:00", far, small)))


def test_a_low_pane_keeps_its_rows_for_the_agenda():
    ahead = replace(PMI, time=moment("2026-11-24 09:45"), date=date(2026, 11, 24), actual=None)
    assert not any("next" in row for row in shown(pane_at("2026-11-23 08:00", ahead), height=8))
    assert any("next" in row for row in shown(pane_at("2026-11-23 08:00", ahead), height=9))


def test_without_events_it_says_so():
    assert shown(pane_at("2026-11-23 08:00"))[1:] == ["No events in the next 30 days"]


def test_the_last_page_stays_full():
    pane = pane_at("2026-11-23 08:00", *SHIPPED)
    shown(pane, height=20)
    pane.move(0, 1000)
    pane.move(0, 1000)
    rows = shown(pane, height=20)
    assert len(rows) == 20
    assert all(rows)
    pane.move(0, -30)
    assert shown(pane, height=20) != rows


def test_names_stand_in_the_readers_language_and_without_control_characters():
    event = replace(PMI, name_en="PMI\x1b[31m red", actual="50\x07.7")
    text = "\n".join(shown(pane_at("2026-11-23 10:42", event)))
    assert "\x1b" not in text
    assert "50.7" in text
    assert "制造业PMI" in "\n".join(shown(pane_at("2026-11-23 10:42", PMI, language="zh")))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(38, 200),
    st.integers(3, 60),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(["unicode", "ascii"]),
    st.integers(0, 580),
    st.integers(0, 200),
)
def test_no_size_overflows_and_no_number_is_cut(width, height, language, glyphs, days, scroll):
    at = moment("2025-05-01 10:42") + timedelta(days=days)
    pane = pane_at(at.strftime("%Y-%m-%d %H:%M"), *SHIPPED, language=language, glyphs=glyphs)
    pane.move(0, scroll)
    rows = pane.compose_rows(width, height)
    assert_fits(rows, width, height)
