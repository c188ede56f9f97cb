"""The top of the screen: what time it is, which session each market is in, and who gives the prices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui.market.calendars import Certainty
from tui.market.health import Feed, ProviderStatus
from tui.market.instruments import Market
from tui.market.sessions import Phase, SessionStatus
from tui.panes.desk import Desk
from tui.panes.figures import clock_time, day_text, duration, minute_time
from tui.panes.words import phase_word
from widgets.line_pane import LinePane
from widgets.text import Row, Span, fit_row, width_of

GAP = Span("  ")
WIDE_ENOUGH_FOR_DATES = 100
WIDE_ENOUGH_FOR_NAMES = 140


class HeaderPane(LinePane):
    """One row, redrawn each second."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="header")
        self._desk = desk

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The header's row."""
        return (header_row(self._desk, width),)


def header_row(desk: Desk, width: int) -> Row:
    """Left: name, SIMULATED, date and time, both sessions. Right: the feed. What does not fit is left out whole."""
    now = desk.now()
    health = feed_health(desk, now)
    wide = width >= WIDE_ENOUGH_FOR_NAMES
    parts: list[Row] = []
    if desk.state.simulated:
        parts.append((Span(f" {simulation_text(desk)} ", "alarm"),))
    elif width >= WIDE_ENOUGH_FOR_DATES:
        parts.append((Span("cnhk", "title"),))
    if width >= WIDE_ENOUGH_FOR_DATES:
        day = f"{day_text(now.date(), desk.view.language)} {now.year} "
        parts.append((Span(day, "label"), Span(clock_time(now), "value")))
    else:
        parts.append((Span(clock_time(now), "value"),))
    for market in (Market.MAINLAND, Market.HONG_KONG):
        parts.append(session_text(desk, desk.session(market), now, wide=wide))
    parts.extend(calendar_warning(desk, now))
    row: Row = ()
    left = width - width_of(health)
    for part in parts:
        joined = part if not row else (*row, GAP, *part)
        if width_of(joined) + len(GAP.text) > left and row:
            continue
        row = joined
    gap = max(1, left - width_of(row))
    return fit_row((*row, Span(" " * gap), *health), width)


def simulation_text(desk: Desk) -> str:
    """The mark of data that are not real, with the scenario and the speed."""
    text = desk.word("simulated")
    speed = desk.clock.speed
    return text if speed == 1 else f"{text} ×{speed:g}"


def session_text(desk: Desk, session: SessionStatus, now: datetime, *, wide: bool) -> Row:
    """Where a market is in its day, and what comes next: `Hong Kong open, lunch in 48m`."""
    market = desk.word(session.market.value if wide else f"short {session.market.value}")
    phase = phase_word(session.phase, desk.view.language)
    role = "value" if session.phase is Phase.OPEN else "label"
    row: list[Span] = [Span(market, "label"), Span(" "), Span(phase, role)]
    note = session.note_zh if desk.view.language == "zh" else session.note_en
    if note and wide:
        row.append(Span(f" ({note})", "label"))
    following = f" · {phase_word(session.next_phase, desk.view.language)} {desk.word('in')} " if wide else " "
    left = (session.until - now).total_seconds()
    row.append(Span(f"{following}{duration(left)}", "label"))
    return tuple(row)


def calendar_warning(desk: Desk, now: datetime) -> list[Row]:
    """A clear mark once the date has passed what a calendar was verified for."""
    calendar = desk.calendars.mainland
    if calendar.certainty(now.date()) is Certainty.VERIFIED:
        return []
    return [(Span(desk.word("calendar unverified", date=calendar.verified_until), "warn"),)]


def feed_health(desk: Desk, now: datetime) -> Row:
    """Who gives the quotes and how old they are; who failed, why, and when it is asked again."""
    state = desk.state
    failure = state.failures.get(Feed.QUOTES)
    newest = max((held.source for held in state.quotes.values()), key=lambda s: s.received, default=None)
    if failure is not None:
        since = minute_time(newest.received if newest else failure.at)
        retry = "" if failure.retry_at is None else f" · {desk.word('retry')} {clock_time(failure.retry_at)}"
        return (
            Span(f" {desk.word('no feed')} ", "alarm"),
            Span(f" {desk.word('since')} {since}: {failure.reason}{retry}", "warn"),
        )
    if newest is None:
        return (Span(desk.word("waiting"), "warn"),)
    age = desk.clock.age(newest.received)
    stale = any(held.is_stale(desk.clock.age(held.source.received)) for held in state.quotes.values())
    row: list[Span] = []
    for health in state.health.values():
        if health.feed is Feed.QUOTES and health.status is not ProviderStatus.ANSWERING and health.reason:
            row += [Span(f"{health.provider}: {health.reason}", "warn"), Span(" → ", "label")]
    row += [Span(newest.provider, "value"), Span(f" {duration(age)}", "stale" if stale else "label")]
    return tuple(row)
