"""What net buy amounts to, in words: pace, streak, rank, and price and flow that disagree."""

from __future__ import annotations

from datetime import date

import pytest

from tests.panes.desks import VIEW, desk_at, texts_of
from tests.panes.flow_market import BILLION, before, flow_desk, give_past
from tui.market.southbound_context import FlowRank, UsualPace
from tui.market.standing import Run
from tui.panes.southbound_figures import (
    against_text,
    context_rows,
    disagreement_rows,
    figure_rows,
    ordinal,
    pace_figure,
    place_text,
    streak_text,
)
from tui.panes.southbound_flow import FlowReader

TODAY = date(2026, 11, 23)


def figures(desk, width: int = 158) -> str:
    return texts_of(figure_rows(desk, FlowReader(desk).flow(), width))


def context(desk, width: int = 158) -> str:
    return texts_of(context_rows(desk, FlowReader(desk).flow(), width))


def test_the_pace_says_against_what_at_which_minute_and_how_many_days_are_known():
    assert "pace ▲+50% vs 20-day avg at 10:42   ▲+50% vs 5-day avg" in figures(flow_desk())
    text = figures(flow_desk(past_days=18))
    assert "vs 20-day avg at 10:42 (18 of 20 known)" in text


def test_without_days_known_by_the_minute_there_is_no_pace():
    assert "pace" not in figures(flow_desk(past_days=0))


@pytest.mark.parametrize(
    ("net", "average", "figure", "against"),
    [
        (6.9e9, 5e9, "▲+38%", "vs 20-day avg"),
        (2.5e9, 5e9, "▼-50%", "vs 20-day avg"),
        (5e9, 5e9, "=0%", "vs 20-day avg"),
        (-1e9, 5e9, "▼-6.00", "vs 20-day avg of +5.00"),
        (1e9, -5e9, "▲+6.00", "vs 20-day avg of -5.00"),
        (-6e9, -5e9, "▼-1.00", "vs 20-day avg of -5.00"),
        (2e9, 1e6, "▲+2.00", "vs 20-day avg of 0.00"),
    ],
)
def test_a_percentage_is_told_only_of_two_net_buys(net, average, figure, against):
    desk, pace = desk_at(view=VIEW), UsualPace(average, 20, 20)
    assert pace_figure(desk, net, pace).text == figure
    assert against_text(desk, net, pace) == against


def test_sums_streak_rank_and_share_of_turnover():
    desk = flow_desk("2026-11-23 15:42")
    text = context(desk)
    assert "5 days ▲+25.32   20 days ▲+83.72   month ▲+66.32   year ▲+776.42" in text
    assert "10th day of net buying" in text
    assert "turnover 100.0 = 25.0% of HK" in text


def test_the_share_is_left_out_where_the_markets_turnover_is_of_another_time():
    desk = flow_desk()
    desk.clock.seconds += 400
    assert "turnover 100.0" in context(desk)
    assert "of HK" not in context(desk)


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (Run(4, TODAY), "4th day of net buying"),
        (Run(1, TODAY), "1st day of net buying"),
        (Run(-2, TODAY), "2nd day of net selling"),
        (Run(0, TODAY), ""),
        (None, ""),
    ],
)
def test_the_streak_in_words(run, text):
    assert streak_text(desk_at(), run) == text


@pytest.mark.parametrize(
    ("rank", "bought", "text"),
    [
        (FlowRank(1, 60, 12, TODAY), True, "most in 12 days"),
        (FlowRank(1, 60, 12, TODAY), False, "most sold in 12 days"),
        (FlowRank(1, 40, 40, None), True, "most in 40+ days"),
        (FlowRank(2, 60, 2, TODAY), True, "2nd most of 60 days"),
        (FlowRank(3, 60, 1, TODAY), False, "3rd most sold of 60 days"),
        (FlowRank(6, 60, 1, TODAY), True, ""),
        (FlowRank(2, 4, 1, TODAY), True, ""),
    ],
)
def test_the_rank_in_words(rank, bought, text):
    assert place_text(desk_at(), rank, bought=bought) == text


def test_a_rank_of_a_day_that_is_not_over_is_so_far():
    assert "most in 251+ days so far" in context(flow_desk("2026-11-23 15:42"))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
    ],
)
def test_ordinals(number, text):
    assert ordinal(number) == text


def test_price_and_flow_that_disagree_have_one_line():
    desk = flow_desk("2026-11-23 15:42", hsi_pct=-1.2)
    [row] = disagreement_rows(desk, FlowReader(desk).flow(), 78)
    assert texts_of([row]) == "≠ price and flow disagree HSI -1.20%, net buy +8.32 (usual size of a day 4.07)"
    assert [span.role for span in row] == ["warn", "value"]
    assert "disagree" not in figures(flow_desk("2026-11-23 15:42", hsi_pct=1.2))


def test_an_old_price_disagrees_with_nothing():
    desk = flow_desk("2026-11-23 15:42", hsi_pct=-1.2)
    desk.clock.seconds += 400
    assert "disagree" not in figures(desk)


@pytest.mark.parametrize(
    ("net", "figure"), [(10.03e9, ("=0%", "flat")), (9.97e9, ("=0%", "flat")), (10.06e9, ("▲+1%", "up"))]
)
def test_a_pace_that_shows_as_zero_has_no_direction(net, figure):
    assert tuple(pace_figure(desk_at(view=VIEW), net, UsualPace(10e9, 20, 20))) == figure


def test_a_pace_of_few_days_says_so_of_each_average():
    desk = flow_desk(past_days=0)
    give_past(desk, dict.fromkeys(before(TODAY, 3), 6 * BILLION))
    assert "(3 of 20 known)   ▲+50% vs 5-day avg (3 of 5 known)" in figures(desk)
