"""What a row's own stamp and figures say about its price. Needs no clock: a row tells its time itself."""

from __future__ import annotations

from datetime import datetime, time

from msgspec import Struct

from tui.market.instruments import Instrument, Kind, Market
from tui.market.quotes import QuoteState


class _Day(Struct, frozen=True):
    """Wall clock of the market: the opening auction's start, continuous trading's start, the last possible price."""

    auction: time
    continuous: time
    close: time


_DAYS = {
    Market.MAINLAND: _Day(time(9, 15), time(9, 30), time(15, 0)),
    # The closing auction ends at random between 16:08 and 16:10; rows of the close are stamped 16:08:xx.
    Market.HONG_KONG: _Day(time(9, 0), time(9, 30), time(16, 8)),
    Market.UNITED_STATES: _Day(time(9, 30), time(9, 30), time(16, 0)),
}


def row_state(instrument: Instrument, moment: datetime, *, traded: bool, stopped: bool = False) -> QuoteState:
    """The state of a row stamped `moment` (aware, the market's own zone).

    `traded`: the row has a price of today. `stopped`: the provider marks it as stopped, which alone means little:
    with a price of today it is a halt within the day.
    """
    if stopped:
        return QuoteState.HALTED if traded else QuoteState.SUSPENDED
    hours = _DAYS[instrument.market]
    at = moment.time()
    if traded:
        return QuoteState.CLOSED if at >= hours.close else QuoteState.TRADING
    if at < hours.auction:
        return QuoteState.CLOSED
    if at < hours.continuous:
        return QuoteState.AUCTION
    return QuoteState.SUSPENDED if instrument.kind is Kind.STOCK else QuoteState.CLOSED


def has_traded(instrument: Instrument, last: float | None, opened: float | None, volume: float | None) -> bool:
    """Whether a row has a price of today: volume and an opening price.

    Without both, `last` is the previous close or an auction's virtual price. Some indices have no volume.
    """
    if not last or last <= 0:
        return False
    has_open = opened is not None and opened > 0
    has_volume = volume is not None and volume > 0
    return (has_open or has_volume) if instrument.kind is Kind.INDEX else (has_open and has_volume)
