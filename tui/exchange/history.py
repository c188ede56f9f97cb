"""Daily bars of the years before the simulated day.

Every instrument follows its market's course in proportion, with noise of its own, to its previous close.
"""

from __future__ import annotations

import math
import random
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tui.exchange.factors import bridge
from tui.exchange.market_courses import market_course
from tui.exchange.ticks import Quantizer
from tui.market.instruments import Instrument, Kind

_INDEX_NOISE, _STOCK_NOISE = 0.04, 0.17
"""How far an instrument strays from its market over the years, as logarithms."""

_OPENING_GAP, _DAY_REACH = 0.006, 0.009
"""How far an opening is from the close before, and highs and lows from both, at most, as shares of the price."""

_INDEX_CALM = 0.6
"""Both for an index, against a share."""

_ACTIVITY_NOISE = {Kind.INDEX: 0.06, Kind.STOCK: 0.25}
"""How far an instrument's turnover strays from its market's, either way, as a share of it."""

_ACTIVITY_OF_MOVE = {Kind.INDEX: 2.0, Kind.STOCK: 5.0}
"""How much larger a day's turnover is for a move of 100 %."""


class DailyBar(Struct, frozen=True):
    """One day, in the instrument's currency or points; volume in shares, turnover in single currency units."""

    date: date
    open: float
    close: float
    high: float
    low: float
    volume: float
    turnover: float


class Bars(Struct, frozen=True):
    """Finished days in columns, ascending: a thousand days of many instruments would be large as one record a day.

    Prices are quotable; volumes in shares, turnovers in single currency units, both whole.
    """

    dates: tuple[date, ...]
    opens: array[float]
    closes: array[float]
    highs: array[float]
    lows: array[float]
    volumes: array[float]
    turnovers: array[float]

    def __len__(self) -> int:
        return len(self.dates)

    def since(self, day: date | None) -> Bars:
        """Those from that day on; all of them for None."""
        first = 0 if day is None else bisect_left(self.dates, day)
        columns = (self.opens, self.closes, self.highs, self.lows, self.volumes, self.turnovers)
        return Bars(self.dates[first:], *(column[first:] for column in columns)) if first else self

    def at(self, index: int) -> DailyBar:
        """The day at that position; negative ones count from the end."""
        return DailyBar(
            self.dates[index],
            self.opens[index],
            self.closes[index],
            self.highs[index],
            self.lows[index],
            self.volumes[index],
            self.turnovers[index],
        )


def closes(
    instrument: Instrument, days: tuple[date, ...], previous_close: float, market_seed: str
) -> tuple[float, ...]:
    """The instrument's close on each day, not yet rounded to ticks; the last one is `previous_close`."""
    levels = market_course(instrument.market, days, market_seed)
    if instrument.symbol == "HSI":
        return tuple(previous_close * level for level in levels)
    rng = random.Random(f"{market_seed}:history:{instrument.symbol}")
    stray = _INDEX_NOISE if instrument.kind is Kind.INDEX else _STOCK_NOISE
    drift = (rng.random() - 0.5) * 2.0 * stray
    noise = bridge(rng, len(days))
    exp, slope, wobble = math.exp, drift / (len(days) - 1), stray * 1.6
    last = len(days) - 1
    return tuple(
        previous_close * level * exp(wobble * noise[index + 1] + slope * (last - index))
        for index, level in enumerate(levels)
    )


def finished_bars(
    instrument: Instrument,
    days: tuple[date, ...],
    day_closes: Sequence[float],
    turnover: float,
    activity: Sequence[float],
    share_price: float | None,
) -> Bars:
    """Bars of finished days around the closes.

    `turnover` is a busy day's in single units, `activity` what the market has of it on each day.
    """
    rng = random.Random(f"bars:{instrument.symbol}").random
    calm = _INDEX_CALM if instrument.kind is Kind.INDEX else 1.0
    gap, reach = 2.0 * _OPENING_GAP * calm, _DAY_REACH * calm
    quantize = Quantizer(instrument).quote_all
    shut = quantize(day_closes)
    before = [shut[0], *shut[:-1]]
    opened = quantize([close * (1.0 + (rng() - 0.5) * gap) for close in before])
    highest = [max(pair) * (1.0 + rng() * reach) for pair in zip(opened, shut, strict=True)]
    lowest = [min(pair) * (1.0 - rng() * reach) for pair in zip(opened, shut, strict=True)]
    stir, noise = _ACTIVITY_OF_MOVE[instrument.kind], _ACTIVITY_NOISE[instrument.kind]
    money = [
        float(int(turnover * usual * (1.0 + stir * abs(now / then - 1.0)) * (1.0 + noise * (2.0 * rng() - 1.0))))
        for usual, now, then in zip(activity, shut, before, strict=True)
    ]
    shares = [
        float(int(busy / (share_price or (first + last) / 2.0)))
        for busy, first, last in zip(money, opened, shut, strict=True)
    ]
    columns = (opened, shut, quantize(highest), quantize(lowest), shares, money)
    return Bars(days, *(array("d", column) for column in columns))
