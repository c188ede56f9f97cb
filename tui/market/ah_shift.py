"""How an A/H premium moved over a period, as far as the bases of both shares tell."""

from __future__ import annotations

from tui.market.ah import Premium
from tui.market.standing import Period, Standing


def premium_shift(premium: Premium, a: Standing | None, h: Standing | None, period: Period) -> float | None:
    """The premium less what it was at the start of the period, percentage points; None where a base is not known.

    Both ends are converted at the rate of the premium: yesterday's rates are not kept. Bases are on the bars'
    adjustment, so that a dividend of one side alone does not show as a move. Each side counts its own sessions.
    """
    a_base = None if a is None else a.bases.get(period)
    h_base = None if h is None else h.bases.get(period)
    if not a_base or not h_base:
        return None
    return premium.premium_pct - (a_base / (h_base * premium.rate) - 1.0) * 100.0
