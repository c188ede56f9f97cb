"""Tencent's daily bars, by kind and market one of four paths below `<history>/appstock/app/`, `?param=…`:

`newfqkline/get` mainland shares, `hkfqkline/get` Hong Kong shares, `sh600519,day,<from>,<to>,<n>,qfq`: adjusted
    forward. Dates may be left empty. Only the newest 640 of them come, or 800, whatever `n` is. Rows `[date, open,
    close, high, low, volume, {}, turnover rate, turnover in 10,000 of the currency, …]`, as of 2026.
`fqkline/get` mainland indices, `sh000300,day,<from>,<to>,<n>,`: as they were; more than 2000 are refused.
`kline/kline` other indices, `hkHSI,day,<from>,<to>,<n>`: as they were. Two public clients have had 800 and 1,600 of
    them so, while `hkfqkline` without an adjustment was seen to answer with nothing. US keys have a dot, `us.INX`.

The close stands before the high. A Hong Kong index has its turnover in HKD in the volume's place.
"""

from __future__ import annotations

import msgspec

from tui.feeds.errors import NothingThere, WireError
from tui.feeds.providers.adjustment import adjustment_of
from tui.feeds.providers.stamps import day
from tui.feeds.providers.tencent.envelope import entry_of
from tui.feeds.providers.volumes import counted_in_hands, shares_per_unit
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import TEN_THOUSAND, number, positive, times
from tui.market.instruments import Instrument, Kind, Market
from tui.market.series import Adjustment, Bar, DailyBars

_CLOSE, _VOLUME, _TURNOVER = 2, 5, 8

_PLAUSIBLE_PRICE = (0.01, 100.0)
"""Turnover over volume, in closes: beyond, the turnover is not in the unit that it is taken for. Adjusting for a
split may move it by a factor of ten."""

_Row = list[str | float | dict[str, msgspec.Raw] | None]


class _Entry(msgspec.Struct):
    qfqday: list[_Row] | None = None
    day: list[_Row] | None = None


def parse_bars(body: bytes, code: str, instrument: Instrument, count: int) -> DailyBars:
    """The newest `count` bars under Tencent's key `code`, the running day's row as given. Raises WireError.

    A share that never needed an adjustment has its bars under the plain key, and they are the adjusted ones; an
    index has no others.
    """
    entry = decode(entry_of(body, code), _Entry, "Tencent")
    adjustment = adjustment_of(instrument)
    rows = (entry.qfqday if adjustment is Adjustment.FORWARD else None) or entry.day
    if not rows:
        raise NothingThere(f"Tencent has no bars of {code}")
    texts = [[column if isinstance(column, str) else "" for column in row] for row in rows]
    unit = _unit(texts, instrument)
    by_date = {bar.date: bar for bar in (_bar(row, instrument, unit) for row in texts) if bar is not None}
    bars = tuple(by_date[key] for key in sorted(by_date))[-count:]
    return DailyBars(instrument.symbol, adjustment, bars)


def _bar(row: list[str], instrument: Instrument, unit: float) -> Bar | None:
    """One day; None if adjusting has pushed a price to zero or below. Raises WireError if it cannot be read."""
    opened, close, high, low = (number(text) for text in row[1:_VOLUME]) if len(row) > _VOLUME else [None] * 4
    if opened is None or close is None or high is None or low is None:
        raise WireError(f"Tencent sent a bar of {instrument.symbol} that cannot be read: {str(row)[:60]}")
    date = day(row[0], "Tencent")
    if min(opened, close, high, low) <= 0:
        return None
    volume = positive(number(row[_VOLUME]))
    if instrument.market is Market.UNITED_STATES:
        return Bar(date, opened, high, low, close)
    if instrument.kind is Kind.INDEX and instrument.market is Market.HONG_KONG:
        return Bar(date, opened, high, low, close, None, volume if instrument.currency is not None else None)
    shares = times(volume, unit)
    return Bar(date, opened, high, low, close, shares, _turnover_of(row, shares, close, instrument))


def _turnover_of(row: list[str], shares: float | None, close: float, instrument: Instrument) -> float | None:
    """Single units of the currency; None where there is none, or none that goes with the shares of a stock."""
    turnover = times(positive(number(row[_TURNOVER])), TEN_THOUSAND) if len(row) > _TURNOVER else None
    if turnover is None or shares is None or instrument.kind is Kind.INDEX:
        return turnover
    lowest, highest = _PLAUSIBLE_PRICE
    return turnover if lowest < turnover / shares / close < highest else None


def _unit(rows: list[list[str]], instrument: Instrument) -> float:
    """Shares in one unit, told by the newest day that has traded: its price is adjusted least of all."""
    hands = counted_in_hands(instrument)
    for row in reversed(rows):
        if len(row) > _VOLUME and positive(number(row[_VOLUME])) is not None:
            turnover = times(number(row[_TURNOVER]), TEN_THOUSAND) if len(row) > _TURNOVER else None
            return shares_per_unit(instrument, number(row[_VOLUME]), turnover, number(row[_CLOSE]), hands=hands)
    return shares_per_unit(instrument, None, None, None, hands=hands)
