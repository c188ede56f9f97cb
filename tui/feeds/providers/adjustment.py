"""How each kind of instrument has its daily bars asked for."""

from __future__ import annotations

from tui.market.instruments import Instrument, Kind
from tui.market.series import Adjustment


def adjustment_of(instrument: Instrument) -> Adjustment:
    """What is asked for: indices have no dividends of their own to correct for."""
    return Adjustment.NONE if instrument.kind is Kind.INDEX else Adjustment.FORWARD
