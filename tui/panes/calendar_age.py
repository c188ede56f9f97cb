"""How old the calendar of events is: when the shipped one was reviewed, when each source was read, and who fails."""

from __future__ import annotations

from tui.market.health import Feed, ProviderHealth, ProviderStatus
from tui.panes.desk import Desk
from tui.panes.event_times import age_text
from tui.panes.figures import MISSING, dated, minute_time
from tui.panes.pane import whole_parts
from widgets.text import EMPTY_ROW, Row, Span, plain

GAP = " · "


def age_row(desk: Desk, width: int) -> Row:
    """`shipped 23 Nov 2026 · Fed 2h · NBS 1d`; a source that fails with its reason and when it is asked again.

    What fails comes first after what was shipped: it says why the rest is as old as it is. Of a calendar of the
    reader's own the first thing that is wrong with it is told.
    """
    reports = desk.state.reports
    failing = [health for (feed, _), health in desk.state.health.items() if _fails(feed, health)]
    parts = [*shipped_part(desk, alone=not reports and not failing), *(failure_part(desk, of) for of in failing)]
    parts += [
        (Span(f"{plain(calendar.name)} {MISSING} {plain(problem)}", "warn"),)
        for calendar in desk.state.own_calendars
        for problem in calendar.problems[:1]
    ]
    fails = {health.provider for health in failing}
    for provider, report in sorted(reports.items()):
        if provider not in fails:
            age = age_text(desk.clock.age(report.fetched))
            parts.append((Span(f"{plain(report.source)} {age}", "muted"),))
    return whole_parts(parts, width, GAP) if parts else EMPTY_ROW


def shipped_part(desk: Desk, *, alone: bool) -> list[Row]:
    """When the shipped calendar was reviewed, once it is known; as the only thing to say, in more words."""
    if desk.notes is None:
        return []
    day, language = desk.notes.reviewed, desk.view.language
    if alone:
        return [(Span(desk.word("shipped alone", day=day.isoformat()), "muted"),)]
    return [(Span(desk.word("shipped calendar", day=dated(day, language)), "muted"),)]


def failure_part(desk: Desk, health: ProviderHealth) -> Row:
    """`NBS – refused, again 14:05`."""
    report = desk.state.reports.get(health.provider)
    name = plain(report.source if report is not None else health.provider)
    age = "" if report is None else f" {age_text(desk.clock.age(report.fetched))}"
    reason = plain(health.reason or desk.word("failing"))
    again = "" if health.retry_at is None else f", {desk.word('again at', at=minute_time(health.retry_at))}"
    return (Span(f"{name}{age} {MISSING} {reason}{again}", "warn"),)


def _fails(feed: Feed, health: ProviderHealth) -> bool:
    return feed is Feed.EVENTS and health.status is not ProviderStatus.ANSWERING
