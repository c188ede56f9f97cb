"""Where one name stands among the others of its sector, by its move."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tui.market.sectors import Member


class Rank(Struct, frozen=True):
    """A place from the top, 1 for the best, among `count` names that have a move."""

    place: int
    count: int


def rank_of(members: Iterable[Member], symbol: str) -> Rank | None:
    """The rank of that name by move; equals share the better place. None where it has no move itself."""
    moves = {item.instrument.symbol: item.change_pct for item in members if item.change_pct is not None}
    own = moves.get(symbol)
    if own is None:
        return None
    return Rank(1 + sum(move > own for move in moves.values()), len(moves))
