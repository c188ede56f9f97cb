"""What is left of the budgets is told by the poller: calmly, only on a change, and of the hosts that share one."""

from __future__ import annotations

import asyncio

from tests.clocks import ManualClock
from tests.feeds.fakes import MORNING
from tui.feeds.budget import HostBudgets, TokenBucket
from tui.feeds.budget_telling import TELL_EVERY, keep_telling
from tui.feeds.outbox import Outbox
from tui.feeds.poller import Poller
from tui.market.changes import NOTHING
from tui.market.health import HostBudget
from tui.market.instruments import Universe
from tui.market.state import MarketState
from tui.market.updates import BudgetsUpdate


def test_what_went_out_within_the_minute_is_counted_and_then_forgotten():
    bucket = TokenBucket(60)
    for second in (0.0, 1.0, 1.5):
        assert bucket.take(second) == 0.0
    assert (bucket.asked(2.0), bucket.ready(2.0)) == (3, 9)
    assert (bucket.asked(60.5), bucket.ready(60.5)) == (2, 10)
    assert bucket.asked(1e6) == 0


def test_a_request_that_had_to_wait_is_not_counted():
    bucket = TokenBucket(1)
    taken = [bucket.take(0.0) for _ in range(9)]
    assert taken.count(0.0) == bucket.asked(0.0) == 4


def test_hosts_that_share_an_allowance_stand_together():
    budgets = HostBudgets([({"b", "a"}, 60), ({"c"}, 30)])
    budgets.take("a", 0.0)
    budgets.take("b", 0.0)
    assert budgets.standing(0.0) == (HostBudget(("a", "b"), 60, 2, 8), HostBudget(("c",), 30, 0, 5))


async def test_it_is_told_on_a_change_at_a_calm_pace():
    clock, outbox = ManualClock(MORNING), Outbox()
    budgets = HostBudgets([({"a"}, 60)])
    telling = asyncio.create_task(keep_telling(budgets, outbox.put, clock))
    await clock.advance(TELL_EVERY - 1)
    assert outbox.drain() == ()
    await clock.advance(1 + TELL_EVERY)
    assert outbox.drain() == (BudgetsUpdate((HostBudget(("a",), 60, 0, 10),)),)
    budgets.take("a", clock.monotonic())
    await clock.advance(TELL_EVERY - 1)
    assert outbox.drain() == ()
    await clock.advance(1)
    assert [update.budgets[0].asked for update in outbox.drain()] == [1]
    telling.cancel()


async def test_where_nothing_is_limited_nothing_is_told():
    clock, outbox = ManualClock(MORNING), Outbox()
    await keep_telling(HostBudgets(), outbox.put, clock)
    assert outbox.drain() == ()


async def test_it_runs_beside_the_polls_and_ends_with_them():
    clock, outbox = ManualClock(MORNING), Outbox()
    budgets = HostBudgets([({"a"}, 60)])

    async def close() -> None:
        return

    async def beside() -> None:
        await keep_telling(budgets, outbox.put, clock)

    poller = Poller((), clock, outbox, close=close, random=lambda: 0.0, beside=beside)
    batches = poller.batches()
    first = asyncio.ensure_future(anext(batches))
    await clock.advance(TELL_EVERY)
    assert await first == (BudgetsUpdate((HostBudget(("a",), 60, 0, 10),)),)
    await batches.aclose()
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "beside the polls"]


def test_the_state_takes_it_in_and_nothing_is_drawn_for_it():
    state = MarketState(Universe.of(()))
    told = (HostBudget(("a",), 60, 2, 8),)
    assert state.apply(BudgetsUpdate(told)) == NOTHING
    assert state.budgets == told
