"""What is on this machine: trading calendars and events that were shipped, and the history that was kept."""

from __future__ import annotations

from datetime import date

from tui.clock import Clock
from tui.doctor.findings import Fact, Finding, Verdict
from tui.history.places import history_file, shown
from tui.keeping import NO_SQLITE, asks_only_this_machine
from tui.market.calendars import Calendars, TradingCalendar
from tui.settings import Settings

CALENDAR_SOON_DAYS = 30
"""Days before the last verified day from which on it is time to have a newer version."""

EVENTS_OLD_DAYS = 90
"""Days after which the shipped events were reviewed too long ago."""

MEGABYTE = 1_000_000
NEWER = "install a newer cnhk"


def calendar_findings(calendars: Calendars, today: date) -> list[Finding]:
    """The trading days of both markets: until when they are verified, and what is provisional after that."""
    return [_calendar("mainland", calendars.mainland, today), _calendar("Hong Kong", calendars.hong_kong, today)]


def _calendar(name: str, calendar: TradingCalendar, today: date) -> Finding:
    until, last = calendar.verified_until, calendar.last_day
    text = f"verified until {until}"
    if last > until:
        text += f"; provisional from then until {last}"
    left = (until - today).days
    facts: dict[str, Fact] = {"verified_until": str(until), "provisional_until": str(last), "days_left": left}
    if today > last:
        return Finding("calendars", name, Verdict.FAIL, text, NEWER, facts)
    verdict = Verdict.WARN if left < CALENDAR_SOON_DAYS else Verdict.OK
    return Finding("calendars", name, verdict, text, NEWER if verdict is Verdict.WARN else None, facts)


def events_finding(reviewed: date, today: date) -> Finding:
    """How long ago the shipped events were held against their sources."""
    age = max(0, (today - reviewed).days)
    facts: dict[str, Fact] = {"reviewed": str(reviewed), "age_days": age}
    text = f"shipped, reviewed {reviewed}, {age} days ago"
    if age > EVENTS_OLD_DAYS:
        return Finding("calendars", "events", Verdict.WARN, text, f"{NEWER}, or `cnhk events --online`", facts)
    return Finding("calendars", "events", Verdict.OK, text, None, facts)


def history_finding(settings: Settings, clock: Clock) -> Finding:
    """The file, its size and version, whether it is sound, and its newest days. Nothing is changed."""
    section, subject = "history", "file"
    if not settings.history.keep:
        return Finding(section, subject, Verdict.OK, "not kept: [history] keep = false")
    path = history_file(settings.history, loopback=asks_only_this_machine(settings))
    try:
        from tui.history.inspection import inspect
        from tui.history.problems import DamagedError, HistoryError
    except ImportError:
        return Finding(section, subject, Verdict.FAIL, NO_SQLITE, "install Python with sqlite3")
    named: dict[str, Fact] = {"path": shown(path)}
    try:
        found = inspect(path, clock.monotonic)
    except DamagedError as error:
        advice = "nothing to do: the next start moves it aside and begins a new one"
        return Finding(section, subject, Verdict.FAIL, str(error), advice, named)
    except (HistoryError, OSError) as error:
        return Finding(section, subject, Verdict.FAIL, str(error), "see [history] folder", named)
    if found is None:
        return Finding(section, subject, Verdict.OK, f"nothing kept yet ({shown(path)})", None, named)
    checked = "sound" if found.whole else "sound as far as there was time to look"
    newest = ", ".join(f"{name} {day}" for name, day in found.newest if day) or "none"
    size = f"{found.bytes / MEGABYTE:.1f} MB"
    text = f"{shown(path)}, {size}, schema {found.version} of {found.newest_version}, {checked}; newest: {newest}"
    facts: dict[str, Fact] = {
        **named,
        "bytes": found.bytes,
        "schema": found.version,
        "checked_whole": found.whole,
        **{f"newest_{name}": day for name, day in found.newest},
    }
    return Finding(section, subject, Verdict.OK, text, None, facts)
