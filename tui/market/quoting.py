"""What a quote means once the session and the rules of its board are known: final, or at its price limit.

Price limits: SSE and SZSE Trading Rules 2026, in force from 2026-07-06, and those before them. Hong Kong has none.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from msgspec.structs import replace

from tui.market.instruments import Exchange, Instrument, Kind, Market
from tui.market.quotes import Quote, QuoteState
from tui.market.sessions import CLOSED_PHASES, Phase

MAIN_BOARD_LIMIT = Decimal("0.10")
MAIN_BOARD_RISK_LIMIT = Decimal("0.05")
"""Of risk-warned shares (ST, *ST) on the main boards, until the day before `RISK_LIMIT_ENDS`."""
RISK_LIMIT_ENDS = date(2026, 7, 6)
"""From this day risk-warned shares of the main boards move as far as the others."""
GROWTH_BOARD_LIMIT = Decimal("0.20")
"""ChiNext (since 2020-08-24) and STAR, risk-warned shares too."""
BEIJING_LIMIT = Decimal("0.30")

_GROWTH_BOARDS = ("300", "301", "302", "688", "689")
_TICK = Decimal("0.01")
_ANY_PRICE = Context(prec=320)
"""Digits for the largest number that a provider could send: the usual 28 would fail on a mad one."""

_HALF_TICK = 0.005

_EX_MARK = "(?:X[DR]|DR)?"
"""What an exchange puts before a name on an ex-date."""
_RISK_WARNED = re.compile(_EX_MARK + r"(?:S?\*?ST|退市).*|.*退")
"""Risk warnings, and shares in their last days before delisting."""
_FIRST_DAY = "N"
_FIRST_FIVE_DAYS = "NC"
"""N stands before a Chinese name on the day of listing, C on the four days after."""


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


def is_risk_warned(instrument: Instrument, quote: Quote | None) -> bool:
    """Whether a mainland share carries a risk warning (ST, *ST) or is being delisted, as far as its name tells.

    The name that came with the quote goes before the shipped one, which may be older.
    """
    if instrument.market is not Market.MAINLAND or instrument.kind is Kind.INDEX:
        return False
    return _RISK_WARNED.fullmatch(_listed_name(instrument, quote)) is not None


def limit_rate(instrument: Instrument, quote: Quote | None = None) -> Decimal | None:
    """How far a share may move in a day, as a fraction of its previous close; None where nothing limits it.

    By board, and by what the quote tells: risk-warned shares of the main boards had 5 % before 2026-07-06 (by the
    quote's stamp; without one the rule is today's); new shares have no limit on their first five days (in Beijing on
    the first), which their name tells. What a name does not tell only a provider's own limit prices know.
    """
    if instrument.kind is Kind.INDEX or instrument.market is not Market.MAINLAND:
        return None
    beijing = instrument.exchange is Exchange.BEIJING
    free = _FIRST_DAY if beijing else _FIRST_FIVE_DAYS
    name = _listed_name(instrument, quote)
    if name[:1] in free and "\u4e00" <= name[1:2] <= "\u9fff":
        return None
    if beijing:
        return BEIJING_LIMIT
    if instrument.symbol.startswith(_GROWTH_BOARDS):
        return GROWTH_BOARD_LIMIT
    of_old = quote is not None and quote.time is not None and quote.time.date() < RISK_LIMIT_ENDS
    return MAIN_BOARD_RISK_LIMIT if of_old and is_risk_warned(instrument, quote) else MAIN_BOARD_LIMIT


def limit_prices(previous_close: float, rate: Decimal) -> tuple[float, float]:
    """The lowest and the highest price allowed, CNY: previous close × (1 ± rate), rounded half up to 0.01."""
    close = Decimal(repr(previous_close))
    low, high = ((close * (1 + signed)).quantize(_TICK, ROUND_HALF_UP, _ANY_PRICE) for signed in (-rate, rate))
    return float(low), float(high)


def at_limit(quote: Quote, instrument: Instrument) -> AtLimit | None:
    """Which price limit the last price stands at, if any. Hong Kong shares and indices have none.

    Prices are compared, not percentages: a 10 % limit may be +9.97 % or +10.03 % away. The provider's limit prices
    go before the board's rule.
    """
    if instrument.kind is Kind.INDEX or instrument.market is not Market.MAINLAND or not traded_today(quote):
        return None
    assert quote.last is not None and quote.previous_close is not None, "it has traded today"
    low, high = quote.limit_down or None, quote.limit_up or None
    if low is None or high is None:
        rate = limit_rate(instrument, quote)
        by_rule = (None, None) if rate is None else limit_prices(quote.previous_close, rate)
        low, high = low or by_rule[0], high or by_rule[1]
    if high is not None and quote.last > high - _HALF_TICK:
        return AtLimit.UP
    if low is not None and quote.last < low + _HALF_TICK:
        return AtLimit.DOWN
    return None


def _listed_name(instrument: Instrument, quote: Quote | None) -> str:
    """The Chinese name as exchanges write it, without blanks and full-width letters."""
    name = (quote.name_zh if quote is not None else None) or instrument.name_zh
    return "".join(unicodedata.normalize("NFKC", name).upper().split())
