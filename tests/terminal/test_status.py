"""The status line of a running dashboard: in its file, by the command, and in a real tmux."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.status.examples import FACTS
from tests.terminal.running_exchange import exchange
from tests.terminal.screen import CNHK, ScreenProgram, environment, wait_until
from tui.clock import Clock
from tui.status.facts import Figure, encoded

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).parents[2]
SIZE = (120, 36)
FORMAT = "HSI {HSI.last} {HSI.pct} {next}"
LINE = re.compile(r"SIM HSI 2\d,\d{3}\.\d\d ▲\+\d\.\d\d% .+ · 14:3\d\n")


def dashboard(folder: Path, settings: str) -> ScreenProgram:
    config = folder / "config.toml"
    more = f'[history]\nfolder = "{folder / "state"}"\n[status]\nformat = "{FORMAT}"\n'
    config.write_text(f"{settings}{more}", encoding="utf-8")
    return ScreenProgram((*CNHK, "--config", str(config)), size=SIZE, env=environment())


def content(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.long
def test_a_dashboard_keeps_its_line_and_takes_it_back_at_the_end(tmp_path):
    text = tmp_path / "state" / "loopback-status.txt"
    with exchange(tmp_path, "14:31") as market, dashboard(tmp_path, market.settings) as program:
        wait_until(lambda: LINE.fullmatch(content(text)), program)
        command = [*CNHK, "status", "--config", str(tmp_path / "config.toml"), "--format", "{HSI.last} {age}"]
        told = subprocess.run(
            command, cwd=ROOT, env=dict(environment()), capture_output=True, encoding="utf-8", check=False
        )
        assert re.fullmatch(r"SIM 2\d,\d{3}\.\d\d \d+s\n", told.stdout) and (told.returncode, told.stderr) == (0, "")
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait() == 0
    assert content(text) == ""
    assert sorted(path.name for path in text.parent.glob("*.part")) == []


@pytest.fixture
def tmux(tmp_path):
    """Calls a tmux server of its own that shows what it draws on a pty."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("there is no tmux")

    def call(*arguments: str) -> str:
        command = [program, "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "tmux.conf"), *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=dict(environment()))
        return done.stdout

    yield call
    call("kill-server")


def bar(tmp_path: Path, job: str, shown: str) -> str:
    """The last row of a terminal in which tmux runs, once that part is in it."""
    right = shlex.quote(f"#({job})")
    conf = f"set -g status-interval 1\nset -g status-right-length 90\nset -g status-right {right}\n"
    (tmp_path / "tmux.conf").write_text(conf, encoding="utf-8")
    attach = ["tmux", "-u", "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "tmux.conf"), "new-session", "cat"]
    with ScreenProgram(attach, size=(110, 10), env=environment()) as client:
        client.wait_for(lambda text: shown in text.split("\n")[-1])
        return client.lines[-1]


def left_by_a_dashboard(folder: Path) -> None:
    now = Clock().now().timestamp()
    figures = {"HSI": Figure(23430.15, 1.18, now, now + 600), "000300.SH": Figure(3880.34, -1.04, now, now + 600)}
    (folder / "cnhk").mkdir()
    stored = encoded(FACTS._replace(now=now, figures=figures))
    (folder / "cnhk" / "status.json").write_bytes(stored)


def test_tmux_shows_the_command_in_its_bar_with_percent_signs_and_colours(tmp_path, tmux):
    left_by_a_dashboard(tmp_path)
    command = f"cd {ROOT}; XDG_STATE_HOME={tmp_path} CNHK_CONFIG= {sys.executable} -m tui status --tmux --format "
    row = bar(tmp_path, command + '"HSI {HSI.last} {HSI.pct} CSI {000300.SH.pct}"', "▼-1.04%")
    assert "HSI 23,430.15 ▲+1.18% CSI ▼-1.04%" in row and "#[" not in row


def test_tmux_shows_the_file_in_its_bar(tmp_path, tmux):
    (tmp_path / "status.txt").write_text("HSI 23,430.15 ▲+1.18% · 14:03\n", encoding="utf-8")
    assert "HSI 23,430.15 ▲+1.18% · 14:03" in bar(tmp_path, f"cat {tmp_path / 'status.txt'}", "14:03")
