"""How old each kind of data is: when it was received, from whom, and of which day it is."""

from __future__ import annotations

from tui.market.health import Feed
from tui.market.instruments import Market
from tui.market.known import Held
from tui.market.quotes import Quote
from tui.market.updates import Source
from tui.panes.desk import Desk
from tui.panes.event_times import age_text
from tui.panes.figures import MISSING, full_date, minute_time
from widgets.text import Row, Span, fit, plain
from widgets.wrapping import cut_row

LABEL_WIDTH = 24
AGE_WIDTH = 6


def age_rows(desk: Desk, width: int) -> list[Row]:
    """A row for each kind of data."""
    state = desk.state
    rows = [_quotes_row(desk, market) for market in (Market.MAINLAND, Market.HONG_KONG)]
    rows.append(_held_row(desk, Feed.SOUTHBOUND, state.southbound))
    rows.append(_held_row(desk, Feed.SOUTHBOUND_HISTORY, state.southbound_history))
    names = state.active_names
    rows.append(_held_row(desk, Feed.ACTIVE_NAMES, names, "" if names is None else names.value.date.isoformat()))
    breadth = max(state.breadth.values(), key=lambda held: held.source.received, default=None)
    rows.append(_held_row(desk, Feed.BREADTH, breadth))
    rows.append(_held_row(desk, Feed.RATES, state.rate))
    rows.append(_bars_row(desk))
    rows += _event_rows(desk)
    rows.append(_history_row(desk))
    return [cut_row(row, width) for row in rows]


def _quotes_row(desk: Desk, market: Market) -> Row:
    """The newest quote of a market: how long ago it was received, and its own stamp."""
    label = desk.word("health quotes of", market=desk.word(market.value))
    universe = desk.state.universe
    of_market = [held for symbol, held in desk.state.quotes.items() if universe[symbol].market is market]
    newest: Held[Quote] | None = max(of_market, key=lambda held: held.source.received, default=None)
    if newest is None:
        return _row(label, None, desk.word("health no answer"), "muted")
    stamps = [held.value.time for held in of_market if held.value.time is not None]
    stamp = "" if not stamps else f"{max(stamps):%Y-%m-%d %H:%M:%S}"
    age = desk.clock.age(newest.source.received)
    role = "stale" if newest.is_stale(age) else "value"
    return _row(label, age, f"{plain(newest.source.provider)}  {stamp}", role)


def _held_row(desk: Desk, feed: Feed, held: Held[object] | None, note: str = "") -> Row:
    label = desk.word(f"feed {feed.value}")
    if held is None:
        failure = desk.state.failures.get(feed)
        text = desk.word("health no answer") if failure is None else plain(failure.reason)
        return _row(label, None, text, "muted" if failure is None else "warn")
    age = desk.clock.age(held.source.received)
    role = "stale" if held.is_stale(age) else "value"
    return _row(label, age, f"{plain(held.source.provider)}  {note}".rstrip(), role)


def _bars_row(desk: Desk) -> Row:
    label, bars = desk.word(f"feed {Feed.BARS.value}"), desk.state.bars
    days = [held.value.bars[-1].date for held in bars.values() if held.value.bars]
    if not days:
        return _row(label, None, desk.word("health no answer"), "muted")
    newest: Source = max((held.source for held in bars.values()), key=lambda source: source.received)
    universe = len(desk.state.universe.by_symbol)
    text = desk.word("health bars", n=len(bars), all=universe, day=max(days).isoformat())
    return _row(label, desk.clock.age(newest.received), text, "value")


def _event_rows(desk: Desk) -> list[Row]:
    """The shipped calendar, what each source said and when, and the reader's own calendars."""
    label = desk.word(f"feed {Feed.EVENTS.value}")
    notes = desk.notes
    shipped = MISSING if notes is None else desk.word("health events", day=notes.reviewed.isoformat())
    rows = [_row(label, None, shipped, "muted" if notes is None else "value")]
    for _, report in sorted(desk.state.reports.items()):
        rows.append(_row("", desk.clock.age(report.fetched), plain(report.source), "value"))
    for calendar in desk.state.own_calendars:
        age = None if calendar.fetched is None else desk.clock.age(calendar.fetched)
        wrong = calendar.problems[:1]
        text = " – ".join(plain(part) for part in (calendar.name, *wrong))
        rows.append(_row(desk.word("feed own calendars"), age, text, "warn" if wrong else "value"))
    return rows


def _history_row(desk: Desk) -> Row:
    state, label = desk.state, desk.word("health history")
    if state.history_trouble is not None:
        return _row(label, None, plain(state.history_trouble.reason or MISSING), "warn")
    if state.restored is not None:
        at = f"{full_date(state.restored.date(), desk.view.language)} {minute_time(state.restored)}"
        return _row(label, None, desk.word("health restored", at=at), "stale")
    if not desk.settings.history.keep or state.simulated:
        return _row(label, None, MISSING, "muted")
    return _row(label, None, desk.word("health kept"), "value")


def _row(label: str, age: float | None, text: str, role: str) -> Row:
    """A label, the age in a column of its own, and the rest."""
    passed = "" if age is None else age_text(age)
    return (Span(fit(label, LABEL_WIDTH), "label"), Span(f"{passed:>{AGE_WIDTH}}  ", role), Span(text, role))
