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
from textual.binding import BindingType
from textual.screen import Screen

from tui.choices import LayoutPreset
from tui.clock import Clock, reader_time
from tui.drawing import DrawingApp
from tui.guards import TerminalFacts
from tui.job_control import guard_job_control
from tui.keeping import Keeping, asks_only_this_machine, keeping_for
from tui.keys import EVERYWHERE
from tui.market.changes import NOTHING
from tui.market.events import Event
from tui.market.standing import PERIODS
from tui.market.state import MarketState
from tui.market.updates import EventsUpdate, SimulationStarted, Update
from tui.pages import PAGES, PagesApp
from tui.panes.desk import COLORS, SHARES, SIZES, CalendarNotes, Desk, View
from tui.panes.surroundings import Surroundings, Written
from tui.remembered import NOTHING_CHOSEN, Choices, Remembered
from tui.screens.arrangement import Arrangement
from tui.screens.bindings import bindings_for, keymap_of
from tui.screens.dashboard import Dashboard
from tui.screens.requests import AlertsChanged, Arranged, CopyText, OpenInstrument
from tui.settings import Display, Settings
from tui.shipped import EVENTS_REVIEWED, load_calendars, load_series, load_universe
from tui.universe import universe_for

if TYPE_CHECKING:
    import httpx

    from tui.alerting import Alerting
    from tui.feeds.kept import Kept
    from tui.feeds.poller import Poller
    from tui.market.alerts.records import AlertBook
    from tui.status.keeping import StatusKeeper

TICK_SECONDS = 1.0
"""How often the clocks move on."""

DRAWN_SECONDS = 0.1
"""After which what was taken in is surely drawn."""

SWITCH_SECONDS = 0.001
"""After which a thread that computes lets the event loop run: Python's own 5 ms add up while a screen is drawn."""

REMEMBERED_LOOKS = ("language", "colors", "shares", "size_by", "period")
"""What of the look is remembered over restarts."""

REMEMBER_SECONDS = 1.0
"""From a choice until it is written to disk: who goes through choices by key stops at one."""

FEW_COLORS = ("16", "none")

TransportFactory = Callable[[], "httpx.AsyncBaseTransport"]
MakePoller = Callable[[], "Poller"]
MakeStatus = Callable[[], "StatusKeeper"]
LookAround = Callable[[Display, Written], Surroundings]


class CnhkApp(DrawingApp):
    """The dashboard on one market state. Polling starts after the first paint."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "cnhk"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(EVERYWHERE)

    def __init__(
        self,
        desk: Desk,
        make_poller: MakePoller,
        keeping: Keeping | None = None,
        make_status: MakeStatus | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        # With few colours the terminal's own are used; else Textual would mix them into ones that it may not have.
        super().__init__(desk, ansi_color=desk.view.depth in FEW_COLORS)
        self._make_poller = make_poller
        self._keeping = keeping or Keeping()
        self._make_status = make_status
        self._remembered = remembered or Remembered()
        self._status: StatusKeeper | None = None
        self._poller: Poller | None = None
        self._looked_at: str | None = None
        self._started = False
        self._taking_in = asyncio.Lock()
        self._alerting: Alerting | None = None
        self._heard = asyncio.Event()

    def get_default_screen(self) -> Screen[None]:
        """The dashboard is the first screen there is, so that the first paint is its own."""
        preset = self.desk.settings.display.layout
        return Dashboard(self.desk, first_arrangement(preset, self._remembered.holding))

    def on_load(self) -> None:
        """What a supervisor or a closed window sends ends the program cleanly, before the terminal is changed too."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), self.exit)

    def on_mount(self) -> None:
        """Polling starts after the first paint, or soon, if a page that a key opened already keeps it from coming."""
        guard_job_control(self._repaint)
        self.set_keymap(keymap_of(self.desk.settings.keys))
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
        self._poller = await asyncio.to_thread(self._make_poller)
        if self._looked_at is not None:
            self._poller.watch(self._looked_at)
        self.run_worker(self._follow(self._poller), name="poller")
        self.run_worker(self._watch_standings(), name="standings")
        self.run_worker(self._watch_alerts(), name="alerts")
        await asyncio.to_thread(load_pages)
        if self._make_status is not None:
            self._status = await asyncio.to_thread(self._make_status)
            self.run_worker(self._status.follow(), name="status")
        # Modules and widgets stay to the end: left out of every later collection.
        gc.freeze()
        gc.enable()

    async def _follow(self, poller: Poller) -> None:
        """Take in whatever has come, all of it, then draw once."""
        async for updates in poller.batches():
            async with self._taking_in:
                await self._take_in(updates)

    async def _take_in(self, updates: Sequence[Update]) -> None:
        changes = NOTHING
        for update in self._keeping.sorted_out(updates):
            changes |= self.desk.live.apply(update)
            if isinstance(update, SimulationStarted):
                changes |= self.desk.live.apply(EventsUpdate(await self._calendar()))
        self._keeping.keep(updates)
        if self._alerting is not None and changes.restarted:
            self._alerting.restarted()
        self._draw(changes)
        self._heard.set()
        self._check_alerts()

    async def _watch_alerts(self) -> None:
        """Alerts are checked once it is known which market this is, and how they stood in it."""
        await self._heard.wait()
        self._alerting = (await asyncio.to_thread(load_alerting))(self, self.desk, self._keeping.keep_alerts)
        self._alerting.begin(await self._keeping.kept.alerts())

    def _check_alerts(self) -> None:
        if self._alerting is not None and self._alerting.check() and self.screen_stack:
            self._on_top.show_alerts()

    async def _calendar(self) -> tuple[Event, ...]:
        """The calendar of the market day, in a simulated market with its own events."""
        from tui.known_events import calendar_for

        today, simulated = self.desk.now().date(), self.desk.live.simulated
        return await asyncio.to_thread(calendar_for, today, self.desk.settings.events, simulated=simulated)

    async def _watch_standings(self) -> None:
        from tui.standings_watch import watch_standings

        async for update in watch_standings(
            self.desk.live, self.desk.calendars, self.desk.clock, self._load_for_standings
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
        """Take one update in, and draw what it changed."""
        self._draw(self.desk.live.apply(update))

    def close_status(self) -> None:
        """Leave no line behind that nobody corrects any more."""
        if self._status is not None:
            self._status.close()

    def _tick(self) -> None:
        self._draw_tick()
        self._check_alerts()

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

    def on_alerts_changed(self, message: AlertsChanged) -> None:
        """Keep the rules, and check the new one against what is known."""
        if self._alerting is not None:
            self._alerting.changed()
        self._on_top.show_alerts()

    def on_copy_text(self, message: CopyText) -> None:
        """To the terminal's clipboard, by OSC 52: whether the terminal took it, it does not tell."""
        self.copy_to_clipboard(message.text)

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

    def on_arranged(self, message: Arranged) -> None:
        """Remember which panes the reader wants to see."""
        preset, shown, chosen, maximised = message.arrangement
        self._remember(layout=preset, panes=shown, chosen=chosen, maximised=maximised)

    def _remember(self, **chosen: object) -> None:
        self._remembered.choose(**chosen)
        self.set_timer(REMEMBER_SECONDS, partial(asyncio.to_thread, self._remembered.save))

    def _show(self, view: View) -> None:
        before, self.desk.view = self.desk.view, view
        changed = {key: getattr(view, key) for key in REMEMBERED_LOOKS if getattr(view, key) != getattr(before, key)}
        if changed:
            self._remember(**changed)
        self._on_top.show_view()


Choice = TypeVar("Choice")


def following(choices: tuple[Choice, ...], now: Choice) -> Choice:
    """The choice after the one that stands, and after the last the first."""
    return choices[(choices.index(now) + 1) % len(choices)]


def load_alerting() -> Callable[[PagesApp, Desk, Callable[[AlertBook], None]], Alerting]:
    """What checks alerts, loaded: the first paint does without."""
    from tui.alerting import Alerting
    from tui.app_teller import AppTeller

    return lambda app, desk, keep: Alerting(desk, AppTeller(app), keep)


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
    look_around: LookAround | None = None,
    remembered: Remembered | None = None,
) -> int:
    """Show the dashboard until the reader quits. Returns the exit status.

    `transport_factory` makes the transport of an embedded exchange in this process, in place of the network: then
    everything is simulated from the first paint on, and nothing is kept; `kept` is what there is of the past.
    `look_around` finds out what the page of health tells of the terminal and the settings.
    """
    yield_to_the_screen()
    simulated = transport_factory is not None
    universe = universe_for(settings, load_universe())
    calendars = load_calendars()
    state = MarketState(universe, simulated=simulated)

    def make_poller() -> Poller:
        # The HTTP client and the parsers are imported here, after the first paint.
        from tui.feeds.assembly import build_poller

        transport = transport_factory() if transport_factory else None
        return build_poller(
            settings, universe, calendars, clock, transport=transport, kept=keeping.kept, series=load_series()
        )

    def make_status() -> StatusKeeper:
        from tui.status.keeping import StatusKeeper

        return StatusKeeper(settings, state, calendars, clock, loopback=asks_only_this_machine(settings))

    keeping = Keeping(kept) if simulated else keeping_for(settings, state, calendars, clock)
    keeping.restore()
    remembered = remembered or Remembered()
    desk = Desk(state, settings, calendars, clock, first_view(settings, facts, remembered.holding), local=reader_time)
    keeps_status = settings.status.file and not simulated
    app = CnhkApp(desk, make_poller, keeping, make_status if keeps_status else None, remembered)
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


def first_arrangement(preset: LayoutPreset, choices: Choices) -> Arrangement:
    """Which panes are shown at the start: as chosen in an earlier run, else as set."""
    arrangement = Arrangement().with_preset(choices.layout or preset)
    if choices.panes:
        arrangement = arrangement._replace(shown=tuple(sorted(set(choices.panes))))
    chosen = choices.chosen or arrangement.chosen
    chosen = chosen if chosen in arrangement.shown else arrangement.shown[0]
    return arrangement._replace(chosen=chosen, maximised=bool(choices.maximised))


def first_view(settings: Settings, facts: TerminalFacts, choices: Choices = NOTHING_CHOSEN) -> View:
    """How the screen looks at the start: as chosen in an earlier run, else as set; as the terminal can show it."""
    display = settings.display
    view = View(
        language=display.language,
        colors=display.colors,
        shares=display.shares,
        size_by=display.size_by,
        glyphs="unicode" if facts.unicode else "ascii",
        depth=facts.depth,
        heat_scale_pct=display.heat_scale_pct,
        period=display.period,
        quiet=facts.remote if display.quiet == "auto" else display.quiet,
    )
    chosen = {key: getattr(choices, key) for key in REMEMBERED_LOOKS}
    return replace(view, **{key: value for key, value in chosen.items() if value is not None})
