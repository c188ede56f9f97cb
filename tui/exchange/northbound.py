"""Northbound Stock Connect: turnover is all that is published of it, and it has no story here."""

from __future__ import annotations

import random
from datetime import date

CHANNELS = ("001", "003")
"""Via Shanghai, via Shenzhen: Eastmoney's numbers for them."""


def turnover(day: date, channel: str) -> float:
    """A channel's turnover of a day in million CNY: a number of the right size."""
    return round(random.Random(f"north:{day}:{channel}").uniform(45_000.0, 95_000.0), 2)
