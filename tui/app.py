"""The application: one worker takes the poller's updates into the state, and the panes redraw what changed."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from msgspec.structs import replace
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker

from tui.clock import Clock, reader_time
from tui.guards import TerminalFacts
from tui.job_control import guard_job_control
from tui.keeping import Keeping, keeping_for
from tui.look import FEW_COLORS, LIGHT_THEME, first_view, theme_of
from tui.market.changes import NOTHING
from tui.market.events import Event
from tui.market.standing import PERIODS
from tui.market.state import MarketState
from tui.market.updates import EventsUpdate, OwnCalendarsUpdate, SimulationStarted, Update
from tui.panes.desk import COLORS, SHARES, SIZES, CalendarNotes, Desk, View
from tui.screens.dashboard import Dashboard
from tui.screens.market_screen import MarketScreen
from tui.screens.requests import CopyText, OpenEvent, OpenFlow, OpenInstrument
from tui.settings import Settings
from tui.settings_follower import SettingsFollower
from tui.shipped import EVENTS_REVIEWED, load_calendars, load_series, load_universe
from tui.universe import universe_for

if TYPE_CHECKING:
    import httpx

    from tui.feeds.kept import Kept
    from tui.feeds.poller import Poller
    from tui.feeds.simulation import SimulationGuard
    from tui.live_settings import LiveSettings

TICK_SECONDS = 1.0
"""How often the clocks move on."""

DRAWN_SECONDS = 0.1
"""After which what was taken in is surely drawn."""

SWITCH_SECONDS = 0.001
"""After which a thread that computes lets the event loop run: Python's own 5 ms add up while a screen is drawn."""

PAGES = tuple(
    f"tui.screens.{page}" for page in ("instrument", "search", "wrap", "flow", "premiums", "rotation", "event")
)
"""The screens that are opened over the dashboard."""

LOOK_SECONDS = 1.0
"""Between two looks at the reader's settings file."""

REBUILD_SECONDS = 30.0
"""Real seconds between two pollers: each begins with a round of everything, and public servers are to be spared."""

TransportFactory = Callable[[], "httpx.AsyncBaseTransport"]
MakePoller = Callable[[], "Poller"]
OpenSettings = Callable[[TerminalFacts], "LiveSettings"]


class CnhkApp(SettingsFollower):
    """The dashboard on one market state. Polling starts after the first paint."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "cnhk"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "quit", show=False),
        Binding("ctrl+z", "suspend_process", show=False),
        Binding("c", "next_colors", show=False),
        Binding("n", "switch_language", show=False),
        Binding("s", "next_shares", show=False),
        Binding("b", "next_size", show=False),
        Binding("p", "next_period", show=False),
        Binding("r", "poll_now", show=False),
        Binding("slash", "open_search", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        make_poller: MakePoller,
        keeping: Keeping | None = None,
        open_settings: Callable[[], LiveSettings] | None = None,
    ) -> None:
        # With few colours the terminal's own are used; else Textual would mix them into ones that it may not have.
        super().__init__(ansi_color=desk.view.drawn_depth in FEW_COLORS)
        self.register_theme(LIGHT_THEME)
        self.set_reactive(App.theme, theme_of(desk.view))
        self.desk = desk
        self._make_poller = make_poller
        self._keeping = keeping or Keeping()
        self._poller: Poller | None = None
        self._polling: Worker[None] | None = None
        self._polling_since = 0.0
        self._open_settings = open_settings
        self._looked_at: str | None = None
        self._started = False
        self._taking_in = asyncio.Lock()

    def get_default_screen(self) -> Screen[None]:
        """The dashboard is the first screen there is, so that the first paint is its own."""
        return Dashboard(self.desk)

    def on_load(self) -> None:
        """What a supervisor or a closed window sends ends the program cleanly, before the terminal is changed too."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), self.exit)

    def on_mount(self) -> None:
        """Polling starts after the first paint, or soon, if a page that a key opened already keeps it from coming."""
        guard_job_control(self._repaint)
        self.call_after_refresh(self._start_once)
        self.set_timer(TICK_SECONDS, self._start_once)

    def _start_once(self) -> None:
        if not self._started:
            self._started = True
            self.run_worker(self._start(), name="start")

    async def _start(self) -> None:
        """What the first paint need not wait for: the calendar of events, the client and its parsers.

        They are read and loaded in threads, so that keys are answered meanwhile.
        """
        self.set_interval(TICK_SECONDS, self._tick)
        self.desk.notes = await asyncio.to_thread(calendar_notes)
        self._apply(EventsUpdate(await self._calendar()))
        self._keeping.start(self._apply)
        await self._start_polling()
        self.run_worker(self._watch_standings(), name="standings")
        if self._open_settings is not None:
            self.live = await asyncio.to_thread(self._open_settings)
            self.run_worker(self._watch_settings(self.live), name="settings")
        await asyncio.to_thread(load_pages)
        # Modules and widgets stay to the end: left out of every later collection.
        gc.freeze()
        gc.enable()

    async def _start_polling(self) -> None:
        self.asks_anew = False
        self._polling_since = self.desk.clock.monotonic()
        self._poller = await asyncio.to_thread(self._make_poller)
        if self._looked_at is not None:
            self._poller.watch(self._looked_at)
        self._polling = self.run_worker(self._follow(self._poller), name="poller")

    async def _watch_settings(self, live: LiveSettings) -> None:
        """Take over what changes in the reader's file, for as long as the program runs."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look_at_settings(live)
            if self.asks_anew and self.desk.clock.monotonic() - self._polling_since >= REBUILD_SECONDS:
                await self.poll_anew()

    async def poll_anew(self) -> None:
        """A poller of the settings as they are now, in place of the one that runs: what it had is kept."""
        if self._poller is None or self._polling is None:
            return
        self._poller.end()
        await self._polling.wait()
        if not self.desk.settings.agenda.calendars:
            self._apply(OwnCalendarsUpdate(()))
        await self._start_polling()

    async def _follow(self, poller: Poller) -> None:
        """Take in whatever has come, all of it, then draw once."""
        async for updates in poller.batches():
            async with self._taking_in:
                await self._take_in(updates)

    async def _take_in(self, updates: Sequence[Update]) -> None:
        changes = NOTHING
        for update in self._keeping.sorted_out(updates):
            changes |= self.desk.state.apply(update)
            if isinstance(update, SimulationStarted):
                changes |= self.desk.state.apply(EventsUpdate(await self._calendar()))
        self._keeping.keep(updates)
        if changes:
            self._on_top.show_changes(changes)

    async def _calendar(self) -> tuple[Event, ...]:
        """The calendar of the market day, in a simulated market with its own events."""
        from tui.known_events import calendar_for

        today, simulated = self.desk.now().date(), self.desk.state.simulated
        return await asyncio.to_thread(calendar_for, today, self.desk.settings.events, simulated=simulated)

    async def _watch_standings(self) -> None:
        from tui.standings_watch import watch_standings

        async for update in watch_standings(
            self.desk.state, self.desk.calendars, self.desk.clock, self._load_for_standings
        ):
            self._apply(update)

    async def _load_for_standings(self) -> None:
        """Pandas, in a thread, while nothing is taken in: it would share the interpreter with the drawing."""
        from tui.market.against_history import load_pandas

        async with self._taking_in:
            await asyncio.sleep(DRAWN_SECONDS)
            await asyncio.to_thread(load_pandas)
        gc.freeze()

    def _apply(self, update: Update) -> None:
        """Take one update in, and draw what it changed; at the very end there is nothing left to draw on."""
        changes = self.desk.state.apply(update)
        if self.screen_stack:
            self._on_top.show_changes(changes)

    def _repaint(self) -> None:
        """Draw every cell again: something else may have written on the screen. Called from a signal's handler."""
        asyncio.get_running_loop().call_soon_threadsafe(partial(self.screen.refresh, layout=True))

    def _tick(self) -> None:
        self._on_top.show_time()

    @property
    def _on_top(self) -> MarketScreen:
        """The screen that the reader sees."""
        screen = self.screen_stack[-1]
        assert isinstance(screen, MarketScreen)
        return screen

    def action_next_colors(self) -> None:
        """The next colour scheme."""
        self._show(replace(self.desk.view, colors=following(COLORS, self.desk.view.colors)))

    def action_switch_language(self) -> None:
        """English or Chinese."""
        self._show(replace(self.desk.view, language="en" if self.desk.view.language == "zh" else "zh"))

    def action_next_shares(self) -> None:
        """H shares, A shares, or both in the heatmap."""
        self._show(replace(self.desk.view, shares=following(SHARES, self.desk.view.shares)))

    def action_next_size(self) -> None:
        """What a tile's area stands for."""
        self._show(replace(self.desk.view, size_by=following(SIZES, self.desk.view.size_by)))

    def action_next_period(self) -> None:
        """What moves in the heatmap are counted from."""
        self._show(replace(self.desk.view, period=following(PERIODS, self.desk.view.period)))

    def action_poll_now(self) -> None:
        """Ask every feed at once instead of waiting for its turn."""
        if self._poller is not None:
            self._poller.poke()

    def on_copy_text(self, message: CopyText) -> None:
        """To the terminal's clipboard, by OSC 52: whether the terminal took it, it does not tell."""
        self.copy_to_clipboard(message.text)

    def on_open_event(self, message: OpenEvent) -> None:
        """The page of one event."""
        from tui.screens.event import EventPage

        self.push_screen(EventPage(self.desk, message.event))

    def on_open_flow(self, message: OpenFlow) -> None:
        """The page of southbound flow."""
        from tui.screens.flow import FlowPage

        self.push_screen(FlowPage(self.desk))

    def action_open_wrap(self) -> None:
        """The page of the market wrap."""
        from tui.screens.wrap import WrapPage

        self.push_screen(WrapPage(self.desk))

    def action_open_premiums(self) -> None:
        """The page of A/H premiums."""
        from tui.screens.premiums import PremiumsPage

        self.push_screen(PremiumsPage(self.desk))

    def action_open_rotation(self) -> None:
        """The page of rotation."""
        from tui.screens.rotation import RotationPage

        self.push_screen(RotationPage(self.desk))

    def action_open_search(self) -> None:
        """The page of search."""
        from tui.screens.search import SearchPage

        self.push_screen(SearchPage(self.desk))

    def on_open_instrument(self, message: OpenInstrument) -> None:
        """The page of one instrument: the one that is open already, or a new one."""
        from tui.screens.instrument import InstrumentPage

        page = self._on_top
        self._look_at(message.symbol)
        if isinstance(page, InstrumentPage):
            page.show(message.symbol)
        else:
            self.push_screen(InstrumentPage(self.desk, message.symbol), lambda _: self._look_at(None))

    def _look_at(self, symbol: str | None) -> None:
        """Have the lines of the instrument that the reader looks at, until none is looked at any more."""
        self._looked_at = symbol
        if self._poller is not None:
            self._poller.watch(symbol)

    def _show(self, view: View) -> None:
        self.desk.view = view
        self._on_top.show_view()


Choice = TypeVar("Choice")


def following(choices: tuple[Choice, ...], now: Choice) -> Choice:
    """The choice after the one that stands, and after the last the first."""
    return choices[(choices.index(now) + 1) % len(choices)]


def load_pages() -> None:
    """Have the pages' modules ready, so that the first key that opens one is answered as quickly as the second."""
    for page in PAGES:
        importlib.import_module(page)


def calendar_notes() -> CalendarNotes:
    """What was shipped beside the events."""
    return CalendarNotes(EVENTS_REVIEWED, {name: series.sectors for name, series in load_series().items()})


def run_dashboard(
    settings: Settings,
    facts: TerminalFacts,
    *,
    clock: Clock,
    transport_factory: TransportFactory | None = None,
    kept: Kept | None = None,
    open_settings: OpenSettings | None = None,
) -> int:
    """Show the dashboard until the reader quits. Returns the exit status.

    `transport_factory` makes the transport of an embedded exchange in this process, in place of the network: then
    everything is simulated from the first paint on, and nothing is kept; `kept` is what there is of the past.
    `open_settings` gives the reader's file to look at while the dashboard runs.
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

    keeping = Keeping(kept) if simulated else keeping_for(settings, state, calendars, clock)
    keeping.restore()
    desk = Desk(state, settings, calendars, clock, first_view(settings, facts), local=reader_time)
    app = CnhkApp(desk, make_poller, keeping, partial(open_settings, facts) if open_settings else None)
    try:
        app.run(mouse=settings.display.mouse)
    finally:
        keeping.close()
    return app.return_code or 0


def yield_to_the_screen() -> None:
    """Make what other threads load and parse hold up the event loop less."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # Nothing here multiplies matrices: numpy need not start threads for it, which takes tens of milliseconds.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
