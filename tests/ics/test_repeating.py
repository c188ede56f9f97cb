"""When events repeat, held against dateutil started at the event itself, and what that may cost."""

import contextlib
from datetime import date, datetime, timedelta

import pytest
from dateutil import rrule
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.thoroughness import repeats
from tui.ics.limits import MOST_STEPS_OF_A_RULE, Allowance, TooMuch
from tui.ics.moments import BadValue, Span
from tui.ics.repeating import STEPS_OF_A_RULE, occurrences
from tui.market.zones import MARKET_TIME, new_york

SPAN = Span(date(2026, 11, 25), date(2027, 1, 10))

LONG_AGO = datetime.fromisoformat("1970-01-06T00:00")


def repeated(rule: str, start: str, zone=MARKET_TIME, span=SPAN) -> list[datetime]:
    return occurrences(rule, datetime.fromisoformat(start), zone, span, Allowance())


def days(rule: str, start: str, **options) -> list[str]:
    return [f"{local:%m-%d}" for local in repeated(rule, start, **options)]


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("FREQ=WEEKLY", "1996-11-25", ["11-23", "11-30", "12-07", "12-14", "12-21", "12-28", "01-04", "01-11"]),
        ("FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,FR", "2026-11-02", ["11-30", "12-04", "12-28", "01-01"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2001-01-26", ["11-27", "12-25"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2001-01-31", ["12-31"]),
        ("FREQ=MONTHLY", "2001-01-30", ["11-30", "12-30"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2020-01-31", ["11-30", "12-31"]),
        ("FREQ=YEARLY", "1604-12-25", ["12-25"]),
        ("FREQ=YEARLY;BYMONTH=12", "2001-12-03", ["12-03"]),
        ("FREQ=YEARLY;BYWEEKNO=50", "2001-12-12", ["12-09"]),
        ("FREQ=YEARLY;BYYEARDAY=-1", "2001-12-31", ["12-31"]),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=1TU", "2025-12-02", []),
        ("FREQ=DAILY;INTERVAL=20", "1970-01-01", ["11-23", "12-13", "01-02"]),
        ("FREQ=WEEKLY;COUNT=3", "2026-11-20", ["11-27", "12-04"]),
        ("FREQ=WEEKLY;UNTIL=20261204", "2026-11-27", ["11-27", "12-04"]),
        ("freq=weekly;until=20261204", "2026-11-27", ["11-27", "12-04"]),
        ("FREQ=DAILY", "9999-12-31", []),
    ],
)
def test_a_rule_gives_the_days_that_are_asked_for(rule, start, expected):
    assert days(rule, start) == expected


def test_an_end_in_utc_is_compared_by_the_clocks_of_the_event():
    start = "2026-11-27 20:00"
    assert days("FREQ=DAILY;UNTIL=20261129T010000Z", start, zone=new_york()) == ["11-27", "11-28"]
    assert days("FREQ=DAILY;UNTIL=20261129T005959Z", start, zone=new_york()) == ["11-27"]
    assert days("FREQ=DAILY;UNTIL=20261128T010000Z", start) == ["11-27"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=SECONDLY", "it repeats secondly"),
        ("FREQ=MINUTELY;INTERVAL=30", "it repeats minutely"),
        ("FREQ=HOURLY", "it repeats hourly"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=DAILY;COUNT=-1", "COUNT=-1"),
        ("FREQ=DAILY;BYHOUR=25", "makes no sense"),
        ("FREQ=DAILY;BYHOUR=0,1,2,3,4;BYMINUTE=0,1,2,3,4", "more than 24 times a day"),
        ("FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 80))), "more than 62 values"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "parts that are not followed"),
        ("INTERVAL=2", "without FREQ"),
        ("FREQ=FORTNIGHTLY", "cannot be read"),
        ("FREQ=DAILY;UNTIL=PT1H", "UNTIL"),
        ("FREQ=DAILY;" + "X" * 400, "more than 400 characters"),
        ("", "FREQ"),
    ],
)
def test_a_rule_that_is_not_followed_says_why(rule, words):
    with pytest.raises(BadValue, match=words):
        repeated(rule, "2026-11-27")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTH=2",
        "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=2000000",
        "FREQ=YEARLY;BYMONTH=3;INTERVAL=999999999",
    ],
)
def test_a_rule_that_never_comes_is_not_sought_until_the_year_9999(rule):
    allowance = Allowance()
    before = allowance.left
    assert occurrences(rule, LONG_AGO, MARKET_TIME, SPAN, allowance) == []
    assert before - allowance.left < STEPS_OF_A_RULE + len(rule) + 200


def test_days_are_not_counted_from_decades_ago():
    allowance = Allowance()
    before = allowance.left
    assert len(occurrences("FREQ=DAILY", LONG_AGO, MARKET_TIME, SPAN, allowance)) == 51
    assert before - allowance.left < STEPS_OF_A_RULE + 300


def test_what_has_to_be_counted_is_counted_so_far():
    allowance = Allowance()
    before = allowance.left
    with pytest.raises(TooMuch):
        occurrences("FREQ=DAILY;COUNT=1000000", LONG_AGO, MARKET_TIME, SPAN, allowance)
    assert before - allowance.left <= STEPS_OF_A_RULE + MOST_STEPS_OF_A_RULE + 20


def test_a_rule_that_is_over_is_not_even_read():
    allowance = Allowance(0)
    rule = "FREQ=DAILY;UNTIL=20251231T000000Z"
    assert occurrences(rule, LONG_AGO, MARKET_TIME, SPAN, allowance) == []


numbers = st.lists(st.integers(-5, 31).filter(bool), min_size=1, max_size=3)
weekdays = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True)
counted_weekdays = st.lists(st.sampled_from(["1MO", "-1FR", "2WE", "5TH", "SU"]), min_size=1, max_size=3, unique=True)
options = st.fixed_dictionaries(
    {},
    optional={
        "INTERVAL": st.integers(1, 5),
        "BYMONTH": st.lists(st.integers(1, 12), min_size=1, max_size=3),
        "BYMONTHDAY": numbers,
        "BYSETPOS": st.sampled_from([[1], [-1], [2, 3]]),
        "WKST": st.sampled_from(["MO", "SU"]),
    },
)


def _written(value) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@pytest.mark.slow
@settings(max_examples=repeats(thorough=600, quick=60), deadline=None)
@given(
    st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]),
    options,
    st.data(),
    st.integers(0, 4000).map(lambda days: datetime.fromisoformat("2015-12-31T09:30") + timedelta(days=days)),
)
def test_a_rule_started_near_gives_what_it_gives_from_its_start(frequency, parts, data, start):
    counted = frequency in ("YEARLY", "MONTHLY")
    if data.draw(st.booleans()):
        parts = {**parts, "BYDAY": data.draw(counted_weekdays if counted else weekdays)}
    assume("BYSETPOS" not in parts or parts.keys() & {"BYDAY", "BYMONTHDAY"})
    text = ";".join([f"FREQ={frequency}", *(f"{name}={_written(value)}" for name, value in parts.items())])
    whole = list(from_its_start(text, start))
    assert repeated(text, start.isoformat()) == [local for local in whole if local >= SPAN.opens]


class UntilTheSpanIsOver(int):
    """An interval as dateutil adds it; without an end of its own, it seeks what never comes until the year 9999."""

    left = 6_000

    def __radd__(self, other):
        self.left -= 1
        if self.left == 0:
            raise LookupError
        return other + int(self)

    def __mul__(self, other):
        return self.__radd__(0) * other


def from_its_start(text: str, start: datetime):
    rule = rrule.rrulestr(text, dtstart=start)
    rule._interval = UntilTheSpanIsOver(rule._interval)
    with contextlib.suppress(LookupError):
        for local in rule:
            if local > SPAN.closes:
                return
            yield local
