"""However the dashboard is ended or put aside, the terminal is left as it was found."""

from __future__ import annotations

import os
import signal
import termios
import time
from pathlib import Path

import pytest

from tests.terminal.screen import (
    CNHK,
    GLANCE_SECONDS,
    PATIENCE_SECONDS,
    ScreenProgram,
    demo,
    environment,
    wait_until,
)

pytestmark = pytest.mark.terminal

MODES = {
    "alternate screen": 1049,
    "focus": 1004,
    "bracketed paste": 2004,
    "mouse": 1000,
    "any mouse": 1003,
    "SGR": 1006,
}
"""What the dashboard may switch on, by the number that switches it."""

STALL_SECONDS = 3.0
"""How long a terminal takes nothing: many times what its buffer and ours hold at that speed."""

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
LOCAL_FLAGS = 3
"""The place of the flags of echo and line editing in what `termios.tcgetattr` gives."""

DEMO = " ".join((*CNHK, "demo", "--at", "16:30", "--speed", "1"))


def is_off(output: bytes, mode: int) -> bool:
    """Whether the last that was said of a mode is that it is off, or nothing was said at all."""
    return output.rfind(b"\x1b[?%dl" % mode) >= output.rfind(b"\x1b[?%dh" % mode)


def assert_restored(output: bytes) -> None:
    assert LEAVE_ALTERNATE_SCREEN in output
    assert [name for name, mode in MODES.items() if not is_off(output, mode)] == []
    assert output.rfind(b"\x1b[?25h") > output.rfind(b"\x1b[?25l"), "the cursor is hidden"
    assert output.rfind(b"\x1b[?7h") > output.rfind(b"\x1b[?7l"), "lines are not wrapped"
    assert output.count(b"\x1b[>25u") == output.count(b"\x1b[<u"), "the keyboard protocol is left on"
    assert b"Traceback" not in output


def under_a_shell(script: str, **more: str) -> ScreenProgram:
    """A shell in whose terminal the dashboard runs."""
    return ScreenProgram(["bash", "--norc", "-c", script], size=(100, 30), env=environment(**more))


def child_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def state_of(pid: int) -> str:
    """The kernel's letter for it: T if it is stopped; Z, as nobody may have asked for its end yet, if it is over."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.read_text().rsplit(")", 1)[1].split()[0] if stat.exists() else "Z"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, b"q"], ids=["SIGTERM", "SIGHUP", "q"])
def test_the_terminal_is_restored(ending):
    with demo((100, 30)) as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        if isinstance(ending, bytes):
            program.type(ending)
        else:
            os.kill(program.pid, ending)
        assert program.wait() == 0
        assert_restored(program.output)


def test_the_mouse_is_given_back(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text("[display]\nmouse = true\n", encoding="utf-8")
    with demo((100, 30), "--config", str(config)) as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        assert b"\x1b[?1000h" in program.output
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait() == 0
        assert_restored(program.output)


def test_a_signal_in_the_moment_of_the_start_restores_the_terminal_too():
    with demo((100, 30)) as program:
        program.wait_for_output(b"\x1b[?1049h")
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait() == 0
        assert_restored(program.output)


def test_a_signal_while_the_terminal_is_asked_how_wide_its_signs_are_leaves_it_as_it_was():
    """Nobody answers here, so that the question stands for half a second."""
    script = f"read -r line; {DEMO}; echo ended $?; read -r line"
    with under_a_shell(script, LC_ALL="zh_HK.UTF-8") as program:
        found = termios.tcgetattr(program.terminal)[LOCAL_FLAGS]
        program.type(b"\r")
        program.wait_for_output(b"\x1b[6n")
        os.kill(child_of(program.pid), signal.SIGTERM)
        program.wait_for_output(b"ended")
        assert termios.tcgetattr(program.terminal)[LOCAL_FLAGS] == found


FILLED = ("SIMULATED", "1 Indices ─", "23,597.97", "Banks ▲", "via Shanghai", "CPI y/y", "q quit")
"""Something of every part of the screen after the close, most of which nothing changes any more."""


@pytest.mark.parametrize("between", ["", "bg; "], ids=["fg", "bg, then fg"])
def test_ctrl_z_gives_the_terminal_back_and_fg_draws_the_screen_again(between):
    script = f"set -m; {DEMO}; {between}echo stopped; read -r line; fg; echo ended $?; read -r line"
    with under_a_shell(script) as program:
        program.wait_for(lambda text: all(shown in text for shown in FILLED))
        program.type(b"\x1a")
        program.wait_for_output(b"stopped")
        assert_restored(program.output)
        program.screen.reset()
        program.type(b"\r")
        program.wait_for(lambda text: all(shown in text for shown in FILLED))
        program.type(b"q")
        program.wait_for_output(b"ended 0")
        assert_restored(program.output)


def test_a_process_that_was_stopped_without_being_asked_goes_on_and_still_restores_the_terminal():
    with under_a_shell(f"read -r line; {DEMO}; echo ended $?; read -r line") as program:
        found = termios.tcgetattr(program.terminal)[LOCAL_FLAGS]
        program.type(b"\r")
        program.wait_for(lambda text: "Hang Seng" in text)
        dashboard = child_of(program.pid)
        os.kill(dashboard, signal.SIGSTOP)
        wait_until(lambda: state_of(dashboard) == "T", program)
        program.screen.reset()
        os.kill(dashboard, signal.SIGCONT)
        program.wait_for(lambda text: "1 Indices ─" in text and "4 Events ─" in text and "q quit" in text)
        program.type(b"q")
        program.wait_for_output(b"ended 0")
        assert_restored(program.output)
        assert termios.tcgetattr(program.terminal)[LOCAL_FLAGS] == found


def test_a_closed_terminal_leaves_no_process_behind():
    with demo((100, 30)) as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        program.hang_up()
        program.wait()
    assert not Path(f"/proc/{program.pid}").exists()


def test_a_terminal_closed_on_a_suspended_dashboard_leaves_no_process_behind():
    with under_a_shell(f"set -m; {DEMO}; echo stopped; read -r line") as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        dashboard = child_of(program.pid)
        program.type(b"\x1a")
        program.wait_for_output(b"stopped")
        program.hang_up()
        program.wait()
        end = time.monotonic() + PATIENCE_SECONDS
        while state_of(dashboard) != "Z":
            assert time.monotonic() < end, state_of(dashboard)
            time.sleep(GLANCE_SECONDS)


LAST_SECOND = 1.0
"""Within which the program has ended, whatever it was doing: seconds of wall time on a machine that is not busy."""

BUSY_FACTOR = 5.0
"""How much longer anything may take here, where other tests run beside."""


def ends_in_time(program: ScreenProgram) -> int:
    """The exit status, after no more than a second of waiting."""
    started = time.monotonic()
    status = program.wait()
    assert time.monotonic() - started < LAST_SECOND * BUSY_FACTOR
    return status


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(
    "ending",
    [pytest.param(signal.SIGTERM, id="SIGTERM"), pytest.param(signal.SIGHUP, marks=pytest.mark.long, id="SIGHUP")],
)
@pytest.mark.parametrize("keys", [b"z", b" ", b"o", b"g", b"/geely", b"w", b"2t"], ids=repr)
def test_the_terminal_is_restored_whatever_is_on_the_screen(ending, keys):
    with demo((100, 30)) as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        program.type(keys)
        program.read_for(0.5)
        os.kill(program.pid, ending)
        assert ends_in_time(program) == 0
        assert_restored(program.output)


def test_sigterm_on_a_suspended_dashboard_ends_it_once_it_goes_on():
    with under_a_shell(f"set -m; {DEMO}; echo stopped; read -r line; fg; echo ended $?; read -r line") as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        dashboard = child_of(program.pid)
        program.type(b"\x1a")
        program.wait_for_output(b"stopped")
        os.kill(dashboard, signal.SIGTERM)
        program.type(b"\r")
        program.wait_for_output(b"ended 0")
        assert_restored(program.output)


def test_sigterm_on_a_stopped_dashboard_ends_it_once_it_goes_on():
    with demo((100, 30)) as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        os.kill(program.pid, signal.SIGSTOP)
        wait_until(lambda: state_of(program.pid) == "T", program)
        os.kill(program.pid, signal.SIGTERM)
        os.kill(program.pid, signal.SIGCONT)
        assert ends_in_time(program) == 0
        assert_restored(program.output)


def test_a_terminal_closed_without_a_signal_leaves_no_process_behind():
    program = ScreenProgram(["bash", "--norc", "-c", f"trap '' HUP; exec {DEMO}"], size=(100, 30), env=environment())
    with program:
        program.wait_for(lambda text: "Hang Seng" in text)
        program.hang_up()
        program.wait()
    assert not Path(f"/proc/{program.pid}").exists()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, None], ids=["SIGTERM", "SIGHUP", "closed"])
@pytest.mark.long
def test_a_terminal_that_takes_nothing_any_more_holds_up_neither_the_program_nor_its_end(ending):
    with demo((200, 60), "--at", "10:31", "--speed", "60") as program:
        program.wait_for(lambda text: "Hang Seng" in text)
        time.sleep(STALL_SECONDS)
        before = cpu_of(program.pid)
        time.sleep(STALL_SECONDS)
        assert cpu_of(program.pid) > before, "it waits for the terminal"
        if ending is None:
            program.hang_up()
        else:
            os.kill(program.pid, ending)
        end = time.monotonic() + LAST_SECOND * BUSY_FACTOR
        while state_of(program.pid) != "Z":
            assert time.monotonic() < end, state_of(program.pid)
            time.sleep(GLANCE_SECONDS)
