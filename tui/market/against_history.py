"""Holds a day against the days before it: highs and lows, runs, biggest moves, bases of periods, the last year.

The one home of pandas, which takes a third of a second to import: `load_pandas` first, away from the event loop.
"""

from __future__ import annotations

import importlib
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from tui.market.calendars import TradingCalendar
from tui.market.highs import LEAST_TRADING_DAYS, Extreme, HighLow, closing_high_low, intraday_high_low
from tui.market.instruments import Kind
from tui.market.known_days import KnownDays
from tui.market.spans import RECORD, Span, span_of_history, span_since
from tui.market.standing import BiggestMove, Period, Run, Standing

if TYPE_CHECKING:
    import pandas as pd

SESSIONS_OF: dict[Period, int] = {"5d": 5, "20d": 20, "60d": 60}
"""A period counts from the close so many sessions before today; `ytd` from the last one of last year."""

FIFTY_TWO_WEEKS = timedelta(weeks=52)
AVERAGE_TURNOVER_DAYS = 20

SAME_MOVE = 1e-9
"""Moves (1.0 is 100 %) this close to each other are the same: what is left is how computers divide."""


def load_pandas() -> None:
    """Import pandas, so that nothing here waits for it later."""
    importlib.import_module("pandas")


class Today(Struct, frozen=True):
    """What is held against the past: the last price of `day` and its high and low so far, on the bars' basis.

    `final`: `last` is the official close. `high` and `low` are None where they are not known.
    """

    day: date
    last: float
    high: float | None
    low: float | None
    final: bool


class _Column(NamedTuple):
    """One figure of every past day; the first ones may not be known (a first day has no move)."""

    values: pd.Series[float]
    unknown: int


class PastDays:
    """The days that can be relied on before one day, made ready for any price of it.

    `calendar` is the market's, None where there is none. `base_date`: the first day of an index's history; only bars
    that reach it make a record. Shares have none: where a share was first listed, and at what price, no bars tell.
    """

    def __init__(
        self,
        known: KnownDays,
        day: date,
        kind: Kind,
        calendar: TradingCalendar | None,
        base_date: date | None = None,
    ) -> None:
        import pandas as pd

        bars = known.bars
        self.day = day
        self.dates = [bar.date for bar in bars]
        self.closed = [bar.close for bar in bars]
        self.is_whole = kind is Kind.INDEX and base_date is not None and known.since <= base_date
        days = pd.DatetimeIndex(self.dates)
        closes = pd.Series(self.closed, days, dtype="float64")
        highs = pd.Series([bar.high for bar in bars], days, dtype="float64")
        lows = pd.Series([bar.low for bar in bars], days, dtype="float64")
        self.closes, self.highs, self.lows = (_Column(series, 0) for series in (closes, highs, lows))
        self.moves = _Column(closes.pct_change(fill_method=None), 1)
        self.bases = MappingProxyType(_bases(closes, day, calendar))
        start = day - FIFTY_TWO_WEEKS
        year_known = known.since <= start
        self.high_52_weeks = _extreme(highs[str(start) :], Extreme.HIGH) if year_known else None
        self.low_52_weeks = _extreme(lows[str(start) :], Extreme.LOW) if year_known else None
        self.average_turnover = _mean_of_all(
            pd.Series([bar.turnover for bar in bars[-AVERAGE_TURNOVER_DAYS:]], dtype="float64")
        )


def _bases(closes: pd.Series[float], day: date, calendar: TradingCalendar | None) -> dict[str, float]:
    """The close that each period beyond today counts from, as far as the bars reach."""
    found = {period: _close_before(closes, day, sessions, calendar) for period, sessions in SESSIONS_OF.items()}
    found["ytd"] = _last(closes[: str(day.year - 1)])
    return {period: base for period, base in found.items() if base is not None}


def _close_before(
    closes: pd.Series[float], day: date, sessions: int, calendar: TradingCalendar | None
) -> float | None:
    """The close so many sessions before the day: what a share that did not trade then had closed at before.

    The known days have no holes: only a share may be without a bar of that session, and then it was suspended.
    """
    target = None if calendar is None else calendar.sessions_before(day, sessions)[0]
    if target is None or calendar is None or target < calendar.first_day:
        # No calendar tells the sessions: the bars do.
        return float(closes.iloc[-sessions]) if len(closes) >= sessions else None
    return _last(closes[: str(target)])


def _last(series: pd.Series[float]) -> float | None:
    return float(series.iloc[-1]) if len(series) else None


def _extreme(series: pd.Series[float], extreme: Extreme) -> float | None:
    if not len(series):
        return None
    return float(series.max() if extreme is Extreme.HIGH else series.min())


def _mean_of_all(turnovers: pd.Series[float]) -> float | None:
    """Their mean, if there are enough and each is known."""
    whole = len(turnovers) == AVERAGE_TURNOVER_DAYS and bool(turnovers.notna().all())
    return float(turnovers.mean()) if whole else None


def standing_of(symbol: str, past: PastDays, today: Today) -> Standing:
    """How the day stands against the past that was made ready for it."""
    return Standing(
        symbol=symbol,
        day=today.day,
        final=today.final,
        closing=_closing(past, today),
        intraday=_intraday(past, today),
        run=_run(past, today),
        biggest=_biggest(past, today),
        bases=past.bases,
        high_52_weeks=past.high_52_weeks,
        low_52_weeks=past.low_52_weeks,
        average_turnover=past.average_turnover,
    )


def _closing(past: PastDays, today: Today) -> HighLow | None:
    for extreme in Extreme:
        claim = _claim(past, past.closes, today.last, extreme)
        if claim is not None:
            return closing_high_low(extreme, *claim, final=today.final)
    return None


def _intraday(past: PastDays, today: Today) -> HighLow | None:
    """The day's high or low; of both, the one that reaches farther back, and of equals the high."""
    found: list[tuple[date, Extreme, date | None, Span]] = []
    for extreme, prices, level in ((Extreme.HIGH, past.highs, today.high), (Extreme.LOW, past.lows, today.low)):
        claim = None if level is None else _claim(past, prices, level, extreme)
        if claim is not None:
            found.append((claim[0] or date.min, extreme, *claim))
    if not found:
        return None
    _, extreme, since, span = min(found, key=lambda item: item[0])
    return intraday_high_low(extreme, since, span, final=today.final)


def _biggest(past: PastDays, today: Today) -> BiggestMove | None:
    """Today's move as the biggest gain or loss for long enough to be said."""
    move = today.last / past.closed[-1] - 1.0
    if abs(move) <= SAME_MOVE:
        return None
    gain = move > 0
    level = move - SAME_MOVE if gain else move + SAME_MOVE
    claim = _claim(past, past.moves, level, Extreme.HIGH if gain else Extreme.LOW)
    if claim is None:
        return None
    since, span = claim
    words_en = f"biggest daily {'gain' if gain else 'loss'} {span.words_en}"
    words_zh = f"{span.lasting_zh}最大单日{'涨幅' if gain else '跌幅'}"
    return BiggestMove(
        gain,
        since,
        words_en if today.final else f"on course for its {words_en}",
        f"创{words_zh}" if today.final else f"有望创{words_zh}",
    )


def _run(past: PastDays, today: Today) -> Run | None:
    """Closes in a row in one direction; None unless the day that ended the run before is known."""
    closes = [*past.closed, today.last]
    direction = _direction(closes[-2], closes[-1])
    days = 0
    while days < len(closes) - 1 and _direction(closes[-2 - days], closes[-1 - days]) == direction:
        days += 1
    if direction == 0 or days == len(closes) - 1:
        return None
    return Run(direction * days, [*past.dates, today.day][-days])


def _claim(past: PastDays, column: _Column, level: float, extreme: Extreme) -> tuple[date | None, Span] | None:
    """The last day whose value reached the level, and the words for how long ago that was.

    None if it is too recent to be told, or the history too short.
    """
    # Arrays, since comparing whole series costs ten times as much; figures that are not known compare as false.
    values = column.values.to_numpy()
    if len(values) - column.unknown < LEAST_TRADING_DAYS:
        return None
    reached = (values >= level if extreme is Extreme.HIGH else values <= level).nonzero()[0]
    if len(reached):
        position = int(reached[-1])
        if len(values) - position < LEAST_TRADING_DAYS:
            return None
        since = past.dates[position]
        return since, span_since(since, past.day)
    if past.is_whole:
        return None, RECORD
    span = span_of_history(past.dates[column.unknown], past.day)
    return None if span is None else (None, span)


def _direction(earlier: float, later: float) -> int:
    return (later > earlier) - (later < earlier)
