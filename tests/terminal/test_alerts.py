"""Alerts in a real pty: what reaches the terminal, byte by byte, what is on the screen, what outlives a restart."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.running_exchange import exchange
from tests.terminal.screen import CNHK, ScreenProgram, environment

pytestmark = pytest.mark.terminal

SIZE = (120, 36)
DUE = "\n[[alerts]]\nwhen = 'event due'\nminutes = 20\nimportance = 1\n"
"""On the reference day a figure comes out at 09:45."""

TEXT = "SIMULATED RatingDog manufacturing PMI"
NOTE = f"\x1b]9;{TEXT}".encode()


POINTER = re.compile(rb"\x1b\]22;[^\x07]*\x07")
"""The shape of the mouse's pointer, which Textual sets; it ends in what would else be a bell."""


def bells(program: ScreenProgram) -> int:
    return POINTER.sub(b"", program.output).count(b"\x07")


def settings(folder: Path, text: str, **more: str) -> Mapping[str, str]:
    path = folder / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    return environment(CNHK_CONFIG=str(path), **more)


def demo_at(time: str, env: Mapping[str, str]) -> ScreenProgram:
    return ScreenProgram((*CNHK, "demo", "--at", time, "--speed", "1"), size=SIZE, env=env)


def test_an_alert_rings_the_bell_once_and_is_noted_on_the_screen(tmp_path):
    with demo_at("09:35", settings(tmp_path, DUE)) as program:
        program.wait_for(lambda text: TEXT in text)
        program.read_for(0.5)
        assert bells(program) == 1
        assert b"\x1b]9;" not in program.output and b"\x1b]777;" not in program.output
        program.type(b"a")
        program.wait_for(lambda text: "Log" in text and "fired" in text)


@pytest.mark.parametrize(
    ("osc", "more", "sequence"),
    [
        ("9", {}, b"\x07" + NOTE),
        ("777", {}, b"\x07\x1b]777;notify;cnhk;" + TEXT.encode()),
        ("9", {"TMUX": "/tmp/none,1,0"}, b"\x07\x1bPtmux;\x1b" + NOTE),
    ],
)
def test_a_notification_is_written_after_the_bell_where_it_is_wished(tmp_path, osc, more, sequence):
    with demo_at("09:35", settings(tmp_path, f"[alerting]\nosc = '{osc}'\n{DUE}", **more)) as program:
        program.wait_for_output(sequence)
        program.wait_for(lambda text: "SIMULATED" in text)
        program.read_for(0.5)
        end = b"\x1b\x1b\\\x1b\\" if more else b"\x1b\\"
        told = program.output.partition(sequence)[2]
        assert told[: told.index(end)].isascii() and bells(program) == 1
        assert program.output.count(sequence) == 1


@pytest.mark.parametrize("wished", [False, True])
def test_a_program_is_run_in_a_simulated_market_only_where_that_is_wished(tmp_path, wished):
    told = tmp_path / "told"
    code = "import sys; open(sys.argv[1], 'w').write(sys.argv[2])"
    command = [sys.executable, "-c", code, str(told), "{text}"]
    table = f"[alerting]\ncommand = {command!r}\ncommand_when_simulated = {str(wished).lower()}\n"
    with demo_at("09:35", settings(tmp_path, table + DUE)) as program:
        program.wait_for(lambda text: TEXT in text)
        if wished:
            program.wait_for(lambda text: told.exists() and told.read_text(encoding="utf-8").startswith(TEXT))
        else:
            program.read_for(1.0)
            assert not told.exists()


@pytest.mark.long
def test_what_was_told_is_not_told_again_after_a_restart(tmp_path):
    with exchange(tmp_path, "09:35") as market:
        env = settings(tmp_path, market.settings + DUE)
        with ScreenProgram(CNHK, size=SIZE, env=env) as first:
            first.wait_for(lambda text: TEXT in text)
            first.type(b"q")
            assert first.wait() == 0
        with ScreenProgram(CNHK, size=SIZE, env=env) as second:
            second.wait_for(lambda text: "SIMULATED" in text and "tencent" in text)
            second.type(b"a")
            second.wait_for(lambda text: "Alerts" in text and f"  {TEXT}" in text)
            second.read_for(1.5)
            assert bells(second) == 0
