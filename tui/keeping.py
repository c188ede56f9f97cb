"""Wires history into a run of the dashboard: which file, what is restored, what is kept, and what is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from tui.clock import Clock
from tui.feeds.kept import Kept, NothingKept
from tui.feeds.offers import ADDRESSES, SAME_HOST, is_on_this_machine
from tui.history.places import history_file
from tui.market.calendars import Calendars
from tui.market.instruments import Universe
from tui.market.southbound import SouthboundDay
from tui.market.state import MarketState
from tui.market.updates import KEPT, HistoryTrouble, RestoredVoid, SimulationStarted, Source, Update
from tui.presence import is_there
from tui.settings import Settings

if TYPE_CHECKING:
    from tui.history.keeper import Keeper
    from tui.history.writer import Writer
    from tui.market.alerts.records import AlertBook

Apply = Callable[[Update], None]
"""Takes an update into the state and shows what it changed; to be called on the event loop."""

NO_SQLITE = "this Python has no SQLite"


class KeptOfDemo(NothingKept):
    """What the demo has of the past without a provider: southbound minutes, which none publishes.

    `load` makes them; it takes tens of milliseconds, so a thread does it.
    """

    def __init__(self, load: Callable[[], tuple[SouthboundDay, ...]]) -> None:
        self._load = load

    async def past_southbound(self) -> tuple[SouthboundDay, ...]:
        """The finished days of the scenario, ascending."""
        return await asyncio.to_thread(self._load)


class Keeping:
    """A run that keeps nothing on disk and restores nothing, such as the demo.

    `kept` is what the feeds ask for the past, from `start` on. The order of calls: `restore` before the first paint,
    `start` after it; then `sorted_out` before updates are applied and `keep` afterwards; `close` at the end.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        self.kept = kept or NothingKept()

    def restore(self) -> None:
        """Bring back the last state that an earlier run kept."""

    def start(self, apply: Apply) -> None:
        """Begin to keep; what goes wrong with it is told through `apply`."""

    def sorted_out(self, updates: Iterable[Update]) -> Iterator[Update]:
        """What to apply of these: with what must go first where the first answer is of another world."""
        yield from updates

    def keep(self, updates: Iterable[Update]) -> None:
        """Keep what is worth it of updates that were applied."""

    def keep_alerts(self, book: AlertBook) -> None:
        """Keep how alerts stand now."""

    def close(self) -> None:
        """Keep what still waits."""


class KeepingOnDisk(Keeping):
    """History on disk, in the file for public hosts or in that for servers on this machine."""

    def __init__(self, settings: Settings, state: MarketState, calendars: Calendars, clock: Clock) -> None:
        super().__init__()
        self._settings = settings
        self._state = state
        self._calendars = calendars
        self._clock = clock
        self._loopback = asks_only_this_machine(settings)
        self._path = history_file(settings.history, loopback=self._loopback)
        self._restored_simulation = False
        self._writer: Writer | None = None
        self._keeper: Keeper | None = None

    def restore(self) -> None:
        """Bring back the last state that an earlier run kept."""
        if not is_there(self._path):
            return
        try:
            from tui.history.restoring import restored
        except ImportError:
            return
        found = restored(self._path, self._state.universe, only_real=not self._loopback)
        if found is not None:
            self._restored_simulation = found.scenario is not None
            for update in found.updates:
                self._state.apply(update)

    def start(self, apply: Apply) -> None:
        """Begin to keep; what goes wrong with it is told through `apply`."""
        try:
            from tui.history.keeper import Keeper
            from tui.history.kept import KeptOnDisk
            from tui.history.retention import Limits
            from tui.history.store import Store
            from tui.history.troubles import Troubles
            from tui.history.writer import Writer
        except ImportError:
            apply(HistoryTrouble(self._clock.now(), NO_SQLITE))
            return
        path, limits = self._path, Limits.of(self._settings.history)
        troubles = Troubles(self._clock, through_loop(apply))
        self._writer = Writer(
            lambda now, thorough: Store(path, limits, now, thorough=thorough), self._clock, troubles
        )
        self._keeper = Keeper(self._writer, self._state, only_real=not self._loopback)
        self.kept = KeptOnDisk(
            path,
            self._state.universe,
            self._calendars,
            self._clock,
            troubles,
            waits=self._loopback,
            found_damaged=self._writer.suspect,
        )
        self._writer.start()

    def sorted_out(self, updates: Iterable[Update]) -> Iterator[Update]:
        """What to apply of these: a restored simulation goes before the first real answer."""
        for update in updates:
            if self._restored_simulation:
                source = getattr(update, "source", None)
                if isinstance(update, SimulationStarted):
                    self._restored_simulation = False
                elif isinstance(source, Source) and source.provider != KEPT:
                    self._restored_simulation = False
                    yield RestoredVoid()
            yield update

    def keep(self, updates: Iterable[Update]) -> None:
        """Keep what is worth it of updates that were applied."""
        if self._keeper is not None:
            self._keeper.keep(updates)

    def keep_alerts(self, book: AlertBook) -> None:
        """Keep how alerts stand now."""
        if self._keeper is not None:
            self._keeper.keep_alerts(book)

    def close(self) -> None:
        """Keep what still waits, for as long as that may hold up the end."""
        if self._writer is not None:
            self._writer.close()


def asks_only_this_machine(settings: Settings) -> bool:
    """Whether every host that the feeds may ask is this machine: then a simulation may well answer."""
    feeds = settings.feeds
    chosen = (provider for feed in feeds.__struct_fields__ for provider in getattr(feeds, feed).providers)
    named = {SAME_HOST.get(provider, provider) for provider in chosen}
    urls = (
        getattr(getattr(settings.providers, provider), name) for provider in named for name in ADDRESSES[provider]
    )
    return all(is_on_this_machine(url) for url in urls)


def through_loop(apply: Apply) -> Apply:
    """The same for threads: it is called on the event loop that runs now. What comes after its end is dropped."""
    loop = asyncio.get_running_loop()

    def tell(update: Update) -> None:
        try:
            loop.call_soon_threadsafe(apply, update)
        except RuntimeError:
            return  # the loop is closed: nobody looks any more

    return tell


def kept_for_reading(settings: Settings, universe: Universe, calendars: Calendars, clock: Clock) -> Kept:
    """What earlier runs of the dashboard kept, for a command that polls once and keeps nothing itself.

    What goes wrong with reading it is not told: it reads as nothing, and a provider is asked.
    """
    if not settings.history.keep:
        return NothingKept()
    try:
        from tui.history.kept import KeptOnDisk
        from tui.history.troubles import Troubles
    except ImportError:
        return NothingKept()
    loopback = asks_only_this_machine(settings)
    path = history_file(settings.history, loopback=loopback)
    troubles = Troubles(clock, lambda trouble: None)
    return KeptOnDisk(path, universe, calendars, clock, troubles, waits=loopback)


def keeping_for(settings: Settings, state: MarketState, calendars: Calendars, clock: Clock) -> Keeping:
    """History as the settings have it."""
    return KeepingOnDisk(settings, state, calendars, clock) if settings.history.keep else Keeping()
