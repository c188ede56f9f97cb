"""What an exported calendar says, and that it says so as RFC 5545 wants it."""

import re
from datetime import date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.ics.examples import HOLIDAY, NOW, PMI
from tui.ics.export import export
from tui.market.events import Appointment, Certainty, Event
from tui.market.zones import MARKET_TIME, new_york
from tui.shipped import load_events


def exported(*events: Event, language="en", **options) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(export(events, NOW, language, **options)).events)


def lines(body: bytes) -> list[str]:
    """The content lines, unfolded."""
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_a_release_is_a_moment_in_utc_shown_as_a_quarter_of_an_hour():
    found = lines(export([PMI], NOW, "en"))
    assert "DTSTART:20261130T013000Z" in found
    assert "DTEND:20261130T014500Z" in found
    assert "DTSTAMP:20261125T013000Z" in found
    assert "UID:cn-nbs-manufacturing-pmi-2026-11@cnhk" in found


def test_a_decision_in_new_york_keeps_its_moment():
    decision = replace(PMI, time=datetime(2026, 12, 9, 14, 0, tzinfo=new_york()), date=date(2026, 12, 9))
    assert "DTSTART:20261209T190000Z" in lines(export([decision], NOW, "en"))


def test_where_only_the_day_is_known_it_is_a_day_and_nothing_rings():
    found = lines(export([HOLIDAY], NOW, "en"))
    assert "DTSTART;VALUE=DATE:20261225" in found
    assert "DTEND;VALUE=DATE:20261226" in found
    assert "BEGIN:VALARM" not in found


def test_titles_are_in_the_language_wished():
    assert exported(PMI)[0]["SUMMARY"] == "NBS manufacturing PMI"
    assert exported(PMI, language="zh")[0]["SUMMARY"] == "官方制造业PMI"


def test_the_description_tells_the_figures_the_certainty_and_the_source():
    assert exported(replace(PMI, actual="50.4", revised="50.0"))[0]["DESCRIPTION"].splitlines() == [
        *("Previous: 50.1", "Revised to: 50.0", "Consensus: 50.3", "Actual: 50.4"),
        *("Official date", "Source: NBS release calendar"),
    ]
    assert exported(PMI, language="zh")[0]["DESCRIPTION"].splitlines() == [
        *("前值: 50.1", "预期: 50.3", "官方公布日期", "来源: NBS release calendar"),
    ]


def test_the_description_tells_where_it_stood_before_and_what_others_say():
    before = Appointment(date(2026, 11, 29), None, Certainty.EXPECTED, "a rule")
    other = Appointment(
        date(2026, 12, 1), datetime(2026, 12, 1, 9, 0, tzinfo=MARKET_TIME), Certainty.EXPECTED, "vendor"
    )
    told = exported(replace(PMI, moved_from=before, disputed=(other,)))[0]["DESCRIPTION"]
    assert "Moved from: 2026-11-29 (a rule)" in told
    assert "Others say: 2026-12-01 09:00+08:00 (vendor)" in told


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, "CONFIRMED"),
        ({"certainty": Certainty.EXPECTED}, "TENTATIVE"),
        ({"certainty": Certainty.EXPECTED, "cancelled": True}, "CANCELLED"),
    ],
)
def test_the_status_is_the_certainty(changed, status):
    assert exported(replace(PMI, **changed))[0]["STATUS"] == status


@pytest.mark.parametrize(("importance", "priority"), [(3, 1), (2, 5), (1, 9)])
def test_the_priority_is_the_importance(importance, priority):
    assert exported(replace(PMI, importance=importance))[0]["PRIORITY"] == priority


def test_an_event_takes_no_time_of_the_readers_day():
    assert "TRANSP:TRANSPARENT" in lines(export([PMI], NOW, "en"))
    assert "CATEGORIES:pmi,CN" in lines(export([PMI], NOW, "en"))


def test_alarms_ring_before_what_is_ahead_alone():
    assert [a["TRIGGER"].dt for a in exported(PMI)[0].walk("VALARM")] == [timedelta(minutes=-15)]
    two = (timedelta(hours=1), timedelta(0))
    assert [a["TRIGGER"].dt for a in exported(PMI, alarms=two)[0].walk("VALARM")] == [-two[0], two[1]]
    for silent in (replace(PMI, cancelled=True), replace(PMI, time=NOW)):
        assert not exported(silent)[0].walk("VALARM")
    assert not exported(PMI, alarms=())[0].walk("VALARM")


def test_a_simulated_event_says_so_in_its_title():
    assert exported(replace(PMI, simulated=True))[0]["SUMMARY"] == "[SIMULATED] NBS manufacturing PMI"
    assert exported(replace(PMI, simulated=True), language="zh")[0]["SUMMARY"] == "[模拟] 官方制造业PMI"


def test_the_same_events_at_the_same_moment_are_the_same_bytes():
    assert export([PMI, HOLIDAY], NOW, "en") == export([PMI, HOLIDAY], NOW, "en")


def test_no_events_are_a_calendar_still():
    assert lines(export([], NOW, "en")) == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cnhk//cnhk//EN", "END:VCALENDAR"),
    ]


def test_all_shipped_events_are_exported_as_the_format_wants():
    events = load_events()
    for language in ("en", "zh"):
        body = export(events, NOW, language)
        assert_well_formed(body)
        uids = [line for line in lines(body) if line.startswith("UID:")]
        assert len(set(uids)) == len(uids) == len(events)


hostile_text = st.text(st.characters(), max_size=200)
events = st.builds(
    replace,
    st.sampled_from([PMI, HOLIDAY]),
    id=hostile_text,
    name_en=hostile_text,
    name_zh=hostile_text,
    kind=hostile_text,
    country=hostile_text,
    source=hostile_text,
    previous=st.none() | hostile_text,
    actual=st.none() | hostile_text,
)


@given(st.lists(events, max_size=3), st.sampled_from(["en", "zh"]))
def test_whatever_the_words_the_format_is_kept(hostile, language):
    body = export(hostile, NOW, language)
    assert_well_formed(body)
    assert len(icalendar.Calendar.from_ical(body).events) == len(hostile)


def assert_well_formed(body: bytes) -> None:
    """What RFC 5545 wants of lines (3.1), and of VCALENDAR and VEVENT (3.4, 3.6.1)."""
    raw = body.split(b"\r\n")
    assert raw[-1] == b"", "the last line ends too"
    assert b"\n" not in body.replace(b"\r\n", b"") and b"\r" not in body.replace(b"\r\n", b"")
    assert max(map(len, raw)) <= 75
    for line in raw:
        line.decode()  # no character is cut in two
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", "".join(lines(body)))
    unfolded = lines(body)
    assert unfolded[0] == "BEGIN:VCALENDAR" and unfolded[-1] == "END:VCALENDAR"
    names = [re.match(r"[A-Z-]+(?=[:;])", line) for line in unfolded]
    assert all(names)
    inside: list[str] = []
    for line, name in zip(unfolded, names, strict=True):
        if line == "BEGIN:VEVENT":
            inside = []
        inside.append(name[0])
        if line == "END:VEVENT":
            own = inside[: inside.index("BEGIN", 1)] if "BEGIN" in inside[1:] else inside
            for needed in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"):
                assert own.count(needed) == 1
