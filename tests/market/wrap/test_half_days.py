"""Turnover in a wrap after a half day, and on one: it has no afternoon, so no whole day is like it."""

from __future__ import annotations

from datetime import date

from tests.panes.desks import desk_at, give_past_turnover, give_quotes, moment, quote_of, source_of
from tui.market.series import Adjustment, Bar, DailyBars
from tui.market.updates import BarsUpdate
from tui.market.wrap.compose import compose
from tui.market.wrap.gather import gather

WHOLE, HALF = 250e9, 120e9
HALF_DAY = date(2026, 12, 24)


def amount_of(desk, day):
    return WHOLE if desk.calendars.hong_kong.half_day(day) is None else HALF


def desk_with(now, turnover, *, stamp):
    """A Hang Seng with turnover, and twenty sessions before of which only the daily bars are known."""
    desk = desk_at(now)
    give_quotes(desk, quote_of(desk, "HSI", turnover=turnover, time=moment(stamp)))
    days = desk.calendars.hong_kong.sessions_before(desk.now().date(), 20)
    bars = tuple(Bar(day, 100.0, 100.0, 100.0, 100.0, None, amount_of(desk, day)) for day in days)
    desk.state.apply(BarsUpdate(source_of(desk), DailyBars("HSI", Adjustment.NONE, bars, days[0])))
    return desk


def facts_of(desk):
    return gather(desk.state, desk.calendars, desk.now(), {}, desk.clock.age)


def turnover_of(desk, language="en"):
    return {sentence.id: sentence.text for sentence in compose(facts_of(desk), language).sentences}["turnover"]


def why_missing(desk):
    missing = {item.what: (item.reason_en, item.reason_zh) for item in facts_of(desk).missing}
    return missing.get("turnover before, hong kong")


def test_the_day_after_a_half_day_is_compared_with_whole_days_alone():
    desk = desk_with("2026-12-28 16:30", WHOLE, stamp="2026-12-28 16:08:30")
    [fact] = facts_of(desk).turnover
    assert (fact.context.previous_day, fact.context.average, fact.context.average_days) == (None, WHOLE, 19)
    assert turnover_of(desk) == (
        "Turnover in Hong Kong was HK$250.0 billion, close to the average of the 19 days known."
    )
    assert why_missing(desk) == ("the session before was a half day", "前一交易日为半日市")


def test_a_half_day_is_not_compared_with_whole_days():
    desk = desk_with("2026-12-24 12:40", HALF, stamp="2026-12-24 12:08:30")
    [fact] = facts_of(desk).turnover
    assert (fact.context.previous_day, fact.context.average) == (None, None)
    assert turnover_of(desk) == "Turnover in Hong Kong was HK$120.0 billion."


def test_a_half_day_that_is_over_is_compared_with_the_same_time_of_whole_days():
    desk = desk_with("2026-12-24 12:40", HALF, stamp="2026-12-24 12:08:30")
    give_past_turnover(desk, "HSI", *[WHOLE] * 20)
    assert ", close to " not in turnover_of(desk)
    assert " than at the same time on Wednesday" in turnover_of(desk)
    assert "较周三同一时刻" in turnover_of(desk, "zh")


def test_a_whole_day_that_is_over_is_compared_with_whole_days():
    desk = desk_with("2026-12-23 16:30", 1.2 * WHOLE, stamp="2026-12-23 16:08:30")
    assert turnover_of(desk) == (
        "Turnover in Hong Kong was HK$300.0 billion, 20 % more than on Tuesday and 20 % above the 20-day average."
    )
    assert why_missing(desk) is None
