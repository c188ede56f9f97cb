"""`cnhk status` where no dashboard left figures that are new enough: from history, or by one short poll."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.clock import Clock
from tui.history.places import history_file, history_folder
from tui.keeping import asks_only_this_machine
from tui.known_events import calendar_for
from tui.market.health import Feed
from tui.market.instruments import Universe
from tui.market.state import MarketState
from tui.market.updates import EventsUpdate
from tui.settings import Settings
from tui.shipped import load_calendars, load_universe
from tui.status.facts import Facts, encoded
from tui.status.fields import Format, FormatError, read_format, unknown_symbol
from tui.status.gather import EventsAhead, gather, wish_in
from tui.status.line import age_of, status_line
from tui.status.places import StatusFiles, status_files
from tui.status.telling import Told, Wish, left_in, look_of, over, tell, told_from
from tui.universe import universe_for
from tui.whole_file import write_whole

if TYPE_CHECKING:
    import httpx

WRONG_USAGE = 2

POLL_WITHIN = 4.0
"""Real seconds that a bar waits for a poll at the most."""


def run_status(
    settings: Settings, clock: Clock, wish: Wish, *, transport: httpx.AsyncBaseTransport | None = None
) -> int:
    """Write the line; the exit code. `transport` replaces the network, and then nothing is read or left on disk."""
    wish = over(wish, wish_in(settings))
    universe = universe_for(settings, load_universe())
    assert wish.format is not None, "the settings have one"
    try:
        format = read_format(wish.format)
        if unknown := unknown_symbol(format, universe.by_symbol):
            raise FormatError(unknown)
    except FormatError as error:
        sys.stderr.write(f"cnhk: {error}\n")
        return WRONG_USAGE
    loopback = asks_only_this_machine(settings)
    files = None if transport else status_files(history_folder(settings.history), loopback=loopback)
    if files is not None:
        told = told_from(files, wish, clock.now().timestamp())
        if told is not None and not told.time_to_ask:
            return tell(told)
    facts = _asked(settings, universe, clock, format, files, transport)
    if files is not None:
        facts = with_earlier(facts, left_in(files))
        _leave(files, facts)
    now = clock.now().timestamp()
    return tell(Told(status_line(format, facts, now, look_of(wish)), age_of(format, facts, now).old, False))


def with_earlier(facts: Facts, earlier: Facts | None) -> Facts:
    """The figures, and of what they lack or have only older, those of earlier. A simulation has no earlier one."""
    if earlier is None or earlier.simulated or facts.simulated:
        return facts
    figures = dict(facts.figures)
    for symbol, figure in earlier.figures.items():
        if symbol in facts.labels and (symbol not in figures or figures[symbol].at < figure.at):
            figures[symbol] = figure
    flows = [flow for flow in (facts.southbound, earlier.southbound) if flow is not None]
    return facts._replace(figures=figures, southbound=max(flows, key=lambda flow: flow.at, default=None))


def _asked(
    settings: Settings,
    universe: Universe,
    clock: Clock,
    format: Format,
    files: StatusFiles | None,
    transport: httpx.AsyncBaseTransport | None,
) -> Facts:
    """The figures after one poll of what the format names, over those that history has."""
    state = MarketState(universe, simulated=transport is not None)
    if files is not None and settings.history.keep and not asks_only_this_machine(settings):
        _restore(state, settings)
    calendars, ahead = load_calendars(), EventsAhead(settings)

    def facts() -> Facts:
        events = EventsUpdate(calendar_for(clock.now().date(), settings.events, simulated=state.simulated))
        state.apply(events)
        return gather(state, calendars, clock, ahead.at(state.events, clock.now()))

    known = facts()
    if not age_of(format, known, clock.now().timestamp()).old:
        return known
    if files is not None:
        _note_asking(files)
    asyncio.run(_poll(state, settings, clock, format, transport))
    return facts()


async def _poll(
    state: MarketState,
    settings: Settings,
    clock: Clock,
    format: Format,
    transport: httpx.AsyncBaseTransport | None,
) -> None:
    """Ask once for what the format names, and for nothing else; bounded by a few seconds."""
    from tui.feeds.assembly import poll_once

    named = Universe.of(state.universe[symbol] for symbol in format.symbols)
    feeds = [Feed.QUOTES] if format.symbols else []
    feeds += [Feed.SOUTHBOUND] if format.has("southbound") else []
    updates = await poll_once(
        settings, named, load_calendars(), clock, feeds, within=POLL_WITHIN, transport=transport
    )
    for update in updates:
        state.apply(update)


def _restore(state: MarketState, settings: Settings) -> None:
    """Bring in the last state that a dashboard kept, if there is one."""
    with suppress(ImportError):  # a Python without SQLite
        from tui.history.restoring import restored

        found = restored(history_file(settings.history, loopback=False), state.universe, only_real=True)
        for update in found.updates if found is not None else ():
            state.apply(update)


def _leave(files: StatusFiles, facts: Facts) -> None:
    """Leave the figures for the next call; where that cannot be done the next call asks again, as this one did."""
    with suppress(OSError):
        files.figures.parent.mkdir(parents=True, exist_ok=True)
        write_whole(files.figures, encoded(facts), durable=False)


def _note_asking(files: StatusFiles) -> None:
    """Note it beforehand: other bars that call meanwhile show what there is."""
    with suppress(OSError):
        files.asked.parent.mkdir(parents=True, exist_ok=True)
        files.asked.touch()
