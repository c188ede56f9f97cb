"""How each provider stands in each feed that the settings name it for, and what its hosts may still be asked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from tui.market.health import Feed, HostBudget, ProviderHealth, ProviderStatus
from tui.panes.desk import Desk
from tui.panes.event_times import age_text
from tui.panes.figures import MISSING, clock_time, minute_time
from tui.panes.words import WORDS
from widgets.table import Column, Record, fit_columns, head_row, record_row
from widgets.text import Row, Span, fit, plain
from widgets.wrapping import wrap_row

STATE_ROLES = {
    ProviderStatus.ANSWERING: "value",
    ProviderStatus.FAILING: "warn",
    ProviderStatus.RESTING: "warn",
}

INDENT = "  "
HOSTS_WIDTH = 40
"""Cells of the hosts of a budget, where the width allows."""


def feed_rows(desk: Desk, width: int) -> list[Row]:
    """A row for each feed and provider, in the order in which they are asked; below it what it failed with."""
    fitted = fit_columns(_columns(desk), width)
    rows = [head_row(fitted)]
    before: Feed | None = None
    for feed, provider in asked(desk):
        health = desk.state.health.get((feed, provider))
        rows.append(record_row(fitted, _record(desk, feed, provider, health, first=feed is not before)))
        if health is not None:
            rows += failure_rows(desk, health, width)
        before = feed
    return rows


def asked(desk: Desk) -> Iterator[tuple[Feed, str]]:
    """Every feed of the settings with its providers, and whoever else has told of its health."""
    feeds = desk.settings.feeds
    met: set[tuple[Feed, str]] = set()
    for name in feeds.__struct_fields__:
        feed = Feed[name.upper()]
        for provider in getattr(feeds, name).providers:
            met.add((feed, provider))
            yield feed, provider
    yield from (key for key in desk.state.health if key not in met)


def failure_rows(desk: Desk, health: ProviderHealth, width: int) -> list[Row]:
    """How often it failed and how; while it fails, the reason in its own words."""
    rows: list[Row] = []
    if health.failures:
        kinds = (desk.word("health times", kind=kind_word(desk, kind), n=count) for kind, count in health.failures)
        rows += _indented(", ".join(kinds), width, "muted")
    if health.status is not ProviderStatus.ANSWERING and health.reason:
        since = f"{desk.word('since')} {minute_time(health.since)}"
        rows += _indented(f"{since} · {plain(health.reason)}", width, "warn")
    return rows


def kind_word(desk: Desk, kind: str) -> str:
    """The kind of a failure in the reader's language."""
    return desk.word(f"kind {kind}") if f"kind {kind}" in WORDS else plain(kind)


def budget_rows(desk: Desk, width: int) -> list[Row]:
    """What is left of each allowance; where hosts share one, they stand in one row."""
    if not desk.state.budgets:
        return [(Span(desk.word("health no budgets"), "muted"),)]
    named = [(", ".join(plain(host) for host in budget.hosts), budget) for budget in desk.state.budgets]
    told = [_budget_text(desk, budget) for _, budget in named]
    room = max(1, min(HOSTS_WIDTH, width - max(map(cell_len, told)) - len(INDENT)))
    rows: list[Row] = []
    for (hosts, budget), text in zip(named, told, strict=True):
        role = "warn" if budget.left == 0 else "value"
        rows.append((Span(fit(hosts, room), "label"), Span(INDENT), Span(text, role)))
    return rows


def _budget_text(desk: Desk, budget: HostBudget) -> str:
    left, whole = f"{budget.left:>3}", f"{budget.per_minute:.0f}"
    return desk.word("health budget", left=left, all=f"{whole:>3}", ready=budget.ready)


def _columns(desk: Desk) -> list[Column]:
    word = desk.word
    return [
        Column("feed", word("health feed"), 12, "left", "label", max_width=15),
        Column("provider", word("health provider"), 9, "left", max_width=18),
        Column("state", word("health state"), 9, "left"),
        Column("last", word("health last"), 6, priority=1),
        Column("p50", word("health p50"), 5, priority=2),
        Column("p95", word("health p95"), 5, priority=2),
        Column("answers", word("health answers"), 3, role="muted", priority=4),
        Column("failed", word("health failed"), 6, priority=3),
        Column("retry", word("health retry"), 8, priority=1),
    ]


def _record(desk: Desk, feed: Feed, provider: str, health: ProviderHealth | None, *, first: bool) -> Record:
    name = desk.word(f"feed {feed.value}") if first else ""
    if health is None:
        return {"feed": name, "provider": plain(provider), "state": Span(desk.word("not asked"), "muted")}
    role = STATE_ROLES[health.status]
    spread, seen = health.latencies, health.last_success
    failed = sum(count for _, count in health.failures)
    return {
        "feed": name,
        "provider": plain(provider),
        "state": Span(desk.word(health.status.value), role),
        "last": MISSING if seen is None else age_text(desk.clock.age(seen)),
        "p50": MISSING if spread is None else f"{spread.p50:.2f}",
        "p95": MISSING if spread is None else f"{spread.p95:.2f}",
        "answers": "" if spread is None else str(spread.answers),
        "failed": Span(str(failed), "warn" if failed else "muted"),
        "retry": "" if health.retry_at is None else Span(clock_time(health.retry_at), "warn"),
    }


def _indented(text: str, width: int, role: str) -> list[Row]:
    return [(Span(INDENT), *row) for row in wrap_row(text, width - len(INDENT), role)]
