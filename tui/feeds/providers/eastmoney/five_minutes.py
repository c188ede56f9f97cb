"""Eastmoney's past days by five minutes: `GET <history>/api/qt/stock/kline/get?secid=1.000001&klt=5&fqt=0&…`.

Rows `YYYY-MM-DD HH:MM,close,volume,amount` in the order of `fields2`: each stretch's own volume and amount, under
the time of its end; mainland volume in hands, money in single CNY or HKD. The running day comes along.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.day_minutes import in_session, minute_of
from tui.feeds.providers.eastmoney.envelope import klines_of
from tui.feeds.providers.stamps import day
from tui.feeds.providers.volumes import SHARES_PER_HAND, counted_in_hands
from tui.feeds.providers.wire_numbers import number
from tui.market.instruments import Instrument
from tui.market.series import Minute, MinuteSeries

COLUMNS = ("f51", "f53", "f56", "f57")
"""Time, close, volume, amount. The answer has its columns in the order asked."""


class _Row(Struct, frozen=True):
    """One stretch in the units of the wire; an amount is None where it is no number."""

    date: date
    minute: int
    close: float
    volume: float | None
    turnover: float | None


def parse_five_minutes(body: bytes, instrument: Instrument, days: int) -> tuple[MinuteSeries, ...]:
    """The newest `days` days and the running one, ascending, with running volume and turnover. Raises WireError.

    From a stretch without an amount on, the day's running total is not known. `previous_close` is the last price of
    the day before, None on the first day.
    """
    rows = [_row(line, instrument) for line in klines_of(body, instrument.symbol)]
    by_day: dict[date, dict[int, _Row]] = {}
    for row in rows:
        if in_session(row.minute, instrument.market):
            by_day.setdefault(row.date, {})[row.minute] = row
    if not by_day:
        raise NothingThere(f"Eastmoney has no five-minute bars of {instrument.symbol}")
    series: list[MinuteSeries] = []
    previous_close = None
    for on in sorted(by_day):
        stretches = [by_day[on][minute] for minute in sorted(by_day[on])]
        series.append(MinuteSeries(instrument.symbol, on, previous_close, _running(stretches, instrument)))
        previous_close = stretches[-1].close
    return tuple(series[-(days + 1) :])


def _row(line: str, instrument: Instrument) -> _Row:
    """One stretch. Raises WireError if it cannot be read, or takes away from the day's total."""
    parts = line.split(",")
    on, _, clock = parts[0].partition(" ")
    minute, close = minute_of(clock), number(parts[1]) if len(parts) == len(COLUMNS) else None
    if minute is None or close is None or close <= 0:
        raise WireError(f"Eastmoney sent a stretch of {instrument.symbol} that cannot be read: {line[:60]!r}")
    volume, turnover = number(parts[2]), number(parts[3])
    if (volume or 0.0) < 0 or (turnover or 0.0) < 0:
        raise WireError(f"Eastmoney sent a negative amount in a stretch of {instrument.symbol}: {line[:60]!r}")
    return _Row(day(on, "Eastmoney"), minute, close, volume, turnover)


def _running(rows: Sequence[_Row], instrument: Instrument) -> tuple[Minute, ...]:
    """The stretches of one day, added up as the day went on."""
    unit = SHARES_PER_HAND if counted_in_hands(instrument) else 1.0
    volume: float | None = 0.0
    turnover: float | None = 0.0
    minutes: list[Minute] = []
    for row in rows:
        volume = None if volume is None or row.volume is None else volume + row.volume * unit
        turnover = None if turnover is None or row.turnover is None else turnover + row.turnover
        minutes.append(Minute(row.minute, row.close, volume, turnover if instrument.currency is not None else None))
    return tuple(minutes)
