"""Whatever a calendar holds, it comes to bounded, clean events or to one readable error."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ics.examples import calendar
from tests.thoroughness import repeats
from tui.ics.limits import LONGEST_PROBLEM, MOST_EVENTS, MOST_PROBLEMS, MOST_STEPS, Allowance
from tui.ics.plain_text import LONGEST_TITLE
from tui.ics.reading import CalendarError, parse_calendar
from tui.market.zones import MARKET_TIME

FIRST, LAST = date(2026, 11, 25), date(2026, 12, 31)

DATES = st.sampled_from(
    [
        *("20261201T090000", "20261201T010000Z", "20261201", "20261130T235960", "19700101T000000", "16040229"),
        *("00010101T000000", "00010101", "99991231T235959Z", "99991231", "00000000", "20261301T250000", "20260230"),
        *("20261201T090000/PT1H", "20261201T0900", "tomorrow", "", "-20261201", "٢٠٢٦١٢٠١"),
    ]
)
ZONES = st.sampled_from(
    [
        *(
            "",
            ";TZID=Asia/Hong_Kong",
            ";TZID=China Standard Time",
            ";TZID=Own",
            ';TZID="Own"',
            ";TZID=Asia",
            ";TZID=",
        ),
        *(";TZID=../../../etc/passwd", ";TZID=\x00", ";TZID=/a/b/c/Asia/Tokyo", ";VALUE=DATE", ";TZID=" + "x" * 5000),
        *(";TZID=Factory", ";TZID=posixrules", ";TZID=é", ";X=" + '"' * 99),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "[red]x[/]",
            "\x1b]0;x\x07",
            r"\n\N\,\;\\",
            "\\",
            "x" * 5000,
            "\u202egnp",
            "\ud800",
            "<b>",
            "5",
            "CANCELLED",
            "0",
        ]
    ),
)
NUMBERS = st.sampled_from(["1", "-1", "0", "31", "366", "53", "999999999", "9" * 50, "x", "", "1,2,3", "-1,-2,400"])
RULE_PARTS = st.one_of(
    st.sampled_from(
        [
            *("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=SECONDLY", "FREQ=X", "FREQ="),
            *("BYDAY=MO", "BYDAY=1MO,-1FR", "BYDAY=99SU", "BYDAY=XX", "WKST=SU", "WKST=1SU", "RSCALE=CHINESE"),
            *("UNTIL=20261231", "UNTIL=20261231T000000Z", "UNTIL=00010101T000000Z", "UNTIL=99991231T235959Z"),
            *("UNTIL=PT1H", "BYMONTH=2", "BYMONTHDAY=30", "BYMONTH=5L", "BYEASTER=1", "=", ";", "X-A=1"),
        ]
    ),
    st.builds(
        "{}={}".format,
        st.sampled_from(
            [
                *("INTERVAL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"),
                *("BYHOUR", "BYMINUTE", "BYSECOND"),
            ]
        ),
        NUMBERS,
    ),
)
RULES = st.lists(RULE_PARTS, max_size=5).map(";".join) | st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO"])
LINES = st.one_of(
    st.builds("DTSTART{}:{}".format, ZONES, DATES),
    st.builds("RRULE:{}".format, RULES),
    st.builds(
        "{}{}:{}".format, st.sampled_from(["RDATE", "EXDATE"]), ZONES, st.lists(DATES, max_size=3).map(",".join)
    ),
    st.builds("RECURRENCE-ID{}:{}".format, ZONES, DATES),
    st.builds("{}:{}".format, st.sampled_from(["SUMMARY", "UID", "STATUS", "PRIORITY", "TZID", "X-Y"]), TEXTS),
    st.builds(
        "TZOFFSETFROM:{}\nTZOFFSETTO:{}".format, *[st.sampled_from(["+0800", "-2359", "+9999", "", "0800"])] * 2
    ),
    st.builds(
        "{}:{}".format, st.sampled_from(["BEGIN", "END"]), st.sampled_from(["VEVENT", "VTIMEZONE", "DAYLIGHT"])
    ),
    st.sampled_from(["", " folded", ":", ";", '";:', "DTSTART", "EXRULE:FREQ=DAILY", "\x00\x1b[2J"]),
)


def block(name: str, lines: list[str], first: str = "") -> str:
    return "\n".join([f"BEGIN:{name}", first, *lines, f"END:{name}", ""])


ZONE = st.builds(
    lambda lines: block("VTIMEZONE", [block("STANDARD", lines)], "TZID:Own"), st.lists(LINES, max_size=5)
)
ENTRY = st.builds(lambda start, lines: block("VEVENT", lines, f"DTSTART:{start}"), DATES, st.lists(LINES, max_size=6))
CALENDARS = st.lists(st.one_of(ZONE, ENTRY, ENTRY), max_size=5).map(
    lambda parts: calendar(*(part.encode(errors="surrogatepass").decode(errors="replace") for part in parts))
)


def cut_and_driven_in(body: bytes, place: int, splinter: bytes, end: int) -> bytes:
    place %= len(body)
    return body[:place] + splinter + body[place : len(body) - end % len(body)]


HOSTILE = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=200).map(lambda rest: b"BEGIN:VCALENDAR\n" + rest),
    CALENDARS,
    st.builds(cut_and_driven_in, CALENDARS, st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 60)),
)


@pytest.mark.slow
@settings(max_examples=repeats(thorough=2000, quick=300), deadline=None)
@given(HOSTILE)
def test_a_hostile_calendar_gives_clean_events_or_one_readable_error(body):
    allowance = Allowance()
    try:
        found = parse_calendar(body, "a\x1b[2Jb", FIRST, LAST, allowance)
    except CalendarError as error:
        assert_clean(str(error), LONGEST_PROBLEM)
        return
    assert MOST_STEPS >= allowance.left >= -1
    assert len(found.events) <= MOST_EVENTS
    assert len({event.id for event in found.events}) == len(found.events)
    for event in found.events:
        assert_clean(event.name_en, LONGEST_TITLE)
        assert_clean(event.name_zh, LONGEST_TITLE)
        assert_clean(event.id, LONGEST_TITLE)
        assert event.source == "a[2Jb"
        assert event.importance in (1, 2, 3)
        day = event.time.astimezone(MARKET_TIME).date() if event.time else event.date
        assert FIRST <= day <= LAST
        assert event.tail == event.date.isoformat()
    assert len(found.problems) <= MOST_PROBLEMS
    for problem in found.problems:
        assert_clean(problem, LONGEST_PROBLEM)


def assert_clean(text: str, longest: int) -> None:
    assert 0 < len(text) <= longest
    assert not [c for c in text if unicodedata.category(c)[0] == "C"]
