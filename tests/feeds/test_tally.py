"""What came of requests: the last latencies and every failure by its kind, in bounded memory."""

from __future__ import annotations

from tests.feeds.fakes import Desk, refused
from tui.feeds.errors import FailureKind, NothingThere
from tui.feeds.tally import REMEMBERED_ANSWERS, Tally
from tui.market.health import Latencies
from tui.market.updates import HealthUpdate


def test_only_the_last_latencies_count():
    tally = Tally()
    for latency in (9.0,) * 50 + (0.1,) * REMEMBERED_ANSWERS:
        tally.answered(latency)
    assert tally.latencies() == Latencies(REMEMBERED_ANSWERS, 0.1, 0.1)


def test_failures_are_counted_by_kind_the_most_frequent_first():
    tally = Tally()
    for kind in (FailureKind.TIMEOUT, FailureKind.STATUS, FailureKind.STATUS):
        tally.failed(kind)
    assert tally.failures() == (("refused", 2), ("timed out", 1))


async def test_a_chain_tells_them_with_the_health_of_each_provider():
    desk = Desk()
    tencent, sina = desk.provider("tencent"), desk.provider("sina")
    chain = desk.chain(tencent, sina)

    async def told(error=None) -> dict[str, HealthUpdate]:
        tencent.error = error
        desk.clock.stall(1.0)
        await chain.ask(lambda provider: provider.fetch_rate())
        return {update.health.provider: update.health for update in desk.came(HealthUpdate)}

    assert (await told())["tencent"].latencies == Latencies(1, 0.1, 0.1)
    failed = await told(refused(FailureKind.TIMEOUT))
    assert failed["tencent"].failures == (("timed out", 1),)
    assert failed["sina"].latencies == Latencies(1, 0.1, 0.1) and failed["sina"].failures == ()
    assert await told(NothingThere("not listed")) == {}
    assert (await told(refused()))["tencent"].failures == (("timed out", 1), ("refused", 1))
