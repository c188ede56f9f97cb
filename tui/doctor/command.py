"""`cnhk doctor`: looks at everything, says what it found line by line, and what to do about it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tui.clock import Clock
from tui.config import ConfigError, default_file, load
from tui.doctor.data import calendar_findings, events_finding, history_finding
from tui.doctor.findings import Finding, Verdict, exit_code, line, summary
from tui.doctor.settings import settings_findings
from tui.doctor.terminal import terminal_findings
from tui.settings import Settings
from tui.shipped import EVENTS_REVIEWED, load_calendars, load_series, load_universe
from tui.universe import universe_for

if TYPE_CHECKING:
    import httpx

ALL_WITHIN = 9.0
"""Real seconds that all requests together may take; what has not come by then counts as out of reach."""

RESOLVER_GRACE = 0.2
"""Real seconds that threads may take to end by themselves: one that resolves a name cannot be told to."""

Value = TypeVar("Value")


def run_doctor(
    path: Path | None,
    clock: Clock,
    *,
    offline: bool,
    as_json: bool,
    encoding: str | None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> int:
    """Write the findings; the exit code. `path`: the file of settings that the command line names.

    `encoding`: that of standard error before anybody changed it.
    `transport`: that of an embedded exchange, in place of the network; then history is left alone.
    """
    now, calendars = clock.now(), load_calendars()
    settings = _settings_or_defaults(path)
    findings = _Findings(as_json=as_json)
    findings.add(terminal_findings(settings.display, encoding=encoding))
    findings.add(settings_findings(path))
    findings.add([*calendar_findings(calendars, now.date()), events_finding(EVENTS_REVIEWED, now.date())])
    if transport is None:
        findings.add([history_finding(settings, clock)])
    findings.add(_asked(settings, clock, transport, offline=offline))
    code = exit_code(findings.all)
    findings.finish(now.isoformat(timespec="seconds"), code)
    _leave_resolvers_behind(code)
    return code


class _Findings:
    """Writes findings as they come; as JSON, all at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self.all: list[Finding] = []
        self._as_json = as_json

    def add(self, findings: Sequence[Finding]) -> None:
        self.all += findings
        if not self._as_json:
            sys.stdout.writelines(f"{line(finding)}\n" for finding in findings)
            sys.stdout.flush()

    def finish(self, as_of: str, code: int) -> None:
        if not self._as_json:
            sys.stdout.write(f"{summary(self.all)}\n")
            return
        told = {"as_of": as_of, "exit_code": code, "findings": msgspec.to_builtins(self.all)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _settings_or_defaults(path: Path | None) -> Settings:
    """The settings that hold; where they have mistakes, which are told as findings, the defaults."""
    try:
        return load(path).settings
    except ConfigError:
        return load(default_file(), {}).settings


def _asked(
    settings: Settings, clock: Clock, transport: httpx.AsyncBaseTransport | None, *, offline: bool
) -> list[Finding]:
    from tui.doctor.probes import served
    from tui.doctor.providers import unasked_findings

    if offline:
        return [*unasked_findings(served(settings), "--offline"), *_own_calendars_alone(settings, clock)]
    try:
        return _run(_ask(settings, clock, transport))
    except TimeoutError:
        text = f"no answers within {ALL_WITHIN:g} s"
        return [Finding("provider", "all", Verdict.WARN, text, "check the network; try again")]


async def _ask(settings: Settings, clock: Clock, transport: httpx.AsyncBaseTransport | None) -> list[Finding]:
    """Everybody at the same time. Raises TimeoutError."""
    from tui.doctor.probes import probe_all, served
    from tui.doctor.providers import own_calendar_findings, provider_findings
    from tui.feeds.http import HttpClient
    from tui.feeds.own_calendars import OwnCalendars

    universe, calendars = universe_for(settings, load_universe()), load_calendars()
    client = HttpClient(settings.network, clock)
    named = settings.agenda.calendars if transport is None else ()
    own = OwnCalendars(named, client, clock)
    today = clock.now().date()
    try:
        async with asyncio.timeout(ALL_WITHIN):
            probes, read = await asyncio.gather(
                probe_all(settings, universe, calendars, clock, load_series(), transport),
                own.read(today, today + timedelta(days=settings.agenda.days)),
            )
    finally:
        await client.aclose()
    found = provider_findings(probes, served(settings), calendars, clock.now())
    return [*found, *own_calendar_findings(read)]


def _own_calendars_alone(settings: Settings, clock: Clock) -> list[Finding]:
    """Those in files; those that have an address are told to be unasked."""
    from tui.doctor.providers import own_calendar_findings
    from tui.feeds.own_calendars import OwnCalendars, names_of

    named, today = settings.agenda.calendars, clock.now().date()
    until = today + timedelta(days=settings.agenda.days)
    found = own_calendar_findings(_run(OwnCalendars(named, None, clock).read(today, until))) if named else []
    unasked = [name for name, text in zip(names_of(named), named, strict=True) if "://" in text]
    return [*found, *(Finding("calendar", name, Verdict.OK, "not asked: --offline") for name in unasked)]


def _run(work: Coroutine[None, None, Value]) -> Value:
    """As asyncio.run, but not waiting for threads that still resolve a name when the work is done."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _leave_resolvers_behind(code: int) -> None:
    """Python waits at its end for every thread, and a resolver without a network may take half a minute."""
    others = [thread for thread in threading.enumerate() if thread.name.startswith("asyncio_")]
    for thread in others:
        thread.join(RESOLVER_GRACE)
    if any(thread.is_alive() for thread in others):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
