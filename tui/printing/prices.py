"""Prices as the screen writes them: with the decimals that the instrument has there."""

from __future__ import annotations

from tui.panes.figures import MISSING, price_decimals
from tui.panes.prices import lowest
from tui.printing.report import QuoteLine


def price_of(line: QuoteLine, value: float | None, *, index: bool) -> str:
    """A price of the line; a dash where there is none."""
    if value is None:
        return MISSING
    reference = lowest(line.prev_close, line.last, line.low)
    return f"{value:,.{price_decimals(reference, index=index, hong_kong=line.currency == 'HKD')}f}"
