"""The Southbound pane: figures of today alone, and why there are none when there are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.panes.desks import desk_at, pass_seconds, roles_of, source_of, texts_of
from tui.market.southbound import SouthboundDaily, SouthboundDay, SouthboundMinute
from tui.market.updates import SouthboundHistoryUpdate, SouthboundUpdate
from tui.panes.southbound import southbound_rows, sum_with_today
from widgets.text import width_of


def day(on: date, net: float | None = 3.2e9, *, trading: bool = True) -> SouthboundDay:
    minutes = tuple(SouthboundMinute(540 + n, n * 1e7, n * 0.5e7, n * 1.5e7) for n in range(100))
    half = None if net is None else net / 2
    return SouthboundDay(on, net, half, half, minutes, trading=trading)


def history(before: date, count: int = 25) -> tuple[SouthboundDaily, ...]:
    return tuple(SouthboundDaily(before - timedelta(days=n), 1e9, 9e10) for n in range(count, 0, -1))


def shown(desk, width: int = 76, height: int = 16) -> str:
    return texts_of(southbound_rows(desk, width, height))


def test_today_has_its_total_and_both_channels_in_billions():
    desk = desk_at()
    desk.state.apply(SouthboundUpdate(source_of(desk, "eastmoney", 60), day(desk.now().date())))
    text = shown(desk)
    assert "total ▲+3.20" in text
    assert "via Shanghai ▲+1.60" in text
    assert "via Shenzhen ▲+1.60" in text


def test_on_a_one_market_day_no_figure_is_shown_but_the_reason_and_the_next_day():
    desk = desk_at("2026-10-19 10:42")
    desk.state.apply(SouthboundUpdate(source_of(desk), day(desk.now().date())))
    text = shown(desk)
    assert "no southbound today: Hong Kong closed" in text
    assert "next Tue 20 Oct" in text
    assert "total" not in text


def test_figures_of_another_day_are_not_shown_as_todays():
    desk = desk_at("2026-11-24 08:30")
    desk.state.apply(SouthboundUpdate(source_of(desk), day(date(2026, 11, 23))))
    text = shown(desk)
    assert "nothing published today yet; last day Mon 23 Nov" in text
    assert "total" not in text


def test_a_provider_that_says_not_a_trading_day_is_believed():
    desk = desk_at()
    desk.state.apply(SouthboundUpdate(source_of(desk), day(desk.now().date(), trading=False)))
    assert "total" not in shown(desk)


def test_missing_totals_are_dashes_and_never_zero():
    desk = desk_at()
    desk.state.apply(SouthboundUpdate(source_of(desk), day(desk.now().date(), None)))
    assert "total –" in shown(desk)


def test_an_amount_too_small_to_show_has_no_direction():
    desk = desk_at()
    desk.state.apply(SouthboundUpdate(source_of(desk), day(desk.now().date(), -4e6)))
    assert "total =0.00" in shown(desk)


def test_old_flow_says_how_old():
    desk = desk_at()
    desk.state.apply(SouthboundUpdate(source_of(desk, "eastmoney", 60), day(desk.now().date())))
    pass_seconds(desk, 400)
    rows = southbound_rows(desk, 76, 16)
    assert "old: eastmoney 6m" in texts_of(rows)
    assert "warn" in roles_of(rows[0])


@pytest.mark.parametrize(("days", "total"), [(5, 7.2e9), (20, 22.2e9)])
def test_sums_of_days_count_today(days, total):
    today = date(2026, 11, 23)
    assert sum_with_today(history(today), day(today), days) == pytest.approx(total)


def test_a_sum_with_an_unknown_day_is_unknown():
    today = date(2026, 11, 23)
    gap = (*history(today)[:-1], SouthboundDaily(today - timedelta(days=1), None))
    assert sum_with_today(gap, day(today), 5) is None
    assert sum_with_today(history(today, 3), day(today), 5) is None


@pytest.mark.parametrize("width", [40, 58, 76, 120])
@pytest.mark.parametrize("height", [3, 8, 12, 16, 30])
def test_it_fits_every_size(width, height):
    desk = desk_at()
    today = desk.now().date()
    desk.state.apply(SouthboundUpdate(source_of(desk), day(today)))
    desk.state.apply(SouthboundHistoryUpdate(source_of(desk), history(today)))
    rows = southbound_rows(desk, width, height)
    assert all(width_of(row) <= width for row in rows)
