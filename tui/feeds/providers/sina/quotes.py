"""Sina's quotes: `GET <base>/list=sh600519,rt_hk00700,gb_$inx`, one statement `var hq_str_<key>="…";` a row.

Three families of columns. Units: mainland shares in shares and CNY, mainland indices in hands and CNY; Hong Kong
shares in shares and HKD, its indices in shares and 1,000 HKD. `rt_hk` is live, `hk` is 15 minutes late.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from msgspec import Struct

from tui.feeds.answers import QuoteBatch
from tui.feeds.errors import WireError
from tui.feeds.providers.batches import matched
from tui.feeds.providers.row_state import has_traded, row_state
from tui.feeds.providers.stamps import stamp
from tui.feeds.providers.volumes import shares_per_unit
from tui.feeds.providers.wire_numbers import UnreadableRow, needed, optional, positive, times
from tui.feeds.providers.wire_text import decode_text, statements
from tui.market.instruments import Instrument, Kind, Market
from tui.market.quotes import Quote, QuoteState
from tui.market.sessions import zone_of
from tui.market.zones import MARKET_TIME

PROVIDER = "sina"
LIVE_PREFIX = "rt_"
"""Before a Hong Kong key: live instead of 15 minutes late."""

REFUSAL = "Kinsoku jikou desu!"
"""Japanese for "that is forbidden": what Sina says to a request without its own Referer."""

THOUSAND = 1e3
_STATUS = 32
_STOPPED = "03"


class _Columns(Struct, frozen=True):
    """Where a family has its figures; `stamp` may be two columns, `bid` and `ask` an auction's virtual price."""

    fewest: int
    last: int
    previous_close: int
    open: int
    high: int
    low: int
    volume: int
    stamp: tuple[int, ...]
    zone: tzinfo
    turnover: int | None = None
    bid: int | None = None
    ask: int | None = None
    name_zh: int | None = None


_FAMILIES = {
    Market.MAINLAND: _Columns(
        fewest=32,
        last=3,
        previous_close=2,
        open=1,
        high=4,
        low=5,
        volume=8,
        turnover=9,
        stamp=(30, 31),
        zone=MARKET_TIME,
        bid=6,
        ask=7,
        name_zh=0,
    ),
    Market.HONG_KONG: _Columns(
        fewest=19,
        last=6,
        previous_close=3,
        open=2,
        high=4,
        low=5,
        volume=12,
        turnover=11,
        stamp=(17, 18),
        zone=MARKET_TIME,
        bid=9,
        ask=10,
        name_zh=1,
    ),
    # US rows carry Beijing time.
    Market.UNITED_STATES: _Columns(
        fewest=27, last=1, previous_close=26, open=5, high=6, low=7, volume=10, stamp=(3,), zone=MARKET_TIME
    ),
}


def parse_quotes(body: bytes, charset: str | None, instruments: Mapping[str, Instrument]) -> QuoteBatch:
    """The rows of those instruments, keyed by Sina's codes. Raises WireError if the body has no rows at all."""
    text = decode_text(body, charset, may_be_utf8=True)
    if text.strip() == REFUSAL:
        raise WireError("Sina refuses a request without its Referer")
    rows = statements(text, "var hq_str_", "Sina")
    return matched(instruments, {key: row.split(",") for key, row in rows.items()}, _read_row)


def _read_row(key: str, fields: list[str], instrument: Instrument) -> Quote:
    """One row of columns as a quote. Raises UnreadableRow."""
    columns = _FAMILIES[instrument.market]
    if len(fields) < columns.fewest:
        raise UnreadableRow("unknown to Sina" if fields == [""] else f"row of only {len(fields)} columns")
    moment = stamp(" ".join(fields[index] for index in columns.stamp), columns.zone)
    if moment is None:
        raise UnreadableRow("no time where it should be")
    moment = moment.astimezone(zone_of(instrument.market))
    last = needed(fields, columns.last, "last price")
    previous_close = positive(needed(fields, columns.previous_close, "previous close"))
    opened = needed(fields, columns.open, "opening price")
    volume = needed(fields, columns.volume, "volume")
    traded = has_traded(instrument, last, opened, volume)
    state = row_state(instrument, moment, traded=traded, stopped=_is_stopped(fields, instrument))
    indicative = _indicative(fields, columns, instrument) if state is QuoteState.AUCTION else None
    if not traded and indicative is None and previous_close is None:
        raise UnreadableRow("row without a price")
    turnover = _turnover(fields, columns, instrument) if traded else None
    return Quote(
        symbol=instrument.symbol,
        last=last if traded else None,
        previous_close=previous_close,
        time=moment,
        provider=PROVIDER,
        open=positive(opened),
        high=optional(fields, columns.high) if traded else None,
        low=optional(fields, columns.low) if traded else None,
        volume=_shares(volume, turnover, last, instrument) if traded else None,
        turnover=turnover,
        currency=instrument.currency,
        state=state,
        delayed=instrument.market is Market.HONG_KONG and not key.startswith(LIVE_PREFIX),
        indicative=indicative,
        name_zh=(fields[columns.name_zh] or None) if columns.name_zh is not None else None,
    )


def _is_stopped(fields: list[str], instrument: Instrument) -> bool:
    """Whether a mainland row says that trading in it is stopped."""
    return instrument.market is Market.MAINLAND and len(fields) > _STATUS and fields[_STATUS] == _STOPPED


def _indicative(fields: list[str], columns: _Columns, instrument: Instrument) -> float | None:
    """The virtual match price of an auction: it stands as best bid and best ask at once."""
    if columns.bid is None or columns.ask is None or instrument.kind is Kind.INDEX:
        return None
    bid, ask = optional(fields, columns.bid), optional(fields, columns.ask)
    return bid if bid == ask else None


def _turnover(fields: list[str], columns: _Columns, instrument: Instrument) -> float | None:
    """Money traded, in single units of the currency. Hong Kong indices give it in thousands, and at times as 0."""
    if columns.turnover is None or instrument.currency is None:
        return None
    in_thousands = instrument.market is Market.HONG_KONG and instrument.kind is Kind.INDEX
    return times(optional(fields, columns.turnover), THOUSAND if in_thousands else 1.0)


def _shares(volume: float, turnover: float | None, price: float, instrument: Instrument) -> float | None:
    """Volume in shares; mainland indices count in hands though mainland shares do not. US figures have no unit."""
    if instrument.market is Market.UNITED_STATES:
        return None
    hands = instrument.market is Market.MAINLAND and instrument.kind is Kind.INDEX
    return times(positive(volume), shares_per_unit(instrument, volume, turnover, price, hands=hands))
