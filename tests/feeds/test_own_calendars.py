"""Calendars of the reader's own: files and addresses, read no more often than they change or may be asked."""

import os
from datetime import date, datetime, timedelta

import pytest

from tests.clocks import ManualClock
from tests.ics.examples import calendar, entry
from tui.feeds import own_calendars
from tui.feeds.answers import Answer
from tui.feeds.errors import LONGEST_RETRY_AFTER, FailureKind, FeedError
from tui.feeds.own_calendars import AFTER_A_FAILURE, BETWEEN_REQUESTS, OwnCalendars, names_of
from tui.ics.limits import MOST_BYTES

DAYS = date(2026, 11, 25), date(2026, 12, 31)
ADDRESS = "https://calendar.example/secret/basic.ics"


class Web:
    """Answers with what it is given, and counts."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.error: FeedError | None = None
        self.asked: list[str] = []

    async def get(self, url, *, headers=None):
        self.asked.append(url)
        if self.error is not None:
            raise self.error
        return Answer(self.body, None, 0.1, None)


@pytest.fixture
def clock():
    return ManualClock(datetime.fromisoformat("2026-11-25T10:00:00+08:00"))


@pytest.fixture
def web():
    return Web(calendar(entry("SUMMARY:Call", "DTSTART:20261201")))


@pytest.fixture
def parsed(monkeypatch):
    """How often a calendar was parsed."""
    calls = []
    real = own_calendars._parsed
    monkeypatch.setattr(own_calendars, "_parsed", lambda *args: (calls.append(args[0].name), real(*args))[1])
    return calls


def titles(found) -> list[list[str]]:
    return [[event.name_en for event in one.events] for one in found]


async def test_a_file_is_read_again_when_it_changed(tmp_path, web, clock, parsed):
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(entry("SUMMARY:Call", "DTSTART:20261201")))
    calendars = OwnCalendars([str(path)], web, clock)
    (found,) = await calendars.read(*DAYS)
    assert (found.name, found.fetched, found.problems) == ("work.ics", clock.now(), ())
    assert await calendars.read(*DAYS) == (found,)
    assert parsed == ["work.ics"]
    path.write_bytes(calendar(entry("SUMMARY:Later", "DTSTART:20261201")))
    assert titles(await calendars.read(*DAYS)) == [["Later"]]
    os.utime(path, ns=(1, 1))
    await calendars.read(*DAYS)
    assert len(parsed) == 3
    assert titles(await calendars.read(DAYS[0], date(2026, 11, 30))) == [[]]


async def test_a_file_at_home_is_found(tmp_path, web, clock, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "work.ics").write_bytes(web.body)
    assert titles(await OwnCalendars(["~/work.ics"], web, clock).read(*DAYS)) == [["Call"]]


async def test_a_file_that_cannot_be_read_says_why_and_keeps_what_it_had(tmp_path, web, clock):
    path = tmp_path / "work.ics"
    calendars = OwnCalendars([str(path), str(tmp_path), "~nobody-of-that-name/a.ics"], web, clock)
    first = await calendars.read(*DAYS)
    assert [one.problems for one in first] == [("No such file or directory",), ("not a file",), ("no such file",)]
    assert [one.fetched for one in first] == [None] * 3
    path.write_bytes(web.body)
    assert (await calendars.read(*DAYS))[0].problems == ()
    path.write_bytes(b"<html>")
    broken = (await calendars.read(*DAYS))[0]
    assert (titles([broken]), broken.problems) == ([["Call"]], ("not a calendar: <html>",))
    path.unlink()
    assert (await calendars.read(*DAYS))[0].problems == ("No such file or directory",)


async def test_a_pipe_is_not_waited_for(tmp_path, web, clock):
    os.mkfifo(tmp_path / "work.ics")
    (found,) = await OwnCalendars([str(tmp_path / "work.ics")], web, clock).read(*DAYS)
    assert found.problems == ("not a file",)


async def test_a_large_file_is_not_read_to_its_end(tmp_path, web, clock, monkeypatch):
    path = tmp_path / "work.ics"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES * 1000)
    (found,) = await OwnCalendars([str(path)], web, clock).read(*DAYS)
    assert found.problems == ("larger than 2 MB",)


async def test_an_address_is_asked_once_an_hour(web, clock, parsed):
    calendars = OwnCalendars([ADDRESS], web, clock)
    (found,) = await calendars.read(*DAYS)
    assert (found.name, titles([found]), found.fetched) == ("calendar.example", [["Call"]], clock.now())
    await clock.advance(BETWEEN_REQUESTS - 1)
    assert await calendars.read(*DAYS) == (found,)
    assert (len(web.asked), len(parsed)) == (1, 1)
    await clock.advance(1)
    assert (await calendars.read(*DAYS))[0].fetched == found.fetched + timedelta(seconds=BETWEEN_REQUESTS)
    assert web.asked == [ADDRESS] * 2


async def test_other_days_of_an_address_need_no_request(web, clock):
    calendars = OwnCalendars([ADDRESS], web, clock)
    await calendars.read(DAYS[0], DAYS[0])
    assert titles(await calendars.read(*DAYS)) == [["Call"]]
    assert len(web.asked) == 1


async def test_an_address_that_fails_keeps_what_it_had_and_is_asked_again_later(web, clock):
    calendars = OwnCalendars([ADDRESS], web, clock)
    first = (await calendars.read(*DAYS))[0]
    web.error = FeedError(FailureKind.STATUS, "calendar.example: 503", retry_after=2 * AFTER_A_FAILURE)
    await clock.advance(BETWEEN_REQUESTS)
    failed = (await calendars.read(*DAYS))[0]
    assert (failed.events, failed.fetched) == (first.events, first.fetched)
    assert failed.problems == ("refused: calendar.example: 503",)
    await clock.advance(2 * AFTER_A_FAILURE - 1)
    assert (await calendars.read(*DAYS))[0] == failed
    assert len(web.asked) == 2
    web.error = None
    await clock.advance(1)
    assert (await calendars.read(*DAYS))[0].problems == ()


@pytest.mark.parametrize("wish", [864_000.0, float("inf")])
async def test_an_address_that_wants_to_be_left_alone_for_days_is_asked_within_the_hour(web, clock, wish):
    calendars = OwnCalendars([ADDRESS], web, clock)
    web.error = FeedError(FailureKind.STATUS, "calendar.example: 503", retry_after=wish)
    await calendars.read(*DAYS)
    await clock.advance(LONGEST_RETRY_AFTER - 1)
    await calendars.read(*DAYS)
    assert len(web.asked) == 1
    await clock.advance(1)
    await calendars.read(*DAYS)
    assert len(web.asked) == 2


async def test_a_page_in_place_of_a_calendar_leaves_the_events_that_were_known(web, clock):
    calendars = OwnCalendars([ADDRESS], web, clock)
    await calendars.read(*DAYS)
    web.body = b"<!DOCTYPE html>"
    await clock.advance(BETWEEN_REQUESTS)
    (found,) = await calendars.read(*DAYS)
    assert (titles([found]), found.problems) == ([["Call"]], ("not a calendar: <!DOCTYPE html>",))


async def test_webcal_means_https(web, clock):
    await OwnCalendars(["webcal://calendar.example/a.ics"], web, clock).read(*DAYS)
    assert web.asked == ["https://calendar.example/a.ics"]


def test_names_do_not_give_the_address_away():
    calendars = ["~/work.ics", ADDRESS, "https://me:secret@calendar.example/b.ics", "/tmp/work.ics"]
    assert names_of(calendars) == ["work.ics", "calendar.example", "calendar.example (2)", "work.ics (2)"]


async def test_no_calendars_are_nothing_to_do(web, clock):
    assert await OwnCalendars([], web, clock).read(*DAYS) == ()
