"""The numbers that a setting or a rule may have."""

from __future__ import annotations

from msgspec import Struct


class Range(Struct, frozen=True):
    """The numbers allowed, both ends included, and what they count."""

    low: float
    high: float
    unit: str

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{self.low:.12g} to {self.high:.12g} {self.unit}"
