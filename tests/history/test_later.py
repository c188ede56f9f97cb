"""A process that was stopped goes on: what it still holds does not replace what others received meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.history.examples import (
    DAY,
    NOW,
    SIMULATED,
    TODAY,
    bars,
    flow,
    item,
    last_state,
    minutes,
    report_update,
    source,
    store_at,
)
from tui.history import reading
from tui.history.places import REAL
from tui.history.store import Kept, Store
from tui.market.southbound import SouthboundDay
from tui.market.updates import BarsUpdate, MinutesUpdate, PastSouthboundUpdate, SouthboundUpdate

STOPPED = NOW
EVENING = NOW + timedelta(hours=6)
NEXT_MORNING = NOW + timedelta(hours=22)
TOMORROW = TODAY + DAY
FAR = NOW + timedelta(days=60)
"""What a wrong clock once said."""


def day_until(minute: int, received: datetime, base: float = 100.0) -> tuple[Kept, ...]:
    """What a process holds of the day at that moment."""
    return (
        SouthboundUpdate(source("eastmoney", received=received), flow(until=minute)),
        MinutesUpdate(source(received=received), minutes(until=minute)),
        BarsUpdate(source(received=received), bars(base=base)),
        last_state(base, saved=received),
    )


@pytest.fixture
def store(tmp_path: Path):
    made = store_at(tmp_path / "state" / "history.db")
    yield made
    made.close()


def write(store: Store, records: tuple[Kept, ...], now: datetime, world: str = REAL) -> None:
    store.write([item(record, world) for record in records], now)


def found(store: Store, world: str = REAL) -> tuple[int, int, float, float, datetime]:
    """The last minutes of the flow and of the line, an opening price, and the last state with its moment."""
    (day,) = reading.southbound_flows(store.connection, world, TOMORROW, 9)
    (line,) = reading.days_of_minutes(store.connection, world, "HSI", TOMORROW, 9)
    had = reading.bars(store.connection, world, "HSI")
    last = reading.last_state(store.connection)
    assert had is not None and last is not None and last[0] == world
    return (
        *(day.minutes[-1].minute, line.minutes[-1].minute, had.bars[0].open),
        *(last[1].quotes[0].value.last or 0.0, last[1].saved),
    )


def test_what_a_stopped_process_still_holds_does_not_replace_what_was_received_later(store):
    write(store, day_until(970, EVENING, 200.0), EVENING)
    write(store, day_until(660, STOPPED), NEXT_MORNING)
    assert found(store) == (970, 970, 200.0, 200.0, EVENING)


def test_what_is_received_after_that_replaces_it(store):
    write(store, day_until(660, STOPPED), STOPPED)
    write(store, day_until(970, EVENING, 200.0), EVENING)
    assert found(store) == (970, 970, 200.0, 200.0, EVENING)


def test_what_a_wrong_clock_put_into_the_future_gives_way(store):
    write(store, day_until(970, FAR), FAR)
    write(store, day_until(660, STOPPED, 200.0), STOPPED)
    assert found(store) == (660, 660, 200.0, 200.0, STOPPED)


def test_a_simulation_that_begins_again_replaces_what_an_earlier_run_left(store):
    write(store, day_until(970, EVENING), EVENING, SIMULATED)
    write(store, day_until(660, STOPPED, 200.0), NEXT_MORNING, SIMULATED)
    assert found(store, SIMULATED) == (660, 660, 200.0, 200.0, STOPPED)


def test_totals_that_were_received_later_leave_room_for_minutes(store):
    """They come of another provider: neither process has all of the day."""
    totals = SouthboundDay(TODAY, 5e9, 3e9, 2e9)
    write(store, (SouthboundUpdate(source("hkex", received=EVENING), totals),), EVENING)
    write(store, (SouthboundUpdate(source("eastmoney", received=STOPPED), flow(until=660)),), NEXT_MORNING)
    (day,) = reading.southbound_flows(store.connection, REAL, TOMORROW, 9)
    assert (day.net_buy, day.minutes[-1].minute) == (5e9, 660)


def test_a_finished_day_of_southbound_flow_is_not_replaced_by_a_part_of_it(store):
    past = PastSouthboundUpdate(source("eastmoney", received=EVENING), (flow(until=970),))
    write(store, (past,), EVENING)
    write(store, (SouthboundUpdate(source("eastmoney", received=STOPPED), flow(until=660)),), NEXT_MORNING)
    (day,) = reading.southbound_flows(store.connection, REAL, TOMORROW, 9)
    assert day == flow(until=970)


def test_a_report_of_events_keeps_the_moment_of_the_later_answer(store):
    write(store, (report_update("50.3", fetched=EVENING),), EVENING)
    write(store, (report_update(None, fetched=STOPPED),), NEXT_MORNING)
    (kept,) = reading.event_reports(store.connection, REAL)
    assert (kept.fetched, kept.notices[0].actual) == (EVENING, "50.3")
