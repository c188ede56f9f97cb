"""What a tile's area stands for, held still so that tiles do not wander while prices move."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tui.choices import SizeBy
from tui.market.sectors import Member

REWEIGH_SECONDS = 60.0
"""Areas by turnover follow the market once a minute."""

NOTICEABLE_SHIFT = 0.10
"""Areas by float value are drawn anew only when a member's share of the sector has shifted by a tenth of itself."""

UNKNOWN_SHARE = 0.5
"""A member whose value nobody knows gets half the smallest known area: seen, but never prominent."""


def raw_weights(members: Sequence[Member], size_by: SizeBy) -> list[float]:
    """The area of each member. Square roots: else the largest name would fill the screen."""
    if size_by == "equal":
        return [1.0] * len(members)
    values = [_value(member, size_by) for member in members]
    roots = [math.sqrt(value) for value in values if value]
    smallest = min(roots, default=1.0) * UNKNOWN_SHARE
    return [math.sqrt(value) if value else smallest for value in values]


class HeldWeights:
    """The weights last drawn; new ones replace them only when that is worth a new layout."""

    def __init__(self) -> None:
        self._symbols: tuple[str, ...] = ()
        self._size_by: SizeBy | None = None
        self._weights: list[float] = []
        self._since = 0.0

    def update(self, members: Sequence[Member], size_by: SizeBy, monotonic: float) -> list[float]:
        """The weights to draw now, one for each member; `monotonic` in real seconds."""
        symbols = tuple(member.instrument.symbol for member in members)
        fresh = raw_weights(members, size_by)
        if symbols == self._symbols and size_by == self._size_by:
            if size_by == "turnover":
                keep = monotonic - self._since < REWEIGH_SECONDS
            else:
                keep = not _shifted(self._weights, fresh)
            if keep:
                return self._weights
        self._symbols, self._size_by, self._weights, self._since = symbols, size_by, fresh, monotonic
        return fresh


def _value(member: Member, size_by: SizeBy) -> float | None:
    if size_by == "float":
        return member.weight
    return member.quote.turnover if member.quote is not None else None


def _shifted(old: Sequence[float], new: Sequence[float]) -> bool:
    old_total, new_total = sum(old), sum(new)
    return any(
        abs(after / new_total - before / old_total) > NOTICEABLE_SHIFT * before / old_total
        for before, after in zip(old, new, strict=True)
    )
