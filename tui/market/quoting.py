"""What a quote means once the session and the rules of its board are known: final, or at its price limit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from msgspec.structs import replace

from tui.market.instruments import Exchange, Instrument, Kind
from tui.market.quotes import Quote, QuoteState
from tui.market.sessions import CLOSED_PHASES, Phase

MAIN_BOARD_LIMIT = Decimal("0.10")
GROWTH_BOARD_LIMIT = Decimal("0.20")
"""ChiNext (since 2020-08-24) and STAR."""
BEIJING_LIMIT = Decimal("0.30")

_GROWTH_BOARDS = ("300", "301", "302", "688", "689")
_TICK = Decimal("0.01")
_HALF_TICK = 0.005


class AtLimit(StrEnum):
    """The price limit that a mainland share has reached: 涨停 or 跌停."""

    UP = "limit up"
    DOWN = "limit down"


def settled(quote: Quote, phase: Phase) -> Quote:
    """The quote as it reads in that phase of its market: CLOSED once the day's price is final.

    Lunch changes nothing, and what a provider says of a halt, a suspension or a delisting stands.
    """
    if phase in CLOSED_PHASES and quote.state in (QuoteState.TRADING, QuoteState.AUCTION):
        return replace(quote, state=QuoteState.CLOSED)
    return quote


def traded_today(quote: Quote | None) -> bool:
    """Whether the quote has both a price of its day and one to compare it with; an auction's price is neither."""
    if quote is None or quote.state in (QuoteState.SUSPENDED, QuoteState.DELISTED):
        return False
    return quote.change_pct is not None


def limit_rate(instrument: Instrument) -> Decimal | None:
    """How far a share may move in a day, as a fraction of its previous close; None where nothing limits it.

    By board: risk-warning (ST) shares had 5 % before 2026-07-06, new ones have no limit for five days; only a
    provider's own limit prices know those.
    """
    if instrument.kind is Kind.INDEX:
        return None
    match instrument.exchange:
        case Exchange.SHANGHAI | Exchange.SHENZHEN:
            return GROWTH_BOARD_LIMIT if instrument.symbol.startswith(_GROWTH_BOARDS) else MAIN_BOARD_LIMIT
        case Exchange.BEIJING:
            return BEIJING_LIMIT
        case _:
            return None


def limit_prices(previous_close: float, rate: Decimal) -> tuple[float, float]:
    """The lowest and the highest price allowed, CNY: previous close × (1 ± rate), rounded half up to 0.01."""
    close = Decimal(repr(previous_close))
    low, high = ((close * (1 + signed)).quantize(_TICK, rounding=ROUND_HALF_UP) for signed in (-rate, rate))
    return float(low), float(high)


def at_limit(quote: Quote, instrument: Instrument) -> AtLimit | None:
    """Which price limit the last price stands at, if any.

    Prices are compared, not percentages: a 10 % limit may be +9.97 % or +10.03 % away. The provider's limit prices
    go before the board's rule.
    """
    rate = limit_rate(instrument)
    if rate is None or not traded_today(quote) or quote.last is None or quote.previous_close is None:
        return None
    low, high = limit_prices(quote.previous_close, rate)
    if quote.last > (quote.limit_up or high) - _HALF_TICK:
        return AtLimit.UP
    if quote.last < (quote.limit_down or low) + _HALF_TICK:
        return AtLimit.DOWN
    return None
