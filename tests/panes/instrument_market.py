"""Bars, minutes and standings of one instrument, as a test wants them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from tests.panes.desks import (
    CALENDARS,
    UNIVERSE,
    desk_at,
    give_quotes,
    give_standings,
    quote_of,
    source_of,
    standing_of,
)
from tui.market.highs import Extreme, HighLow
from tui.market.instruments import Market
from tui.market.rates import Rate
from tui.market.series import Adjustment, Bar, DailyBars, Minute, MinuteSeries
from tui.market.standing import Run
from tui.market.updates import BarsUpdate, MinutesUpdate, RateUpdate
from tui.panes.dayline import trading_minutes
from tui.panes.desk import Desk, View

TENCENT, ICBC_H, ICBC_A, HANG_SENG, CSI = "00700.HK", "01398.HK", "601398.SH", "HSI", "000300.SH"
RATE = 0.92


def sessions_before(market: Market, day: date, count: int) -> list[date]:
    """The last trading days before that day, ascending."""
    calendar = CALENDARS.mainland if market is Market.MAINLAND else CALENDARS.hong_kong
    days: list[date] = []
    while len(days) < count:
        day -= timedelta(days=1)
        if calendar.is_session(day):
            days.append(day)
    return days[::-1]


def bars_before(desk: Desk, symbol: str, count: int, close: float = 100.0) -> tuple[Bar, ...]:
    """Finished days that wave around a rise up to `close`."""
    market = UNIVERSE[symbol].market
    days = sessions_before(market, desk.now().date(), count)
    bars: list[Bar] = []
    before = close * 0.7
    for at, day in enumerate(days):
        level = 0.7 + 0.3 * (at + 1) / count
        end = close * level * (1.0 + 0.03 * math.sin(at / 5.0) * (at + 1 < count))
        bars.append(Bar(day, before, max(before, end) * 1.01, min(before, end) * 0.99, end, 1e6 * (1 + at % 7), 1e8))
        before = end
    return tuple(bars)


def give_bars(desk: Desk, symbol: str, count: int = 800, close: float = 100.0) -> None:
    stock = UNIVERSE[symbol].currency is not None and "." in symbol and symbol != CSI
    adjustment = Adjustment.FORWARD if stock else Adjustment.NONE
    bars = DailyBars(symbol, adjustment, bars_before(desk, symbol, count, close))
    desk.state.apply(BarsUpdate(source_of(desk), bars))


def give_minutes(
    desk: Desk, symbol: str, count: int = 60, *, day: date | None = None, base: float = 100.0, volume: bool = True
) -> None:
    """The first minutes of that day, rising a little."""
    day = day or desk.now().date()
    slots = trading_minutes(UNIVERSE[symbol].market, day, CALENDARS)
    minutes = tuple(
        Minute(
            slot,
            base * (1.0 + 0.01 * math.sin(at / 20.0)),
            1000.0 * (at + 1) if volume else None,
            1000.0 * (at + 1) * base * 1.002,
        )
        for at, slot in enumerate(slots[:count])
    )
    series = MinuteSeries(symbol, day, base, minutes)
    desk.state.apply(MinutesUpdate(source_of(desk), series))


def high_of(words: str, chinese: str) -> HighLow:
    return HighLow(Extreme.HIGH, None, False, "2-mo high", "2个月新高", words, chinese)


def instrument_desk(
    at: str = "2026-11-24 10:42", *, view: View | None = None, symbols: Sequence[str] = (TENCENT,)
) -> Desk:
    """Quotes of everything; bars, minutes and standings of these symbols; a rate."""
    desk = desk_at(at) if view is None else desk_at(at, view=view)
    give_quotes(
        desk,
        *(
            quote_of(desk, instrument.symbol, 0.01 * number, volume=2.5e6)
            for number, instrument in enumerate(UNIVERSE)
        ),
    )
    for symbol in symbols:
        give_bars(desk, symbol)
        give_minutes(desk, symbol)
    run = Run(3, date(2026, 11, 20))
    closing = high_of("on course for its highest close in over two months", "有望创逾两个月收市新高")
    give_standings(
        desk,
        *(
            standing_of(
                desk,
                symbol,
                {"5d": 98.0, "20d": 95.0, "60d": 110.0, "ytd": 80.0},
                run=run,
                closing=closing,
                high_52_weeks=120.0,
                low_52_weeks=60.0,
                average_turnover=1e10,
            )
            for symbol in symbols
        ),
    )
    desk.state.apply(RateUpdate(source_of(desk), Rate("HKD/CNH", RATE, 0.919, desk.now(), "eastmoney")))
    return desk
