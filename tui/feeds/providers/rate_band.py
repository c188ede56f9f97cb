"""Which figures can be the price of a Hong Kong dollar in yuan at all."""

from __future__ import annotations

from tui.feeds.errors import WireError

LOWEST, HIGHEST = 0.80, 1.00
"""Yuan for one HKD: 0.85 in 2026, 0.95 at the most since 2008.

A yuan's price in HKD, the same quote turned round, lies above 1.00 for every rate within; a bound of 1.10 would let
1 / 0.92 pass.
"""


def is_sane(value: float | None) -> bool:
    """Whether the figure can be what one HKD costs in yuan."""
    return value is not None and LOWEST <= value < HIGHEST


def refuse_insane(value: float, provider: str) -> None:
    """Raise WireError for a figure that cannot be the price of one HKD: another pair, or one turned round."""
    if not is_sane(value):
        raise WireError(f"{provider} sent {value:.6g} yuan for one HKD, which cannot be")
