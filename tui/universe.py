"""The instruments that a reader's settings call for: the shipped ones, and shares that only the settings name."""

from __future__ import annotations

from tui.market.codes import derived_instrument
from tui.market.instruments import Universe
from tui.settings import Settings


def universe_for(settings: Settings, shipped: Universe) -> Universe:
    """The shipped universe with every other member of the reader's sectors. Symbols were checked by `tui.config`."""
    named = (symbol for sector in settings.sectors.values() for symbol in sector.members)
    strangers = dict.fromkeys(symbol for symbol in named if symbol not in shipped)
    return Universe.of((*shipped, *map(derived_instrument, strangers)))
