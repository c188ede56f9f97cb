"""Prices over time: the minutes of a day, and daily bars."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct


class Minute(Struct, frozen=True, gc=False):
    """One minute of a day: `minute` after midnight on the market's own clock, price, and the day's running totals.

    `volume` in shares and `turnover` in single currency units, both cumulative since the open; None if not given.
    """

    minute: int
    price: float
    volume: float | None = None
    turnover: float | None = None


class MinuteSeries(Struct, frozen=True):
    """The minutes of one instrument on one day, ascending; the last one may still be running.

    Minutes may be left out: past days are often known every five minutes only.
    """

    symbol: str
    date: date
    previous_close: float | None
    minutes: tuple[Minute, ...]


class Adjustment(StrEnum):
    """How a bar's prices were corrected for dividends and splits; the two are never mixed."""

    NONE = "none"
    FORWARD = "forward"


class Bar(Struct, frozen=True, gc=False):
    """One day: prices, `volume` in shares and `turnover` in single currency units; None if not given."""

    date: date
    open: float
    high: float
    low: float
    close: float
    volume: float | None = None
    turnover: float | None = None


class DailyBars(Struct, frozen=True):
    """Daily bars of one instrument, ascending by date, one a day.

    `whole_from`: from this day on no session is missing that any provider had, although the first bar may be later
    (a share listed since); None where that is not known. All bars have one adjustment and come from one provider.
    """

    symbol: str
    adjustment: Adjustment
    bars: tuple[Bar, ...]
    whole_from: date | None = None
