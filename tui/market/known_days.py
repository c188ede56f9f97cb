"""Which of the daily bars can be relied on: those up to today without a hole in which a close might hide.

A hole is a session without a bar. A share may simply not have traded; an index has a value every session. Where the
bars themselves vouch for being whole (`DailyBars.whole_from`), a share's missing sessions are suspensions.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta

from msgspec import Struct

from tui.market.calendars import TradingCalendar
from tui.market.instruments import Instrument, Kind, Market
from tui.market.series import Bar, DailyBars

MOST_DAYS_OFF = 6
"""Working days in a row that may be holidays where no calendar tells: Lunar New Year of 2020 and of 2026 had six."""

SAME_BASIS = 0.005
"""How far the last bar's close and the quote's previous close may be apart, as a share of it, to be one figure:
closes differ a little between vendors; a split, a dividend or a missing session makes them differ more."""

SAME_BUT_FOR_DIVIDEND = 0.15
"""The same of a Hong Kong share, whose dividend may lie between: few are larger, and hardly a split is smaller."""

SAME_PRICE = 0.0001
"""The same, where nothing else speaks for the bars being up to date."""

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class KnownDays(Struct, frozen=True):
    """Bars of finished days without a hole, ascending, up to the session before a day.

    `since`: from this day on all that traded is here. It is before the first bar if the share was listed later.
    """

    bars: tuple[Bar, ...]
    since: date


def known_days(
    bars: DailyBars,
    day: date,
    instrument: Instrument,
    calendar: TradingCalendar | None,
    previous_close: float | None,
) -> KnownDays | None:
    """The bars before `day` that can be relied on, None if there are none.

    `calendar` is the market's, None where there is none; before its first day a hole is told by its length alone,
    and shorter ones pass unseen unless the bars vouch for themselves. `previous_close` is the quote's, None if it is
    not known: it tells bars that end too early or have another basis, such as those from before a split. In Hong Kong
    a share's previous close is not corrected for dividends as the bars are: there it may differ by one, but not by a
    split.
    """
    earlier = bars.bars[: bisect_left(bars.bars, day, key=lambda bar: bar.date)]
    if bars.whole_from is not None:
        earlier = earlier[bisect_left(earlier, bars.whole_from, key=lambda bar: bar.date) :]
    if not earlier or not _reaches(earlier[-1], day, instrument, calendar, previous_close):
        return None
    if bars.whole_from is not None and instrument.kind is Kind.STOCK:
        return KnownDays(earlier, bars.whole_from)
    holes = (
        number
        for number in range(len(earlier) - 1, 0, -1)
        if _is_hole(earlier[number - 1].date, earlier[number].date, calendar)
    )
    begins = next(holes, 0)
    return KnownDays(earlier[begins:], earlier[begins].date)


def _reaches(
    last: Bar, day: date, instrument: Instrument, calendar: TradingCalendar | None, previous_close: float | None
) -> bool:
    """Whether the last bar is that of the session before the day, or of the last one that the share traded in."""
    distance = abs(last.close - previous_close) / previous_close if previous_close else None
    if _is_hole(last.date, day, calendar):
        return instrument.kind is Kind.STOCK and distance is not None and distance <= SAME_PRICE
    uncorrected = instrument.kind is Kind.STOCK and instrument.market is Market.HONG_KONG
    return distance is None or distance <= (SAME_BUT_FOR_DIVIDEND if uncorrected else SAME_BASIS)


def _is_hole(older: date, newer: date, calendar: TradingCalendar | None) -> bool:
    """Whether there was a session between two days; where no calendar tells, whether there must have been one."""
    between = (newer - older).days - 1
    if between <= 0:
        return False
    days = [older + _ONE_DAY * number for number in range(1, between + 1)]
    if calendar is not None and calendar.first_day <= older:
        return any(calendar.is_session(day) for day in days)
    return sum(day.weekday() < _SATURDAY for day in days) > MOST_DAYS_OFF
