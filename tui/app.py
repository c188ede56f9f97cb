"""The application: one worker takes the poller's updates into the state, and the panes redraw what changed."""

from __future__ import annotations

import asyncio
import gc
import importlib
import signal
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import Worker

from tui.choosing import ChoosingApp, first_arrangement
from tui.drawing import DrawingApp
from tui.job_control import guard_job_control
from tui.keeping import Keeping
from tui.keys import EVERYWHERE
from tui.market.changes import NOTHING
from tui.market.events import Event
from tui.market.updates import EventsUpdate, OwnCalendarsUpdate, SimulationStarted, Update
from tui.pages import PAGES
from tui.panes.desk import CalendarNotes, Desk
from tui.remembered import Remembered
from tui.screens.bindings import bindings_for, keymap_of
from tui.screens.dashboard import Dashboard
from tui.screens.requests import AlertsChanged, CopyText, OpenInstrument
from tui.settings import Settings
from tui.shipped import EVENTS_REVIEWED, load_series

if TYPE_CHECKING:
    from tui.alerting import Alerting
    from tui.feeds.poller import Poller
    from tui.live_settings import LiveSettings
    from tui.market.alerts.records import AlertBook
    from tui.status.keeping import StatusKeeper

TICK_SECONDS = 1.0
"""How often the clocks move on."""

DRAWN_SECONDS = 0.1
"""After which what was taken in is surely drawn."""

LOOK_SECONDS = 1.0
"""Between two looks at the reader's settings file."""

REBUILD_SECONDS = 30.0
"""Real seconds between two pollers: each begins with a round of everything, and public servers are to be spared."""

MakePoller = Callable[[], "Poller"]
MakeStatus = Callable[[], "StatusKeeper"]


class CnhkApp(ChoosingApp):
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
        *,
        make_status: MakeStatus | None = None,
        remembered: Remembered | None = None,
        open_settings: Callable[[], LiveSettings] | None = None,
    ) -> None:
        super().__init__(desk, remembered or Remembered())
        self._make_poller = make_poller
        self._keeping = keeping or Keeping()
        self._make_status = make_status
        self._open_settings = open_settings
        self._status: StatusKeeper | None = None
        self._poller: Poller | None = None
        self._polling: Worker[None] | None = None
        self._polling_since = 0.0
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

    def _begin(self, work: Callable[[], Coroutine[None, None, None]], name: str) -> Worker[None]:
        """Beside everything else, once; a function, so that an early end leaves no coroutine that nobody awaits."""
        return self.run_worker(work, name=name, group=name, exclusive=True)

    def _start_once(self) -> None:
        if not self._started:
            self._started = True
            self._begin(self._start, "start")

    async def _start(self) -> None:
        """What the first paint need not wait for: the calendar of events, the client and its parsers.

        They are read and loaded in threads, so that keys are answered meanwhile.
        """
        self.set_interval(TICK_SECONDS, self._tick)
        self.desk.notes = await asyncio.to_thread(calendar_notes)
        self._apply(EventsUpdate(await self._calendar()))
        self._keeping.start(self._apply)
        await self._start_polling()
        self._begin(self._watch_standings, "standings")
        self._begin(self._watch_alerts, "alerts")
        if self._open_settings is not None:
            self.live = await asyncio.to_thread(self._open_settings)
            self._begin(partial(self._watch_settings, self.live), "settings")
        await asyncio.to_thread(load_pages)
        await self._start_status()
        # Modules and widgets stay to the end: left out of every later collection.
        gc.freeze()
        gc.enable()

    async def _start_polling(self) -> None:
        self.asks_anew = False
        self._polling_since = self.desk.clock.monotonic()
        self._poller = await asyncio.to_thread(self._make_poller)
        if self._looked_at is not None:
            self._poller.watch(self._looked_at)
        self._polling = self._begin(partial(self._follow, self._poller), "poller")

    async def _start_status(self) -> None:
        """Keep the line for bars in a file, if that is set."""
        if self._make_status is not None and self.desk.settings.status.file:
            self._status = await asyncio.to_thread(self._make_status)
            self._begin(self._status.follow, "status")

    def close_status(self) -> None:
        """Leave no line behind that nobody corrects any more."""
        if self._status is not None:
            self.workers.cancel_group(self, "status")
            self._status.close()
            self._status = None

    async def _watch_settings(self, live: LiveSettings) -> None:
        """Take over what changes in the reader's file, for as long as the program runs."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look_at_settings(live)
            if self.asks_anew and self.desk.clock.monotonic() - self._polling_since >= REBUILD_SECONDS:
                await self.poll_anew()

    async def use_settings(self, before: Settings) -> None:
        """Keys, alerts, the status line and the arrangement go by the settings as they are now."""
        settings = self.desk.settings
        self.set_keymap(keymap_of(settings.keys))
        if self._alerting is not None:
            self._alerting.use(settings)
        if line_settings(settings) != line_settings(before):
            self.close_status()
            await self._start_status()
        if settings.display.layout != before.display.layout:
            for dashboard in self.screen_stack[:1]:  # at the very end there is none left
                assert isinstance(dashboard, Dashboard)
                dashboard.use_preset(settings.display.layout)

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

    def _tick(self) -> None:
        self._draw_tick()
        self._check_alerts()

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


def line_settings(settings: Settings) -> tuple[object, ...]:
    """All that the line for bars goes by."""
    from tui.status.gather import wish_in

    return settings.status.file, settings.agenda, wish_in(settings)


def load_alerting() -> Callable[[DrawingApp, Desk, Callable[[AlertBook], None]], Alerting]:
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
