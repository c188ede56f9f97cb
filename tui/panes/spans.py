"""The ranges that a price stands in: the day's, and that of 52 weeks."""

from __future__ import annotations

from typing import NamedTuple

from tui.market.quotes import Quote
from tui.panes.desk import Desk


class PriceSpan(NamedTuple):
    """The lowest and the highest price of a span of time."""

    low: float
    high: float


def day_span(quote: Quote) -> PriceSpan | None:
    """The day's range so far."""
    return None if quote.low is None or quote.high is None else PriceSpan(quote.low, quote.high)


def year_span(desk: Desk, quote: Quote) -> PriceSpan | None:
    """The range of 52 weeks, today among them; None where the year before is not known."""
    standing = desk.standing(quote)
    if standing is None or standing.high_52_weeks is None or standing.low_52_weeks is None:
        return None
    lows = [value for value in (quote.low, quote.last, standing.low_52_weeks) if value is not None]
    highs = [value for value in (quote.high, quote.last, standing.high_52_weeks) if value is not None]
    return PriceSpan(min(lows), max(highs))
