"""Southbound flow in context: sums and streaks over days, today's rank and pace, and whether prices agree.

All amounts in single HKD, net buy being executed buys minus executed sells. Days are those on which Stock Connect
trades; a history row of any other day is no flow (feeds repeat the last one on holidays) and is not read.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import takewhile
from statistics import fmean

from msgspec import Struct

from tui.market.calendars import Calendars
from tui.market.instruments import Market
from tui.market.same_minute import Mark, is_whole_day, total_at
from tui.market.southbound import SouthboundDaily, SouthboundDay, is_repeat
from tui.market.standing import Run
from tui.market.zones import MARKET_TIME

DAILY_QUOTA_CNY = 42_000_000_000.0
"""Of each southbound channel, on a net-buy basis with unfilled bids: quota minus buy orders plus sells. In CNY."""

QUOTA_PUBLISHED_BELOW_PCT = 30.0
"""Since 2024-08-19 what is left of a quota is a number only below this share of it; above, it is "sufficient"."""

RANK_DAYS = 60
"""Days among which the flow is ranked, its own among them: about a quarter of a year."""

DISAGREEING_INDEX_PCT = 0.5
"""A smaller move of the Hang Seng has no direction worth disagreeing with."""

USUAL_DAYS = 20
"""Days with Connect before today that say what is usual, as far as they are known."""

USUAL_LEAST_DAYS = 10
"""The usual size of a day's flow is told if half of them are known."""


class UsualPace(Struct, frozen=True):
    """What net buy had come to at the same minute: the mean of `days` known days of the last `of`, HKD."""

    average: float
    days: int
    of: int


class FlowRank(Struct, frozen=True):
    """How large a day's net buy (net sale, if it is negative) is.

    `place` 1 is the largest of the `days` that are known among the last sixty. `most_in` days, its own among them,
    it is the largest of without a gap: "most in 23 days"; `since` is the day before those that reached as far, None
    if what is known has none: then "in at least".
    """

    place: int
    days: int
    most_in: int
    since: date | None


class Disagreement(Struct, frozen=True):
    """Price and flow disagree: the Hang Seng's move in percent, the net buy against it, the usual size of a day's."""

    index_change_pct: float
    net_buy: float
    usual: float


class SouthboundContext(Struct, frozen=True):
    """The flow of the day `date` and what it amounts to; HKD, None wherever it is not known.

    `date` is the newest day that has a figure: before the first one of today, and on days without Connect, an earlier
    day, so hold it against today before anything is called today's. `finished`: the day's figures are final.
    The sums count `date` among their days. `pace_minute` is the minute after midnight that the paces are about.
    `turnover_share_pct` is southbound's part in Hong Kong's turnover, both of whose sides it may be on. `usual` is
    the mean size, without sign, of the finished days before. Paces, share and disagreement are of today alone.
    """

    date: date
    finished: bool
    net_buy: float
    sum_5d: float | None
    sum_20d: float | None
    month_to_date: float | None
    year_to_date: float | None
    streak: Run | None
    rank: FlowRank | None
    pace_minute: int | None
    pace_5d: UsualPace | None
    pace_20d: UsualPace | None
    turnover_share_pct: float | None
    usual: float | None
    disagreement: Disagreement | None


def southbound_context(
    day: SouthboundDay | None,
    history: Sequence[SouthboundDaily],
    past: Sequence[SouthboundDay],
    turnover: float | None,
    index_change_pct: float | None,
    now: datetime,
    calendars: Calendars,
) -> SouthboundContext | None:
    """Put the newest known day into its context; None if no day is known.

    `day` is the flow held, `history` the finished days and `past` those known by the minute, both ascending.
    `turnover` (HKD so far) and `index_change_pct` (the Hang Seng's) are today's, None if not known; `now` is aware.

    A sum is None if any day in it is unknown. A streak is None unless the day that ended the one before is known: it
    counts net buys or net sales in a row, and a day of exactly nothing ends it. Share of Hong Kong's turnover =
    (buy + sell) / (2 x turnover), for every trade there has two sides.

    Price and flow disagree if the Hang Seng has moved by at least half a percent, today's net buy is of the other
    sign, and larger than the mean size of the last twenty finished days. The size of whole days is the measure from
    the first minute on: a flow that is unusual only for its hour is not yet against the day.
    """
    today = now.astimezone(MARKET_TIME).date()
    if day is not None and is_repeat(day, history, calendars=calendars):
        day = None
    nets = _known(history, day, today, calendars)
    if not nets:
        return None
    on = max(nets)
    before = calendars.connect_days_before(on, RANK_DAYS - 1)
    live = day if day is not None and day.date == on == today else None
    usual = _usual(nets, before[-USUAL_DAYS:])
    marks = _marks(live)
    return SouthboundContext(
        date=on,
        finished=on < today or any(daily.date == on and daily.net_buy is not None for daily in history),
        net_buy=nets[on],
        sum_5d=_sum(nets, (*before[-4:], on)),
        sum_20d=_sum(nets, (*before[-19:], on)),
        month_to_date=_sum(nets, _days_from(on.replace(day=1), on, calendars)),
        year_to_date=_sum(nets, _days_from(on.replace(month=1, day=1), on, calendars)),
        streak=_streak(nets, on, calendars),
        rank=_rank(nets, on, before, calendars),
        pace_minute=marks[-1][0] if marks else None,
        pace_5d=_pace(marks, past, before[-5:]),
        pace_20d=_pace(marks, past, before[-USUAL_DAYS:]),
        turnover_share_pct=_turnover_share(live, turnover),
        usual=usual,
        disagreement=None if live is None else _disagreement(nets[on], index_change_pct, usual),
    )


def _known(
    history: Sequence[SouthboundDaily], day: SouthboundDay | None, today: date, calendars: Calendars
) -> dict[date, float]:
    """Net buy of each day that has one; a finished day's figure goes before what was last seen of it."""
    nets: dict[date, float] = {}
    if day is not None and day.net_buy is not None:
        nets[day.date] = day.net_buy
    for daily in history:
        if daily.net_buy is not None and calendars.is_connect_day(daily.date):
            nets[daily.date] = daily.net_buy
    return {on: net for on, net in nets.items() if on <= today}


def _days_from(first: date, last: date, calendars: Calendars) -> tuple[date, ...]:
    """The days with Connect from `first` to `last`, which is one, the newest first."""
    return (last, *takewhile(lambda day: day >= first, _days_before(last, calendars)))


def _days_before(day: date, calendars: Calendars) -> Iterator[date]:
    """The days with Connect before that day, the newest first, without end."""
    while True:
        [day] = calendars.connect_days_before(day, 1)
        yield day


def _sum(nets: Mapping[date, float], days: Sequence[date]) -> float | None:
    known = [nets[day] for day in days if day in nets]
    return sum(known) if len(known) == len(days) else None


def _streak(nets: Mapping[date, float], on: date, calendars: Calendars) -> Run | None:
    sign = _sign(nets[on])
    days, since = sign, on
    for day in _days_before(on, calendars):
        if sign == 0 or day not in nets:
            return None
        if _sign(nets[day]) != sign:
            break
        days, since = days + sign, day
    return Run(days, since)


def _rank(nets: Mapping[date, float], on: date, window: Sequence[date], calendars: Calendars) -> FlowRank | None:
    """`window` are the days before that it is ranked among."""
    sign = _sign(nets[on])
    if sign == 0:
        return None
    sizes = {day: net * sign for day, net in nets.items()}
    smaller = list(takewhile(lambda day: sizes.get(day, math.inf) < sizes[on], _days_before(on, calendars)))
    [ended_by] = calendars.connect_days_before(smaller[-1] if smaller else on, 1)
    ranked = [sizes[day] for day in window if day in sizes]
    return FlowRank(
        place=1 + sum(size > sizes[on] for size in ranked),
        days=len(ranked) + 1,
        most_in=len(smaller) + 1,
        since=ended_by if ended_by in sizes else None,
    )


def _marks(day: SouthboundDay | None) -> list[Mark]:
    return [] if day is None else [(minute.minute, minute.net_buy) for minute in day.minutes]


def _pace(marks: Sequence[Mark], past: Sequence[SouthboundDay], days: Sequence[date]) -> UsualPace | None:
    """The mean of the days known at the last mark's minute; half days are not, nor days with a hole there."""
    if not marks:
        return None
    totals = totals_at(whole_days(past, days), marks[-1][0])
    return UsualPace(fmean(totals), len(totals), len(days)) if totals else None


def whole_days(past: Sequence[SouthboundDay], days: Container[date]) -> list[list[Mark]]:
    """Net buy by minute of those of the days that are known into the afternoon."""
    return [marks for day in past if day.date in days and day.trading and is_whole_day(marks := _marks(day))]


def totals_at(days: Sequence[Sequence[Mark]], minute: int) -> list[float]:
    """What the days had come to by that minute, those left out that are not known there; HKD."""
    return [total for marks in days if (total := total_at(marks, minute, Market.HONG_KONG)) is not None]


def _turnover_share(day: SouthboundDay | None, turnover: float | None) -> float | None:
    if day is None or day.buy is None or day.sell is None or not turnover:
        return None
    return (day.buy + day.sell) / (2.0 * turnover) * 100.0


def _usual(nets: Mapping[date, float], days: Sequence[date]) -> float | None:
    sizes = [abs(nets[day]) for day in days if day in nets]
    return fmean(sizes) if len(sizes) >= USUAL_LEAST_DAYS else None


def _disagreement(net_buy: float, index_change_pct: float | None, usual: float | None) -> Disagreement | None:
    if index_change_pct is None or usual is None:
        return None
    opposed = _sign(net_buy) == -_sign(index_change_pct) != 0
    if opposed and abs(index_change_pct) >= DISAGREEING_INDEX_PCT and abs(net_buy) > usual:
        return Disagreement(index_change_pct, net_buy, usual)
    return None


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
