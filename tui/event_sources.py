"""The calendar of events for a command: from this machine alone, or after asking the sources that are due."""

from __future__ import annotations

from tui.clock import Clock
from tui.known_events import apply_known_events
from tui.market.state import MarketState
from tui.market.updates import Update
from tui.settings import Settings
from tui.shipped import load_calendars, load_series, load_universe
from tui.universe import universe_for


async def events_kept(settings: Settings, clock: Clock) -> MarketState:
    """A state with the calendar and what earlier runs heard. Nobody is asked."""
    from tui.keeping import kept_for_reading

    universe = universe_for(settings, load_universe())
    state = MarketState(universe)
    await apply_known_events(state, settings, clock, kept_for_reading(settings, universe, load_calendars(), clock))
    return state


async def events_asked(settings: Settings, clock: Clock) -> MarketState:
    """The same after asking each source that is due. What it says is kept: none is asked more often for that."""
    from tui.feeds.assembly import poll_once
    from tui.keeping import keeping_for
    from tui.market.health import Feed

    universe, calendars = universe_for(settings, load_universe()), load_calendars()
    state = MarketState(universe)
    keeping = keeping_for(settings, state, calendars, clock)

    def apply(update: Update) -> None:
        state.apply(update)

    keeping.start(apply)
    try:
        await apply_known_events(state, settings, clock, keeping.kept)
        feeds, kept, series = (Feed.EVENTS, Feed.OWN_CALENDARS), keeping.kept, load_series()
        updates = await poll_once(settings, universe, calendars, clock, feeds, kept=kept, series=series)
        for update in updates:
            state.apply(update)
        keeping.keep(updates)
    finally:
        keeping.close()
    return state
