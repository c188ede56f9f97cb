"""The real command in a real pty, and the screen that a terminal emulator makes of what it writes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

import pyte

from bench.terminal import PATIENCE_SECONDS, Program


class ScreenProgram(Program):
    """A program whose output is drawn on an emulated screen."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        super().__init__(command, size=size, env=env)

    def take_in(self, data: bytes) -> None:
        self.output += data
        self._stream.feed(data)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, condition: Callable[[str], bool]) -> str:
        """The screen's text once the condition holds. Raises TimeoutError with the screen as it stands."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition(self.text):
            if time.monotonic() > end:
                raise TimeoutError(f"it never held; the screen:\n{self.text}")
            self.read_for(0.05)
        return self.text
