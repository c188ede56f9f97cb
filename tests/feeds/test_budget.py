"""Budgets: requests a minute, as arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.feeds.budget import HostBudgets, TokenBucket, host_of


def test_a_full_bucket_gives_a_batch_at_once_and_then_one_by_one():
    bucket = TokenBucket(60)
    assert [bucket.take(0.0) for _ in range(10)] == [0.0] * 10
    assert bucket.take(0.0) == pytest.approx(1.0)
    assert bucket.take(0.5) == pytest.approx(0.5)
    assert bucket.take(1.01) == 0.0


def test_patient_requests_leave_half_a_bucket_to_the_others():
    bucket = TokenBucket(60)
    patient = [bucket.take(0.0, patient=True) for _ in range(6)]
    assert patient[:5] == [0.0] * 5
    assert patient[5] == pytest.approx(1.0)
    assert [bucket.take(0.0) for _ in range(5)] == [0.0] * 5
    assert bucket.take(0.0) > 0


def test_even_the_smallest_budget_serves_the_patient():
    assert TokenBucket(1).take(0.0, patient=True) == 0.0


@given(st.floats(1, 600), st.lists(st.floats(0, 30), min_size=1, max_size=300))
def test_no_minute_ever_sees_more_than_the_budget_and_one_burst(rate, pauses):
    bucket = TokenBucket(rate)
    now, taken = 0.0, []
    for pause in pauses:
        now += pause
        if bucket.take(now) == 0.0:
            taken.append(now)
    burst = max(4.0, rate / 6)
    for start in taken:
        assert sum(start <= moment <= start + 60 for moment in taken) <= rate + burst + 1


@given(st.floats(1, 600), st.lists(st.booleans(), min_size=1, max_size=50))
def test_after_the_wait_that_was_named_there_is_a_token(rate, kinds):
    bucket = TokenBucket(rate)
    now = 0.0
    for patient in kinds:
        wait = bucket.take(now, patient=patient)
        if wait:
            now += wait + 1e-6
            assert bucket.take(now, patient=patient) == 0.0


def test_the_hosts_of_one_provider_spend_one_allowance():
    budgets = HostBudgets([(["a", "b"], 60)])
    assert [budgets.take(host, 0.0) for host in "ab" * 5] == [0.0] * 10
    assert budgets.take("a", 0.0) > 0
    assert budgets.take("b", 0.0) > 0


def test_providers_on_one_host_share_their_sum():
    budgets = HostBudgets([(["x", "a"], 60), (["b"], 60), (["x", "b"], 60)])
    assert [budgets.take(host, 0.0) for host in "xab" * 10] == [0.0] * 30
    assert all(budgets.take(host, 0.0) > 0 for host in "xab")


def test_a_host_without_a_budget_is_not_limited():
    assert all(HostBudgets().take("anyone", 0.0) == 0.0 for _ in range(1000))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://qt.gtimg.cn/q=sh600036", "qt.gtimg.cn"),
        ("http://User:pw@Example.test:8080/x", "example.test:8080"),
        ("http://[::1]:80/", "[::1]:80"),
        ("http://[::1", "http://[::1"),
        ("nothing", "nothing"),
    ],
)
def test_budgets_are_kept_by_host_and_port(url, host):
    assert host_of(url) == host
