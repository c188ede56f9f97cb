"""Tencent's daily bars: `GET <history>/appstock/app/fqkline/get?param=sh600519,day,,,320,qfq`.

Rows `[date, open, close, high, low, volume, …]`: the close before the high. Prices of shares are adjusted forward;
those of indices are as they were.
"""

from __future__ import annotations

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.stamps import day
from tui.feeds.providers.tencent.envelope import entry_of
from tui.feeds.providers.volumes import counted_in_hands, shares_per_unit
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import TEN_THOUSAND, number, positive, times
from tui.market.instruments import Instrument, Kind, Market
from tui.market.series import Adjustment, Bar, DailyBars

_FEWEST_COLUMNS = 6
_VOLUME = 5
_TURNOVER = 8
"""In the longer rows of the mainland only, in 10,000 CNY."""

_Row = list[str | float | dict[str, msgspec.Raw] | None]


class _Entry(msgspec.Struct):
    qfqday: list[_Row] | None = None
    day: list[_Row] | None = None


def parse_bars(body: bytes, code: str, instrument: Instrument, count: int) -> DailyBars:
    """The newest `count` bars under Tencent's key `code`, the running day's row as given. Raises WireError.

    A share that never needed an adjustment has its bars under the plain key, and they are the adjusted ones.
    """
    entry = decode(entry_of(body, code), _Entry, "Tencent")
    rows = entry.qfqday or entry.day
    if not rows:
        raise WireError(f"Tencent has no bars of {code}")
    by_date = {bar.date: bar for bar in (_bar(row, instrument) for row in rows) if bar is not None}
    bars = tuple(by_date[key] for key in sorted(by_date))[-count:]
    return DailyBars(instrument.symbol, adjustment_of(instrument), bars)


def adjustment_of(instrument: Instrument) -> Adjustment:
    """What is asked for: indices have no dividends of their own to correct for."""
    return Adjustment.NONE if instrument.kind is Kind.INDEX else Adjustment.FORWARD


def _bar(row: _Row, instrument: Instrument) -> Bar | None:
    """One day; None if adjusting has pushed a price to zero or below. Raises WireError if it cannot be read."""
    texts = [column if isinstance(column, str) else "" for column in row]
    prices = [number(text) for text in texts[1:_VOLUME]]
    if len(row) < _FEWEST_COLUMNS or None in prices:
        raise WireError(f"Tencent sent a bar of {instrument.symbol} that cannot be read: {str(texts)[:60]}")
    date = day(texts[0], "Tencent")
    opened, close, high, low = (positive(price) for price in prices)
    if opened is None or close is None or high is None or low is None:
        return None
    volume, turnover = _volume_and_turnover(texts, close, instrument)
    return Bar(date, opened, high, low, close, volume, turnover)


def _volume_and_turnover(texts: list[str], close: float, instrument: Instrument) -> tuple[float | None, float | None]:
    """Shares, and single units of the currency. A Hong Kong index has its turnover in HKD in the volume's place."""
    volume = positive(number(texts[_VOLUME]))
    if instrument.kind is Kind.INDEX and instrument.market is Market.HONG_KONG:
        return None, (volume if instrument.currency is not None else None)
    if instrument.market is Market.UNITED_STATES:
        return None, None
    with_turnover = instrument.market is Market.MAINLAND and len(texts) > _TURNOVER
    turnover = times(positive(number(texts[_TURNOVER])), TEN_THOUSAND) if with_turnover else None
    unit = shares_per_unit(instrument, volume, turnover, close, hands=counted_in_hands(instrument))
    return times(volume, unit), turnover
