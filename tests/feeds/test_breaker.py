"""The breaker: when a provider rests, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.feeds.fakes import MORNING, refused
from tui.feeds.breaker import FIRST_REST, LONGEST_REST, Breaker, Moment
from tui.feeds.errors import LONGEST_RETRY_AFTER
from tui.market.health import Feed, ProviderStatus


def at(seconds: float) -> Moment:
    """So long after the start, on both clocks."""
    return Moment(seconds, MORNING + timedelta(seconds=seconds), 1.0)


def breaker(random: float = 0.0) -> Breaker:
    return Breaker("tencent", Feed.QUOTES, lambda: random)


def rests(state: Breaker, now: float) -> float:
    """Fail at that moment, and say for how long the provider is left alone."""
    state.failed(at(now), refused())
    return 0.0 if state.retry_at is None else state.retry_at - now


def test_one_failure_does_not_make_it_rest():
    state = breaker()
    assert rests(state, 0.0) == 0.0
    assert state.status is ProviderStatus.FAILING
    assert state.may_be_asked(0.0)


def test_the_second_failure_in_a_row_makes_it_rest_until_the_time_of_retry():
    state = breaker()
    rests(state, 0.0)
    assert rests(state, 3.0) == FIRST_REST
    assert state.status is ProviderStatus.RESTING
    assert "HTTP status 500" in state.reason
    assert not state.may_be_asked(3.0 + FIRST_REST - 0.1)
    assert state.may_be_asked(3.0 + FIRST_REST)


def test_each_failed_probe_doubles_the_rest_up_to_the_longest():
    state = breaker()
    rests(state, 0.0)
    assert [rests(state, 1000.0 * turn) for turn in range(1, 8)] == [15, 30, 60, 120, 240, 300, 300]


def test_it_survives_a_provider_that_never_returns():
    state = breaker()
    assert all(rests(state, float(turn)) <= LONGEST_REST for turn in range(5000))


def test_success_forgives_everything():
    state = breaker()
    for turn in range(4):
        rests(state, float(turn))
    state.succeeded(at(100.0), 0.2)
    assert state.status is ProviderStatus.ANSWERING
    assert state.may_be_asked(100.0)
    assert rests(state, 101.0) == 0.0
    assert rests(state, 102.0) == FIRST_REST


def test_a_success_between_failures_keeps_it_closed():
    state = breaker()
    for turn in range(10):
        assert rests(state, turn * 2.0) == 0.0
        state.succeeded(at(turn * 2.0 + 1), 0.1)


def test_the_providers_own_wish_wins_at_once_and_within_reason():
    state = breaker()
    state.failed(at(0.0), refused(retry_after=77.0))
    assert state.retry_at == 77.0
    state.failed(at(100.0), refused(retry_after=1e12))
    assert state.retry_at == 100.0 + LONGEST_RETRY_AFTER


@given(st.floats(0, 1, exclude_max=True), st.integers(2, 12))
def test_jitter_only_shortens_and_never_below_four_fifths(random, failures):
    jittered, plain = breaker(random), breaker()
    for turn in range(failures):
        with_jitter, without = rests(jittered, float(turn)), rests(plain, float(turn))
    assert without * 0.8 <= with_jitter <= without


def test_health_speaks_in_market_time():
    state = breaker()
    assert state.health(Moment(0.0, MORNING, 60.0)) is None
    state.succeeded(at(0.0), 0.25)
    state.failed(at(10.0), refused())
    state.failed(at(20.0), refused())
    health = state.health(Moment(21.0, MORNING, 60.0, simulated=True))
    assert health.status is ProviderStatus.RESTING
    assert (MORNING - health.since).total_seconds() == pytest.approx(60)
    assert (health.retry_at - MORNING).total_seconds() == pytest.approx(14 * 60)
    assert (MORNING - health.last_success).total_seconds() == pytest.approx(21 * 60)
    assert health.latency == 0.25


def test_health_keeps_since_while_the_status_stays():
    state = breaker()
    state.succeeded(at(0.0), 0.1)
    state.succeeded(at(50.0), 0.1)
    assert state.health(at(60.0)).since == MORNING


def test_what_was_before_the_machine_slept_is_told_at_its_own_moment():
    state = breaker()
    state.succeeded(at(0.0), 0.1)
    state.failed(at(10.0), refused())
    state.failed(at(20.0), refused())
    night = timedelta(hours=15)
    awake = replace(at(21.0), market=MORNING + night)
    health = state.health(awake)
    assert health.last_success == MORNING
    assert health.since == MORNING + timedelta(seconds=20)
    assert (health.retry_at - awake.market).total_seconds() == pytest.approx(14)


def test_what_was_before_a_simulation_began_is_told_on_its_clock():
    state = breaker()
    state.succeeded(at(0.0), 0.1)
    begun = Moment(30.0, MORNING - timedelta(days=90), 2.0, simulated=True)
    assert (begun.market - state.health(begun).since).total_seconds() == pytest.approx(60)


@pytest.mark.parametrize("wish", [0.0, 0.5])
def test_a_provider_that_wants_to_be_asked_again_at_once_is_not(wish):
    state = breaker()
    rested = []
    for turn in range(4):
        state.failed(at(1000.0 * turn), refused(retry_after=wish))
        rested.append(state.retry_at - 1000.0 * turn)
    assert rested == [15, 30, 60, 120]
