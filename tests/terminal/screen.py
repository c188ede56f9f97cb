"""The real command in a real pty, and the screen that a terminal emulator makes of what it writes."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

from bench.terminal import Program

CNHK = (sys.executable, "-m", "tui")
PATIENCE_SECONDS = 60.0
"""How long a condition may take to hold on a busy machine."""

GLANCE_SECONDS = 0.05
"""Between two looks at the screen."""

STATES = tempfile.TemporaryDirectory(prefix="cnhk-states-")
"""Where the runs of this process keep their history, each in a folder of its own."""

PASSING = re.compile(r"\d\d:\d\d:\d\d|\b\d+(?:d \d+h|h\d\d|m|s)\b")
"""Clocks, countdowns and ages: what differs between two looks at a market that stands still."""


class ScreenProgram(Program):
    """A program whose output is drawn on an emulated screen."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        super().__init__(command, size=size, env=env)

    def take_in(self, data: bytes) -> None:
        self.output += data
        self._stream.feed(data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal and its emulation another size."""
        self.screen.resize(rows, columns)
        super().resize(columns, rows)

    @property
    def text(self) -> str:
        """The rows of the screen. A wide sign takes one place, not two: its second cell is empty.

        pyte's own `display` fails on a second cell whose sign was written over, as in the middle of a frame.
        """
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        return "\n".join("".join(self.screen.buffer[y][x].data for x in columns).rstrip() for y in rows)

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def wait_for(self, condition: Callable[[str], object]) -> str:
        """The screen's text once the condition holds. Raises TimeoutError with the screen as it stands."""
        wait_until(lambda: condition(self.text), self)
        return self.text

    def wait_for_output(self, part: bytes) -> None:
        """Once the program has written that."""
        wait_until(lambda: part in self.output, self)

    @property
    def terminal(self) -> int:
        """The terminal's side of the pty, to ask for its settings."""
        return self._fd

    def hang_up(self) -> None:
        """Close the terminal's side, as a closed window does."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDWR)


def wait_until(condition: Callable[[], object], *programs: ScreenProgram) -> None:
    """Let the programs run until the condition holds. Raises TimeoutError with their screens as they stand."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end or any(program._ended() for program in programs):
            screens = "\n\n".join(program.text for program in programs)
            raise TimeoutError(f"it never held; on the screen:\n{screens}")
        for program in programs:
            program.read_for(GLANCE_SECONDS)


def environment(**more: str) -> Mapping[str, str]:
    """A truecolor terminal that speaks UTF-8, without settings or a history of the user's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "CNHK_CONFIG": os.devnull}
    return kept | plain | {"XDG_STATE_HOME": tempfile.mkdtemp(dir=STATES.name)} | more


def demo(size: tuple[int, int], *arguments: str, env: Mapping[str, str] | None = None) -> ScreenProgram:
    """The demo after the close, when no price moves any more."""
    command = (*CNHK, "demo", "--at", "16:30", "--speed", "1", *arguments)
    return ScreenProgram(command, size=size, env=environment() if env is None else env)


def is_filled(text: str) -> bool:
    """Whether all four panes have their figures."""
    return all(part in text for part in ("SIMULATED", "23,597", "Tencent", "via Shanghai", "FOMC"))


def lasting(text: str) -> str:
    """The screen without its clocks and ages, nor the gaps that they leave."""
    return re.sub(r" +", " ", PASSING.sub("#", text))
