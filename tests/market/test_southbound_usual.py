"""The usual southbound day, and what net buy alone takes of the quota."""

from __future__ import annotations

from datetime import date

import pytest

from tests.panes.desks import CALENDARS
from tests.panes.flow_market import LAST, MINUTES, NOON, before, flow_day
from tui.market.southbound import SouthboundDay, SouthboundMinute
from tui.market.southbound_quota import least_used_pct
from tui.market.southbound_usual import usual_day

TODAY = date(2026, 11, 23)
NETS = {day: 1e9 * number for number, day in enumerate(before(TODAY, 20), 1)}


def usual(*days: SouthboundDay, minutes=MINUTES):
    return usual_day(days, TODAY, minutes, CALENDARS)


def test_it_is_the_mean_of_the_days_known_at_each_minute():
    found = usual(*(flow_day(day, net) for day, net in NETS.items()))
    assert (found.days, found.of) == (20, 20)
    assert len(found.values) == len(MINUTES)
    assert found.values[0] == 0
    assert found.values[-1] == pytest.approx(sum(NETS.values()) / 20)
    half = len(MINUTES) // 2
    assert found.values[half] == pytest.approx(found.values[-1] * half / (len(MINUTES) - 1), rel=0.01)


def test_days_marked_every_five_minutes_do_as_well():
    whole = flow_day(TODAY, 6e9)
    [day] = before(TODAY, 1)
    marks = tuple(minute for minute in whole.minutes if minute.minute % 5 == 0)
    found = usual(SouthboundDay(day, 6e9, 4e9, 2e9, marks))
    assert all(
        value == pytest.approx(m.net_buy, abs=2e7) for value, m in zip(found.values, whole.minutes, strict=True)
    )


def test_only_the_last_twenty_days_with_connect_count_and_no_half_days():
    [recent] = before(TODAY, 1)
    old = before(TODAY, 21)[0]
    half = flow_day(recent, 8e9, NOON)
    assert usual(flow_day(old, 5e9)).days == 0
    assert usual(half).days == 0
    assert usual(flow_day(TODAY, 5e9)).days == 0
    assert set(usual(half).values) == {None}


def test_a_hole_is_not_drawn_over():
    [day] = before(TODAY, 1)
    minutes = tuple(minute for minute in flow_day(day, 6e9).minutes if not 600 < minute.minute < 660)
    values = dict(zip(MINUTES, usual(SouthboundDay(day, 6e9, 4e9, 2e9, minutes)).values, strict=True))
    assert values[630] is None
    assert values[595] is not None
    assert values[700] is not None


@pytest.mark.parametrize("count", range(12))
def test_any_number_of_minutes_has_as_many_values(count):
    [day] = before(TODAY, 1)
    values = usual(flow_day(day, 6e9), minutes=MINUTES[:count]).values
    assert len(values) == count
    assert all(value is not None for value in values)


def test_a_day_that_does_not_trade_is_not_usual():
    [day] = before(TODAY, 1)
    minutes = tuple(SouthboundMinute(minute, 1.0, 1.0, 2.0) for minute in range(540, LAST))
    assert usual(SouthboundDay(day, 2.0, 1.0, 1.0, minutes, trading=False)).days == 0


@pytest.mark.parametrize(
    ("net", "rate", "pct"),
    [(21e9, 1.0, 50.0), (10e9, 0.92, 21.9047), (-5e9, 0.92, 0.0), (None, 0.92, None), (1e9, None, None)],
)
def test_net_buy_takes_at_least_its_own_part_of_the_quota(net, rate, pct):
    assert least_used_pct(net, rate) == (None if pct is None else pytest.approx(pct, abs=1e-3))
