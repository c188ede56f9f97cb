"""With how many decimals the prices of one instrument are written: the same in tables, tiles and on its page."""

from __future__ import annotations

from collections.abc import Callable

from tui.market.instruments import Instrument, Kind
from tui.market.quotes import Quote
from tui.panes.figures import MISSING, price_decimals

ValueText = Callable[[float], str]


def price_reference(quote: Quote) -> float | None:
    """The price that decides the decimals: the lowest of the day, so that none of it loses its half cent.

    The close before is one of the day's prices: a rise beyond ten does not take a decimal away.
    """
    return lowest(quote.previous_close, quote.last, quote.low, quote.indicative)


def lowest(*prices: float | None) -> float | None:
    """The lowest of those prices that are known; None where none is."""
    return min((price for price in prices if price is not None), default=None)


def decimals_of(instrument: Instrument, reference: float | None) -> int:
    """The decimals of the instrument's prices, by the one that decides: figures of one axis never differ."""
    stock = instrument.kind is Kind.STOCK
    return price_decimals(reference, index=not stock, hong_kong=instrument.currency == "HKD")


def price_text_of(instrument: Instrument, reference: float | None) -> ValueText:
    """Writes prices with those decimals."""
    decimals = decimals_of(instrument, reference)
    return lambda value: f"{value:,.{decimals}f}"


def price_text(instrument: Instrument, quote: Quote, value: float | None) -> str:
    """A price of the quote; a dash where there is none."""
    return MISSING if value is None else price_text_of(instrument, price_reference(quote))(value)
