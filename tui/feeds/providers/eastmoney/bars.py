"""Eastmoney's daily bars: `GET <history>/api/qt/stock/kline/get?secid=1.600519&klt=101&fqt=1&…`.

Rows `date,open,close,high,low,volume,amount`: the close before the high, in the order of `fields2`. With `fqt=1`
prices are adjusted forward, with `fqt=0` they are as they were; volume and amount never are. Units as in quotes:
mainland volume in hands, Hong Kong's in shares, money in single CNY or HKD.
"""

from __future__ import annotations

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.adjustment import adjustment_of
from tui.feeds.providers.eastmoney.envelope import klines_of
from tui.feeds.providers.stamps import day
from tui.feeds.providers.volumes import counted_in_hands, shares_per_unit
from tui.feeds.providers.wire_numbers import number, positive, times
from tui.market.instruments import Instrument, Market
from tui.market.series import Adjustment, Bar, DailyBars

COLUMNS = ("f51", "f52", "f53", "f54", "f55", "f56", "f57")
"""Date, open, close, high, low, volume, amount. The answer has its columns in the order asked."""

FORWARD = {Adjustment.NONE: "0", Adjustment.FORWARD: "1"}
"""`fqt`: how prices are to be adjusted."""

_PRICES = slice(1, 5)
_VOLUME, _TURNOVER = 5, 6


def parse_bars(body: bytes, instrument: Instrument, count: int) -> DailyBars:
    """The newest `count` bars, the running day's row as given. Raises WireError."""
    rows = [line.split(",") for line in klines_of(body, instrument.symbol)]
    if not rows:
        raise NothingThere(f"Eastmoney has no bars of {instrument.symbol}")
    unit = _unit(rows, instrument)
    by_date = {bar.date: bar for bar in (_bar(row, instrument, unit) for row in rows) if bar is not None}
    bars = tuple(by_date[on] for on in sorted(by_date))[-count:]
    return DailyBars(instrument.symbol, adjustment_of(instrument), bars)


def _bar(row: list[str], instrument: Instrument, unit: float) -> Bar | None:
    """One day; None if adjusting has pushed a price to zero or below. Raises WireError if it cannot be read."""
    if len(row) != len(COLUMNS):
        raise WireError(f"Eastmoney sent a bar of {instrument.symbol} that cannot be read: {','.join(row)[:60]!r}")
    opened, close, high, low = (number(text) for text in row[_PRICES])
    if opened is None or close is None or high is None or low is None:
        raise WireError(f"Eastmoney sent a bar of {instrument.symbol} that cannot be read: {','.join(row)[:60]!r}")
    on = day(row[0], "Eastmoney")
    if min(opened, close, high, low) <= 0:
        return None
    volume, turnover = positive(number(row[_VOLUME])), positive(number(row[_TURNOVER]))
    if instrument.market is Market.UNITED_STATES:
        return Bar(on, opened, high, low, close)
    return Bar(
        on, opened, high, low, close, times(volume, unit), turnover if instrument.currency is not None else None
    )


def _unit(rows: list[list[str]], instrument: Instrument) -> float:
    """Shares in one unit, told by the newest day that has traded: its price is adjusted least of all."""
    hands = counted_in_hands(instrument, star=True)
    for row in reversed(rows):
        if len(row) == len(COLUMNS) and positive(number(row[_VOLUME])) is not None:
            close, volume, turnover = (number(row[index]) for index in (2, _VOLUME, _TURNOVER))
            return shares_per_unit(instrument, volume, turnover, close, hands=hands)
    return shares_per_unit(instrument, None, None, None, hands=hands)
