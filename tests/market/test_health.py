"""Percentiles of latencies, and what is left of a minute's budget."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.market.health import HostBudget, Latencies, latencies_of, percentile

SECONDS = st.lists(st.floats(0, 60), min_size=1, max_size=120)


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 10), (0.95, 19), (1.0, 20)])
def test_a_percentile_is_one_of_the_values(share, expected):
    assert percentile([float(value) for value in range(20, 0, -1)], share) == expected


def test_of_one_value_every_percentile_is_that_value():
    assert latencies_of([0.3]) == Latencies(1, 0.3, 0.3)


def test_of_none_there_is_none():
    assert percentile([], 0.5) is None
    assert latencies_of([]) is None


@given(SECONDS, st.floats(0, 1))
def test_at_least_that_share_does_not_exceed_it(values, share):
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)


@given(SECONDS)
def test_half_of_them_take_no_longer_than_95_in_a_hundred(values):
    spread = latencies_of(values)
    assert spread.answers == len(values) and spread.p50 <= spread.p95 <= max(values)


def test_what_a_burst_took_beyond_the_minute_leaves_nothing_and_never_less():
    assert HostBudget(("host",), 60, 41, 7).left == 19
    assert HostBudget(("host",), 60, 66, 0).left == 0
