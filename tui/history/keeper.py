"""What of the stream of updates is kept, and as of which world. Runs on the event loop, and never waits there."""

from __future__ import annotations

from collections.abc import Iterable

from tui.history.last_state import last_state_of
from tui.history.places import REAL, world_of
from tui.history.store import Item, Kept
from tui.history.writer import Writer
from tui.market.alerts.records import AlertBook
from tui.market.state import MarketState
from tui.market.updates import (
    KEPT,
    ActiveNamesUpdate,
    BarsUpdate,
    BreadthUpdate,
    EventReportUpdate,
    MinutesUpdate,
    PastMinutesUpdate,
    PastSouthboundUpdate,
    QuotesUpdate,
    RateUpdate,
    SimulationStarted,
    SouthboundHistoryUpdate,
    SouthboundUpdate,
    Update,
)


class Keeper:
    """Hands to the writer what is worth keeping of the updates that were applied to the state.

    `only_real`: the file is the one of public hosts, and nothing simulated may enter it.
    """

    def __init__(self, writer: Writer, state: MarketState, *, only_real: bool) -> None:
        self._writer = writer
        self._state = state
        self._only_real = only_real
        self._world = REAL
        self._has_live_quotes = False

    def keep(self, updates: Iterable[Update]) -> None:
        """Keep what of these is worth it; they have been applied, in this order."""
        changed = False
        for update in updates:
            match update:
                case SimulationStarted(_, scenario):
                    self._world = world_of(scenario)
                    self._has_live_quotes = False
                case QuotesUpdate(source) | BreadthUpdate(source) | RateUpdate(source):
                    if self._may_keep(source.provider, source.simulated):
                        self._has_live_quotes |= isinstance(update, QuotesUpdate)
                        changed = True
                case SouthboundUpdate(source):
                    if self._may_keep(source.provider, source.simulated):
                        self._put(update)
                        changed = True
                case (
                    BarsUpdate(source)
                    | MinutesUpdate(source)
                    | PastMinutesUpdate(source)
                    | SouthboundHistoryUpdate(source)
                    | PastSouthboundUpdate(source)
                    | ActiveNamesUpdate(source)
                    | EventReportUpdate(source)
                ):
                    if self._may_keep(source.provider, source.simulated):
                        self._put(update)
                case _:
                    pass
        # Until quotes have come, what the state shows may be what an earlier run left.
        if changed and self._has_live_quotes:
            last = last_state_of(self._state)
            if last is not None:
                self._put(last)

    def keep_alerts(self, book: AlertBook) -> None:
        """Keep how alerts stand; those of a simulation only where simulations are kept."""
        if self._world == REAL or not self._only_real:
            self._put(book)

    def _may_keep(self, provider: str, simulated: bool) -> bool:
        """What is kept already is not written again; and each record must be of the world that we are in."""
        if provider == KEPT or simulated is not (self._world != REAL):
            return False
        return not (simulated and self._only_real)

    def _put(self, record: Kept) -> None:
        self._writer.put(Item(self._world, record))
