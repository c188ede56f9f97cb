"""How much is written to the terminal, and what happens when it takes no more: a slow line, a stopped one."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from queue import Empty

from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread

RATE_TICKS = 10
"""The rate is the mean of so many ticks, a second each."""


WAITING_WRITES = 10
"""With so many writes waiting no frame is added. Textual's queue holds 30: the ending needs a third of it."""

LAST_FRAMES_SECONDS, LAST_WRITE_SECONDS = 0.2, 0.6
"""How long the end waits for a terminal to take the last frames, and then for it to take the ending alone."""

ENDING_BEGINS = "\x1b[?2004l"
"""What Textual writes first when it gives the terminal back."""


class TerminalBytes:
    """Counts bytes. `tick` is called once a second. `stuck`: at the end there was a write that was never taken."""

    def __init__(self) -> None:
        self.total = 0
        self.stuck = False
        self._at_ticks = deque([0], maxlen=RATE_TICKS + 1)

    def add(self, text: str) -> None:
        """That text was written."""
        self.total += len(text) if text.isascii() else len(text.encode("utf-8", "replace"))

    def tick(self) -> None:
        """A second has passed."""
        self._at_ticks.append(self.total)

    @property
    def per_second(self) -> float:
        """Bytes a second over the last ten seconds, or as many as have passed; 0 before the first."""
        ticks = len(self._at_ticks) - 1
        return (self._at_ticks[-1] - self._at_ticks[0]) / ticks if ticks else 0.0

    @property
    def figures(self) -> tuple[int, float]:
        """Bytes since the start, and bytes a second."""
        return self.total, self.per_second


def counted(driver: type[Driver], written: TerminalBytes) -> type[Driver]:
    """The same driver, which counts what it writes, tells whether more would have to wait, and ends in any case."""

    class CountedDriver(driver):  # type: ignore[valid-type, misc]
        def write(self, data: str) -> None:
            written.add(data)
            super().write(data)

        @property
        def has_room(self) -> bool:
            """Whether a frame may be written now: a terminal that takes nothing must not hold up the event loop."""
            thread: WriterThread | None = getattr(self, "_writer_thread", None)
            return thread is None or thread._queue.qsize() < WAITING_WRITES

        def close(self) -> None:
            """End, after the last write where the terminal takes it, without it where it does not."""
            thread: WriterThread | None = getattr(self, "_writer_thread", None)
            if thread is not None and thread.is_alive():
                written.stuck = not stop_writing(thread)
            else:
                super().close()

    return CountedDriver


def stop_writing(thread: WriterThread) -> bool:
    """Let the thread write what waits, and end; whether it did. A terminal that is slow gets the ending alone."""
    thread._queue.put(None)
    thread.join(LAST_FRAMES_SECONDS)
    if not thread.is_alive():
        return True
    waiting: list[str | None] = []
    with suppress(Empty):
        while True:
            waiting.append(thread._queue.get_nowait())
    first = max((at for at, text in enumerate(waiting) if text == ENDING_BEGINS), default=len(waiting))
    for text in waiting[first:] or [None]:
        thread._queue.put(text)
    thread.join(LAST_WRITE_SECONDS)
    return not thread.is_alive()
