"""Turnover in context: today's against yesterday's and the usual at the same minute, a market at a time.

Compared with yesterday's whole day, today's turnover would be lower until the close. Amounts in CNY and HKD are
never added up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from math import fsum
from types import MappingProxyType

from msgspec import Struct

from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.quotes import Quote
from tui.market.same_minute import Mark, is_whole_day, minute_of_day, total_at
from tui.market.series import MinuteSeries
from tui.market.zones import MARKET_TIME

MAINLAND_TURNOVER = ("000001.SH", "399001.SZ")
"""Shanghai's and Shenzhen's whole turnover stands in the rows of these indices: 两市成交额, Beijing left out."""

HONG_KONG_TURNOVER = ("HSI",)
"""Vendors put the whole main board's turnover into the row of the Hang Seng Index."""

TURNOVER_OF: Mapping[Market, tuple[str, ...]] = MappingProxyType(
    {Market.MAINLAND: MAINLAND_TURNOVER, Market.HONG_KONG: HONG_KONG_TURNOVER}
)

AVERAGE_SESSIONS = 20
"""The sessions before today that the usual turnover is the mean of."""

_CURRENCY = {Market.MAINLAND: "CNY", Market.HONG_KONG: "HKD"}


class TurnoverInContext(Struct, frozen=True):
    """A market's turnover so far, and what it had been at the same minute before; single units of `currency`.

    `time` is the stamp of today's figure, the older one where it has two parts. `previous_day` is of the session
    before today; `average` is the mean of `average_days` of the twenty sessions before today, those that are known.
    None where not known.
    """

    market: Market
    currency: str
    time: datetime
    turnover: float
    previous_day: float | None
    average: float | None
    average_days: int

    @property
    def against_previous_pct(self) -> float | None:
        """Above (+) or below (-) the session before, percent; None where that is not known."""
        return _against(self.turnover, self.previous_day)

    @property
    def against_average_pct(self) -> float | None:
        """Above (+) or below (-) the mean of the days known, percent; None where there is none."""
        return _against(self.turnover, self.average)


def turnover_in_context(
    market: Market,
    quote_of: Callable[[str], Quote | None],
    past_minutes: Mapping[str, Sequence[MinuteSeries]],
    today: date,
    calendars: Calendars,
) -> TurnoverInContext | None:
    """Today's turnover of a market against the sessions before; None unless every part of today's is known.

    A quote of another day than `today` is unknown. Past days are often marked every five minutes: the amount at the
    minute of today's stamp is read by straight line between the two marks around it, trading time only. A past day
    without such marks is left out, of the mean too, rather than counted as zero; so is a half day, which has no
    afternoon to compare with, and a day on which one of two parts is not known. Each part is compared with its own
    past at its own stamp.
    """
    symbols = TURNOVER_OF.get(market)
    if symbols is None:
        return None
    parts = [quote for symbol in symbols if (quote := quote_of(symbol)) is not None and _is_of(quote, today)]
    if len(parts) < len(symbols):
        return None
    sessions = calendars.of(market).sessions_before(today, AVERAGE_SESSIONS)
    by_part = [_at_same_minute(quote, past_minutes.get(quote.symbol, ()), market) for quote in parts]
    known = {day: sum(part[day] for part in by_part) for day in sessions if all(day in part for part in by_part)}
    return TurnoverInContext(
        market=market,
        currency=_CURRENCY[market],
        time=min(quote.time for quote in parts if quote.time is not None),
        turnover=sum(quote.turnover for quote in parts if quote.turnover is not None),
        previous_day=known.get(sessions[-1]),
        average=fsum(known.values()) / len(known) if known else None,
        average_days=len(known),
    )


def _is_of(quote: Quote, today: date) -> bool:
    """Whether it has a turnover of that day."""
    return bool(quote.turnover) and quote.time is not None and quote.time.astimezone(MARKET_TIME).date() == today


def _at_same_minute(quote: Quote, days: Sequence[MinuteSeries], market: Market) -> dict[date, float]:
    """What each past day had come to by the minute of the quote's stamp, where that is known."""
    assert quote.time is not None, "the quote has a day"
    minute = minute_of_day(quote.time)
    found: dict[date, float] = {}
    for series in days:
        marks: list[Mark] = [(mark.minute, mark.turnover) for mark in series.minutes if mark.turnover is not None]
        total = total_at(marks, minute, market) if is_whole_day(marks) else None
        if total:
            found[series.date] = total
    return found


def _against(now: float, then: float | None) -> float | None:
    return (now / then - 1.0) * 100.0 if then else None
