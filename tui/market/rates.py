"""Exchange rates: what makes amounts in HKD and CNY comparable."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Rate(Struct, frozen=True):
    """What one HKD costs in yuan: `pair` is "HKD/CNH" (offshore) or "HKD/CNY" (onshore).

    `time` is the provider's own stamp, aware, market time; None if it gave none.
    """

    pair: str
    last: float
    previous_close: float | None
    time: datetime | None
    provider: str
