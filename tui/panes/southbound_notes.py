"""What must be said before the southbound figures: no flow today and why, nothing yet, old, failing, or at rest."""

from __future__ import annotations

from datetime import datetime

from tui.market.freshness import fell_silent
from tui.market.health import Feed
from tui.market.instruments import Market
from tui.market.known import Held
from tui.market.sessions import Phase, day_plan, is_trading
from tui.market.southbound import SouthboundDay
from tui.panes.desk import Desk
from tui.panes.feed_failure import failure_text
from tui.panes.figures import day_text, duration, minute_time
from tui.panes.marks import giver
from tui.panes.page_rows import flowing
from tui.panes.southbound_flow import Flow
from tui.panes.words import phase_word
from widgets.text import Row, Span
from widgets.wrapping import wrap_row

NAMES_PUBLISHED_FROM = "16:30"
"""When the exchange's figures of the day, and the most active names, begin to come; Hong Kong time."""


def notes(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """The rows above the figures; none while all is well and trading."""
    note = flow.status.note_zh if desk.view.language == "zh" else flow.status.note_en
    if not flow.status.trading_day:
        following = f"{desk.word('next')} {day_text(flow.status.next_day, desk.view.language)}"
        parts: list[Row] = [(Span(note or desk.word("no southbound"), "warn"),), (Span(following, "label"),)]
        return flowing(parts, width)
    rows: list[Row] = []
    if note:
        rows += wrap_row(note, width)
    if flow.day is None and flow.of_today is None:
        return rows + nothing_yet(desk, flow, width)
    return rows + trouble(desk, flow, width) + at_rest(desk, flow, width)


def nothing_yet(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """Nothing of today: why, and when something may come."""
    held = desk.state.southbound
    failure = failure_text(desk, Feed.SOUTHBOUND)
    if held is None:
        return wrap_row(failure or desk.word("waiting"), width, "warn")
    text = desk.word("nothing today")
    opening = first_minute(desk)
    if desk.now() < opening:
        text += desk.word("comes from", at=minute_time(opening))
    return wrap_row(text, width) + (wrap_row(failure, width, "warn") if failure else [])


def first_minute(desk: Desk) -> datetime:
    """When the first figures of the day can come: with Hong Kong's first auction."""
    return day_plan(Market.HONG_KONG, desk.now().date(), desk.calendars)[1].start


def trouble(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """Old figures, of when they are, and why no newer ones come."""
    held = desk.state.southbound
    failure = failure_text(desk, Feed.SOUTHBOUND)
    if held is not None and _is_old(desk, flow, held):
        return wrap_row(f"{old_text(desk, held)}{f' · {failure}' if failure else ''}", width, "warn")
    return wrap_row(failure, width, "warn") if failure else []


def _is_old(desk: Desk, flow: Flow, held: Held[SouthboundDay]) -> bool:
    """Whether newer figures should have come: until Hong Kong closes, and until the day is published."""
    if not flow.status.open and (flow.day is None or flow.is_final):
        return False
    age = desk.clock.age(held.source.received)
    return fell_silent(held, desk.session(Market.HONG_KONG), desk.now(), age)


def old_text(desk: Desk, held: Held[SouthboundDay]) -> str:
    """`old: eastmoney 10:36, 6m`."""
    received, age = held.source.received, desk.clock.age(held.source.received)
    return f"{desk.word('old')}: {giver(desk, held.source)} {minute_time(received)}, {duration(age)}"


def at_rest(desk: Desk, flow: Flow, width: int) -> list[Row]:
    """That nothing moves now, since when, and what comes next; nothing while Hong Kong trades."""
    session = desk.session(Market.HONG_KONG)
    if is_trading(session.phase):
        return []
    language = desk.view.language
    if session.phase is not Phase.CLOSED:
        text = desk.word(
            "phase until",
            phase=phase_word(session.phase, language),
            since=minute_time(session.since),
            following=phase_word(session.next_phase, language),
            until=minute_time(session.until),
        )
        return wrap_row(text, width)
    closed = desk.word("closed since", at=minute_time(session.since))
    if flow.is_final:
        following = f"{desk.word('next')} {day_text(flow.status.next_day, language)}"
        return wrap_row(f"{closed} · {desk.word('final')} · {following}", width)
    return wrap_row(f"{closed} · {desk.word('final follows', at=NAMES_PUBLISHED_FROM)}", width)
