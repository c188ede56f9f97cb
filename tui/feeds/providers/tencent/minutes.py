"""Tencent's minutes of a day: `GET <history>/appstock/app/minute/query?code=hk00700`, one instrument a request.

Rows `HHMM price volume [turnover]`, the last two cumulative. Live for Hong Kong too, without the `r_` prefix.
"""

from __future__ import annotations

import msgspec

from tui.feeds.errors import WireError
from tui.feeds.providers.day_minutes import in_session, minute_of
from tui.feeds.providers.stamps import day
from tui.feeds.providers.tencent.envelope import entry_of, strings_of
from tui.feeds.providers.volumes import counted_in_hands, shares_per_unit
from tui.feeds.providers.wire_json import decode
from tui.feeds.providers.wire_numbers import number, positive, times
from tui.market.instruments import Instrument, Kind, Market
from tui.market.series import Minute, MinuteSeries

_PREVIOUS_CLOSE = 4
_FEWEST_COLUMNS = 3


class _Day(msgspec.Struct):
    date: str
    data: list[str] = []


class _Entry(msgspec.Struct):
    data: _Day
    qt: dict[str, msgspec.Raw] | list[msgspec.Raw] = {}


def parse_minutes(body: bytes, code: str, instrument: Instrument) -> MinuteSeries:
    """The minutes under Tencent's key `code`. Raises WireError.

    A row that cannot be read is left out, as every later one repeats the day's totals; if none can, it is an error.
    """
    entry = decode(entry_of(body, code), _Entry, "Tencent")
    rows = [row for row in map(_columns, entry.data.data) if row is not None]
    if entry.data.data and not rows:
        raise WireError(f"Tencent sent minutes of {code} that cannot be read")
    quote = strings_of(entry.qt, code)
    previous_close = positive(number(quote[_PREVIOUS_CLOSE])) if len(quote) > _PREVIOUS_CLOSE else None
    by_minute = {row[0]: row for row in rows if in_session(row[0], instrument.market)}
    unit = _volume_unit(rows, instrument)
    has_totals = instrument.kind is Kind.STOCK or instrument.market is Market.MAINLAND
    minutes = tuple(
        Minute(
            minute,
            price,
            times(volume, unit) if has_totals else None,
            turnover if has_totals else None,
        )
        for minute, price, volume, turnover in (by_minute[key] for key in sorted(by_minute))
    )
    return MinuteSeries(instrument.symbol, day(entry.data.date, "Tencent"), previous_close, minutes)


_Columns = tuple[int, float, float | None, float | None]


def _columns(row: str) -> _Columns | None:
    """Minute, price, volume in the wire's unit, turnover; None if the row cannot be read."""
    parts = row.split()
    if len(parts) < _FEWEST_COLUMNS:
        return None
    minute, price = minute_of(parts[0]), positive(number(parts[1]))
    if minute is None or price is None:
        return None
    turnover = number(parts[3]) if len(parts) > _FEWEST_COLUMNS else None
    return minute, price, positive(number(parts[2])), positive(turnover)


def _volume_unit(rows: list[_Columns], instrument: Instrument) -> float:
    """Shares in one unit, told by the first row that has traded."""
    hands = counted_in_hands(instrument)
    for _, price, volume, turnover in rows:
        if volume is not None:
            return shares_per_unit(instrument, volume, turnover, price, hands=hands)
    return shares_per_unit(instrument, None, None, None, hands=hands)
