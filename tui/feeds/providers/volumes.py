"""Volumes in shares, whatever the provider counts in."""

from __future__ import annotations

from tui.market.instruments import Exchange, Instrument, Kind, Market

SHARES_PER_HAND = 100.0
"""A hand (手) of a mainland share."""

_HANDS_RATIO = 50.0
"""Money per unit of volume, in prices: near 1 for shares and near 100 for hands, so 50 lies between them."""

_STAR_PREFIXES = ("688", "689")


def is_star(instrument: Instrument) -> bool:
    """Whether it is a share of Shanghai's STAR board, whose volumes Tencent gives in shares."""
    return (
        instrument.kind is Kind.STOCK
        and instrument.exchange is Exchange.SHANGHAI
        and instrument.symbol.startswith(_STAR_PREFIXES)
    )


def counted_in_hands(instrument: Instrument, *, star: bool = False) -> bool:
    """Where the self-test has no money to go by: Tencent and Eastmoney count mainland volumes in hands.

    `star`: those of the STAR board too, as Eastmoney does.
    """
    return instrument.market is Market.MAINLAND and (star or not is_star(instrument))


def shares_per_unit(
    instrument: Instrument, volume: float | None, turnover: float | None, price: float | None, *, hands: bool
) -> float:
    """How many shares one unit of a row's volume is: 1 or 100.

    The row itself tells: `turnover` (single currency units) over `volume` is near the price if volume is in shares,
    a hundred times that if in hands; ChiNext, STAR and Beijing rows have all been seen to differ from a table.
    An index level is no price of a share, and Hong Kong has no hands; there, and without money, `hands` decides.
    """
    testable = instrument.kind is Kind.STOCK and instrument.market is Market.MAINLAND
    if testable and volume and turnover and price:
        hands = turnover / volume > _HANDS_RATIO * price
    return SHARES_PER_HAND if hands else 1.0
