"""What the feeds are told of earlier runs: of the world that answers, whole days only, and never an exception."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.clocks import settle
from tests.history.examples import (
    DAY,
    SIMULATED,
    TODAY,
    bars,
    bars_update,
    flow,
    flow_update,
    keep,
    minutes,
    minutes_update,
    names_update,
    southbound_days,
    stopped_clock,
)
from tests.panes.desks import CALENDARS, UNIVERSE
from tui.history import kept as kept_module
from tui.history.kept import KeptOnDisk
from tui.history.schema import FIRST, migrate
from tui.history.troubles import Troubles

FRIDAY = date(2026, 11, 20)
THURSDAY = FRIDAY - DAY
HALF_DAY = date(2025, 12, 24)
"""Christmas Eve: Hong Kong trades in the morning only."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def told() -> list[str | None]:
    return []


def kept_at(path: Path, told: list[str | None], *, waits: bool = False, **more) -> KeptOnDisk:
    clock = stopped_clock()
    troubles = Troubles(clock, lambda trouble: told.append(trouble.reason))
    return KeptOnDisk(path, UNIVERSE, CALENDARS, clock, troubles, waits=waits, **more)


async def everything(kept: KeptOnDisk) -> list[object]:
    return [
        await kept.bars("HSI"),
        await kept.past_minutes("HSI"),
        await kept.southbound_days(),
        await kept.past_southbound(),
        await kept.active_names(),
    ]


NOTHING = [None, (), (), (), None]


async def test_what_was_kept_is_handed_out(path, told):
    days = southbound_days(last=FRIDAY)
    names = names_update(FRIDAY)
    keep(path, bars_update(), minutes_update(day=FRIDAY, until=960), flow_update(FRIDAY, until=960), days, names)
    expected = [bars(), (minutes(day=FRIDAY, until=960),), days.days, (flow(FRIDAY, until=960),), names.names]
    assert await everything(kept_at(path, told)) == expected
    assert told == []


async def test_without_a_file_there_is_nothing_and_no_trouble(path, told):
    assert await everything(kept_at(path, told)) == NOTHING
    assert told == [] and not path.exists()


async def test_the_running_day_is_not_finished(path, told):
    keep(path, minutes_update(day=TODAY, until=960), flow_update(TODAY, until=960))
    kept = kept_at(path, told)
    assert (await kept.past_minutes("HSI"), await kept.past_southbound()) == ((), ())


@pytest.mark.parametrize(("symbol", "end"), [("HSI", 960), ("000001.SH", 900)])
async def test_a_day_that_was_not_recorded_to_its_end_is_not_held_against_another(path, told, symbol, end):
    keep(path, minutes_update(symbol, day=FRIDAY, until=end), minutes_update(symbol, day=THURSDAY, until=end - 2))
    assert await kept_at(path, told).past_minutes(symbol) == (minutes(symbol, day=FRIDAY, until=end),)


async def test_a_flow_that_was_not_recorded_to_its_end_is_left_out(path, told):
    keep(path, flow_update(FRIDAY, until=960), flow_update(THURSDAY, until=900))
    assert await kept_at(path, told).past_southbound() == (flow(FRIDAY, until=960),)


async def test_a_half_day_is_whole_at_noon(path, told):
    keep(path, minutes_update(day=HALF_DAY, until=720), flow_update(HALF_DAY, until=720))
    kept = kept_at(path, told)
    assert len(await kept.past_minutes("HSI")) == len(await kept.past_southbound()) == 1


async def test_minutes_of_a_symbol_that_nobody_knows_are_none(path, told):
    keep(path, minutes_update("GONE", day=FRIDAY, until=960))
    assert await kept_at(path, told).past_minutes("GONE") == ()


async def test_the_file_of_public_hosts_answers_before_anybody_and_is_silent_within_a_simulation(path, told):
    keep(path, bars_update())
    kept = kept_at(path, told)
    assert await kept.bars("HSI") == bars()
    kept.entered("rally")
    assert await kept.bars("HSI") is None


async def test_the_file_of_this_machine_answers_once_the_world_is_known(path, told):
    keep(path, bars_update(base=100.0))
    keep(path, bars_update(base=7.0), world=SIMULATED)
    kept = kept_at(path, told, waits=True)
    asked = asyncio.create_task(kept.bars("HSI"))
    await settle()
    assert not asked.done()
    kept.entered("rally")
    assert await asked == bars(base=7.0)
    kept.entered("crash")
    assert await kept.bars("HSI") is None
    kept.entered(None)
    assert await kept.bars("HSI") == bars(base=100.0)


async def test_an_answer_of_a_world_that_is_over_is_not_handed_out(path, told, monkeypatch):
    keep(path, bars_update(base=7.0), world=SIMULATED)
    kept = kept_at(path, told, waits=True)
    kept.entered("rally")

    async def in_a_thread(function, *arguments):
        answer = function(*arguments)
        kept.entered("crash")
        return answer

    monkeypatch.setattr(kept_module.asyncio, "to_thread", in_a_thread)
    assert await kept.bars("HSI") is None


async def test_a_damaged_file_is_told_and_reported_and_reads_as_nothing(path, told):
    path.write_bytes(b"not a database" * 100)
    found: list[str] = []
    kept = kept_at(path, told, found_damaged=lambda: found.append("damaged"))
    assert await everything(kept) == NOTHING
    assert told == [f"damaged ({path})"] and found
    path.unlink()
    keep(path, bars_update())
    assert await kept.bars("HSI") == bars()
    assert told[1:] == [None]


@pytest.mark.parametrize("steps", [(), (FIRST,)], ids=["being made", "of an older version"])
async def test_a_file_that_is_not_ready_yet_is_no_trouble(path, told, steps):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        migrate(other, steps)
    assert await everything(kept_at(path, told)) == NOTHING
    assert told == []


async def test_a_row_that_makes_no_sense_is_told_and_reads_as_nothing(path, told, caplog):
    keep(path, bars_update())
    with sqlite3.connect(path) as other:
        other.execute("UPDATE bar_series SET adjustment = 'sideways'")
    other.close()
    assert await kept_at(path, told).bars("HSI") is None
    assert len(told) == 1 and "sideways" in str(told[0])
