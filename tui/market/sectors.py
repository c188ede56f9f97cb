"""A sector at a glance: its weighted and median move over a period, how many rise and fall, and who leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from statistics import median
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from tui.market.instruments import Instrument, Market, common_market
from tui.market.quotes import Quote
from tui.market.quoting import traded_today
from tui.market.sessions import market_day
from tui.market.standing import Period, Standing

Shares = Literal["both", "A", "H"]

WEIGHT_CNY_PER_HKD = 0.92
"""Makes A and H weights comparable (the rate moved between 0.91 and 0.93); too rough for any figure that is shown."""


NO_STANDINGS: Mapping[str, Standing] = MappingProxyType({})


class Member(Struct, frozen=True):
    """One name of a sector.

    `change_pct` over the period in percent, None if it has no price today or the period's base is not known.
    `weight` is its free-float value at the previous close, in CNY, the class's own shares only; None if nobody knows
    it. It is the same for every period.
    """

    instrument: Instrument
    quote: Quote | None
    change_pct: float | None
    weight: float | None


class SectorView(Struct, frozen=True):
    """The sums of one sector over a period, percent. `median_pct` counts every name.

    `change_pct` is weighted by free-float value at the beginning of the period: what the sector as a whole is worth
    more than then. `without_price` names have no price today, or no base of the period, and are in no figure;
    `without_weight` names have a move, but are left out of the weighted one.
    """

    members: tuple[Member, ...]
    change_pct: float | None
    median_pct: float | None
    advancing: int
    declining: int
    unchanged: int
    without_price: int
    without_weight: int

    @property
    def market(self) -> Market | None:
        """The market of all members; None where they are of several."""
        return common_market(item.instrument for item in self.members)


def of_class(instruments: Iterable[Instrument], shares: Shares) -> tuple[Instrument, ...]:
    """Those of the share class that is wanted, in their order."""
    return tuple(item for item in instruments if shares == "both" or item.listing == shares)


def member(
    instrument: Instrument, quote: Quote | None, period: Period = "today", standing: Standing | None = None
) -> Member:
    """A name with its move and its weight. Over "today" the quote alone tells the move."""
    return Member(instrument, quote, move_over(instrument, quote, period, standing), _weight(instrument, quote))


def sector_view(
    instruments: Iterable[Instrument],
    quote_of: Callable[[str], Quote | None],
    period: Period = "today",
    standings: Mapping[str, Standing] = NO_STANDINGS,
) -> SectorView:
    """Sum a sector up; `quote_of` gives the quote of a canonical symbol, None where there is none."""
    members = tuple(
        member(instrument, quote_of(instrument.symbol), period, standings.get(instrument.symbol))
        for instrument in instruments
    )
    moves = [item.change_pct for item in members if item.change_pct is not None]
    weighed = [
        (weight, item.change_pct)
        for item in members
        if item.change_pct is not None and (weight := _weight_at_base(item)) is not None
    ]
    total = sum(weight for weight, _ in weighed)
    return SectorView(
        members=members,
        change_pct=sum(weight * move for weight, move in weighed) / total if total else None,
        median_pct=median(moves) if moves else None,
        advancing=sum(move > 0 for move in moves),
        declining=sum(move < 0 for move in moves),
        unchanged=sum(move == 0 for move in moves),
        without_price=len(members) - len(moves),
        without_weight=len(moves) - len(weighed),
    )


def movers(members: Iterable[Member], count: int) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """The `count` strongest risers and the `count` weakest fallers, each the largest move first.

    A name that did not rise is no riser, however bad the day; equal moves stand in the order of their symbols.
    """
    moved = sorted(
        ((item.change_pct, item) for item in members if item.change_pct),
        key=lambda pair: (-abs(pair[0]), pair[1].instrument.symbol),
    )
    risers = tuple(item for move, item in moved if move > 0)
    fallers = tuple(item for move, item in moved if move < 0)
    return risers[:count], fallers[:count]


def move_over(instrument: Instrument, quote: Quote | None, period: Period, standing: Standing | None) -> float | None:
    """The move over the period, percent. A standing of another day than the quote's has other bases."""
    if quote is None or not traded_today(quote):
        return None
    if period == "today":
        return quote.change_pct
    if standing is None or quote.time is None or market_day(instrument.market, quote.time) != standing.day:
        return None
    return standing.change_pct(period, quote.last)


def _weight_at_base(item: Member) -> float | None:
    """A member's free-float value when its move began: that of the previous close, carried back along the move."""
    if item.weight is None or item.quote is None or item.quote.change_pct is None or item.change_pct is None:
        return None
    return item.weight * (100.0 + item.quote.change_pct) / (100.0 + item.change_pct)


def _weight(instrument: Instrument, quote: Quote | None) -> float | None:
    value = instrument.float_value_estimate
    if quote is not None and quote.float_value:
        value = quote.float_value
        if quote.last and quote.previous_close:
            value *= quote.previous_close / quote.last
    if value is None:
        return None
    return value * WEIGHT_CNY_PER_HKD if instrument.currency == "HKD" else value
