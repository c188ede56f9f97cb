"""Notices that the machine was suspended: pacing stands still then, and what was due in the evening is waited out."""

from __future__ import annotations

from collections.abc import Callable

from tui.clock import Clock

LOOK_EVERY = 3.0
"""Real seconds between two looks at the clocks."""

AHEAD_BY = 10.0
"""Seconds by which the wall's clock must have run ahead of pacing: less is a clock that was set right."""


async def keep_noticing(clock: Clock, woken: Callable[[], None]) -> None:
    """Call `woken` a few seconds after the machine wakes, until cancelled.

    A simulation's clock goes by that of pacing: nothing happens there while the machine is suspended.
    """
    while True:
        wall, real = clock.now(), clock.monotonic()
        await clock.sleep(LOOK_EVERY)
        passed = (clock.now() - wall).total_seconds()
        if not clock.simulated and passed - (clock.monotonic() - real) > AHEAD_BY:
            woken()
