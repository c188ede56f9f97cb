"""The top of the screen: what time it is, which session each market is in, and who gives the prices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len

from tui.market.calendars import DayCertainty
from tui.market.health import Feed, ProviderStatus
from tui.market.instruments import Market
from tui.market.sessions import Phase, SessionStatus
from tui.market.updates import FeedFailed
from tui.panes.desk import Desk
from tui.panes.figures import clock_time, day_text, duration, full_date, minute_time, short_day
from tui.panes.notices import notices, trouble_text
from tui.panes.words import phase_word
from widgets.line_pane import LinePane
from widgets.text import EMPTY_ROW, Row, Span, fit_row, shorten, width_of

GAP = Span("  ")
ARROW = " → "
WIDE_ENOUGH_FOR_DATES = 100
WIDE_ENOUGH_FOR_SESSIONS = 58
SECONDS_IN_MINUTE = 60
LEAST_REASON = 12
"""Cells below which a cut reason tells nothing."""


class HeaderPane(LinePane):
    """One row, redrawn each second."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="header")
        self._desk = desk

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The header's row."""
        return (header_row(self._desk, width),)


def header_row(desk: Desk, width: int) -> Row:
    """Left: what the data are, date and time, both sessions. Right: the feed. Words give way before figures do."""
    now = desk.now()
    health = feed_health(desk, now)
    trouble = trouble_text(desk)
    wished = width_of(health) + (len(GAP.text) + cell_len(trouble) if trouble else 0)
    row = EMPTY_ROW
    for wide in (True, False):
        row = left_side(desk, now, width, wide=wide)
        if width_of(row) + len(GAP.text) + wished <= width:
            break
    room = width - width_of(row) - len(GAP.text)
    if width_of(health) > room:
        health = feed_health(desk, now, room=room)
    said = notices(desk, room - width_of(health) - len(GAP.text))
    health = (*said, GAP, *health) if said else health
    gap = max(1, width - width_of(row) - width_of(health))
    return fit_row((*row, Span(" " * gap), *health), width)


def left_side(desk: Desk, now: datetime, width: int, *, wide: bool) -> Row:
    """The parts that always stand; with the date, and markets spelled out, where it is `wide`."""
    parts: list[Row] = []
    if desk.state.simulated:
        parts.append((Span(f" {simulation_text(desk)} ", "alarm"),))
    elif wide:
        parts.append((Span("cnhk", "title"),))
    day = f"{full_date(now.date(), desk.view.language)} " if width >= WIDE_ENOUGH_FOR_DATES else ""
    paused = paused_mark(desk, width)
    if width >= WIDE_ENOUGH_FOR_SESSIONS or not paused:
        time = minute_time(now) if desk.view.quiet else clock_time(now)
        parts.append((Span(day, "label"), Span(time, "value")))
    parts += paused
    if desk.view.quiet and wide:
        parts.append((Span(desk.word("quiet"), "label"),))
    enough = WIDE_ENOUGH_FOR_DATES if paused else WIDE_ENOUGH_FOR_SESSIONS
    markets = (Market.MAINLAND, Market.HONG_KONG) if width >= enough else ()
    parts += [session_text(desk, desk.session(market), now, wide=wide) for market in markets]
    parts += calendar_warning(desk, now)
    row = parts[0]
    for part in parts[1:]:
        row = (*row, GAP, *part)
    return row


def paused_mark(desk: Desk, width: int) -> list[Row]:
    """Since when the screen stands still by the reader's wish; in a small split in the place of the clock."""
    since = desk.paused_since
    if since is None:
        return []
    word = "paused since" if width >= WIDE_ENOUGH_FOR_SESSIONS else "paused short"
    return [(Span(desk.word(word, at=minute_time(since)), "title"),)]


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
    if calendar.certainty(now.date()) is DayCertainty.VERIFIED:
        return []
    return [(Span(desk.word("calendar unverified", date=calendar.verified_until), "warn"),)]


def feed_health(desk: Desk, now: datetime, *, room: int | None = None) -> Row:
    """Who gives the quotes and how old they are; who failed, why, and when it is asked again.

    With `room`, in so many cells: a reason is cut, or left out; who speaks, since when and what happens next stay.
    """
    state = desk.state
    failure = state.failures.get(Feed.QUOTES)
    if state.restored is not None:
        return restored_health(desk, state.restored, failure, room)
    newest = max((held.source for held in state.quotes.values()), key=lambda source: source.received, default=None)
    if failure is not None:
        head, since, again = failure_spans(desk, failure, newest.received if newest else failure.at)
        row = fitting(room, (head, since, again), (head, since), (head,))
        return with_reason(row, f" · {failure.reason}", room)
    if newest is None:
        return (Span(desk.word("waiting"), "warn"),)
    age = desk.clock.age(newest.received)
    stale = any(held.is_stale(desk.clock.age(held.source.received)) for held in state.quotes.values())
    told = stale or age >= SECONDS_IN_MINUTE or not desk.view.quiet
    name = Span(newest.provider, "value")
    age_span = Span(f" {duration(age)}" if told else "", "stale" if stale else "label")
    # In a small split the age matters more than who speaks.
    row = fitting(room, (name, age_span), (age_span,) if told else (name,))
    reasons = preferred_failures(desk, newest.provider)
    if not reasons:
        return row
    text = f"{reasons}{ARROW}"
    if room is not None:
        text = f"{shorten(reasons, max(0, room - width_of(row) - len(ARROW)))}{ARROW}"
    return (Span(text, "warn"), *row)


def restored_health(desk: Desk, saved: datetime, failure: FeedFailed | None, room: int | None) -> Row:
    """What is shown is what an earlier run left: of when, and whether anybody answers now, as much as fits."""
    language, day, at = desk.view.language, saved.date(), minute_time(saved)
    today = desk.now().date()
    day_words = day_text(day, language) if day.year == today.year else full_date(day, language)
    long = desk.word("as of", at=f"{day_words} {at}")
    short = desk.word("from disk", at=at if day == today else f"{short_day(day, language)} {at}")
    shortest = desk.word("from disk", at=at if day == today else short_day(day, language))
    if failure is None:
        return fitting(
            room,
            (Span(long, "warn"), Span(f" · {desk.word('waiting')}", "label")),
            (Span(long, "warn"),),
            (Span(short, "warn"),),
        )
    head, since, again = failure_spans(desk, failure, failure.at)
    row = fitting(
        room,
        (head, since, again, Span(f" · {long}", "warn")),
        (head, again, Span(f" · {long}", "warn")),
        (head, again, Span(f" {short}", "warn")),
        (head, Span(f" {short}", "warn")),
        (head, Span(f" {shortest}", "warn")),
        (head,),
    )
    return with_reason(row, f" · {failure.reason}", room)


def failure_spans(desk: Desk, failure: FeedFailed, since: datetime) -> tuple[Span, Span, Span]:
    """That there is no feed, since when, and when it is asked again."""
    retry = "" if failure.retry_at is None else f" {desk.word('retry')} {clock_time(failure.retry_at)}"
    return (
        Span(f" {desk.word('no feed')} ", "alarm"),
        Span(f" {desk.word('since')} {minute_time(since)}", "warn"),
        Span(retry, "warn"),
    )


def fitting(room: int | None, *rows: Row) -> Row:
    """The first of these rows that fits, the last one where none does; the first where room is not limited."""
    return next((row for row in rows if room is None or width_of(row) <= room), rows[-1])


def preferred_failures(desk: Desk, speaking: str) -> str:
    """Why the providers that are preferred to the one that speaks do not; empty if none is."""
    reasons = []
    for provider in desk.settings.feeds.quotes.providers:
        if provider == speaking:
            break
        health = desk.state.health.get((Feed.QUOTES, provider))
        if health is not None and health.status is not ProviderStatus.ANSWERING:
            retry = f", {desk.word('retry')} {clock_time(health.retry_at)}" if health.retry_at else ""
            reasons.append(f"{provider} {health.reason or ''}{retry}")
    return "; ".join(reasons)


def with_reason(row: Row, reason: str, room: int | None) -> Row:
    """The row with as much of the reason as there is room for; all of it if that is not limited."""
    if room is None:
        return (*row, Span(reason, "warn"))
    left = room - width_of(row)
    return (*row, Span(shorten(reason, left), "warn")) if left >= LEAST_REASON else row
