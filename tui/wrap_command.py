"""`cnhk wrap`: one poll of what the day's story needs, told in words."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from tui.choices import own_colors
from tui.clock import Clock
from tui.market.calendars import Calendars
from tui.market.health import Feed
from tui.market.state import MarketState
from tui.market.wrap.compose import compose
from tui.market.wrap.gather import WRAP_BARS, gather
from tui.market.wrap.records import Wrap
from tui.printing.output import gap_lines
from tui.printing.wrap import WrapForm, write_wrap
from tui.printing.wrap_report import gaps_of
from tui.settings import Settings
from tui.shipped import load_calendars, load_universe
from tui.universe import universe_for

if TYPE_CHECKING:
    import httpx

    from tui.feeds.kept import Kept

FEEDS = (
    Feed.QUOTES,
    Feed.SOUTHBOUND,
    Feed.SOUTHBOUND_HISTORY,
    Feed.ACTIVE_NAMES,
    Feed.BARS,
    Feed.PAST_MINUTES,
    Feed.BREADTH,
)
"""What a wrap asks for, once: about a dozen requests without history on disk, half of that with it."""

ASKING = "asking; the first time it may take half a minute, for the past is asked for within each server's budget"
"""Told on a terminal, where somebody waits."""


def run_wrap(
    settings: Settings,
    clock: Clock,
    form: WrapForm,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    kept: Kept | None = None,
) -> bool:
    """Write the wrap on standard output, and what it lacks on standard error. Returns whether it is whole.

    `transport` is an embedded exchange's, in place of the network; `kept`, what goes with it of the past.
    """
    calendars = load_calendars()
    if transport is None and sys.stderr.isatty():
        sys.stderr.write(f"cnhk: {ASKING}\n")
    state = asyncio.run(_polled(settings, calendars, clock, transport, kept))
    wrap = told(state, settings, calendars, clock)
    display = settings.display
    write_wrap(wrap, form, display.colors, own_colors(display.colors_mainland, display.colors_hong_kong))
    for line in gap_lines(gaps_of(wrap)):
        sys.stderr.write(f"cnhk: {line}\n")
    return not wrap.missing


def told(state: MarketState, settings: Settings, calendars: Calendars, clock: Clock) -> Wrap:
    """The wrap of the state in the language of the settings. Imports pandas."""
    from tui.standings_watch import standings_now

    state.apply(standings_now(state, calendars))
    facts = gather(state, calendars, clock.now(), settings.sectors, clock.age)
    return compose(facts, settings.display.language)


async def _polled(
    settings: Settings,
    calendars: Calendars,
    clock: Clock,
    transport: httpx.AsyncBaseTransport | None,
    kept: Kept | None,
) -> MarketState:
    """The market after one poll, with the events of the world that answered."""
    from tui.feeds.assembly import poll_once
    from tui.keeping import kept_for_reading
    from tui.known_events import apply_known_events

    universe = universe_for(settings, load_universe())
    state = MarketState(universe, simulated=transport is not None)
    past = kept or kept_for_reading(settings, universe, calendars, clock)
    for update in await poll_once(
        settings, universe, calendars, clock, FEEDS, bars_of=WRAP_BARS, transport=transport, kept=past
    ):
        state.apply(update)
    await apply_known_events(state, settings, clock, past)
    return state
