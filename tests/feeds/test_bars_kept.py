"""What earlier runs kept of the bars: handed out before anybody is asked, and not fetched again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.clocks import settle
from tests.feeds.bar_server import share
from tests.feeds.fakes import refused
from tests.feeds.memory import KeptLate
from tests.feeds.test_bars_job import INDEX, MORNING, A, B, Scene
from tui.feeds.bars_job import LATE_READS
from tui.feeds.errors import FailureKind
from tui.market.updates import KEPT, BarsUpdate


async def test_what_is_kept_up_to_the_last_session_costs_no_request():
    first = Scene(INDEX, A, B)
    await first.run()
    again = Scene(INDEX, A, B, kept=first.kept)
    await again.run()
    assert again.server.asked == []
    assert {update.source.provider for update in again.came(A.symbol)} == {KEPT}
    assert again.newest(A.symbol) == first.newest(A.symbol)


async def test_kept_bars_come_a_few_at_a_time():
    first = Scene(*map(share, (f"60{number:04}.SH" for number in range(10))))
    await first.run()
    again = Scene(*first.job._instruments, kept=first.kept)
    await again.job.run()
    assert 0 < len([update for update in again.got if isinstance(update, BarsUpdate)]) < 10
    assert again.job.wait() < 0.1


async def test_all_kept_bars_are_there_before_a_provider_is_asked():
    shares = tuple(map(share, (f"60{number:04}.SH" for number in range(10))))
    first = Scene(*shares)
    await first.run()
    again = Scene(*shares, kept=first.kept, moment=MORNING + timedelta(days=1))
    again.server.error = refused(FailureKind.CONNECT)
    assert await again.run(2) == []
    assert again.server.asked == []
    assert len(await again.run(1)) == 1
    assert {update.bars.symbol for update in again.got if isinstance(update, BarsUpdate)} == {
        one.symbol for one in shares
    }


@pytest.fixture
def impatient(monkeypatch):
    """What is not at hand at once is late."""
    monkeypatch.setattr("tui.feeds.kept.KEPT_WITHIN", 0.0)


async def test_kept_bars_that_are_late_are_read_again_and_not_asked_for(impatient):
    first = Scene(A, B)
    await first.run()
    again = Scene(A, B, kept=KeptLate(first.kept))
    await again.run(LATE_READS - 1)
    assert again.job.wait() < 0.1
    again.kept.let_go()
    await again.run()
    assert again.server.asked == []
    assert again.newest(B.symbol) == first.newest(B.symbol)


async def test_where_kept_bars_stay_late_one_instrument_is_asked_for_lest_only_an_answer_let_them_be_read(impatient):
    first = Scene(A, B)
    await first.run()
    again = Scene(A, B, kept=KeptLate(first.kept))
    await again.run(LATE_READS)
    assert [asked[0] for asked in again.server.asked] == [A.symbol]
    again.kept.let_go()
    await again.run(2)
    assert again.came(A.symbol)[-1].source.provider == "tencent"  # what came is not replaced by what was kept
    assert again.came(B.symbol)[-1].source.provider == KEPT
    await again.run()
    assert {asked[0] for asked in again.server.asked} == {A.symbol}


async def test_kept_bars_that_come_after_a_new_run_has_begun_are_not_of_it():
    first = Scene(A, B)
    await first.run()
    again = Scene(A, B, kept=KeptLate(first.kept))
    reading = asyncio.create_task(again.job.run())
    await settle()
    again.job.restart()
    again.kept.let_go()
    await reading
    assert again.came(A.symbol) == []
    await again.run()
    assert again.newest(A.symbol) == first.newest(A.symbol)
