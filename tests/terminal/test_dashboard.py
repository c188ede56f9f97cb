"""The real command in a real pty: what a trader sees, types and ends."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Mapping

import pytest

from tests.terminal.screen import ScreenProgram

pytestmark = pytest.mark.terminal

CNHK = (sys.executable, "-m", "tui")
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"


def environment(**more: str) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"} | more


def demo(size: tuple[int, int], *arguments: str) -> ScreenProgram:
    command = [*CNHK, "demo", "--at", "16:30", "--speed", "1", *arguments]
    return ScreenProgram(command, size=size, env=environment(CNHK_CONFIG=os.devnull))


def is_filled(text: str) -> bool:
    return all(part in text for part in ("SIMULATED", "23,597", "Tencent", "via Shanghai", "FOMC"))


def test_the_demo_fills_all_four_panes(tmp_path):
    with demo((160, 45)) as program:
        text = program.wait_for(is_filled)
    assert "+1.90" in text


def test_a_small_terminal_shows_the_strip_and_the_pane_that_is_chosen():
    with demo((80, 24)) as program:
        program.wait_for(lambda text: "HSI" in text and "Indices" in text and "+1.90" in text)
        program.type(b"4")
        text = program.wait_for(lambda text: "FOMC" in text)
    assert "+1.90" in text


def test_names_switch_to_chinese_and_back():
    with demo((120, 36)) as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        program.type(b"n")
        program.wait_for(lambda text: "恒生" in text.replace(" ", ""))
        program.type(b"n")
        program.wait_for(lambda text: "Hang Seng" in text)


def test_a_resize_storm_ends_in_the_layout_of_the_last_size():
    with demo((160, 45)) as program:
        program.wait_for(is_filled)
        for columns, rows in [(80, 24), (200, 60), (40, 10), (120, 36), (60, 16), (39, 9)] * 3:
            program.resize(columns, rows)
            program.read_for(0.01)
        program.screen.resize(24, 80)
        program.resize(80, 24)
        text = program.wait_for(lambda text: "1 Indices" in text and "2 Heatmap" not in text.split("\n", 3)[3])
    assert "SIMULATED" in text


def test_too_small_a_terminal_says_so_and_recovers():
    with demo((20, 5)) as program:
        program.wait_for(lambda text: "40×10" in text)
        program.screen.resize(36, 120)
        program.resize(120, 36)
        program.wait_for(lambda text: "Hang Seng" in text)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, b"q"])
def test_the_terminal_is_left_as_it_was(ending):
    with demo((100, 30)) as program:
        program.wait_for(lambda text: "Indices" in text)
        if isinstance(ending, bytes):
            program.type(ending)
        else:
            os.kill(program.pid, ending)
        assert program.wait() == 0
        assert LEAVE_ALTERNATE_SCREEN in program.output
        assert program.output.rfind(SHOW_CURSOR) > program.output.rfind(b"\x1b[?25l")


def test_no_escape_sequence_of_the_output_is_left_on_the_screen():
    with demo((120, 36)) as program:
        text = program.wait_for(lambda text: "Tencent" in text)
    assert not re.search(r"\[\d+[;m]|\x1b", text)
