"""The Federal Reserve's page of meetings and its calendar: days, Washington's hours, and what our ids call them."""

from datetime import UTC, date, datetime

import pytest

from tests.feeds.captures import capture, own
from tui.feeds.errors import WireError
from tui.feeds.providers.fed.calendar import parse_calendar
from tui.feeds.providers.fed.meetings import parse_meetings
from tui.market.zones import MARKET_TIME
from tui.shipped import load_events

SHIPPED = {event.id: event for event in load_events()}


def by_id(notices):
    return {f"{notice.series}-{notice.period}": notice for notice in notices}


def dates(notices, series: str, year: int) -> list[str]:
    return [f"{one.date:%m-%d}" for one in notices if one.series == series and one.date.year == year]


def page(month: str, days: str, year: str = "2032", more: str = "") -> bytes:
    row = f'<div class="fomc-meeting__month">{month}</div><div class="fomc-meeting__date">{days}</div>{more}'
    return f'<div class="panel"><h4>{year} FOMC Meetings</h4><div class="row fomc-meeting">{row}</div></div>'.encode()


def event(**fields: str) -> bytes:
    values = {"title": "FOMC Meeting", "time": "2:00 p.m.", "month": "2032-01", "days": "28"} | fields
    inside = ",".join(f'"{name}":"{value}"' for name, value in values.items())
    return f'{{"events":[{{{inside}}}]}}'.encode()


# Read by hand from the page: the last day of each meeting.
DECISIONS = {
    2024: ["01-31", "03-20", "05-01", "06-12", "07-31", "09-18", "11-07", "12-18"],
    2025: ["01-29", "03-19", "05-07", "06-18", "07-30", "09-17", "10-29", "12-10"],
    2026: ["01-28", "03-18", "04-29", "06-17", "07-29", "09-16", "10-28", "12-09"],
    2027: ["01-27", "03-17", "04-28", "06-09", "07-28"],
}


@pytest.mark.parametrize("year", DECISIONS)
def test_every_meeting_of_the_page_ends_with_a_decision_and_a_press_conference(year):
    notices = parse_meetings(capture("fed_fomccalendars_1.html"))
    assert dates(notices, "us-fomc-decision", year) == DECISIONS[year]
    assert dates(notices, "us-fomc-press-conference", year) == DECISIONS[year]


@pytest.mark.parametrize(
    ("event_id", "in_utc", "in_hong_kong"),
    [
        # Daylight saving: 9 March to 2 November 2025, 8 March to 1 November 2026, 14 March to 7 November 2027.
        ("us-fomc-decision-2025-01", "2025-01-29T19:00", "2025-01-30T03:00"),
        ("us-fomc-decision-2025-03", "2025-03-19T18:00", "2025-03-20T02:00"),
        ("us-fomc-decision-2025-10", "2025-10-29T18:00", "2025-10-30T02:00"),
        ("us-fomc-minutes-2025-10", "2025-11-19T19:00", "2025-11-20T03:00"),
        ("us-fomc-press-conference-2025-12", "2025-12-10T19:30", "2025-12-11T03:30"),
        ("us-fomc-decision-2026-01", "2026-01-28T19:00", "2026-01-29T03:00"),
        ("us-fomc-minutes-2026-01", "2026-02-18T19:00", "2026-02-19T03:00"),
        ("us-fomc-decision-2026-03", "2026-03-18T18:00", "2026-03-19T02:00"),
        ("us-fomc-press-conference-2026-10", "2026-10-28T18:30", "2026-10-29T02:30"),
        ("us-fomc-decision-2026-12", "2026-12-09T19:00", "2026-12-10T03:00"),
        ("us-fomc-decision-2027-01", "2027-01-27T19:00", "2027-01-28T03:00"),
        ("us-fomc-decision-2027-03", "2027-03-17T18:00", "2027-03-18T02:00"),
        ("us-fomc-press-conference-2027-07", "2027-07-28T18:30", "2027-07-29T02:30"),
    ],
)
def test_two_in_washington_is_an_hour_later_here_in_winter(event_id, in_utc, in_hong_kong):
    moment = by_id(parse_meetings(capture("fed_fomccalendars_1.html")))[event_id].time
    assert moment is not None
    assert moment.astimezone(UTC) == datetime.fromisoformat(f"{in_utc}:00+00:00")
    assert moment.astimezone(MARKET_TIME).replace(tzinfo=None) == datetime.fromisoformat(in_hong_kong)


def test_minutes_are_of_the_month_of_their_meeting():
    notices = by_id(parse_meetings(capture("fed_fomccalendars_1.html")))
    assert notices["us-fomc-minutes-2026-06"].date == date(2026, 7, 8)
    assert notices["us-fomc-minutes-2025-12"].date == date(2025, 12, 30)
    assert notices["us-fomc-minutes-2024-12"].date == date(2025, 1, 8)
    assert "us-fomc-minutes-2026-07" not in notices


def test_the_page_says_what_was_shipped():
    known = [one for one in parse_meetings(capture("fed_fomccalendars_1.html")) if one.date >= date(2025, 5, 1)]
    assert len(known) > 40
    for notice in known:
        event = SHIPPED[f"{notice.series}-{notice.period}"]
        assert (event.date, event.time) == (notice.date, notice.time)
        assert notice.name_en in ("", event.name_en)
        assert notice.name_zh in ("", event.name_zh)


def test_a_page_of_our_own_has_every_kind_of_row():
    notices = by_id(parse_meetings(own("fed_meetings.html")))
    told = {event_id: (str(one.date), one.cancelled) for event_id, one in notices.items()}
    assert told == {
        "us-fomc-decision-2032-02": ("2032-02-01", False),
        "us-fomc-press-conference-2032-02": ("2032-02-01", False),
        "us-fomc-minutes-2032-02": ("2032-02-22", False),
        "us-fomc-decision-2032-03": ("2032-03-17", False),
        "us-fomc-press-conference-2032-03": ("2032-03-17", False),
        "us-fomc-decision-2032-05": ("2032-05-01", False),
        "us-fomc-press-conference-2032-05": ("2032-05-01", False),
        "us-fomc-decision-2032-06": ("2032-06-16", True),
        "us-fomc-press-conference-2032-06": ("2032-06-16", True),
    }
    assert "projections" in notices["us-fomc-decision-2032-03"].name_en
    assert "projections" not in notices["us-fomc-decision-2032-02"].name_en


@pytest.mark.parametrize(
    ("month", "days", "last"),
    [("May", "7", "2032-05-07"), ("Dec/Jan", "31-1", "2033-01-01"), ("Sept.", "15–16*", "2032-09-16")],
)
def test_days_are_read_as_they_are_written(month, days, last):
    assert {str(notice.date) for notice in parse_meetings(page(month, days))} == {last}


@pytest.mark.parametrize(
    "body",
    [
        page("Brumaire", "18-19"),
        page("Apr/May/Jun", "30-1"),
        page("February", "29-30"),
        page("June", "15-16 (moved to July)"),
        page("June", "soon"),
        page("June", ""),
        page("June", "15-16", year="1032"),
        page("June", "15-16", more='<div class="fomc-meeting__minutes">(Released Brumaire 18, 2032)</div>'),
    ],
)
def test_a_row_that_is_not_understood_is_no_meeting_but_an_error(body):
    with pytest.raises(WireError, match="the Federal Reserve sent"):
        parse_meetings(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><head><title>Scheduled maintenance</title></head><body>Back soon</body></html>",
        b'<div class="panel"><h4>2032 FOMC Meetings</h4></div>',
        page("August", "22 (notation vote)"),
        b'{"events":[]}',
    ],
)
def test_a_page_without_meetings_does_not_read_as_a_year_without_them(body):
    with pytest.raises(WireError, match=r"no FOMC meetings|an empty page"):
        parse_meetings(body)


def test_the_captured_calendar_has_a_meeting_and_minutes():
    notices = by_id(parse_calendar(capture("fed_calendar_json_1.json")))
    assert {event_id: str(one.time) for event_id, one in notices.items()} == {
        "us-fomc-decision-2026-09": "2026-09-16 14:00:00-04:00",
        "us-fomc-minutes-2026-10": "2026-11-18 14:00:00-05:00",
    }


def test_a_calendar_of_our_own_is_read_by_its_titles():
    notices = by_id(parse_calendar(own("fed_calendar.json")))
    told = {event_id: str(one.time or one.date) for event_id, one in notices.items()}
    assert told == {
        "us-fomc-minutes-2031-12": "2032-01-07 14:00:00-05:00",
        "us-fomc-decision-2032-01": "2032-01-28 14:00:00-05:00",
        "us-fomc-press-conference-2032-01": "2032-01-28 14:30:00-05:00",
        "us-fomc-decision-2032-03": "2032-03-17",
        "us-fomc-minutes-2032-05": "2032-05-22 14:00:00-04:00",
        "us-fomc-minutes-2032-09": "2032-10-06 14:00:00-04:00",
        "us-fed-beige-book-2032-12": "2032-11-24 14:00:00-05:00",
    }
    assert [event_id for event_id, one in notices.items() if one.cancelled] == ["us-fomc-decision-2032-03"]
    assert notices["us-fomc-minutes-2031-12"].name_en == "FOMC minutes (17 Dec meeting)"


def test_beige_books_and_minutes_have_the_periods_that_were_shipped():
    for event_id, known in SHIPPED.items():
        title = {"us-fed-beige-book": "Beige Book", "us-fomc-minutes": "FOMC Minutes"}.get(known.series)
        if title is not None:
            body = event(title=title, month=f"{known.date:%Y-%m}", days=str(known.date.day))
            assert list(by_id(parse_calendar(body))) == [event_id]


@pytest.mark.parametrize(
    ("text", "hour"), [("12:00 p.m.", 12), ("12:15 a.m.", 0), ("9:30 AM", 9), ("2:00 pm", 14), ("TBD", None)]
)
def test_hours_are_read_and_never_guessed(text, hour):
    [notice] = parse_calendar(event(time=text))
    assert (notice.time and notice.time.hour) == hour


@pytest.mark.parametrize(
    "body",
    [
        event(month="2032-13"),
        event(month="2032-02", days="30"),
        event(days="tomorrow"),
        event(month="2032-04", days="30-1"),
        event(month="9999-01"),
        event(time="13:00 p.m."),
        event(time="1:75 p.m."),
        event(title="FOMC Minutes", description="Meeting of February 30"),
        event(title="Speech"),
        b'{"events":[]}',
        b'{"events":{}}',
        b"<html>Access Denied</html>",
        b'{"events":[' + b"{}," * 20_000 + b"{}]}",
    ],
)
def test_a_calendar_that_makes_no_sense_is_an_error(body):
    with pytest.raises(WireError):
        parse_calendar(body)
