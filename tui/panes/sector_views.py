"""The sectors as they stand now: every member's reading, and the sums over the chosen period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tui.market.quotes import Quote
from tui.market.quoting import traded_today
from tui.market.sectors import SectorView, of_class, sector_view
from tui.panes.desk import Desk, Reading
from tui.panes.marks import other_day
from tui.settings import Sector

Readings = Mapping[str, Reading]
"""Each name as it stands now, by its canonical symbol."""


def readings_of(desk: Desk, sectors: Sequence[Sector]) -> Readings:
    """Every member of the sectors as it stands now."""
    symbols = dict.fromkeys(symbol for sector in sectors for symbol in sector.members)
    return {symbol: desk.reading(symbol) for symbol in symbols}


def is_shown(desk: Desk, reading: Reading) -> bool:
    """Whether the name is of the share class that is shown."""
    return bool(of_class([reading.instrument], desk.view.shares))


def quotes_of_the_day(desk: Desk, readings: Readings) -> Callable[[str], Quote | None]:
    """The quotes that are of one day with the others, by symbol.

    Once any name moved today, moves of another day are left out: on a day on which only one market trades, the
    other's last session is no part of today's sums.
    """
    now = desk.now()
    moved = [reading.quote for reading in readings.values() if reading.quote and traded_today(reading.quote)]
    earlier = {quote.symbol for quote in moved if other_day(quote, now)}
    left_out = earlier if len(earlier) < len(moved) else frozenset[str]()
    return lambda symbol: None if symbol in left_out else readings[symbol].quote


def views_of(desk: Desk, sectors: Sequence[Sector], readings: Readings) -> list[SectorView]:
    """Each sector's members of the chosen share class, summed up over the chosen period."""
    quote_of, view, universe = quotes_of_the_day(desk, readings), desk.view, desk.state.universe
    return [
        sector_view(
            of_class((universe[symbol] for symbol in sector.members), view.shares),
            quote_of,
            view.period,
            desk.state.standings,
        )
        for sector in sectors
    ]
