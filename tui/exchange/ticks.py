"""The smallest price steps of both markets, and the mainland's daily limits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from tui.market.instruments import Exchange, Instrument, Kind, Market

CENT = 0.01

_HONG_KONG_STARTS = (0.0, 0.25, 0.5, 10.0, 20.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)
_HONG_KONG_TICKS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""HKD. Spread table in force until 2025-08-03."""

_WIDE_LIMIT = Decimal("0.20")
_NARROW_LIMIT = Decimal("0.10")
_WIDE_PREFIXES = ("300", "301", "688", "689")
"""ChiNext and STAR: 20 %. Main boards: 10 %."""


class Quantizer:
    """Rounds prices of one instrument to what can be quoted."""

    def __init__(self, instrument: Instrument) -> None:
        self.banded = instrument.market is Market.HONG_KONG and instrument.kind is Kind.STOCK
        self.decimals = 3 if self.banded else 2

    def tick(self, price: float) -> float:
        """The smallest step at that price."""
        if not self.banded:
            return CENT
        return _HONG_KONG_TICKS[bisect_right(_HONG_KONG_STARTS, price) - 1]

    def quote(self, price: float) -> float:
        """The nearest price that can be quoted. Keeps order: a higher price never rounds lower."""
        tick = self.tick(price)
        return round(round(price / tick) * tick, self.decimals)

    def quote_all(self, prices: Sequence[float]) -> list[float]:
        """Each price as `quote` rounds it, in a fraction of the time."""
        if not self.banded:
            return [round(round(price / CENT) * CENT, 2) for price in prices]
        starts, ticks = _HONG_KONG_STARTS, _HONG_KONG_TICKS
        return [round(round(price / (tick := ticks[bisect_right(starts, price) - 1])) * tick, 3) for price in prices]


def daily_limits(instrument: Instrument, previous_close: float) -> tuple[float, float] | None:
    """Limit up and down in CNY, rounded half up to the cent; None where there is none: Hong Kong, indices."""
    if instrument.market is not Market.MAINLAND or instrument.kind is not Kind.STOCK:
        return None
    wide = instrument.symbol.startswith(_WIDE_PREFIXES) and instrument.exchange is not Exchange.BEIJING
    share = _WIDE_LIMIT if wide else _NARROW_LIMIT
    base = Decimal(str(previous_close))
    up, down = (float((base * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)) for factor in (1 + share, 1 - share))
    return up, down
