"""Eastmoney's quotes: `GET <base>/api/qt/ulist.np/get?fltt=2&np=1&secids=1.600519,116.00700&fields=f2,…`.

With `fltt=2` prices and percents are plain decimals. Units: mainland volume in hands, Hong Kong's in shares, money in
single CNY or HKD. Hong Kong is documented as 15 minutes late.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from tui.feeds.answers import QuoteBatch
from tui.feeds.errors import WireError
from tui.feeds.providers.batches import matched
from tui.feeds.providers.eastmoney.envelope import PROVIDER, Number, rows_of, value_of
from tui.feeds.providers.row_state import has_traded, row_state
from tui.feeds.providers.stamps import unix_stamp
from tui.feeds.providers.volumes import counted_in_hands, shares_per_unit
from tui.feeds.providers.wire_numbers import UnreadableRow, positive, times
from tui.market.instruments import Instrument, Kind, Market
from tui.market.quotes import Quote
from tui.market.sessions import zone_of

_NO_NUMBER = "-"
_TESTABLE_PCT = 0.05
_UNSCALED = (80.0, 125.0)
"""Where prices are unscaled percents come a hundredfold, give or take the rounding of small ones."""


class Row(msgspec.Struct):
    """One row of the list, under the names of the wire."""

    code: str | None = msgspec.field(name="f12", default=None)
    market: int | None = msgspec.field(name="f13", default=None)
    last: Number = msgspec.field(name="f2", default=None)
    change_pct: Number = msgspec.field(name="f3", default=None)
    change: Number = msgspec.field(name="f4", default=None)
    volume: Number = msgspec.field(name="f5", default=None)
    turnover: Number = msgspec.field(name="f6", default=None)
    name: str | None = msgspec.field(name="f14", default=None)
    high: Number = msgspec.field(name="f15", default=None)
    low: Number = msgspec.field(name="f16", default=None)
    open: Number = msgspec.field(name="f17", default=None)
    previous_close: Number = msgspec.field(name="f18", default=None)
    float_value: Number = msgspec.field(name="f21", default=None)
    time: Number = msgspec.field(name="f124", default=None)


FIELDS = tuple(field.encode_name for field in msgspec.structs.fields(Row))
"""The columns to ask for: those that are read."""


def parse_quotes(body: bytes, instruments: Mapping[str, Instrument]) -> QuoteBatch:
    """The rows of those instruments, keyed by Eastmoney's codes (`1.600519`). Raises WireError.

    Unscaled prices fail the whole answer: each of its rows would be wrong by a factor of 100 or 1,000.
    """
    keyed = {}
    for row in rows_of(body, Row):
        if row.code is not None and row.market is not None:
            _refuse_unscaled(row)
            keyed[f"{row.market}.{row.code}"] = row
    return matched(instruments, keyed, _read_row)


def _needed(number: Number, meaning: str) -> float | None:
    """A number or the sign for none. Raises UnreadableRow for any other text."""
    value = value_of(number)
    if value is None and number not in (None, _NO_NUMBER):
        raise UnreadableRow(f"unreadable {meaning}")
    return value


def _refuse_unscaled(row: Row) -> None:
    """Compare the percent given with the one that the prices make: only the former changes with the scale."""
    last, said = value_of(row.last), value_of(row.change_pct)
    change, previous_close = value_of(row.change), value_of(row.previous_close)
    if previous_close is None and last is not None and change is not None:
        previous_close = last - change
    if last is None or said is None or not previous_close or last <= 0:
        return
    made = abs(last / previous_close - 1.0) * 100.0
    lowest, highest = _UNSCALED
    if made >= _TESTABLE_PCT and lowest <= abs(said) / made <= highest:
        raise WireError(f"Eastmoney sent unscaled prices: {said} % where the prices make {made:.2f} %")


def _read_row(_key: str, row: Row, instrument: Instrument) -> Quote:
    """One row as a quote. Raises UnreadableRow."""
    moment = _moment(row, instrument)
    last = positive(_needed(row.last, "last price"))
    previous_close = positive(_needed(row.previous_close, "previous close"))
    opened = positive(_needed(row.open, "opening price"))
    volume = positive(_needed(row.volume, "volume"))
    traded = has_traded(instrument, last, opened, volume)
    turnover = _turnover(row, instrument) if traded else None
    return Quote(
        symbol=instrument.symbol,
        last=last if traded else None,
        previous_close=previous_close,
        time=moment,
        provider=PROVIDER,
        open=opened,
        high=positive(value_of(row.high)) if traded else None,
        low=positive(value_of(row.low)) if traded else None,
        volume=_shares(volume, turnover, last, instrument) if traded else None,
        turnover=turnover,
        currency=instrument.currency,
        state=row_state(instrument, moment, traded=traded, stopped=_is_stopped(row, instrument)),
        delayed=instrument.market is Market.HONG_KONG,
        float_value=positive(value_of(row.float_value)) if instrument.kind is Kind.STOCK else None,
        name_zh=row.name or None,
    )


def _moment(row: Row, instrument: Instrument) -> datetime:
    """The row's time on the clock of its market."""
    moment = unix_stamp(value_of(row.time))
    if moment is None:
        raise UnreadableRow("no time where it should be")
    return moment.astimezone(zone_of(instrument.market))


def _is_stopped(row: Row, instrument: Instrument) -> bool:
    """A share without a single price is suspended: its stamp is 08:00 of the day, before any auction."""
    return instrument.kind is Kind.STOCK and row.last == _NO_NUMBER and value_of(row.previous_close) is None


def _turnover(row: Row, instrument: Instrument) -> float | None:
    """Money traded, in single units of the currency; US indices have none that means anything."""
    known = instrument.currency is not None and instrument.market is not Market.UNITED_STATES
    return positive(value_of(row.turnover)) if known else None


def _shares(
    volume: float | None, turnover: float | None, price: float | None, instrument: Instrument
) -> float | None:
    """Volume in shares. Unlike Tencent's, the STAR board's is in hands as well."""
    if instrument.market is Market.UNITED_STATES:
        return None
    hands = counted_in_hands(instrument, star=True)
    return times(volume, shares_per_unit(instrument, volume, turnover, price, hands=hands))
