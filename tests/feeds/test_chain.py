"""A chain: who is heard, who takes over, and what is told about it."""

from __future__ import annotations

import asyncio

import pytest

from tests.feeds.fakes import Desk, refused, simulation
from tui.feeds.breaker import FIRST_REST
from tui.feeds.chain import LATENCY_EVERY, ChainFailed
from tui.feeds.errors import FailureKind, NothingThere, WireError
from tui.market.health import ProviderStatus
from tui.market.updates import KEPT, HealthUpdate


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def pair(desk):
    return desk.provider("tencent"), desk.provider("sina")


async def heard(chain) -> str:
    return (await chain.ask(lambda provider: provider.fetch_rate())).provider


async def test_the_preferred_provider_is_heard_and_the_others_are_not_asked(desk, pair):
    assert await heard(desk.chain(*pair)) == "tencent"
    assert pair[1].asked == []


async def test_who_has_nothing_of_it_is_not_at_fault_and_the_next_is_asked(desk, pair):
    chain = desk.chain(*pair)
    pair[0].error = NothingThere("not listed")
    for _ in range(5):
        assert await heard(chain) == "sina"
    assert len(pair[0].asked) == 5
    assert "tencent" not in {update.health.provider for update in desk.came(HealthUpdate)}


async def test_it_is_told_whether_all_or_one_of_them_have_nothing(desk, pair):
    nothing = NothingThere("not listed")
    told = []
    for errors in ((nothing, refused()), (nothing, nothing), (refused(), refused())):
        pair[0].error, pair[1].error = errors
        with pytest.raises(ChainFailed) as caught:
            await heard(desk.chain(*pair))
        told.append((caught.value.nothing_there, caught.value.nothing_yet))
    assert told == [(False, True), (True, True), (False, False)]


async def test_what_was_kept_is_of_the_world_that_answers(desk, pair):
    chain = desk.chain(*pair)
    source = chain.kept_source(60.0)
    assert (source.provider, source.simulated) == (KEPT, False)
    pair[0].simulation = simulation()
    await heard(chain)
    assert chain.kept_source(60.0).simulated


@pytest.mark.parametrize("error", [refused(), refused(FailureKind.TIMEOUT), WireError("an HTML page")])
async def test_the_next_takes_over_at_once(desk, pair, error):
    pair[0].error = error
    assert await heard(desk.chain(*pair)) == "sina"


async def test_a_provider_that_never_answers_is_given_up_in_time(desk, pair):
    pair[0].before_answer = asyncio.Event().wait
    assert await heard(desk.chain(*pair, answer_within=0.05)) == "sina"


async def test_a_resting_provider_is_not_asked_until_its_time_and_then_takes_over_again(desk, pair):
    chain = desk.chain(*pair)
    pair[0].error = refused()
    for _ in range(5):
        assert await heard(chain) == "sina"
    assert len(pair[0].asked) == 2
    desk.clock.stall(FIRST_REST)
    assert await heard(chain) == "sina"
    assert len(pair[0].asked) == 3
    pair[0].error = None
    desk.clock.stall(2 * FIRST_REST)
    assert await heard(chain) == "tencent"


async def test_when_nobody_answers_every_reason_is_told(desk, pair):
    pair[0].error, pair[1].error = refused(), WireError("an HTML page")
    chain = desk.chain(*pair)
    with pytest.raises(ChainFailed) as caught:
        await heard(chain)
    assert "tencent: refused: HTTP status 500" in caught.value.reason
    assert "sina: unreadable answer: an HTML page" in caught.value.reason
    assert caught.value.retry_at is None


async def test_when_all_rest_nobody_is_asked_and_the_earliest_retry_is_told(desk, pair):
    pair[0].error, pair[1].error = refused(retry_after=40.0), refused(retry_after=20.0)
    chain = desk.chain(*pair)
    for _ in range(3):
        with pytest.raises(ChainFailed) as caught:
            await heard(chain)
    assert caught.value.retry_at == desk.clock.monotonic() + 20.0
    assert [len(provider.asked) for provider in pair] == [1, 1]


async def test_our_own_budget_is_no_failure_of_the_provider(desk, pair):
    pair[0].error = refused(FailureKind.BUDGET, retry_after=4.0)
    chain = desk.chain(pair[0])
    for _ in range(3):
        with pytest.raises(ChainFailed) as caught:
            await heard(chain)
        assert caught.value.only_budget
        assert caught.value.retry_at == desk.clock.monotonic() + 4.0
    assert desk.came(HealthUpdate) == []
    pair[0].error = None
    assert await heard(chain) == "tencent"


async def test_only_the_providers_named_are_asked(desk, pair):
    chain = desk.chain(*pair)
    answered = await chain.ask(lambda provider: provider.fetch_rate(), among=lambda provider: provider is pair[1])
    assert answered.provider == "sina"
    with pytest.raises(ChainFailed, match="no provider"):
        await chain.ask(lambda provider: provider.fetch_rate(), among=lambda provider: False)


async def test_health_is_told_on_change_and_now_and_then(desk, pair):
    chain = desk.chain(*pair)

    async def told_after(error, seconds=1.0):
        pair[0].error = error
        desk.clock.stall(seconds)
        await heard(chain)
        return [(update.health.provider, update.health.status) for update in desk.came(HealthUpdate)]

    answering, failing, resting = ProviderStatus.ANSWERING, ProviderStatus.FAILING, ProviderStatus.RESTING
    assert await told_after(None) == [("tencent", answering)]
    assert await told_after(None) == []
    assert await told_after(None, LATENCY_EVERY) == [("tencent", answering)]
    assert await told_after(refused()) == [("tencent", failing), ("sina", answering)]
    assert await told_after(refused()) == [("tencent", resting)]
    assert await told_after(refused()) == []
    assert await told_after(None, FIRST_REST) == [("tencent", answering)]


async def test_an_answer_of_the_other_world_is_a_failure_and_the_next_is_heard(desk, pair):
    chain = desk.chain(*pair)
    assert await heard(chain) == "tencent"
    pair[0].simulation = simulation()
    assert await heard(chain) == "sina"
    with pytest.raises(ChainFailed, match="would mix"):
        await heard(desk.chain(pair[0]))


async def test_a_bug_is_not_taken_for_a_failure(desk, pair):
    pair[0].error = KeyError("oops")
    with pytest.raises(KeyError):
        await heard(desk.chain(*pair))
