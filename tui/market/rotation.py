"""Rotation: which sectors lead and lag over each period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from tui.market.instruments import Instrument
from tui.market.quotes import Quote
from tui.market.sectors import sector_view
from tui.market.standing import PERIODS, Period, Standing

LEAST_LEAD = 1e-6
"""Percentage points by which a better move is better at least."""


class SectorMoves(Struct, frozen=True):
    """One sector over all periods.

    `moves` in percent, weighted as in its sector's view; `ranks` from 1, the strongest of the sectors compared, the
    same for equal moves. Both None where no member's move is known. `names` counts the members that each move is
    of: those without a price of today, a base or a weight are not in it.
    """

    key: str
    moves: Mapping[Period, float | None]
    ranks: Mapping[Period, int | None]
    names: Mapping[Period, int]


def rotation(
    sectors: Mapping[str, Sequence[Instrument]],
    quote_of: Callable[[str], Quote | None],
    standings: Mapping[str, Standing],
) -> tuple[SectorMoves, ...]:
    """The sectors over all periods, in the order given. `sectors` maps each sector's key to its shares."""
    views = {
        key: {period: sector_view(members, quote_of, period, standings) for period in PERIODS}
        for key, members in sectors.items()
    }
    moves = {key: {period: view.change_pct for period, view in of.items()} for key, of in views.items()}
    return tuple(
        SectorMoves(
            key=key,
            moves=moves[key],
            ranks={period: _rank(moves[key][period], [of[period] for of in moves.values()]) for period in PERIODS},
            names={
                period: len(view.members) - view.without_price - view.without_weight for period, view in of.items()
            },
        )
        for key, of in views.items()
    )


def _rank(move: float | None, all_moves: Sequence[float | None]) -> int | None:
    """One more than how many did better; weighted means of equal moves differ by what a float cannot hold."""
    if move is None:
        return None
    return 1 + sum(other - move > LEAST_LEAD for other in all_moves if other is not None)
