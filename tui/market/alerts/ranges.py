"""What the figures of a rule may be, whether it is typed or stands in the settings."""

from __future__ import annotations

from tui.market.ranges import Range

PRICE = Range(0.0001, 10_000_000.0, "(a price)")
PERCENT = Range(-100.0, 1_000.0, "percent")
MOVE = Range(0.1, 100.0, "percent")
MOVE_MINUTES = Range(1, 240, "minutes")
DAYS = Range(2, 500, "sessions")
