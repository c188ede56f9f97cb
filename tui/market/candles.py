"""Daily bars as a chart wants them: the running day among them, as many as a range has, as weeks or months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby

from tui.market.instruments import Market
from tui.market.month_days import MONTHS_A_YEAR, months_later
from tui.market.quotes import Quote
from tui.market.quoting import traded_today
from tui.market.series import Bar
from tui.market.sessions import market_day


class Timeframe(StrEnum):
    """What one candle stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class ChartRange(StrEnum):
    """How far back a chart reaches."""

    ONE_MONTH = "1m"
    THREE_MONTHS = "3m"
    SIX_MONTHS = "6m"
    ONE_YEAR = "1y"
    THREE_YEARS = "3y"

    @property
    def months(self) -> int:
        """The range in months."""
        count, unit = int(self.value[:-1]), self.value[-1]
        return count * MONTHS_A_YEAR if unit == "y" else count


def with_running_day(bars: Sequence[Bar], quote: Quote | None, market: Market) -> tuple[Bar, ...]:
    """The bars with the day of the quote as the last one, as far as it has come.

    A bar of that day gives way, except for what the quote lacks. A quote of an earlier day than the last bar, or of a
    name that did not trade, adds nothing.
    """
    if quote is None or quote.last is None or quote.time is None or not traded_today(quote):
        return tuple(bars)
    day = market_day(market, quote.time)
    if bars and day < bars[-1].date:
        return tuple(bars)
    known = bars[-1] if bars and bars[-1].date == day else None
    before = bars[:-1] if known else bars
    open_ = quote.open if quote.open is not None else known.open if known else quote.last
    highs = (quote.high, known.high if known else None, open_, quote.last)
    lows = (quote.low, known.low if known else None, open_, quote.last)
    running = Bar(
        day,
        open_,
        max(high for high in highs if high is not None),
        min(low for low in lows if low is not None),
        quote.last,
        quote.volume if quote.volume is not None else known.volume if known else None,
        quote.turnover if quote.turnover is not None else known.turnover if known else None,
    )
    return (*before, running)


def folded(bars: Iterable[Bar], timeframe: Timeframe) -> tuple[Bar, ...]:
    """One bar for each calendar week or month, dated by its last session; days stay as they are.

    A sum of volumes of which one is not known is not known.
    """
    if timeframe is Timeframe.DAY:
        return tuple(bars)
    return tuple(_one_of(list(group)) for _, group in groupby(bars, key=lambda bar: _period(bar.date, timeframe)))


def fitting(bars: Sequence[Bar], chart_range: ChartRange, room: int) -> tuple[Timeframe, tuple[Bar, ...]]:
    """The bars of the range in the finest timeframe that needs at most `room` of them; else its newest months."""
    start = months_later(bars[-1].date, -chart_range.months) if bars else date.min
    for timeframe in Timeframe:
        kept = tuple(bar for bar in folded(bars, timeframe) if bar.date > start)
        if len(kept) <= room:
            return timeframe, kept
    return Timeframe.MONTH, kept[-room:] if room > 0 else ()


def change_pct(bars: Sequence[Bar], index: int) -> float | None:
    """The move from the close before to that bar's close, percent; None for the first bar."""
    if index < 1 or not bars[index - 1].close:
        return None
    return (bars[index].close / bars[index - 1].close - 1.0) * 100.0


def _period(day: date, timeframe: Timeframe) -> tuple[int, int]:
    if timeframe is Timeframe.MONTH:
        return day.year, day.month
    year, week, _ = day.isocalendar()
    return year, week


def _one_of(bars: Sequence[Bar]) -> Bar:
    return Bar(
        bars[-1].date,
        bars[0].open,
        max(bar.high for bar in bars),
        min(bar.low for bar in bars),
        bars[-1].close,
        _total([bar.volume for bar in bars]),
        _total([bar.turnover for bar in bars]),
    )


def _total(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
