"""A program in a pseudo-terminal: what it writes, when, and what it costs."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
READ_BYTES = 65536
PATIENCE_SECONDS = 20.0

STALLS_VARIABLE = "CNHK_BENCH_STALLS"
"""The environment variable that names the file for how long the loop was held: seconds, the worst first."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and bytes written to the terminal so far, and resident memory now, in MiB."""

    cpu: float
    written: int
    rss: float


class Program:
    """A command in a pty of a given size; `with Program(...) as program:` ends it at the end."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]) -> None:
        self.started = time.monotonic()
        self.written = 0
        self._seen = b""
        self._status: int | None = None
        self.pid, self._fd = pty.fork()
        columns, rows = size
        window = struct.pack("HHHH", rows, columns, 0, 0)
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, window)
            os.execvpe(command[0], list(command), dict(env))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def read_until(self, text: bytes) -> float:
        """Seconds from the start until the text stood in the output. Raises TimeoutError."""
        while text not in self._seen:
            if time.monotonic() - self.started > PATIENCE_SECONDS:
                raise TimeoutError(f"{text!r} never came; the end of the output: {self._seen[-300:]!r}")
            self._read(0.5)
        return time.monotonic() - self.started

    def read_for(self, seconds: float) -> None:
        """Let the program run, taking in what it writes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as a window or a tmux split does."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._fd, keys)

    def cost(self) -> Cost:
        """What the program has used up to now."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        cpu = (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
        return Cost(cpu, self.written, pages * PAGE_BYTES / 2**20)

    def _read(self, patience: float) -> None:
        ready, _, _ = select.select([self._fd], [], [], patience)
        if not ready:
            return
        try:
            data = os.read(self._fd, READ_BYTES)
        except OSError:  # the other side is gone
            time.sleep(min(patience, 0.05))
            return
        self.written += len(data)
        self.take_in(data)
        self._seen = (self._seen + data)[-READ_BYTES:]

    def take_in(self, data: bytes) -> None:
        """What the program just wrote; a subclass may draw it."""

    def wait(self) -> int:
        """The exit status, once the program has ended. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self._status is None:
            if time.monotonic() > end:
                raise TimeoutError("the program did not end")
            self._read(0.05)
            self._ended()
        self._read(0)
        return os.waitstatus_to_exitcode(self._status)

    def _ended(self) -> bool:
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._status = status if pid else None
        return self._status is not None
