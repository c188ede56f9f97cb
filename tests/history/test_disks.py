"""Real file systems that fail: too small, or read-only. Skipped where none can be mounted, which takes root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.examples import bars, bars_update, keep, last_state
from tests.history.test_writer import NOT_AGAIN, Desk, kept_bars
from tests.panes.desks import UNIVERSE
from tui.history import reading
from tui.history.opening import open_to_read
from tui.history.places import REAL
from tui.history.restoring import restored

PATIENCE_SECONDS = 30.0
DISK = "768k"


def mount(*arguments: str) -> bool:
    return subprocess.run(("mount", *arguments), capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        not hasattr(os, "geteuid")
        or os.geteuid() != 0
        or not mount("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder))
    ):
        pytest.skip("nothing can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(("umount", "--lazy", str(folder)), check=True)


@pytest.fixture
def desk(disk: Path) -> Iterator[Desk]:
    desk = Desk(disk / "history.db", pace=NOT_AGAIN)
    desk.writer.start()
    yield desk
    desk.writer.close(PATIENCE_SECONDS)


def fill(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass
    return filler


def test_a_disk_that_runs_full_loses_nothing_and_serves_again_once_there_is_room(disk, desk):
    desk.put(bars_update("HSI"), last_state(1.0))
    assert desk.flush()
    filler = fill(disk)
    desk.put(bars_update("HSTECH", days=800), last_state(2.0))
    assert not desk.flush()
    assert desk.reasons == [f"disk full ({desk.path})"]
    with closing(open_to_read(desk.path)) as connection:
        assert reading.bars(connection, REAL, "HSI") == bars("HSI")
        assert reading.last_state(connection) == (REAL, last_state(1.0))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    filler.unlink()
    assert desk.flush()
    assert desk.reasons[1:] == [None]
    assert kept_bars(desk.path, "HSTECH") == bars("HSTECH", days=800)


def test_a_disk_that_is_full_from_the_start_is_told_and_used_once_there_is_room(disk, desk):
    filler = fill(disk)
    desk.put(bars_update("HSI"))
    assert not desk.flush()
    assert len(desk.told) == 1 and str(desk.path) in str(desk.reasons[0])
    filler.unlink()
    assert desk.flush()
    assert desk.reasons[1:] == [None]
    assert kept_bars(desk.path) == bars()


def test_a_disk_that_becomes_read_only_is_told_and_what_is_on_it_is_shown(disk, desk):
    keep(desk.path, last_state(1.0), bars_update("HSI"))
    assert mount("-o", "remount,ro", str(disk))
    assert restored(desk.path, UNIVERSE, only_real=True) is not None
    desk.put(bars_update("HSTECH"))
    assert not desk.flush()
    assert len(desk.told) == 1 and "the folder cannot be written" in str(desk.reasons[0])
    assert mount("-o", "remount,rw", str(disk))
    assert desk.flush()
    assert desk.reasons[1:] == [None]
    assert kept_bars(desk.path, "HSTECH") == bars("HSTECH")
