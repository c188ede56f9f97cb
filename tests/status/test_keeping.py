"""The files of a running dashboard: written when something changed, right after another one, empty at the end."""

import asyncio

import pytest
from msgspec.structs import replace

from tests.clocks import ManualClock
from tests.history.examples import NOW, quote, quotes_update
from tests.panes.desks import CALENDARS, UNIVERSE
from tests.test_keeping import settings_in
from tui.market.state import MarketState
from tui.market.updates import RestoredUpdate
from tui.status.facts import decoded
from tui.status.keeping import EVERY_SECONDS, StatusKeeper
from tui.status.places import status_files


@pytest.fixture
def state():
    return MarketState(UNIVERSE)


@pytest.fixture
def clock():
    return ManualClock(NOW)


def keeper_in(folder, state, clock, format="{HSI.last} {age}", loopback=False):
    settings = settings_in(folder)
    settings = replace(settings, status=replace(settings.status, format=format))
    return StatusKeeper(settings, state, CALENDARS, clock, loopback=loopback)


async def test_the_line_is_there_with_the_time_of_its_figures(tmp_path, state, clock):
    files = status_files(tmp_path / "new", loopback=False)
    keeper = keeper_in(tmp_path / "new", state, clock)
    await keeper.look()
    assert not files.text.exists()
    state.apply(quotes_update(quote(last=24000.0)))
    await keeper.look()
    assert files.text.read_text("utf-8") == "24,000.00 10:42\n"
    assert decoded(files.figures.read_bytes()).figures["HSI"].last == 24000.0


async def test_what_has_not_changed_is_not_written_again(tmp_path, state, clock):
    files = status_files(tmp_path, loopback=False)
    state.apply(quotes_update(quote(last=24000.0)))
    keeper = keeper_in(tmp_path, state, clock)
    await keeper.look()
    written = [file.stat().st_ino for file in (files.text, files.figures)]
    clock.stall(EVERY_SECONDS)
    await keeper.look()
    assert [file.stat().st_ino for file in (files.text, files.figures)] == written
    state.apply(quotes_update(quote(last=24001.0)))
    await keeper.look()
    assert files.text.read_text("utf-8").startswith("24,001.00")


async def test_what_an_earlier_run_left_is_not_told_as_this_runs(tmp_path, state, clock):
    state.apply(quotes_update(quote(last=24000.0)))
    state.apply(RestoredUpdate(NOW, None))
    await keeper_in(tmp_path, state, clock).look()
    assert list(tmp_path.iterdir()) == []


async def test_at_the_end_the_line_is_empty_and_another_dashboard_writes_its_own_again(tmp_path, state, clock):
    files = status_files(tmp_path, loopback=False)
    state.apply(quotes_update(quote(last=24000.0)))
    first, second = keeper_in(tmp_path, state, clock), keeper_in(tmp_path, state, clock)
    await first.look()
    await second.look()
    first.close()
    assert files.text.read_bytes() == b"" and decoded(files.figures.read_bytes())
    await second.look()
    assert files.text.read_text("utf-8") == "24,000.00 10:42\n"


async def test_a_new_run_empties_what_a_killed_one_left_before_it_has_anything_to_say(tmp_path, state, clock):
    files = status_files(tmp_path, loopback=False)
    files.text.write_text("24,000.00 09:31\n", encoding="utf-8")
    following = asyncio.create_task(keeper_in(tmp_path, state, clock).follow())
    while files.text.read_bytes():
        await asyncio.sleep(0)
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following


async def test_servers_on_this_machine_have_files_of_their_own(tmp_path, state, clock):
    state.apply(quotes_update(quote(last=24000.0)))
    await keeper_in(tmp_path, state, clock, loopback=True).look()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["loopback-status.json", "loopback-status.txt"]


async def test_a_folder_that_cannot_be_written_is_no_end(tmp_path, state, clock, caplog):
    caplog.set_level("INFO")
    (tmp_path / "state").write_text("a file where the folder should be")
    state.apply(quotes_update(quote(last=24000.0)))
    keeper = keeper_in(tmp_path / "state", state, clock)
    await keeper.look()
    await keeper.look()
    assert len([record for record in caplog.records if "no status line" in record.message]) == 1
    keeper.close()
    (tmp_path / "state").unlink()
    await keeper.look()
    assert status_files(tmp_path / "state", loopback=False).text.read_bytes()
