"""Tencent's quotes: `GET <base>/q=sh600519,r_hk00700,…`, one statement `v_<key>="f0~f1~…";` a row, in GBK.

Hong Kong keys with `r_` are live, without it 15 minutes late. Units: volume in hands on the mainland (STAR board:
shares), in shares in Hong Kong; money in 10,000 CNY on the mainland, in HKD for a Hong Kong share and in 10,000 HKD
for a Hong Kong index, which has no volume.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from tui.feeds.answers import QuoteBatch
from tui.feeds.providers.batches import matched
from tui.feeds.providers.row_state import has_traded, row_state
from tui.feeds.providers.stamps import stamp
from tui.feeds.providers.volumes import counted_in_hands, shares_per_unit
from tui.feeds.providers.wire_numbers import (
    HUNDRED_MILLION,
    TEN_THOUSAND,
    UnreadableRow,
    needed,
    number,
    optional,
    positive,
    times,
)
from tui.feeds.providers.wire_text import decode_text, statements
from tui.market.instruments import Instrument, Kind, Market
from tui.market.quotes import Quote, QuoteState
from tui.market.sessions import zone_of

PROVIDER = "tencent"
LIVE_PREFIX = "r_"
"""Before a Hong Kong key: live instead of 15 minutes late."""

_FEWEST_FIELDS = 38
_NAME, _LAST, _PREVIOUS_CLOSE, _OPEN, _VOLUME = 1, 3, 4, 5, 6
_STAMP, _HIGH, _LOW = 30, 33, 34
_LAST_VOLUME_TURNOVER = 35
_TURNOVER = 37
_STATUS = 40
_FLOAT_VALUE = 44
_LIMIT_UP, _LIMIT_DOWN = 47, 48
_TURNOVER_WITH_DECIMALS = 57

_STOPPED = "S"
_DELISTED = "D"
_MAINLAND_STAMP = re.compile(r"[0-9]{14}")


def parse_quotes(body: bytes, charset: str | None, instruments: Mapping[str, Instrument]) -> QuoteBatch:
    """The rows of those instruments, keyed by Tencent's codes. Raises WireError if the body has no rows at all."""
    rows = statements(decode_text(body, charset, may_be_utf8=False), "v_", "Tencent")
    return matched(instruments, {key: row.split("~") for key, row in rows.items()}, read_row)


def read_row(key: str, fields: list[str], instrument: Instrument) -> Quote:
    """One row of fields as a quote. Raises UnreadableRow."""
    if len(fields) < _FEWEST_FIELDS:
        raise UnreadableRow("unknown to Tencent" if fields == [""] else f"row of only {len(fields)} fields")
    moment = _moment(fields[_STAMP], instrument)
    if _status(fields, instrument) == _DELISTED:
        return _delisted(fields, instrument)
    last = needed(fields, _LAST, "last price")
    previous_close = positive(needed(fields, _PREVIOUS_CLOSE, "previous close"))
    opened = needed(fields, _OPEN, "opening price")
    volume = needed(fields, _VOLUME, "volume")
    traded = has_traded(instrument, last, opened, volume)
    state = row_state(instrument, moment, traded=traded, stopped=_status(fields, instrument) == _STOPPED)
    indicative = _indicative(last, previous_close, instrument) if state is QuoteState.AUCTION else None
    if not traded and indicative is None and previous_close is None:
        raise UnreadableRow("row without a price")
    turnover = _turnover(fields, instrument) if traded else None
    return Quote(
        symbol=instrument.symbol,
        last=last if traded else None,
        previous_close=previous_close,
        time=moment,
        provider=PROVIDER,
        open=positive(opened),
        high=optional(fields, _HIGH) if traded else None,
        low=optional(fields, _LOW) if traded else None,
        volume=_shares(volume, turnover, last, instrument) if traded else None,
        turnover=turnover,
        currency=instrument.currency,
        state=state,
        delayed=instrument.market is Market.HONG_KONG and not key.startswith(LIVE_PREFIX),
        indicative=indicative,
        float_value=_float_value(fields, instrument),
        limit_up=_limit(fields, _LIMIT_UP, instrument),
        limit_down=_limit(fields, _LIMIT_DOWN, instrument),
        name_zh=fields[_NAME] or None,
    )


def _moment(text: str, instrument: Instrument) -> datetime:
    """The row's stamp. A mainland row whose stamp is elsewhere has extra columns, and none of its fields is safe."""
    shifted = instrument.market is Market.MAINLAND and _MAINLAND_STAMP.fullmatch(text) is None
    moment = None if shifted else stamp(text, zone_of(instrument.market))
    if moment is None:
        raise UnreadableRow("no time where it should be")
    return moment


def _status(fields: list[str], instrument: Instrument) -> str:
    """`S` stopped, `D` delisted, else empty; only mainland rows have one."""
    given = instrument.market is Market.MAINLAND and len(fields) > _STATUS
    return fields[_STATUS] if given else ""


def _delisted(fields: list[str], instrument: Instrument) -> Quote:
    """Its price may be decades old while its stamp is today's: neither is passed on."""
    return Quote(
        symbol=instrument.symbol,
        last=None,
        previous_close=positive(number(fields[_PREVIOUS_CLOSE])),
        time=None,
        provider=PROVIDER,
        currency=instrument.currency,
        state=QuoteState.DELISTED,
        name_zh=fields[_NAME] or None,
    )


def _indicative(last: float, previous_close: float | None, instrument: Instrument) -> float | None:
    """The virtual match price of an auction: it stands where the last price stands.

    Indices have none; Hong Kong repeats the previous close there while there is no match.
    """
    repeated = instrument.market is Market.HONG_KONG and last == previous_close
    return None if repeated or instrument.kind is Kind.INDEX else positive(last)


def _turnover(fields: list[str], instrument: Instrument) -> float | None:
    """Money traded, in single units of the currency; None where Tencent's unit is not known."""
    if instrument.currency is None or instrument.market is Market.UNITED_STATES:
        return None
    if instrument.market is Market.HONG_KONG:
        return times(optional(fields, _TURNOVER), 1.0 if instrument.kind is Kind.STOCK else TEN_THOUSAND)
    exact = fields[_LAST_VOLUME_TURNOVER].split("/")
    return (
        optional(exact, 2)
        or times(optional(fields, _TURNOVER_WITH_DECIMALS), TEN_THOUSAND)
        or times(optional(fields, _TURNOVER), TEN_THOUSAND)
    )


def _shares(volume: float, turnover: float | None, price: float, instrument: Instrument) -> float | None:
    """Volume in shares; a Hong Kong index has its turnover in that place, and US figures have no known unit."""
    if instrument.kind is Kind.INDEX and instrument.market is not Market.MAINLAND:
        return None
    unit = shares_per_unit(instrument, volume, turnover, price, hands=counted_in_hands(instrument))
    return times(positive(volume), unit)


def _float_value(fields: list[str], instrument: Instrument) -> float | None:
    """Value of the free float, or of the H shares: field 44 (45 is the total), checked against shares times price."""
    if instrument.kind is Kind.INDEX or instrument.market is Market.UNITED_STATES:
        return None
    return times(optional(fields, _FLOAT_VALUE), HUNDRED_MILLION)


def _limit(fields: list[str], index: int, instrument: Instrument) -> float | None:
    """A price limit; Hong Kong has other figures in that place, and -1 stands for no limit."""
    limited = instrument.market is Market.MAINLAND and instrument.kind is Kind.STOCK
    return optional(fields, index) if limited else None
