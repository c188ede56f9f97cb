"""Calendars of the reader's own: told when they say something new, and never amid simulated events."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.feeds.fakes import Desk, simulation
from tui.feeds.own_calendars import OwnCalendars
from tui.feeds.own_calendars_job import LOOK_EVERY, OwnCalendarsJob
from tui.market.health import Feed
from tui.market.instruments import Universe
from tui.market.state import MarketState
from tui.market.updates import EventsUpdate, OwnCalendarsUpdate, SimulationStarted
from tui.market.zones import MARKET_TIME

NOW = datetime(2026, 11, 23, 18, tzinfo=MARKET_TIME)
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\n"
    "DTSTART:20261127T060000Z\r\nSUMMARY:{name}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def desk():
    return Desk(NOW)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "desk.ics"
    path.write_text(ICS.format(uid="1", name="Board lunch"))
    return path


def job_of(desk, *calendars):
    own = OwnCalendars([str(calendar) for calendar in calendars], None, desk.clock)
    pacer = desk.pacer(Feed.OWN_CALENDARS)
    return OwnCalendarsJob(own, pacer, desk.outbox.put, desk.clock, desk.guard, 30)


def names(update: OwnCalendarsUpdate) -> list[str]:
    return [event.name_en for calendar in update.calendars for event in calendar.events]


async def test_a_file_is_told_of_once_and_again_when_it_changed(desk, file):
    job = job_of(desk, file)
    await job.run()
    [update] = desk.came(OwnCalendarsUpdate)
    assert names(update) == ["Board lunch"]
    await desk.clock.advance(job.wait())
    await job.run()
    assert desk.came(OwnCalendarsUpdate) == []
    file.write_text(ICS.format(uid="1", name="Board dinner, moved"))
    await job.run()
    [update] = desk.came(OwnCalendarsUpdate)
    assert names(update) == ["Board dinner, moved"]
    assert job.wait() == LOOK_EVERY


async def test_a_file_that_is_not_there_is_told(desk, tmp_path):
    await job_of(desk, tmp_path / "none.ics").run()
    [update] = desk.came(OwnCalendarsUpdate)
    [calendar] = update.calendars
    assert (calendar.name, calendar.events) == ("none.ics", ())
    assert calendar.problems == ("No such file or directory",)


async def test_a_simulated_market_has_no_calendars_of_the_readers(desk, file):
    desk.guard.admit(simulation())
    await job_of(desk, file).run()
    assert desk.came(OwnCalendarsUpdate) == []


async def test_without_a_network_addresses_are_left_out(desk, file):
    job = job_of(desk, file, "https://example.org/secret.ics")
    await job.run()
    [update] = desk.came(OwnCalendarsUpdate)
    assert [calendar.name for calendar in update.calendars] == ["desk.ics"]


async def test_its_events_stand_in_the_calendar_until_a_simulation_begins(desk, file):
    await job_of(desk, file).run()
    [update] = desk.came(OwnCalendarsUpdate)
    state = MarketState(Universe.of(()))
    state.apply(EventsUpdate(()))
    assert state.apply(update).events
    assert [event.name_en for event in state.events] == ["Board lunch"]
    state.apply(SimulationStarted("one", "rally"))
    assert (state.events, state.own_calendars) == ((), ())
