"""Calendars of the reader's own: what their events come to, and what is told of those that cannot be read."""

from datetime import date, datetime, timedelta

import pytest

from tests.ics.examples import HOLIDAY, NOW, PMI, calendar, entry
from tui.ics.export import export
from tui.ics.limits import MOST_BYTES, MOST_COMPONENTS, MOST_EVENTS, MOST_LINES, MOST_PROBLEMS, Allowance
from tui.ics.reading import Calendar, CalendarError, parse_calendar
from tui.market.events import Certainty, Event
from tui.market.zones import MARKET_TIME

FIRST, LAST = date(2026, 11, 25), date(2026, 12, 31)

OWN_ZONE = """\
BEGIN:VTIMEZONE
TZID:Head office
BEGIN:STANDARD
DTSTART:19701101T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def read(*entries: str, first=FIRST, last=LAST) -> Calendar:
    return parse_calendar(calendar(*entries), "work.ics", first, last)


def events(*entries: str, **options) -> tuple[Event, ...]:
    found = read(*entries, **options)
    assert not found.problems
    return found.events


def only(*entries: str, **options) -> Event:
    (event,) = events(*entries, **options)
    return event


def in_market_time(event: Event) -> str:
    assert event.time is not None
    return event.time.astimezone(MARKET_TIME).strftime("%m-%d %H:%M")


def test_an_entry_is_an_event_of_the_readers_own():
    event = only(entry("UID:1", "DTSTART:20261201T060000Z", "SUMMARY:Lock-up expiry: XPeng", "PRIORITY:1"))
    assert (event.name_en, event.name_zh, event.kind) == ("Lock-up expiry: XPeng", "Lock-up expiry: XPeng", "own")
    assert (event.source, event.certainty, event.importance) == ("work.ics", Certainty.OFFICIAL, 3)
    assert in_market_time(event) == "12-01 14:00"
    assert event.tail == "2026-12-01"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20261201T140000", "12-01 14:00"),
        ("DTSTART:20261201T060000Z", "12-01 14:00"),
        ("DTSTART;TZID=Asia/Hong_Kong:20261201T140000", "12-01 14:00"),
        ("DTSTART;TZID=America/New_York:20261209T140000", "12-10 03:00"),
        ("DTSTART;TZID=China Standard Time:20261201T140000", "12-01 14:00"),
        ('DTSTART;X-A="a;b:c";TZID="Eastern Standard Time":20261209T140000', "12-10 03:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20261201T060000", "12-01 14:00"),
        ("dtstart;tzid=Head office:20261201T010000", "12-01 14:00"),
    ],
)
def test_times_are_those_of_their_zone_and_hong_kongs_without_one(start, expected):
    assert in_market_time(only(OWN_ZONE, entry(start))) == expected


def test_a_zone_of_the_calendars_own_has_summer_and_winter_time():
    summer = only(
        OWN_ZONE, entry("DTSTART;TZID=Head office:20260701T010000"), first=date(2026, 7, 1), last=date(2026, 7, 1)
    )
    assert in_market_time(summer) == "07-01 13:00"
    assert summer.time.tzinfo != only(OWN_ZONE, entry("DTSTART;TZID=Head office:20261201T010000")).time.tzinfo


def test_a_zone_of_its_own_that_gave_summer_time_up_stays_where_it_stopped():
    ended = OWN_ZONE.replace("BYDAY=1SU", "BYDAY=1SU;UNTIL=20101107T060000Z")
    ended = ended.replace("BYDAY=2SU", "BYDAY=2SU;UNTIL=20110313T070000Z")
    assert in_market_time(only(ended, entry("DTSTART;TZID=Head office:20261201T010000"))) == "12-01 13:00"


def test_of_a_day_no_time_is_made_up():
    assert only(entry("DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261228")).time is None
    assert only(entry("DTSTART:20261225")).date == date(2026, 12, 25)


def test_the_days_asked_for_are_those_of_the_market():
    late, early = "DTSTART;TZID=America/New_York:20261124T140000", "DTSTART;TZID=America/New_York:20261231T140000"
    assert only(entry(late), entry(early)).date == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("priority", "importance"),
    [("1", 3), ("4", 3), ("5", 2), ("6", 1), ("9", 1), ("0", 2), ("-1", 2), ("high", 2), ("10", 2)],
)
def test_the_priority_is_the_importance(priority, importance):
    assert only(entry("DTSTART:20261201", f"PRIORITY:{priority}")).importance == importance
    assert only(entry("DTSTART:20261201")).importance == 2


def test_a_status_says_whether_it_is_certain_or_called_off():
    assert only(entry("DTSTART:20261201", "STATUS:CANCELLED")).cancelled
    assert only(entry("DTSTART:20261201", "STATUS:TENTATIVE")).certainty is Certainty.EXPECTED


def test_titles_are_one_clean_line():
    title = r"SUMMARY:\[bold]Results\, first\;\nhalf\\year" + "\x1b[31m\x00\u202e"
    assert only(entry("DTSTART:20261201", title)).name_en == r"\[bold]Results, first; half\year[31m"
    assert only(entry("DTSTART:20261201", "SUMMARY:" + "x" * 500)).name_en == "x" * 119 + "…"
    assert only(entry("DTSTART:20261201", "SUMMARY:a\n b\n\tc")).name_en == "abc"
    assert only(entry("DTSTART:20261201")).name_zh == "（无标题）"


def test_what_repeats_keeps_the_clocks_of_its_zone():
    repeated = entry("DTSTART;TZID=America/New_York:20200106T090000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=1")
    found = events(repeated, first=date(2026, 10, 1), last=LAST)
    assert [in_market_time(event) for event in found] == ["10-01 21:00", "11-01 22:00", "12-01 22:00"]
    assert len({event.series for event in found}) == 1


def test_dates_are_added_and_taken_out():
    found = events(
        entry(
            *("DTSTART;TZID=Asia/Hong_Kong:20261201T090000", "RRULE:FREQ=DAILY;COUNT=5"),
            *("EXDATE;TZID=Asia/Hong_Kong:20261202T090000", "EXDATE:20261203T010000Z", "EXDATE;VALUE=DATE:20261204"),
            *("RDATE:20261220T010000Z,20261221T010000Z", "RDATE;VALUE=PERIOD:20261222T010000Z/PT1H"),
        )
    )
    assert [event.date.day for event in found] == [1, 5, 20, 21, 22]


def test_one_occurrence_may_be_moved_or_called_off():
    weekly = ("UID:a", "DTSTART;TZID=Asia/Hong_Kong:20261201T090000", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Call")
    moved = ("UID:a", "RECURRENCE-ID:20261208T010000Z", "DTSTART:20261209T020000Z", "SUMMARY:Later")
    off = ("UID:a", "RECURRENCE-ID:20261215T010000Z", "DTSTART:20261215T010000Z", "STATUS:CANCELLED")
    for order in ([weekly, moved, off], [off, moved, weekly]):
        found = events(*(entry(*lines) for lines in order))
        assert [(event.date.day, event.cancelled) for event in found] == [(1, False), (9, False), (15, True)]
        assert found[1].name_en == "Later"
    gone = ("UID:a", "RECURRENCE-ID:20261208T010000Z", "DTSTART:20270309T020000Z")
    assert [event.date.day for event in events(entry(*weekly), entry(*gone))] == [1, 15]


def test_ids_are_stable_and_differ():
    first = entry("UID:a", "DTSTART:20261201T010000Z", "RDATE:20261201T020000Z")
    ids = [event.id for event in events(first, entry("UID:b", "DTSTART:20261201"))]
    assert len(set(ids)) == 3
    assert ids == [event.id for event in events(first, entry("UID:b", "DTSTART:20261201"))]
    assert all(event.tail == "2026-12-01" for event in events(first))


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("SUMMARY:Call",), "Call: without DTSTART"),
        (("SUMMARY:Call", "DTSTART:tomorrow"), "Call: no date or time: TOMORROW"),
        (("SUMMARY:Call", "DTSTART:20261301"), "Call: no date or time: 20261301"),
        (("SUMMARY:Call", "DTSTART"), "Call: no value: DTSTART"),
        (("DTSTART:20261131T250000",), "(untitled): no date or time: 20261131T250000"),
        (("SUMMARY:Call", "DTSTART;TZID=Mars/Olympus:20261201T090000"), "Call: unknown zone: Mars/Olympus"),
        (("SUMMARY:Call", "DTSTART;TZID=Asia:20261201T090000"), "Call: unknown zone: Asia"),
        (("SUMMARY:Call", "DTSTART;TZID=../../etc:20261201T090000"), "Call: unknown zone: ../../etc"),
    ],
)
def test_an_entry_that_cannot_be_read_is_told_and_the_others_stay(lines, problem):
    found = read(entry(*lines), entry("DTSTART:20261201"))
    assert (len(found.events), found.problems) == (1, (problem,))


@pytest.mark.parametrize(
    "rule", ["RRULE:FREQ=SECONDLY", "RRULE:FREQ=MINUTELY", "RRULE:nonsense", "EXRULE:FREQ=DAILY"]
)
def test_what_repeats_in_ways_that_are_not_followed_is_shown_once_and_told(rule):
    found = read(entry("SUMMARY:Call", "DTSTART:20261201", rule))
    assert [event.date.day for event in found.events] == [1]
    assert len(found.problems) == 1 and found.problems[0].startswith("Call: ")


def test_a_calendar_that_was_cut_is_told():
    assert parse_calendar(calendar(entry("DTSTART:20261201"))[:-20], "x", FIRST, LAST).problems == (
        "the end is missing: END:VCALENDAR",
    )
    broken = read("BEGIN:VEVENT\nDTSTART:20261201\n", entry("DTSTART:20261202"))
    assert [event.date.day for event in broken.events] == [2]
    assert broken.problems == ("the end is missing: END:VEVENT",)


def test_alarms_and_tasks_are_no_events():
    alarm = "BEGIN:VALARM\nDTSTART:20261202\nTRIGGER:-PT15M\nEND:VALARM"
    assert only(entry("DTSTART:20261201", alarm), "BEGIN:VTODO\nDTSTART:20261203\nEND:VTODO\n").date.day == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not a calendar: there is nothing in it"),
        (b"\xef\xbb\xbf \r\n", "not a calendar: there is nothing in it"),
        (b"<html>\n<h1>Sign in</h1>\x1b[2J", r"not a calendar: <html> <h1>Sign in</h1>\[2J"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "not a calendar: BEGIN:VCARD END:VCARD"),
        (b"BEGIN:VCALENDAR" + b"x" * MOST_BYTES, "larger than 2 MB"),
        (b"BEGIN:VCALENDAR" + b"\n" * (MOST_LINES + 1), "more than 60,000 lines"),
    ],
)
def test_what_is_no_calendar_says_what_it_is(body, words):
    with pytest.raises(CalendarError, match=f"^{words}$"):
        parse_calendar(body, "x", FIRST, LAST)


def test_a_byte_order_mark_old_line_ends_and_small_letters_are_read():
    for body in (
        b"\xef\xbb\xbf" + calendar(entry("DTSTART:20261201")),
        calendar(entry("DTSTART:20261201")).replace(b"\r\n", b"\r"),
        calendar(entry("DTSTART:20261201")).lower(),
    ):
        assert len(parse_calendar(body, "x", FIRST, LAST).events) == 1


def test_an_export_reads_back():
    found = parse_calendar(export([PMI, HOLIDAY], NOW, "zh"), "x", FIRST, LAST)
    assert not found.problems
    for event, back in zip([PMI, HOLIDAY], found.events, strict=True):
        assert (back.date, back.importance, back.name_zh) == (event.date, event.importance, event.name_zh)
        assert (back.time and back.time.timestamp()) == (event.time and event.time.timestamp())


def test_an_old_calendar_costs_no_more_than_a_new_one():
    old = [entry(f"UID:{n}", "DTSTART:20100101T090000Z", "RRULE:FREQ=DAILY;UNTIL=20200101") for n in range(500)]
    old += [entry(f"UID:{n}", "DTSTART:20100101T090000Z") for n in range(500)]
    assert parse_calendar(calendar(*old), "x", FIRST, LAST, Allowance(0)) == Calendar((), ())


@pytest.mark.parametrize(
    "lines",
    [
        ("RRULE:FREQ=DAILY",),
        ("RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))),),
        ("RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",),
        ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",),
        ("RRULE:FREQ=DAILY;COUNT=1000000",),
        ("RDATE:" + ",".join(["20261201T010203"] * 50),),
        ("RRULE:FREQ=WEEKLY",) * 20,
    ],
)
def test_too_many_repetitions_are_left_out_and_told(lines):
    allowance = Allowance(5_000)
    many = [entry(f"UID:{n}", "DTSTART:19700101T010203", *lines) for n in range(200)]
    found = parse_calendar(calendar(*many, entry("DTSTART:20261201")), "x", FIRST, LAST, allowance)
    assert allowance.left < 0
    assert any("too many repetitions in all" in problem for problem in found.problems)
    assert len(found.events) <= 5_000


def test_a_hundred_thousand_dates_are_read_as_far_as_a_line_goes():
    dates = "RDATE:" + ",".join(["20261201T010203"] * 100_000)
    found = read(entry("SUMMARY:Call", "DTSTART:20261130", dates))
    assert [event.date.day for event in found.events] == [30, 1]
    assert found.problems == ("Call: only the first 1,250 dates of RDATE are read",)


def test_events_entries_and_problems_have_a_most():
    found = read(*(entry(f"UID:{n}", f"DTSTART:202612{1 + n % 28:02}") for n in range(MOST_COMPONENTS + 1)))
    assert len(found.events) == MOST_EVENTS
    assert found.problems == (
        f"only the first {MOST_COMPONENTS:,} entries are read",
        f"only the first {MOST_EVENTS:,} of {MOST_COMPONENTS:,} events are shown",
    )
    assert {event.date for event in found.events} == {date(2026, 12, 1) + timedelta(days=n) for n in range(10)}
    bad = read(*(entry(f"SUMMARY:{n}", "DTSTART:x") for n in range(100)))
    assert len(bad.problems) == MOST_PROBLEMS and bad.problems[-1] == "and 81 more problems"


def test_many_unknown_zones_are_not_all_looked_for():
    found = read(*(entry(f"SUMMARY:{n}", f"DTSTART;TZID=No/Zone{n}:20261201T010203") for n in range(60)))
    assert found.events == () and len(found.problems) == MOST_PROBLEMS


def test_moments_beyond_the_calendar_do_not_harm():
    for start in ("00010101T000000Z", "99991231T235959Z", "16041225"):
        assert events(entry("UID:1", f"DTSTART:{start}", "RRULE:FREQ=YEARLY;INTERVAL=1000")) == ()
    assert datetime.fromisoformat("2026-12-25").date() == only(entry("DTSTART:16041225", "RRULE:FREQ=YEARLY")).date
