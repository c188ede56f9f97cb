"""Tells how the budgets stand, at a calm pace and only when that has changed."""

from __future__ import annotations

from tui.clock import Clock
from tui.feeds.budget import HostBudgets
from tui.feeds.outbox import Emit
from tui.market.health import HostBudget
from tui.market.updates import BudgetsUpdate

TELL_EVERY = 5.0
"""Real seconds between two looks at the budgets."""


async def keep_telling(budgets: HostBudgets, emit: Emit, clock: Clock) -> None:
    """Emit how they stand now and again, until cancelled; not before the first polls, which matter more.

    Returns at once where nothing is limited.
    """
    told: tuple[HostBudget, ...] = ()
    while budgets.standing(clock.monotonic()):
        await clock.sleep(TELL_EVERY)
        standing = budgets.standing(clock.monotonic())
        if standing != told:
            emit(BudgetsUpdate(standing))
            told = standing
