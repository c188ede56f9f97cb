"""Southbound flow in context: which day it is of, what may be summed, and when nothing may be said."""

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.market.shares import moment
from tui.market.southbound import SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.southbound_context import Disagreement, FlowRank, UsualPace, southbound_context
from tui.market.standing import Run
from tui.shipped import load_calendars

CALENDARS = load_calendars()
TODAY = date(2026, 11, 23)
DAYS = CALENDARS.connect_days_before(TODAY, 230)
BILLION = 1e9
BUSY = {"buy": 70e9, "sell": 65e9}
"""Another turnover than that of the finished days: then an equal net buy is no repeat of theirs."""


def finished(*nets, before=TODAY):
    """Finished days up to the last one before that day, in HK$ bn."""
    days = CALENDARS.connect_days_before(before, len(nets))
    return [
        SouthboundDaily(day, None if net is None else net * BILLION, 80 * BILLION)
        for day, net in zip(days, nets, strict=True)
    ]


def flow(net, on=TODAY, *, until=None, **fields):
    """A day that has bought evenly from 09:30 on to come to that net buy (HK$ bn) by a minute."""
    total = None if net is None else net * BILLION
    minutes = () if until is None or net is None else curve(net, until)
    return SouthboundDay(on, total, None, None, minutes, **fields)


def curve(net, until, end=None):
    span = [minute for minute in range(570, until + 1) if not 720 < minute <= 780]
    share = net * BILLION / ((end or until) - 570 - (60 if (end or until) > 780 else 0))
    return tuple(
        SouthboundMinute(minute, 0.0, 0.0, share * (minute - 570 - (60 if minute > 780 else 0))) for minute in span
    )


def context(day, history=(), past=(), *, turnover=None, index=None, at="2026-11-23 10:42"):
    return southbound_context(day, history, past, turnover, index, moment(at), CALENDARS)


def test_nothing_known_is_nothing():
    assert context(None) is None
    assert context(flow(None)) is None
    assert context(None, finished(None)) is None


def test_sums_count_today():
    found = context(flow(5.0), finished(*range(1, 31)))
    assert found.date == TODAY
    assert not found.finished
    assert found.net_buy == 5 * BILLION
    assert found.sum_5d == (27 + 28 + 29 + 30 + 5) * BILLION
    assert found.sum_20d == (sum(range(12, 31)) + 5) * BILLION


def test_a_month_begins_with_its_first_day_of_trading():
    # November 2026 began on a Sunday: 15 days from the 2nd to the 20th.
    assert context(flow(5.0), finished(*[1.0] * 15)).month_to_date == 20 * BILLION
    assert context(flow(5.0), finished(*[1.0] * 14)).month_to_date is None


def test_a_year_needs_each_of_its_days():
    of_year = [day for day in DAYS if day.year == 2026]
    assert context(flow(5.0), finished(*[1.0] * len(of_year))).year_to_date == (len(of_year) + 5) * BILLION
    assert context(flow(5.0), finished(*[1.0] * (len(of_year) - 1))).year_to_date is None


@pytest.mark.parametrize(
    ("hole", "five", "twenty"), [(3, None, None), (4, 9.0, None), (18, 9.0, None), (19, 9.0, 24.0)]
)
def test_a_sum_with_an_unknown_day_is_unknown(hole, five, twenty):
    nets = [1.0] * 30
    nets[-1 - hole] = None
    found = context(flow(5.0), finished(*nets))
    assert (found.sum_5d, found.sum_20d) == tuple(value and value * BILLION for value in (five, twenty))
    missing = finished(*nets)
    del missing[-1 - hole]
    assert context(flow(5.0), missing) == found


def test_a_holiday_in_between_is_no_missing_day():
    found = context(
        flow(5.0, date(2026, 10, 8)), finished(1, 2, 3, 4, before=date(2026, 10, 8)), at="2026-10-08 11:00"
    )
    assert found.sum_5d == 15 * BILLION


def test_before_the_first_figure_the_last_finished_day_is_told_as_such():
    for day in (None, flow(None), flow(3.0, DAYS[-1])):
        found = context(day, finished(1, 2, 3, 4, 6), turnover=200e9, index=-1.0)
        assert (found.date, found.finished, found.net_buy, found.sum_5d) == (DAYS[-1], True, 6e9, 16e9)
        assert (found.turnover_share_pct, found.disagreement, found.pace_minute) == (None, None, None)


def test_a_day_held_over_night_counts_where_the_table_does_not_have_it_yet():
    found = context(flow(3.0, DAYS[-1]), finished(1, 2, 3, 4, before=DAYS[-1]))
    assert (found.date, found.finished, found.sum_5d) == (DAYS[-1], True, 13e9)


def test_the_published_day_goes_before_what_was_last_seen_of_it():
    history = [*finished(1, 2, 3, 4), SouthboundDaily(TODAY, 5.5e9, 80e9)]
    found = context(flow(5.0), history, at="2026-11-23 17:00")
    assert (found.date, found.finished, found.net_buy, found.sum_5d) == (TODAY, True, 5.5e9, 15.5e9)


@pytest.mark.parametrize(
    "repeat",
    [
        flow(6.0),
        flow(6.0, buy=43e9, sell=37e9),
        flow(2.0, trading=False),
    ],
)
def test_a_repeat_of_yesterday_is_not_today(repeat):
    found = context(repeat, finished(1, 2, 3, 4, 6))
    assert (found.date, found.net_buy) == (DAYS[-1], 6e9)


def test_a_day_without_connect_has_no_flow_whatever_is_sent():
    holiday = date(2026, 10, 19)  # Hong Kong is closed
    history = [*finished(1, 2, 3, before=holiday), SouthboundDaily(holiday, 3e9, 80e9)]
    found = context(flow(7.0, holiday), history, at="2026-10-19 11:00")
    assert (found.date, found.net_buy) == (date(2026, 10, 16), 3e9)


@pytest.mark.parametrize(
    ("nets", "today", "days"),
    [
        ((-1, 2, 3), 1.0, 3),
        ((1, 2, 3), -1.0, -1),
        ((3, -2, -3), -1.0, -3),
        ((-1, 0, 3), 1.0, 2),
        ((-1, 2, 3), 0.0, None),
        ((2, 3), 1.0, None),
        ((-1, None, 3), 1.0, None),
        ((None, -1, 3), 1.0, 2),
        ((), 1.0, None),
    ],
)
def test_a_streak_counts_back_to_the_day_that_ended_the_one_before(nets, today, days):
    found = context(flow(today), finished(*nets)).streak
    if days is None:
        assert found is None
    else:
        assert found == Run(days, (*DAYS, TODAY)[-abs(days)])


@pytest.mark.parametrize(
    ("nets", "today", "rank"),
    [
        ((9, 1, 2, 3), 4.0, FlowRank(2, 5, 4, DAYS[-4])),
        ((1, 2, 3), 4.0, FlowRank(1, 4, 4, None)),
        ((9, None, 2), 4.0, FlowRank(2, 3, 2, None)),
        ((5, 4), 4.0, FlowRank(2, 3, 1, DAYS[-1])),
        ((-9, -1, 2), -4.0, FlowRank(2, 4, 3, DAYS[-3])),
        ((), 4.0, FlowRank(1, 1, 1, None)),
        ((1,), 0.0, None),
    ],
)
def test_the_rank_is_among_flows_of_the_same_direction(nets, today, rank):
    assert context(flow(today, **BUSY), finished(*nets)).rank == rank


def test_only_sixty_days_are_ranked():
    assert context(flow(1.5), finished(*[2.0] * 40, *[1.0] * 59)).rank == FlowRank(1, 60, 60, DAYS[-60])


@given(nets=st.lists(st.one_of(st.none(), st.integers(-4, 4)), max_size=75), today=st.integers(-4, 4))
def test_sums_streak_and_rank_equal_a_plain_count(nets, today):
    found = context(flow(today, **BUSY), finished(*nets))
    values = [*nets, today]

    def last(count):
        part = values[-count:]
        return sum(part) * BILLION if len(part) == count and None not in part else None

    assert (found.sum_5d, found.sum_20d, found.month_to_date) == (last(5), last(20), last(16))
    sign = (today > 0) - (today < 0)
    count = 0
    while count < len(values) and values[-1 - count] is not None and values[-1 - count] * sign > 0:
        count += 1
    ended = count < len(values) and values[-1 - count] is not None
    assert found.streak == (Run(sign * count, (*DAYS, TODAY)[-count]) if sign and ended else None)
    if not sign:
        assert found.rank is None
        return
    most = 1
    while most < len(values) and values[-1 - most] is not None and values[-1 - most] * sign < today * sign:
        most += 1
    known = [value for value in nets[-59:] if value is not None]
    assert (found.rank.place, found.rank.days) == (1 + sum(v * sign > today * sign for v in known), len(known) + 1)
    assert found.rank.most_in == most


def past_days(*nets, before=TODAY, end=970):
    days = CALENDARS.connect_days_before(before, len(nets))
    return [
        SouthboundDay(day, net * BILLION, None, None, curve(net, end))
        for day, net in zip(days, nets, strict=True)
        if net is not None
    ]


def test_the_pace_is_the_mean_at_the_same_minute():
    # 340 minutes of trading to 16:10; at 10:30 sixty of them are over.
    found = context(flow(2.0, until=630), past=past_days(*[3.4] * 5, 6.8, 6.8, None, 3.4, 3.4))
    assert found.pace_minute == 630
    assert found.pace_5d == UsualPace(pytest.approx(0.9 * BILLION), 4, 5)
    assert found.pace_20d == UsualPace(pytest.approx((0.6 * 7 + 1.2 * 2) / 9 * BILLION), 9, 20)


def test_half_days_and_holes_are_left_out_of_the_pace():
    half = past_days(3.4, end=720)[0]
    whole = past_days(3.4)[0]
    holed = SouthboundDay(half.date, 3.4e9, None, None, tuple(m for m in whole.minutes if not 610 < m.minute < 650))
    shut = SouthboundDay(whole.date, 3.4e9, None, None, whole.minutes, trading=False)
    for day in (half, holed, shut):
        assert context(flow(2.0, until=630), past=[day]).pace_5d is None


def test_without_minutes_of_its_own_a_day_has_no_pace():
    assert context(flow(2.0), past=past_days(1, 2, 3)).pace_5d is None


def test_older_days_are_not_in_the_pace():
    old = past_days(*[9.0] * 30)[:10]
    assert context(flow(2.0, until=630), past=old).pace_20d is None


def test_the_share_of_turnover_counts_both_sides():
    assert context(flow(2.0, buy=30e9, sell=28e9), turnover=200e9).turnover_share_pct == pytest.approx(14.5)
    assert context(flow(2.0, buy=30e9), turnover=200e9).turnover_share_pct is None
    assert context(flow(2.0, buy=30e9, sell=28e9)).turnover_share_pct is None
    assert context(flow(2.0, buy=30e9, sell=28e9), turnover=0.0).turnover_share_pct is None


@pytest.mark.parametrize(
    ("net", "index", "known", "disagree"),
    [
        (6.0, -0.5, 20, True),
        (-6.0, 1.2, 20, True),
        (6.0, 0.5, 20, False),
        (6.0, -0.49, 20, False),
        (5.0, -1.0, 20, False),  # not larger than usual
        (6.0, -1.0, 9, False),  # nobody knows what is usual
        (6.0, -1.0, 10, True),
        (6.0, None, 20, False),
        (0.0, -1.0, 20, False),
    ],
)
def test_price_and_flow_disagree(net, index, known, disagree):
    nets = [5.0 if n % 2 else -5.0 for n in range(known)]
    found = context(flow(net, **BUSY), finished(*nets), index=index)
    assert found.disagreement == (Disagreement(index, net * BILLION, 5 * BILLION) if disagree else None)


def test_it_is_of_the_day_in_market_time():
    late = moment("2026-11-23 23:59").astimezone(UTC)
    found = southbound_context(flow(5.0), finished(1), (), None, None, late, CALENDARS)
    assert found.date == TODAY
    next_day = southbound_context(flow(5.0), finished(1), (), None, None, moment("2026-11-24 00:01"), CALENDARS)
    assert (next_day.date, next_day.finished, next_day.turnover_share_pct) == (TODAY, True, None)
