"""Findings from facts: old quotes, sources that are not played, calendars that run out, history of all kinds."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.clocks import ManualClock
from tests.feeds.fakes import CALENDARS, simulation
from tests.feeds.loopback import answer, network, serving
from tests.panes.desks import SETTINGS, moment
from tui.clock import Clock
from tui.doctor.data import CALENDAR_SOON_DAYS, EVENTS_OLD_DAYS, calendar_findings, events_finding, history_finding
from tui.doctor.findings import Finding, Verdict
from tui.doctor.probes import Enough, OneRequest, Probe, served
from tui.doctor.providers import OLD_QUOTE_SECONDS, provider_findings
from tui.feeds.errors import FailureKind
from tui.feeds.http import HttpClient
from tui.history.inspection import CHECK_SECONDS, inspect
from tui.history.opening import open_to_write
from tui.history.problems import DamagedError, NotOursError
from tui.history.schema import STEPS

SERVED = served(SETTINGS)
TRADING, EVENING = moment("2026-11-23 11:00"), moment("2026-11-23 21:00")


def judged(*probes: Probe, now=TRADING) -> list[Finding]:
    return provider_findings(probes, SERVED, CALENDARS, now)


def quoted(now, age: float, **fields: object) -> Probe:
    return Probe("tencent", latency=0.12, stamp=now - timedelta(seconds=age), **fields)  # type: ignore[arg-type]


def test_a_quote_that_stands_still_while_hong_kong_trades_is_old_and_in_the_evening_it_is_not():
    assert judged(quoted(TRADING, OLD_QUOTE_SECONDS))[0].verdict is Verdict.OK
    (old,) = judged(quoted(TRADING, OLD_QUOTE_SECONDS + 1))
    assert old.verdict is Verdict.WARN and old.facts["age_s"] == OLD_QUOTE_SECONDS + 1
    assert judged(quoted(EVENING, 5 * 3600.0), now=EVENING)[0].verdict is Verdict.OK


def test_shortly_after_the_opening_yesterdays_quote_is_not_called_old():
    opening = moment("2026-11-23 09:40")
    assert judged(quoted(opening, 17 * 3600.0), now=opening)[0].verdict is Verdict.OK


def test_a_simulation_has_its_own_now():
    played = simulation(moment=moment("2025-06-03 10:00"))
    (found,) = judged(Probe("tencent", 0.1, moment("2025-06-03 09:59"), simulation=played))
    assert (found.verdict, found.facts["age_s"]) == (Verdict.OK, 60.0)


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_is_either_out_of_reach_or_wrong_and_says_what_to_do(kind):
    (found,) = judged(Probe("sina", failure=kind, reason="hq.sinajs.cn"))
    unreachable = kind in (FailureKind.CONNECT, FailureKind.TIMEOUT, FailureKind.CLOSED, FailureKind.BUDGET)
    assert found.verdict is (Verdict.WARN if unreachable else Verdict.FAIL)
    assert found.advice and found.text == f"{kind.value}: hq.sinajs.cn; gives quotes, rates"


def test_what_is_not_published_yet_is_no_failure():
    (found,) = judged(Probe("hkex", 0.2, nothing=True))
    assert (found.verdict, found.text.split("; ")[1]) == (Verdict.OK, "nothing published for the day")


def test_a_missing_source_is_a_failure_where_nothing_is_simulated():
    missing = Probe("nbs", failure=FailureKind.STATUS, reason="HTTP status 404", status=404)
    played = Probe("tencent", 0.1, simulation=simulation())
    assert judged(missing)[0].verdict is Verdict.FAIL
    assert judged(missing, played)[0].verdict is Verdict.OK


async def test_a_provider_gets_one_request_and_no_second_one():
    async with serving(answer(b"fine")) as server:
        client = HttpClient(network(), Clock())
        once = OneRequest(client)
        assert (await once.get(f"{server.url}/a")).body == b"fine"
        with pytest.raises(Enough):
            await once.get(f"{server.url}/b")
        await client.aclose()
    assert len(server.heads) == 1 and once.answer is not None


@pytest.mark.parametrize(
    ("left", "verdict"),
    [(CALENDAR_SOON_DAYS, Verdict.OK), (CALENDAR_SOON_DAYS - 1, Verdict.WARN), (-1, Verdict.WARN)],
)
def test_a_calendar_is_renewed_in_time(left, verdict):
    until = CALENDARS.mainland.verified_until
    mainland, _ = calendar_findings(CALENDARS, until - timedelta(days=left))
    assert mainland.verdict is verdict
    assert mainland.text.startswith(f"verified until {until}; provisional from then until ")


def test_beyond_its_last_day_a_calendar_fails():
    day = CALENDARS.mainland.last_day + timedelta(days=1)
    assert {found.verdict for found in calendar_findings(CALENDARS, day)} == {Verdict.FAIL}


def test_events_that_nobody_reviewed_for_long_are_old():
    today = date(2026, 11, 23)
    assert events_finding(today - timedelta(days=EVENTS_OLD_DAYS), today).verdict is Verdict.OK
    assert events_finding(today - timedelta(days=EVENTS_OLD_DAYS + 1), today).verdict is Verdict.WARN
    assert "0 days ago" in events_finding(today, today - timedelta(days=400)).text


def test_history_that_is_not_kept_is_not_looked_for():
    settings = replace(SETTINGS, history=replace(SETTINGS.history, keep=False))
    assert "keep = false" in history_finding(settings, ManualClock()).text


@pytest.fixture
def kept(tmp_path):
    file = tmp_path / "history.db"
    connection = open_to_write(file, EVENING).connection
    connection.execute("INSERT INTO southbound_days VALUES ('real', '2026-11-20', 1.0, 2.0)")
    connection.close()
    return file


def test_history_is_inspected_and_stays_as_it_is(kept):
    before = kept.read_bytes()
    found = inspect(kept, lambda: 0.0)
    assert (found.version, found.newest_version, found.whole) == (len(STEPS), len(STEPS), True)
    assert dict(found.newest) == {"bars": None, "minutes": None, "southbound": "2026-11-20"}
    assert found.bytes >= len(before) and kept.read_bytes() == before


def test_no_file_is_no_fault(tmp_path):
    assert inspect(tmp_path / "history.db", lambda: 0.0) is None


def test_a_check_that_would_take_too_long_is_broken_off(kept):
    connection = sqlite3.connect(kept)
    connection.executemany(
        "INSERT INTO southbound_days VALUES ('real', ?, 1.0, 2.0)", ((f"x{number}",) for number in range(20_000))
    )
    connection.commit()
    connection.close()
    ticks = iter(range(10_000))
    assert inspect(kept, lambda: next(ticks) * CHECK_SECONDS).whole is False


def test_damage_and_the_files_of_others_are_told_apart(kept, tmp_path):
    kept.write_bytes(kept.read_bytes()[:2000] + b"\xff" * 9000)
    with pytest.raises(DamagedError):
        inspect(kept, lambda: 0.0)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    with pytest.raises(NotOursError):
        inspect(other, lambda: 0.0)
