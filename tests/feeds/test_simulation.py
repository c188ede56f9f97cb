"""Simulated and real data never mix, and market time is the exchange's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clocks import ManualClock
from tests.feeds.fakes import MORNING, simulation
from tests.thoroughness import repeats
from tui.feeds.errors import FailureKind, FeedError, WireError
from tui.feeds.simulation import SimulationGuard, parse_simulation
from tui.market.updates import SimulationStarted


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def emitted():
    return []


@pytest.fixture
def guard(clock, emitted):
    return SimulationGuard(clock, emitted.append, lambda: emitted.append("ask again"))


def mixed(guard, answer) -> str:
    with pytest.raises(FeedError) as caught:
        guard.admit(answer)
    assert caught.value.kind is FailureKind.MIXED
    return caught.value.detail


def test_real_data_leave_the_clock_alone(guard, clock, emitted):
    guard.admit(None)
    assert not clock.simulated
    assert emitted == []


def test_after_a_real_answer_simulated_ones_are_refused(guard, clock, emitted):
    guard.admit(None)
    assert "simulated answer amid real" in mixed(guard, simulation())
    assert not clock.simulated
    assert emitted == []
    guard.admit(None)


def test_after_a_simulated_answer_real_ones_are_refused(guard):
    guard.admit(simulation())
    assert "real answer amid simulated" in mixed(guard, None)
    guard.admit(simulation())


def test_a_run_is_announced_once_and_sets_the_clock(guard, clock, emitted):
    guard.admit(simulation(speed=60.0))
    assert emitted == [SimulationStarted("r1", "rally")]
    assert clock.now() == MORNING
    clock.stall(1.0)
    guard.admit(simulation(speed=60.0, moment=MORNING + timedelta(seconds=60)))
    assert clock.now() == MORNING + timedelta(minutes=1)
    assert len(emitted) == 1


def test_a_new_run_is_announced_and_everything_asked_for_again(guard, clock, emitted):
    guard.admit(simulation("r1", MORNING + timedelta(hours=3)))
    guard.admit(simulation("r2"))
    assert emitted[1:] == [SimulationStarted("r2", "rally"), "ask again"]
    assert clock.now() == MORNING


def test_a_late_answer_of_a_run_that_is_over_is_refused(guard, emitted):
    guard.admit(simulation("r1"))
    guard.admit(simulation("r2"))
    assert "over" in mixed(guard, simulation("r1"))
    assert len(emitted) == 3


@pytest.mark.parametrize(("late", "follows"), [(60.0, False), (119.0, False), (121.0, True), (-121.0, True)])
def test_the_clock_is_set_anew_only_when_it_has_drifted(guard, clock, late, follows):
    guard.admit(simulation(speed=60.0))
    guard.admit(simulation(speed=60.0, moment=MORNING + timedelta(seconds=late)))
    assert (clock.now() != MORNING) is follows


def test_a_change_of_speed_is_followed(guard, clock):
    guard.admit(simulation(speed=60.0))
    guard.admit(simulation(speed=1.0))
    assert clock.speed == 1.0


def test_no_header_is_no_simulation():
    assert parse_simulation(None) is None


@pytest.mark.slow
@settings(max_examples=repeats(thorough=2000, quick=300), deadline=None)
@given(
    st.one_of(
        st.text(),
        st.from_regex(
            r"[0-9T:.+Z-]{10,40}; *speed=[0-9.eE+-]{1,20}; *run=\w{1,9}; *scenario=\w{1,9}", fullmatch=True
        ),
    )
)
def test_any_header_is_a_sound_simulation_or_the_one_error(header):
    try:
        got = parse_simulation(header)
    except WireError:
        return
    clock = ManualClock()
    SimulationGuard(clock, lambda update: None).admit(got)
    clock.stall(3600)
    assert clock.now() > got.moment


def test_the_world_is_told_before_anything_of_it_is_used(clock):
    told: list[object] = []
    SimulationGuard(clock, told.append, on_world=lambda scenario: told.append((scenario,))).admit(None)
    assert told == [(None,)]
    told.clear()
    guard = SimulationGuard(clock, told.append, on_world=lambda scenario: told.append((scenario,)))
    guard.admit(simulation())
    guard.admit(simulation())
    assert told == [("rally",), SimulationStarted("r1", "rally")]
