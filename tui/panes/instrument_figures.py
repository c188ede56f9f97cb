"""What the instrument page counts in: amounts and moves of one instrument, its names, its twin, its neighbours."""

from __future__ import annotations

from typing import NamedTuple

from tui.market.ah import pairs
from tui.market.instruments import Instrument, Universe
from tui.market.quotes import Quote
from tui.panes.desk import Desk
from tui.panes.figures import BILLION, MISSING, billions
from tui.panes.tiles import percent_text
from widgets.text import Row, plain

MILLION = 1e6
SMALL_BILLIONS = 0.1
"""Below so many billions two decimals tell too little."""


class Fact(NamedTuple):
    """A figure, what it is, and the currency of an amount."""

    label: str
    value: Row
    unit: str = ""


def amount(value: float | None) -> str:
    """Single units as billions, with a third decimal where they are few."""
    few = value is not None and abs(value) < SMALL_BILLIONS * BILLION
    return billions(value, 3 if few else 2)


def millions(value: float | None) -> str:
    """Shares as millions."""
    if value is None:
        return MISSING
    return f"{value / MILLION:,.2f}" if abs(value) < 100 * MILLION else f"{value / MILLION:,.0f}"


def move_text(desk: Desk, move: float | None, *, decimals: int = 2, limited: bool = False) -> str:
    """Arrow, sign and percent with its sign; a dash where there is none."""
    text = percent_text(desk, move, decimals=decimals, limited=limited)
    return text if move is None else f"{text}%"


def names_of(desk: Desk, instrument: Instrument, quote: Quote | None) -> tuple[str, str]:
    """The names in the reader's language and in the other one, safe to draw; the second is empty if it says nothing.

    An instrument that only the reader's settings name has none of its own: the provider's stands for it.
    """
    english, chinese = plain(instrument.name_en), plain(instrument.name_zh)
    if english == chinese and quote is not None and quote.name_zh:
        chinese = plain(quote.name_zh)
    first, second = (chinese, english) if desk.view.language == "zh" else (english, chinese)
    if first == bare_code(instrument.symbol):
        first, second = second, first
    return first, "" if second in (first, bare_code(instrument.symbol)) else second


def bare_code(symbol: str) -> str:
    """The symbol without its exchange."""
    return symbol.split(".")[0]


def sectors_of(desk: Desk, symbol: str) -> list[str]:
    """The keys of the reader's sectors that have it, in their order."""
    return [key for key, sector in desk.settings.sectors.items() if symbol in sector.members]


def sector_name(desk: Desk, key: str) -> str:
    """A sector's name in the reader's language, safe to draw."""
    sector = desk.settings.sectors[key]
    return plain(sector.name_zh if desk.view.language == "zh" else sector.name_en)


def twin_of(universe: Universe, instrument: Instrument) -> Instrument | None:
    """The same company's other share class, if it is known."""
    for a, h in pairs(universe):
        if instrument.symbol in (a.symbol, h.symbol):
            return h if instrument.symbol == a.symbol else a
    return None


def neighbour(desk: Desk, symbol: str, step: int) -> str:
    """The name so many places further in its list, around the end: of its first sector, or of the shown indices.

    One that is in neither list has the whole universe for it.
    """
    shown = desk.settings.indices.shown
    keys = sectors_of(desk, symbol)
    if keys:
        symbols = desk.settings.sectors[keys[0]].members
    elif symbol in shown:
        symbols = shown
    else:
        symbols = tuple(desk.state.universe.by_symbol)
    known = [other for other in symbols if other in desk.state.universe]
    return known[(known.index(symbol) + step) % len(known)]
