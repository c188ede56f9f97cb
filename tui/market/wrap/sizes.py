"""How large a move is: what decides the verb."""

from __future__ import annotations

from enum import IntEnum

from tui.market.wrap.records import FigureRole

FLAT_BELOW_PCT = 0.1
"""A smaller move of an index or a sector, percent of the previous close, has no direction: "little changed"."""

EDGED_BELOW_PCT = 0.3
"""Up to here it "edged up" or "edged down"; from here on it "rose" or "fell"."""

CLIMBED_FROM_PCT = 2.0
"""From here on it "climbed" or "slid"."""

JUMPED_FROM_PCT = 3.5
"""From here on it "jumped" or "tumbled"."""

MOVE_DECIMALS = 2
"""A move is judged as it is written with so many decimals, so that 0.096 % is 0.10 % in word and figure."""


class Size(IntEnum):
    """The classes of moves, whatever their direction."""

    FLAT = 0
    EDGED = 1
    MOVED = 2
    CLIMBED = 3
    JUMPED = 4


def size_of(change_pct: float) -> Size:
    """The class of a move in percent."""
    size = abs(round(change_pct, MOVE_DECIMALS))
    steps = (FLAT_BELOW_PCT, EDGED_BELOW_PCT, CLIMBED_FROM_PCT, JUMPED_FROM_PCT)
    return Size(sum(size >= step for step in steps))


def direction_of(change_pct: float | None) -> int:
    """1 up, -1 down; 0 for a move too small to have one, and for none that is known."""
    if change_pct is None or size_of(change_pct) is Size.FLAT:
        return 0
    return 1 if change_pct > 0 else -1


def role_of(change_pct: float) -> FigureRole:
    """The colour of a move: its direction, or none."""
    return "flat" if (direction := direction_of(change_pct)) == 0 else "up" if direction > 0 else "down"
