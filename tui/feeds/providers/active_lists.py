"""Two channels' lists of active southbound names made into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tui.market.southbound import ActiveName, ActiveNames

SHANGHAI, SHENZHEN = "Shanghai", "Shenzhen"


def merged(day: date, lists: Mapping[str, Iterable[ActiveName]]) -> ActiveNames:
    """The lists of both channels, a name that stands in both added up, the largest turnover first."""
    by_symbol: dict[str, ActiveName] = {}
    for names in lists.values():
        for name in names:
            held = by_symbol.get(name.symbol)
            by_symbol[name.symbol] = name if held is None else _added(held, name)
    return ActiveNames(day, tuple(sorted(by_symbol.values(), key=lambda name: -name.turnover)))


def _added(one: ActiveName, other: ActiveName) -> ActiveName:
    return ActiveName(
        one.symbol,
        one.name_zh,
        _sum(one.buy, other.buy),
        _sum(one.sell, other.sell),
        one.turnover + other.turnover,
        (*one.channels, *other.channels),
    )


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
