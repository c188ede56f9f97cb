"""How old the calendar of events is: when the shipped one was reviewed, when each source was read, and who fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui.market.health import Feed, ProviderHealth, ProviderStatus
from tui.panes.desk import Desk
from tui.panes.event_times import age_text
from tui.panes.figures import MISSING, dated, minute_time
from widgets.text import EMPTY_ROW, Row, Span, fit_row, plain, shorten, width_of

GAP = " · "

SOURCE_NAMES = {
    "fed": "Fed",
    "fed_calendar": "Fed calendar",
    "nbs": "NBS",
    "chinamoney": "ChinaMoney",
    "szse": "SZSE",
    "hk1823": "1823.gov.hk",
    "hkex_meetings": "HKEX",
    "wallstreetcn": "Wallstreetcn",
    "forexfactory": "ForexFactory",
    "eastmoney_results": "Eastmoney",
}
"""The sources of events by their names in the settings."""


def age_row(desk: Desk, width: int) -> Row:
    """`shipped 23 Nov 2026 · Fed 2h · NBS 1d`; before the ages what is wrong, and when somebody is asked again.

    What is wrong comes first after what was shipped: it says why the rest is as old as it is. Of a calendar of the
    reader's own the first thing that is wrong with it is told.
    """
    reports = desk.state.reports
    failing = [health for (feed, _), health in desk.state.health.items() if _fails(feed, health)]
    wrong = [calendar for calendar in desk.state.own_calendars if calendar.problems]
    parts = shipped_part(desk, alone=not (reports or failing or wrong))
    parts += [(Span(f"{plain(own.name)} {MISSING} {plain(own.problems[0])}", "warn"),) for own in wrong]
    if failing:
        parts.append(failure_part(desk, failing[0]) if len(failing) == 1 else failures_part(desk, failing))
    fails = {health.provider for health in failing}
    for provider, report in sorted(reports.items()):
        if provider not in fails:
            age = age_text(desk.clock.age(report.fetched))
            parts.append((Span(f"{plain(report.source)} {age}", "muted"),))
    return fitting(parts, width)


def fitting(parts: Sequence[Row], width: int) -> Row:
    """The parts one after the other; the first that is too long ends the row, and is cut if it says what is wrong."""
    row: Row = ()
    for part in parts:
        longer = (*row, Span(GAP), *part) if row else part
        if width_of(longer) > width and row and part[-1].role != "warn":
            break
        if width_of(longer) > width:
            return fit_row((*longer[:-1], longer[-1]._replace(text=_cut(longer, width))), width)
        row = longer
    return fit_row(row, width) if row else EMPTY_ROW


def _cut(row: Row, width: int) -> str:
    """The text of the last span, in the room that those before it leave."""
    return shorten(row[-1].text, max(0, width - width_of(row[:-1])))


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
    age = "" if report is None else f" {age_text(desk.clock.age(report.fetched))}"
    reason = plain(health.reason or desk.word("failing"))
    return (Span(f"{source_name(health.provider)}{age} {MISSING} {again(desk, health.retry_at)}{reason}", "warn"),)


def failures_part(desk: Desk, failing: Sequence[ProviderHealth]) -> Row:
    """`9 sources fail: again 14:05, Fed, NBS, …`."""
    retries = [health.retry_at for health in failing if health.retry_at is not None]
    first = again(desk, min(retries, default=None))
    names = first + ", ".join(source_name(health.provider) for health in failing)
    return (Span(desk.word("sources fail", n=len(failing), names=names), "warn"),)


def again(desk: Desk, at: datetime | None) -> str:
    """When somebody is asked again, with what divides it from the next words; "" where that is not known."""
    return "" if at is None else f"{desk.word('again at', at=minute_time(at))}, "


def source_name(provider: str) -> str:
    """What readers call a source."""
    return SOURCE_NAMES.get(provider, plain(provider))


def _fails(feed: Feed, health: ProviderHealth) -> bool:
    return feed is Feed.EVENTS and health.status is not ProviderStatus.ANSWERING
