"""Who pays dividends, when and how much: what adjusted and unadjusted prices differ by."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from enum import Enum, auto

from msgspec import Struct

from tui.exchange.history import Bars
from tui.market.instruments import Instrument, Kind

_YIELD = 0.02
_PAYING_MONTH = 7


class Adjustment(Enum):
    """NONE: prices as they stood. FORWARD: today's are true, earlier ones lowered. BACKWARD: later ones raised."""

    NONE = auto()
    FORWARD = auto()
    BACKWARD = auto()


class Payouts(Struct, frozen=True):
    """Each dividend's ex-day, as a position in the bars, and amount a share, ascending."""

    positions: tuple[int, ...] = ()
    amounts: tuple[float, ...] = ()

    def offsets(self, first: int, end: int, adjustment: Adjustment) -> list[float]:
        """What the bars' own prices, which are adjusted forward, lack at positions from `first` to before `end`."""
        total = sum(self.amounts)
        if adjustment is Adjustment.FORWARD or not total:
            return [0.0] * (end - first)
        if adjustment is Adjustment.BACKWARD:
            return [total] * (end - first)
        offsets: list[float] = []
        start = first
        for position, amount in zip(self.positions, self.amounts, strict=True):
            stop = min(max(position, start), end)
            offsets += [total] * (stop - start)
            start, total = stop, total - amount
        return offsets + [0.0] * (end - start)


def pays_dividends(instrument: Instrument) -> bool:
    """Two shares in three have paid; indices and the rest have plain bars only."""
    return instrument.kind is Kind.STOCK and sum(instrument.symbol.encode()) % 3 != 0


def payouts(instrument: Instrument, bars: Bars) -> Payouts:
    """One a year, on the first session of July."""
    if not pays_dividends(instrument):
        return Payouts()
    years = range(bars.dates[0].year, bars.dates[-1].year + 1)
    found = [bisect_left(bars.dates, date(year, _PAYING_MONTH, 1)) for year in years]
    positions = tuple(position for position in found if 0 < position < len(bars))
    return Payouts(positions, tuple(round(bars.closes[position] * _YIELD, 2) for position in positions))
