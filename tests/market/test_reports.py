"""A source's answers joined over time: nothing seen is lost, what moves says where it stood, nothing is made up."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.market.reports import KEPT_DAYS, Authority, Notice, Report, joined
from tui.market.zones import MARKET_TIME

NOON = datetime(2026, 11, 9, 12, tzinfo=MARKET_TIME)
TODAY = NOON.date()
LATER = NOON + timedelta(hours=1)


def report(*notices: Notice, fetched: datetime = NOON, days: int = 7) -> Report:
    first, last = fetched.date() - timedelta(days=days), fetched.date() + timedelta(days=days)
    return Report("wallstreetcn", "Wallstreetcn", Authority.VENDOR, fetched, first, last, notices)


def cpi(day: date = TODAY, **changes: object) -> Notice:
    return replace(Notice("cn-cpi-yoy", day, period="2026-10"), **changes)


def only(found: Report) -> Notice:
    [notice] = found.notices
    return notice


def test_a_figure_is_marked_with_the_moment_of_the_answer_that_had_it_first():
    first = joined(None, report(cpi()))
    assert only(first).first_seen is None
    second = joined(first, report(cpi(actual="0.2%"), fetched=LATER))
    assert only(second).first_seen == LATER
    third = joined(second, report(cpi(actual="0.3%"), fetched=LATER + timedelta(hours=1)))
    assert (only(third).actual, only(third).first_seen) == ("0.3%", LATER)


def test_a_figure_that_was_seen_stays_where_a_later_answer_lacks_it():
    seen = joined(None, report(cpi(actual="0.2%")))
    assert only(joined(seen, report(cpi(), fetched=LATER))).actual == "0.2%"
    assert only(joined(seen, report(fetched=LATER))).actual == "0.2%"


def test_a_notice_without_a_figure_goes_where_the_newer_answer_covers_its_day():
    known = joined(None, report(cpi(), Notice("cn-lpr-1y", date(2026, 12, 21), period="2026-12")))
    left = joined(known, report(fetched=LATER))
    assert [notice.series for notice in left.notices] == ["cn-lpr-1y"]


def test_what_moved_says_where_it_stood_for_as_long_as_it_stays():
    known = joined(None, report(cpi()))
    moved = joined(known, report(cpi(date(2026, 11, 10)), fetched=LATER))
    assert only(moved).moved_from == (NOON.date(), None)
    again = joined(moved, report(cpi(date(2026, 11, 10)), fetched=LATER + timedelta(hours=1)))
    assert only(again).moved_from == (NOON.date(), None)


def test_an_hour_that_appears_or_goes_on_the_same_day_is_no_move():
    hour = NOON.replace(hour=9)
    known = joined(None, report(cpi()))
    timed = joined(known, report(cpi(time=hour), fetched=LATER))
    again = joined(timed, report(cpi(), fetched=LATER + timedelta(hours=1)))
    assert (only(timed).moved_from, only(again).moved_from) == (None, None)


def loans(day: date, **changes: object) -> Notice:
    return replace(Notice("cn-new-yuan-loans", day, consensus="600B"), **changes)


def test_without_a_period_the_newer_day_of_a_series_takes_the_place_of_the_older():
    known = joined(None, report(loans(date(2026, 11, 13))))
    later = report(loans(date(2026, 11, 16)), fetched=NOON + timedelta(days=7), days=3)
    assert [notice.date for notice in joined(known, later).notices] == [date(2026, 11, 16)]


def test_a_figure_told_by_day_stands_once_where_its_day_is_corrected():
    known = joined(None, report(loans(date(2026, 11, 10), actual="610B")))
    corrected = joined(known, report(loans(date(2026, 11, 9), actual="610B"), fetched=LATER))
    assert [notice.date for notice in corrected.notices] == [date(2026, 11, 9)]
    other = joined(known, report(loans(date(2026, 11, 9), actual="999B"), fetched=LATER))
    assert len(other.notices) == 2


def test_days_between_two_answers_that_nobody_covered_stay_uncovered():
    known = joined(None, report(cpi(), days=3))
    near, far = NOON + timedelta(days=7), NOON + timedelta(days=60)
    assert joined(known, report(fetched=near, days=3)).first == known.first
    assert joined(known, report(fetched=far, days=3)).first == far.date() - timedelta(days=3)


def test_no_moment_lies_in_the_future_whatever_the_clock_was():
    kept = joined(None, report(cpi(actual="0.2%"), fetched=LATER))
    now = kept.no_later_than(NOON)
    assert (now.fetched, only(now).first_seen) == (NOON, NOON)


def test_a_figure_of_a_day_is_not_carried_to_another_day():
    seen = joined(None, report(cpi(actual="0.2%")))
    assert only(joined(seen, report(cpi(date(2026, 11, 12)), fetched=LATER))).actual is None


def test_years_later_it_is_forgotten():
    seen = joined(None, report(cpi(actual="0.2%")))
    assert joined(seen, report(fetched=NOON + KEPT_DAYS + timedelta(days=1))).notices == ()


NOTICES = st.builds(
    Notice,
    series=st.sampled_from(["cn-cpi-yoy", "cn-ppi-yoy"]),
    date=st.dates(date(2026, 11, 1), date(2026, 11, 30)),
    period=st.sampled_from(["", "2026-10", "2026-11"]),
    actual=st.sampled_from([None, "0.2%", "0.3%"]),
)
ANSWERS = st.lists(st.lists(NOTICES, max_size=5), min_size=1, max_size=6)


@given(ANSWERS)
def test_whatever_comes_no_subject_stands_twice_and_figures_alone_are_seen(answers):
    held = None
    told: set[str] = set()
    for number, notices in enumerate(answers):
        held = joined(held, report(*notices, fetched=NOON + timedelta(hours=number)))
        told |= {notice.actual for notice in notices if notice.actual}
        subjects = [notice.subject for notice in held.notices]
        assert len(subjects) == len(set(subjects))
        for notice in held.notices:
            assert notice.actual is None or (notice.actual in told and notice.first_seen is not None)


@given(ANSWERS)
def test_joining_what_is_held_with_itself_changes_nothing(answers):
    held = None
    for notices in answers:
        held = joined(held, report(*notices))
    assert held is not None
    assert joined(held, held) == held
