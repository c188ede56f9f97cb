"""Whatever an official source of events sends, its parser gives sane notices or raises WireError."""

import contextlib
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feeds.captures import own
from tests.feeds.hostile import hostile_bytes
from tests.feeds.providers.test_event_days import month
from tests.thoroughness import repeats
from tui.feeds.errors import WireError
from tui.feeds.providers.chinamoney.notices import parse_notices
from tui.feeds.providers.fed.calendar import parse_calendar
from tui.feeds.providers.fed.meetings import parse_meetings
from tui.feeds.providers.hk1823.holidays import parse_holidays
from tui.feeds.providers.nbs.calendar import parse_index, parse_releases
from tui.feeds.providers.szse.trading_days import parse_closed_days
from tui.feeds.providers.wire_html import MOST_TAGS
from tui.market.reports import Notice

CHARSETS = st.sampled_from([None, "utf-8", "GBK", "utf-16", "no-such-charset", ""])
AUGUST = date(2026, 8, 1)
thoroughly = settings(max_examples=repeats(thorough=2000, quick=150), deadline=None)
pytestmark = pytest.mark.slow


def assert_sane(notices: Iterable[Notice]) -> None:
    """Each event once, on a day that a calendar would name, and nothing in any text that moves a cursor."""
    subjects = [notice.subject for notice in notices]
    assert len(set(subjects)) == len(subjects)
    for notice in notices:
        assert 1990 <= notice.date.year < 2100
        assert notice.time is None or (notice.time.date() == notice.date and notice.time.tzinfo is not None)
        assert notice.series.startswith(("us-", "cn-", "hk-"))
        for text in (notice.series, notice.period, notice.name_en, notice.name_zh, notice.kind, notice.actual or ""):
            assert text.isprintable()
            assert len(text) < 300


def assert_one_line(error: WireError) -> None:
    assert str(error).isprintable()
    assert len(str(error)) < 500


@contextlib.contextmanager
def told_in_one_line():
    try:
        yield
    except WireError as error:
        assert_one_line(error)


@thoroughly
@given(hostile_bytes(own("fed_meetings.html")), CHARSETS)
def test_meetings(body, charset):
    with told_in_one_line():
        assert_sane(parse_meetings(body, charset))


@thoroughly
@given(hostile_bytes(own("fed_calendar.json")))
def test_calendar(body):
    with told_in_one_line():
        assert_sane(parse_calendar(body))


@thoroughly
@given(hostile_bytes(own("nbs_calendar.html")), CHARSETS)
def test_releases(body, charset):
    with told_in_one_line():
        assert_sane(parse_releases(body, charset, 2032))


@thoroughly
@given(hostile_bytes(own("nbs_index.html")), CHARSETS)
def test_index(body, charset):
    with told_in_one_line():
        for path in parse_index(body, charset, (2031, 2032)).values():
            assert path.startswith("/english/PressRelease/ReleaseCalendar/")
            assert path.isprintable()


@thoroughly
@given(hostile_bytes(own("chinamoney_notices.json")))
def test_notices(body):
    with told_in_one_line():
        assert_sane(parse_notices(body))


@thoroughly
@given(hostile_bytes(month(AUGUST, 3)))
def test_trading_days(body):
    with told_in_one_line():
        assert all(day.weekday() < 5 and day.month == 8 for day in parse_closed_days(body, AUGUST))


@thoroughly
@given(hostile_bytes(own("hk1823.json")))
def test_holidays(body):
    with told_in_one_line():
        assert_sane(parse_holidays(body))


@pytest.mark.parametrize(
    "filler", [b"<div>", b"<table><tr><td>", b"<", b"<p class=fomc-meeting>", b"\n", b"&amp;", b"\x00", b"<!--"]
)
def test_a_body_as_large_as_is_read_at_all_is_done_with_at_once(filler):
    """A browser's rules for tags in tags in tags would take an hour."""
    body = filler * (4_194_304 // len(filler))
    for parse in (parse_meetings, lambda page: parse_releases(page, None, 2032), parse_calendar):
        with pytest.raises(WireError):
            parse(body)


def test_as_many_tags_as_are_read_are_read():
    with pytest.raises(WireError, match="no FOMC meetings"):
        parse_meetings(b"<div>" * MOST_TAGS)
