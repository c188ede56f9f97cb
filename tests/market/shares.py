"""Quotes of a fixed day for tests of the pure computations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tui.market.quotes import Quote
from tui.market.zones import MARKET_TIME


def moment(text: str) -> datetime:
    """`2026-11-23 10:42` in market time."""
    return datetime.fromisoformat(text).replace(tzinfo=MARKET_TIME)


NOW = moment("2026-11-23 10:42")
TODAY = NOW.date()


def quote(symbol: str, last: float | None = 101.0, previous_close: float | None = 100.0, **fields: object) -> Quote:
    values: dict[str, object] = {"time": NOW, "provider": "test", **fields}
    return Quote(symbol, last, previous_close, **values)  # type: ignore[arg-type]


def lookup(*quotes: Quote) -> Callable[[str], Quote | None]:
    return {item.symbol: item for item in quotes}.get
