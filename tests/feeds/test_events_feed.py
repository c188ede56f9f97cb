"""All sources of events over real sockets: what each says is in the calendar, and one that breaks harms no other."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest

from tests.clocks import ManualClock
from tests.feeds.loopback import Reply, answer, raw, serving
from tests.feeds.memory import KeptInMemory
from tui.config import load
from tui.feeds.assembly import poll_once
from tui.feeds.offers import ADDRESSES, OFFERS
from tui.market.agenda import EventState, event_state
from tui.market.events import Event
from tui.market.health import Feed, ProviderStatus
from tui.market.state import MarketState
from tui.market.updates import EventReportUpdate, EventsUpdate, FeedFailed, HealthUpdate, Update
from tui.market.zones import MARKET_TIME
from tui.shipped import load_calendar, load_calendars, load_series, load_universe

BODIES = Path(__file__).parents[1] / "data" / "feeds"
NOW = datetime(2026, 11, 23, 18, tzinfo=MARKET_TIME)
SOURCES = OFFERS["events"]
WITHIN = 20.0
QUOTES = ("tencent", "sina")
"""Elsewhere: where prices come from this machine, nobody is asked before they have told which world it is."""

PATHS = {
    "/monetarypolicy/fomccalendars.htm": "fed_meetings.html",
    "/json/calendar.json": "fed_calendar.json",
    "/common/ical/en.json": "hk1823.json",
    "/ags/ms/": "chinamoney_notices.json",
    "/reports/bmn/": "hkex_board_meetings.htm",
    "/apiv1/finance/macrodatas": "wallstreetcn_macrodatas.json",
    "/ff_calendar_thisweek.json": "forexfactory_week.json",
}
NBS_TITLE = "Regular Press Release Calendar of NBS in 2026"
NBS_INDEX = f'<html><body><a href="./202512/t1.html">{NBS_TITLE}</a></body></html>'
MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")
HTML_ERROR = answer(b"<html><title>Request Denied</title><body>slow down</body></html>", Content_Type="text/html")
NOT_FOUND = answer(b"", status="404 Not Found")


def trading_days(month: str) -> bytes:
    """The Shenzhen exchange's list of a month, in which it opens on each weekday."""
    year, number = (int(part) for part in month.split("-"))
    days = [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]
    rows = [{"jyrq": day.isoformat(), "jybz": "10"[day.weekday() > 4], "zrxh": 1} for day in days]
    return msgspec.json.encode({"data": rows, "nowdate": "2026-11-23"})


def nbs_page() -> bytes:
    """A calendar that moves the consumer prices of December 2026 from the 9th to the 10th."""
    heads = "".join(f"<td>{text}</td>" for text in ("No.", "Content", *MONTHS))
    cells = "".join(f"<td>{text}</td>" for text in ("1", "Consumer Price Index", *["……"] * 11, "10/Thu<br>9:30"))
    table = f"<table><tr>{heads}</tr><tr>{cells}</tr></table>"
    return f"<html><head><title>{NBS_TITLE}</title></head><body>{table}</body></html>".encode()


def appointments() -> bytes:
    """Those of the fixture, for the report that is due."""
    body = (BODIES / "eastmoney_appointments.json").read_bytes()
    return body.replace(b"2026-03-31 ", b"2026-09-30 ").replace(b"2026-04-", b"2026-10-")


def body_of(target: str) -> bytes | None:
    """What the right answer to a request is."""
    for path, file in PATHS.items():
        if target.startswith(path):
            return (BODIES / file).read_bytes()
    if target.startswith("/english/"):
        return nbs_page() if "202512" in target else NBS_INDEX.encode()
    if target.startswith("/api/report/"):
        return trading_days(target.partition("month=")[2][:7])
    return appointments() if target.startswith("/api/data/") else None


@asynccontextmanager
async def publishers(faults: Mapping[str, Reply] | None = None):
    """A server that is all sources at once; `faults` maps the beginning of a path to how it replies instead."""

    async def reply(writer):
        target = server.heads[-1].split(" ", 1)[1]
        for path, fault in (faults or {}).items():
            if target.startswith(path):
                return await fault(writer)
        body = body_of(target)
        return await (NOT_FOUND if body is None else answer(body))(writer)

    async with serving(reply) as server:
        yield server


def settings_at(url: str):
    shipped = load(None, {}).settings
    replace = msgspec.structs.replace
    providers = {
        name: replace(getattr(shipped.providers, name), requests_per_minute=6000, **dict.fromkeys(addresses, url))
        for name, addresses in ADDRESSES.items()
        if name not in QUOTES
    }
    return replace(
        shipped,
        feeds=replace(shipped.feeds, quotes=replace(shipped.feeds.quotes, providers=QUOTES)),
        network=replace(shipped.network, read_timeout=0.5, total_timeout=1.0),
        providers=replace(shipped.providers, **providers),
    )


async def polled(url: str, kept: KeptInMemory | None = None) -> tuple[Update, ...]:
    return await poll_once(
        settings_at(url),
        load_universe(),
        load_calendars(),
        ManualClock(NOW),
        [Feed.EVENTS],
        within=WITHIN,
        kept=kept or KeptInMemory(),
        series=load_series(),
    )


def told_by(updates: tuple[Update, ...]) -> set[str]:
    return {update.report.provider for update in updates if isinstance(update, EventReportUpdate)}


def calendar_after(updates: tuple[Update, ...]) -> dict[str, Event]:
    state = MarketState(load_universe())
    state.apply(EventsUpdate(load_calendar(NOW.date())))
    for update in updates:
        state.apply(update)
    ids = [event.id for event in state.events]
    assert len(ids) == len(set(ids))
    return {event.id: event for event in state.events}


async def test_every_source_is_asked_and_what_it_says_is_in_the_calendar():
    async with publishers() as server:
        updates = await polled(server.url)
    assert told_by(updates) == set(SOURCES)
    events = calendar_after(updates)
    prices = events["cn-cpi-yoy-2026-11"]
    assert (prices.source, prices.time, prices.moved_from.time) == (
        "NBS",
        datetime(2026, 12, 10, 9, 30, tzinfo=MARKET_TIME),
        datetime(2026, 12, 9, 9, 30, tzinfo=MARKET_TIME),
    )
    assert event_state(prices, NOW) is EventState.POSTPONED
    assert {"results", "central_bank"} <= {event.kind for event in events.values() if event.fetched_at == NOW}
    assert all(event.simulated is False for event in events.values())


async def test_what_was_kept_is_not_asked_for_again():
    async with publishers() as server:
        first = await polled(server.url)
        asked = len(server.heads)
        kept = KeptInMemory()
        kept.reports = tuple(update.report for update in first if isinstance(update, EventReportUpdate))
        again = await polled(server.url, kept)
        assert len(server.heads) == asked
    assert told_by(again) == set(SOURCES)
    assert calendar_after(again) == calendar_after(first)


FAULTS = {"an HTML page": HTML_ERROR, "status 404": NOT_FOUND, "a closed socket": raw(b"")}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/monetarypolicy", "fed"),
        ("/json/calendar", "fed_calendar"),
        ("/english", "nbs"),
        ("/ags", "chinamoney"),
        ("/common", "hk1823"),
        ("/reports", "hkex_meetings"),
        ("/apiv1", "wallstreetcn"),
        ("/ff_", "forexfactory"),
        ("/api/data", "eastmoney_results"),
        ("/api/report", "szse"),
    ],
)
async def test_a_source_that_breaks_is_named_and_harms_no_other(path, source, fault):
    async with publishers({path: FAULTS[fault]}) as server:
        updates = await polled(server.url)
    assert told_by(updates) == set(SOURCES) - {source}
    health = {update.health.provider: update.health for update in updates if isinstance(update, HealthUpdate)}
    assert health[source].status is not ProviderStatus.ANSWERING
    assert health[source].reason
    assert not any(isinstance(update, FeedFailed) for update in updates)


async def test_when_all_break_the_feed_has_failed_and_the_shipped_calendar_stands():
    async with publishers({"/": HTML_ERROR}) as server:
        updates = await polled(server.url)
    [failure] = [update for update in updates if isinstance(update, FeedFailed)]
    assert failure.feed is Feed.EVENTS
    assert calendar_after(updates) == {event.id: event for event in load_calendar(NOW.date())}
