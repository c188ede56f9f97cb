"""A desk with both shares of every company, a rate, and their bases of 20 sessions ago."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from tests.panes.desks import UNIVERSE, VIEW, desk_at, give_quotes, quote_of, source_of
from tui.market.ah import pairs
from tui.market.rates import Rate
from tui.market.standing import Standing
from tui.market.updates import RateUpdate, StandingsUpdate
from tui.panes.desk import Desk

RATE = 0.92
PAIRS = tuple(pairs(UNIVERSE))


def ah_desk(
    at: str = "2026-11-23 10:42",
    *,
    language: str = "en",
    rate: bool = True,
    a_time: datetime | None = None,
    bases: bool = True,
) -> Desk:
    """Each company dearer in A than the one before it, from -10 % on, in steps of five."""
    desk = desk_at(at, view=replace(VIEW, language=language))
    for number, (a, h) in enumerate(PAIRS):
        h_price = 5.0 * 1.3**number
        a_price = h_price * RATE * (0.9 + 0.05 * number)
        give_quotes(
            desk,
            quote_of(desk, a.symbol, last=a_price, previous_close=a_price / 1.01, time=a_time or desk.now()),
            quote_of(desk, h.symbol, last=h_price, previous_close=h_price / 0.99),
        )
        if bases:
            give_bases(desk, {a.symbol: a_price, h.symbol: h_price * 1.1})
    give_quotes(desk, quote_of(desk, "HSAHP", last=118.42, previous_close=118.10))
    if rate:
        give_rate(desk)
    return desk


def give_rate(desk: Desk, pair: str = "HKD/CNH", time: datetime | None = None, provider: str = "eastmoney") -> None:
    rate = Rate(pair, RATE, 0.919, time or desk.now(), provider)
    desk.state.apply(RateUpdate(source_of(desk, provider, 60), rate))


def give_bases(desk: Desk, closes: dict[str, float]) -> None:
    day = desk.now().date()
    added = {
        symbol: Standing(symbol, day, False, None, None, None, None, {"20d": close}, None, None, None)
        for symbol, close in closes.items()
    }
    desk.state.apply(StandingsUpdate(tuple({**desk.state.standings, **added}.items())))
