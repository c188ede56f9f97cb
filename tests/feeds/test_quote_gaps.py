"""Quotes that the provider who answers lacks come from the others, and what nobody has is named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from tests.feeds.fakes import CALENDARS, MORNING, Desk, instrument, refused
from tui.feeds.chain import ChainFailed
from tui.feeds.quote_jobs import GAPS_EVERY, NOT_AGAIN_FOR, GapsJob, QuoteGaps, QuotesJob
from tui.market.instruments import Instrument, Kind
from tui.market.updates import QuotesUpdate

INSTRUMENTS = (
    instrument("HSI"),
    instrument("HSCEI"),
    instrument("HSMBI", "tencent", "eastmoney"),
    instrument("VHSI", "eastmoney"),
)


class Scene:
    """Tencent in front, Sina and Eastmoney behind; quotes and gaps are polled when a test says so."""

    def __init__(self, instruments: Sequence[Instrument] = INSTRUMENTS) -> None:
        self.desk = Desk()
        self.tencent = self.desk.provider("tencent", lacks=("HSMBI", "VHSI"))
        self.sina = self.desk.provider("sina", lacks=("HSMBI", "VHSI"))
        self.eastmoney = self.desk.provider("eastmoney")
        chain = self.desk.chain(self.tencent, self.sina, self.eastmoney)
        gaps = QuoteGaps(self.desk.clock, CALENDARS)
        pacer, emit = self.desk.pacer(), self.desk.outbox.put
        self.quotes_job = QuotesJob(chain, pacer, emit, instruments, gaps)
        self.gaps_job = GapsJob(chain, pacer, emit, instruments, gaps, self.desk.clock)

    async def poll(self) -> QuotesUpdate:
        await self.quotes_job.run()
        [update] = self.desk.came(QuotesUpdate)
        return update

    async def fill(self) -> list[QuotesUpdate]:
        await self.gaps_job.run()
        return self.desk.came(QuotesUpdate)


@pytest.fixture
def scene():
    return Scene()


def symbols(update: QuotesUpdate) -> list[str]:
    return [quote.symbol for quote in update.quotes]


async def test_what_is_missing_is_told_with_the_reason(scene):
    update = await scene.poll()
    assert symbols(update) == ["HSI", "HSCEI"]
    assert dict(update.missing) == {"HSMBI": "tencent: not listed", "VHSI": "tencent: not listed"}


async def test_the_next_provider_that_has_a_code_fills_the_gaps(scene):
    await scene.poll()
    [update] = await scene.fill()
    assert update.source.provider == "eastmoney"
    assert symbols(update) == ["HSMBI", "VHSI"]
    assert update.missing == ()
    assert scene.sina.asked == []
    assert scene.eastmoney.asked == [("HSMBI", "VHSI")]


async def test_a_filled_gap_is_not_told_as_missing_at_the_next_poll(scene):
    await scene.poll()
    await scene.fill()
    assert (await scene.poll()).missing == ()


async def test_gaps_are_asked_for_at_most_every_so_often_and_kept_fresh(scene):
    for _ in range(10):
        await scene.poll()
        await scene.fill()
        scene.desk.clock.stall(GAPS_EVERY / 10)
    assert len(scene.eastmoney.asked) == 1
    assert len(await scene.fill()) == 1
    assert scene.gaps_job.wait() == GAPS_EVERY


async def test_what_nobody_has_is_told_with_every_reason_and_not_asked_for_again_soon(scene):
    scene.eastmoney.lacks = {"VHSI"}
    await scene.poll()
    [update] = await scene.fill()
    assert symbols(update) == ["HSMBI"]
    assert dict(update.missing) == {"VHSI": "tencent: not listed; eastmoney: not listed"}
    scene.desk.clock.stall(GAPS_EVERY)
    await scene.poll()
    await scene.fill()
    assert scene.eastmoney.asked[-1] == ("HSMBI",)
    scene.desk.clock.stall(NOT_AGAIN_FOR)
    await scene.fill()
    assert scene.eastmoney.asked[-1] == ("HSMBI", "VHSI")


async def test_a_provider_that_fails_to_fill_leaves_its_reason_and_no_failure(scene):
    scene.eastmoney.error = refused()
    await scene.poll()
    assert await scene.fill() == []
    assert "eastmoney: refused: HTTP status 500" in dict((await scene.poll()).missing)["VHSI"]


async def test_a_gap_that_is_filled_no_more_is_missing_again(scene):
    await scene.poll()
    await scene.fill()
    scene.eastmoney.error = refused()
    scene.desk.clock.stall(4 * GAPS_EVERY)
    assert len((await scene.poll()).missing) == 2


async def test_after_a_failover_the_gaps_of_the_one_who_took_over_count(scene):
    scene.tencent.error = refused()
    scene.sina.lacks = {"HSCEI", "HSMBI", "VHSI"}
    update = await scene.poll()
    assert update.source.provider == "sina"
    scene.tencent.error = None
    scene.tencent.lacks = set()
    filled = await scene.fill()
    assert [(update.source.provider, symbols(update)) for update in filled] == [
        ("tencent", ["HSCEI", "HSMBI"]),
        ("eastmoney", ["VHSI"]),
    ]
    assert filled[-1].missing == ()


async def test_a_poll_without_any_quote_is_a_failure_and_the_next_provider_takes_over(scene):
    scene.tencent.lacks = {instrument.symbol for instrument in INSTRUMENTS}
    for _ in range(3):
        update = await scene.poll()
        assert (update.source.provider, symbols(update)) == ("sina", ["HSI", "HSCEI"])
    assert len(scene.tencent.asked) == 2  # then it rests
    assert dict(update.missing)["HSMBI"] == "sina: not listed"


async def test_a_poll_for_which_nobody_has_a_quote_fails_with_what_each_said(scene):
    for provider in (scene.tencent, scene.sina, scene.eastmoney):
        provider.lacks = {instrument.symbol for instrument in INSTRUMENTS}
    with pytest.raises(ChainFailed, match="tencent: unreadable answer: no quote of 4, the first: not listed; sina"):
        await scene.quotes_job.run()


async def test_nothing_is_asked_when_nothing_is_missing(scene):
    scene.tencent.lacks = set()
    assert (await scene.poll()).missing == ()
    assert await scene.fill() == []
    assert scene.eastmoney.asked == []


TICKING = (instrument("000001.SH"), instrument("399001.SZ"))
SHARE = replace(instrument("600036.SH"), kind=Kind.STOCK)
LONG = 301.0
"""Real seconds after which an index that has not moved is not alive."""


@pytest.fixture
def standing():
    """A scene in which Tencent's prices stand still since the morning, and those of the others move."""
    scene = Scene((*TICKING, SHARE))
    scene.tencent.lacks = scene.sina.lacks = set()
    scene.tencent.stamp = lambda: MORNING
    scene.sina.stamp = scene.eastmoney.stamp = scene.desk.clock.now
    return scene


async def test_the_next_provider_is_asked_for_a_market_whose_indices_all_stand_still(standing):
    await standing.poll()
    assert await standing.fill() == []
    standing.desk.clock.stall(LONG)
    polled = await standing.poll()
    assert polled.missing == ()  # they are there, and marked as old
    [update] = await standing.fill()
    assert (update.source.provider, symbols(update)) == ("sina", ["000001.SH", "399001.SZ", "600036.SH"])
    assert update.missing == ()
    assert standing.eastmoney.asked == []


async def test_while_another_index_of_its_market_moves_the_one_that_stands_still_is_asked_for_alone(standing):
    standing.desk.clock.stall(LONG)
    moving = iter([MORNING, standing.desk.clock.now(), MORNING])
    standing.tencent.stamp = lambda: next(moving)
    await standing.poll()
    [update] = await standing.fill()
    assert symbols(update) == ["000001.SH"]


async def test_in_a_halt_of_the_market_the_others_are_not_asked_again_soon(standing):
    standing.sina.stamp = standing.eastmoney.stamp = lambda: MORNING
    standing.desk.clock.stall(LONG)
    for _ in range(4):
        assert (await standing.poll()).missing == ()
        await standing.fill()
        standing.desk.clock.stall(GAPS_EVERY)
    assert (len(standing.sina.asked), len(standing.eastmoney.asked)) == (1, 1)
    standing.desk.clock.stall(NOT_AGAIN_FOR)
    await standing.fill()
    assert len(standing.sina.asked) == 2


async def test_what_only_another_provider_has_is_asked_for_again_even_if_it_stands_still(standing):
    standing.tencent.lacks = {"399001.SZ"}
    standing.tencent.stamp = standing.desk.clock.now
    standing.sina.stamp = lambda: MORNING
    standing.desk.clock.stall(LONG)
    for _ in range(2):
        await standing.poll()
        [update] = await standing.fill()
        assert (symbols(update), update.missing) == (["399001.SZ"], ())
        standing.desk.clock.stall(GAPS_EVERY)


@pytest.mark.parametrize("time", ["12:30", "16:30"])
async def test_a_price_that_stands_still_while_its_market_does_not_trade_is_right(standing, time):
    hour, minute = map(int, time.split(":"))
    standing.desk.clock.follow(MORNING.replace(hour=hour, minute=minute))
    await standing.poll()
    assert await standing.fill() == []


async def test_prices_that_move_again_are_not_asked_of_the_others(standing):
    standing.desk.clock.stall(LONG)
    await standing.poll()
    await standing.fill()
    standing.tencent.stamp = standing.desk.clock.now
    await standing.poll()
    standing.desk.clock.stall(GAPS_EVERY)
    assert await standing.fill() == []
