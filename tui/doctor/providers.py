"""What the answers of providers and of the reader's own calendars come to, as findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui.doctor.findings import Fact, Finding, Verdict
from tui.doctor.probes import NO_SUCH_SOURCE, Probe
from tui.feeds.errors import FailureKind
from tui.feeds.http_errors import LONGEST_DETAIL
from tui.feeds.one_line import one_line
from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.own_calendars import OwnCalendar
from tui.market.sessions import Phase, status
from tui.surroundings import without_secrets

SECTION = "provider"
OUT_OF_REACH = frozenset({FailureKind.CONNECT, FailureKind.TIMEOUT, FailureKind.CLOSED, FailureKind.BUDGET})
"""Kinds that say that no answer came; the others are answers that are of no use."""

OLD_QUOTE_SECONDS = 1200.0
"""Market seconds after which a quote is old while Hong Kong trades: fifteen minutes late by design, and five more."""

ADVICE = {
    FailureKind.CONNECT: "check the network and the proxies",
    FailureKind.TIMEOUT: "check the network; try again",
    FailureKind.CLOSED: "it may have had enough of requests: try again in some minutes",
    FailureKind.BUDGET: "try again in a minute",
    FailureKind.STATUS: "it refuses: wait some minutes, or leave it out of [feeds]",
    FailureKind.REDIRECT: "its address has changed: set [providers.*] base_url",
}
OTHER_ADVICE = "what answers is not this provider, or it has changed: see its base_url, or install a newer cnhk"


def provider_findings(
    probes: Sequence[Probe], served: dict[str, list[str]], calendars: Calendars, now: datetime
) -> list[Finding]:
    """A line each. A source that an embedded exchange does not play is none to worry about."""
    simulated = any(probe.simulation is not None for probe in probes)
    return [_finding(probe, served[probe.provider], calendars, now, simulated=simulated) for probe in probes]


def unasked_findings(served: dict[str, list[str]], why: str) -> list[Finding]:
    """A line for each provider that was not asked."""
    return [
        Finding(SECTION, provider, Verdict.OK, f"not asked: {why}; gives {_list(feeds)}", None, {"feeds": feeds})
        for provider, feeds in served.items()
    ]


def _finding(probe: Probe, feeds: list[str], calendars: Calendars, now: datetime, *, simulated: bool) -> Finding:
    gives = f"gives {_list(feeds)}"
    facts: dict[str, Fact] = {"feeds": feeds, "reachable": probe.failure is None, "latency_s": probe.latency}
    if simulated and probe.failure is not None and _is_not_played(probe, feeds):
        return Finding(SECTION, probe.provider, Verdict.OK, "not played by the simulated market", None, facts)
    if probe.failure is not None:
        verdict = Verdict.WARN if probe.failure in OUT_OF_REACH else Verdict.FAIL
        text = without_secrets(f"{probe.failure.value}: {probe.reason}; {gives}")
        facts |= {"failure": probe.failure.value}
        return Finding(SECTION, probe.provider, verdict, text, ADVICE.get(probe.failure, OTHER_ADVICE), facts)
    parts = [] if probe.latency is None else [f"answers in {probe.latency:.2f} s"]
    verdict, advice = Verdict.OK, None
    if probe.nothing:
        parts.append("nothing published for the day")
    if probe.day is not None:
        parts.append(f"data of {probe.day}")
        facts["day"] = str(probe.day)
    if probe.stamp is not None:
        # A simulation has its own now.
        there = now if probe.simulation is None else probe.simulation.moment
        age = max(0.0, (there - probe.stamp).total_seconds())
        parts.append(f"data of {probe.stamp:%Y-%m-%d %H:%M:%S}")
        facts |= {"stamp": probe.stamp.isoformat(), "age_s": age}
        if age > OLD_QUOTE_SECONDS and _trades(there, calendars):
            verdict, advice = Verdict.WARN, "its data stand still while the market trades: the next provider is asked"
    if probe.simulation is not None:
        parts.append("SIMULATED")
        facts["simulated"] = True
    return Finding(SECTION, probe.provider, verdict, "; ".join([*parts, gives]), advice, facts)


def _is_not_played(probe: Probe, feeds: list[str]) -> bool:
    """Whether the failure is that of an embedded exchange which has no such source, or an empty one."""
    return probe.status in NO_SUCH_SOURCE or (probe.simulation is not None and feeds == ["events"])


def _trades(now: datetime, calendars: Calendars) -> bool:
    """Whether Hong Kong trades, and has done so for as long as a quote may be late."""
    session = status(Market.HONG_KONG, now, calendars)
    return session.phase is Phase.OPEN and (now - session.since).total_seconds() > OLD_QUOTE_SECONDS


def own_calendar_findings(calendars: Sequence[OwnCalendar]) -> list[Finding]:
    """The reader's own calendars, by host or file name."""
    findings = []
    for calendar in calendars:
        facts: dict[str, Fact] = {"events": len(calendar.events), "problems": len(calendar.problems)}
        if not calendar.problems:
            text = f"{len(calendar.events)} events in the days ahead"
            findings.append(Finding("calendar", calendar.name, Verdict.OK, text, None, facts))
            continue
        text = without_secrets(one_line(calendar.problems[0], LONGEST_DETAIL))
        findings.append(Finding("calendar", calendar.name, Verdict.WARN, text, "see [agenda] calendars", facts))
    return findings


def _list(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)
