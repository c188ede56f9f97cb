"""A quote: one instrument's prices at one moment, in shares and in single units of its currency."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class QuoteState(StrEnum):
    """What the price of a row means.

    HALTED is a stop within the day (it has a price today); SUSPENDED has not traded today. AUCTION has only an
    indicative price. CLOSED is the last session's final row.
    """

    TRADING = "trading"
    AUCTION = "auction"
    HALTED = "halted"
    SUSPENDED = "suspended"
    DELISTED = "delisted"
    CLOSED = "closed"


class Quote(Struct, frozen=True):
    """One instrument's prices as a provider gave them, in our units.

    Prices in the instrument's currency (points for indices); `volume` in shares; `turnover`, `float_value` in
    single units of `currency`; `time` is the provider's own stamp, aware; None wherever the provider had no value:
    never zero. `last` is None while nothing has traded today; `indicative` is the virtual auction price.
    `delayed` is true for feeds that are late by design (15 minutes).
    """

    symbol: str
    last: float | None
    previous_close: float | None
    time: datetime | None
    provider: str
    open: float | None = None
    high: float | None = None
    low: float | None = None
    volume: float | None = None
    turnover: float | None = None
    currency: str | None = None
    state: QuoteState = QuoteState.TRADING
    delayed: bool = False
    indicative: float | None = None
    float_value: float | None = None
    limit_up: float | None = None
    limit_down: float | None = None
    name_zh: str | None = None

    @property
    def change(self) -> float | None:
        """Last minus previous close, in price units; None unless both are known."""
        if self.last is None or self.previous_close is None:
            return None
        return self.last - self.previous_close

    @property
    def change_pct(self) -> float | None:
        """The change in percent (1.6 means +1.6 %); None unless both prices are known."""
        if self.last is None or not self.previous_close:
            return None
        return (self.last / self.previous_close - 1.0) * 100.0
