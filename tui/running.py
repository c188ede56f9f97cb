"""A run of the dashboard: its state, its poller, what is kept of it, and the end of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.app import CnhkApp
from tui.clock import Clock, reader_time
from tui.guards import TerminalFacts
from tui.keeping import Keeping, asks_only_this_machine, keeping_for
from tui.look import first_view
from tui.market.state import MarketState
from tui.panes.desk import Desk
from tui.panes.surroundings import Surroundings, Written
from tui.remembered import Remembered
from tui.settings import Display, Settings
from tui.shipped import load_calendars, load_series, load_universe
from tui.universe import universe_for

if TYPE_CHECKING:
    import httpx

    from tui.feeds.kept import Kept
    from tui.feeds.poller import Poller
    from tui.feeds.simulation import SimulationGuard
    from tui.live_settings import LiveSettings
    from tui.status.keeping import StatusKeeper

SWITCH_SECONDS = 0.001
"""After which a thread that computes lets the event loop run: Python's own 5 ms add up while a screen is drawn."""

TransportFactory = Callable[[], "httpx.AsyncBaseTransport"]
LookAround = Callable[[Display, Written], Surroundings]
OpenSettings = Callable[[TerminalFacts], "LiveSettings"]


def run_dashboard(
    settings: Settings,
    facts: TerminalFacts,
    *,
    clock: Clock,
    transport_factory: TransportFactory | None = None,
    kept: Kept | None = None,
    look_around: LookAround | None = None,
    remembered: Remembered | None = None,
    open_settings: OpenSettings | None = None,
) -> int:
    """Show the dashboard until the reader quits. Returns the exit status.

    `transport_factory` makes the transport of an embedded exchange in this process, in place of the network: then
    everything is simulated from the first paint on, and nothing is kept; `kept` is what there is of the past.
    `look_around` finds out what the page of health tells of the terminal and the settings. `open_settings` gives the
    reader's file to look at while the dashboard runs.
    """
    yield_to_the_screen()
    simulated = transport_factory is not None
    universe = universe_for(settings, load_universe())
    calendars = load_calendars()
    state = MarketState(universe, simulated=simulated)
    guard: SimulationGuard | None = None
    transport: httpx.AsyncBaseTransport | None = None

    def make_poller() -> Poller:
        # The HTTP client and the parsers are imported here, after the first paint.
        from tui.feeds.assembly import build_poller
        from tui.feeds.simulation import SimulationGuard

        nonlocal guard, transport
        if transport is None and transport_factory is not None:
            transport = transport_factory()
        guard = guard or SimulationGuard(clock, lambda update: None, on_world=keeping.kept.entered)
        return build_poller(
            desk.settings,
            state.universe,
            calendars,
            clock,
            transport=transport,
            kept=keeping.kept,
            series=load_series(),
            guard=guard,
        )

    def make_status() -> StatusKeeper:
        from tui.status.keeping import StatusKeeper

        return StatusKeeper(desk.settings, state, calendars, clock, loopback=asks_only_this_machine(settings))

    keeping = Keeping(kept) if simulated else keeping_for(settings, state, calendars, clock)
    keeping.restore()
    remembered = remembered or Remembered()
    desk = Desk(state, settings, calendars, clock, first_view(settings, facts, remembered.holding), local=reader_time)
    app = CnhkApp(
        desk,
        make_poller,
        keeping,
        make_status=None if simulated else make_status,
        remembered=remembered,
        open_settings=partial(open_settings, facts) if open_settings else None,
    )
    if look_around is not None:
        app.look_around = lambda: look_around(desk.settings.display, lambda: app.written.figures)
    try:
        app.run(mouse=settings.display.mouse)
    finally:
        app.close_status()
        keeping.close()
        remembered.save()
    if app.written.stuck:
        # All is saved, and the interpreter would wait for that write for ever.
        os._exit(app.return_code or 0)
    return app.return_code or 0


def yield_to_the_screen() -> None:
    """Make what other threads load and parse hold up the event loop less."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # Nothing here multiplies matrices: numpy need not start threads for it, which takes tens of milliseconds.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
