"""Processes of their own: one that is killed in the midst of writing, and two that write at the same time."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.examples import DAY, TODAY
from tests.history.writing import MOST_BYTES, SYMBOLS
from tests.thoroughness import repeats
from tui.history import reading
from tui.history.opening import open_to_read
from tui.history.places import REAL
from tui.history.schema import STEPS, version_of

ROOT = Path(__file__).parents[2]
KILLS = repeats(thorough=50, quick=12)
MOST_LINES = 60
NUMBERS_A_LIFE = 1_000_000
"""No process writes so many: the numbers of a later one are larger than those of an earlier."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.db"


def begin(path: Path, first: int) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "tests.history.writing", str(path), str(first))
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def until_killed(process: subprocess.Popen[bytes], lines: int) -> tuple[dict[str, int], str]:
    """What the process said it had committed by the time it was killed, after so many lines, and its troubles."""
    assert process.stdout is not None and process.stderr is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    # From the same buffer, which may hold the start of a line; its last word may be half a line.
    rest, troubles = process.stdout.read(), process.stderr.read()
    said += rest[: rest.rfind(b"\n") + 1].splitlines(keepends=True)
    committed: dict[str, int] = {}
    for line in said:
        subject, number = line.decode().split()
        committed[subject] = max(committed.get(subject, 0), int(number))
    return committed, troubles.decode()


def found_in(path: Path) -> dict[str, int]:
    """The number of each subject in the file, which must be sound and whole."""
    with closing(open_to_read(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert version_of(connection) == len(STEPS)
        found: dict[str, int] = {}
        for symbol in SYMBOLS:
            had = reading.bars(connection, REAL, symbol)
            if had is not None:
                (opened,) = {bar.open for bar in had.bars}
                assert len(had.bars) == 30, "bars of two commits mixed"
                found[symbol] = int(opened)
        flows = reading.southbound_flows(connection, REAL, TODAY + DAY, 9)
        for flow in flows:
            found["flow"] = round(flow.buy)
        last = reading.last_state(connection)
        if last is not None:
            found["state"] = int(last[1].quotes[0].value.last)
        return found


@pytest.mark.slow
def test_whenever_it_is_killed_nothing_that_was_committed_is_lost_and_the_file_is_sound(path):
    moments = random.Random(3)
    committed: dict[str, int] = {}
    for life in range(KILLS):
        with begin(path, life * NUMBERS_A_LIFE) as process:
            said, troubles = until_killed(process, moments.randint(1, MOST_LINES))
        assert troubles == ""
        committed |= said
        found = found_in(path)
        lost = {subject: number for subject, number in committed.items() if found.get(subject, -1) < number}
        assert not lost, f"in life {life}: {lost}, found {found}"
    assert set(committed) == {*SYMBOLS, "flow", "state"}
    assert path.stat().st_size < 4 * MOST_BYTES
    assert list(path.parent.glob("*damaged*")) == []


def test_two_processes_write_at_the_same_time_and_neither_is_in_the_other_s_way(path):
    with begin(path, 0) as one, begin(path, NUMBERS_A_LIFE) as other:
        first, first_troubles = until_killed(one, 400)
        second, second_troubles = until_killed(other, 400)
    assert (first_troubles, second_troubles) == ("", "")
    found = found_in(path)
    assert found.keys() == first.keys() | second.keys()
    # Both wrote to the end; for each subject one of the two had the last word.
    for subject, number in found.items():
        assert number >= min(first[subject], second[subject])
