"""The figures of a status line, read out of the market state at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from tui.clock import Clock
from tui.market.agenda import AHEAD, event_state, in_order, market_day
from tui.market.calendars import Calendars
from tui.market.events import Event
from tui.market.freshness import fell_silent, is_old
from tui.market.instruments import Market
from tui.market.known import STALE_AFTER_PACES, STALE_FLOOR_SECONDS, Held
from tui.market.listing import Wanted
from tui.market.quotes import Quote
from tui.market.sessions import CLOSED_PHASES, SessionStatus, status
from tui.market.southbound import SouthboundDay
from tui.market.state import MarketState
from tui.market.updates import Source
from tui.market.zones import MARKET_TIME
from tui.settings import Settings
from tui.status.facts import Ahead, Facts, Figure, Flow, tellable
from tui.status.telling import Wish

EVENTS_KEPT = 12
"""Events ahead that are left with the figures: the first of them passes, and the line goes on to the next."""

OLD_ALREADY = 0.0
"""As `fresh_until`: of a figure that was old when it was read."""


class EventsAhead:
    """The next events, looked for again only once the calendar has changed or the first of them has passed."""

    def __init__(self, settings: Settings) -> None:
        agenda = settings.agenda
        self._wanted = Wanted(agenda.countries, agenda.kinds, agenda.least_importance)
        self._events: Sequence[Event] | None = None
        self._ahead: tuple[Ahead, ...] = ()

    def at(self, events: Sequence[Event], now: datetime) -> tuple[Ahead, ...]:
        """What is ahead of `now` (aware)."""
        passed = bool(self._ahead) and self._ahead[0].at <= now.timestamp()
        if events is not self._events or passed:
            self._events = events
            near = (event for event in events if self._wanted.has(event) and event_state(event, now) in AHEAD)
            # A day that has begun is still ahead for the calendar, but the line has nothing to count down to.
            later = [event for event in map(_ahead, in_order(near)) if event.at > now.timestamp()]
            self._ahead = tuple(later[:EVENTS_KEPT])
        return self._ahead


def wish_in(settings: Settings) -> Wish:
    """What the settings say of the line."""
    display = settings.display
    return Wish(
        settings.status.format,
        display.language,
        display.colors,
        colors_mainland=display.colors_mainland,
        colors_hong_kong=display.colors_hong_kong,
    )


def gather(state: MarketState, calendars: Calendars, clock: Clock, ahead: tuple[Ahead, ...]) -> Facts:
    """What is known now of every symbol that has a quote."""
    now = clock.now()
    sessions = {market: status(market, now, calendars) for market in Market}
    universe = state.universe
    figures = {
        symbol: _figure(held, state, sessions, clock, now)
        for symbol, held in state.quotes.items()
        if symbol in universe
    }
    return Facts(
        now.timestamp(),
        state.simulated,
        figures,
        {instrument.symbol: (instrument.label_en, instrument.label_zh) for instrument in universe},
        None if state.southbound is None else _flow(state.southbound, sessions[Market.HONG_KONG], clock, now),
        ahead,
        clock.speed,
    )


def _figure(
    held: Held[Quote], state: MarketState, sessions: Mapping[Market, SessionStatus], clock: Clock, now: datetime
) -> Figure:
    quote, instrument = held.value, state.universe[held.value.symbol]
    session = sessions[instrument.market]
    last, change_pct = tellable(quote.last), tellable(quote.change_pct)
    if is_old(held, instrument, session, now, clock.age(held.source.received)):
        stands_since = min(quote.time or held.source.received, held.source.received)
        return Figure(last, change_pct, stands_since.timestamp(), OLD_ALREADY, instrument.market.value)
    fresh_until = _fresh_until(held.source, session, clock)
    return Figure(last, change_pct, held.source.received.timestamp(), fresh_until, instrument.market.value)


def _flow(held: Held[SouthboundDay], session: SessionStatus, clock: Clock, now: datetime) -> Flow:
    """The day's flow. Hong Kong's last day counts: until the next one begins it is what there is."""
    day, at = held.value, held.source.received.timestamp()
    if not day.trading or day.date < session.since.astimezone(MARKET_TIME).date():
        return Flow(None, at, OLD_ALREADY)
    old = fell_silent(held, session, now, clock.age(held.source.received))
    return Flow(tellable(day.net_buy), at, OLD_ALREADY if old else _fresh_until(held.source, session, clock))


def _fresh_until(source: Source, session: SessionStatus, clock: Clock) -> float:
    """Until when nobody needs to hear more: in a closed market until it opens, else some paces of the feed."""
    if session.phase in CLOSED_PHASES and session.market is not Market.UNITED_STATES:
        return session.until.timestamp()
    paces = max(STALE_FLOOR_SECONDS, STALE_AFTER_PACES * source.expected_every)
    return source.received.timestamp() + paces * clock.speed


def _ahead(event: Event) -> Ahead:
    moment = event.time or datetime.combine(market_day(event), time(), MARKET_TIME)
    return Ahead(moment.timestamp(), event.time is not None, event.name_en, event.name_zh)
