"""Ctrl+Z, fg and plain stops: the terminal is set up again after a stop that gave it back, and after no other."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

Handler = Callable[[int, FrameType | None], object]


class JobControl:
    """Passes SIGTSTP and SIGCONT on to Textual's handlers, each only where it belongs.

    Textual sets the terminal up at every SIGCONT. After a SIGSTOP, which nobody is told of, the terminal is still set
    up: done twice, its own settings would be taken for those to restore at the end. `redraw` is called in any case:
    others may have written on the screen, and Textual takes what it drew before for still there.
    """

    def __init__(self, suspend: Handler, resume: Handler, redraw: Callable[[], object]) -> None:
        self._suspend = suspend
        self._resume = resume
        self._redraw = redraw
        self._suspended = False

    def stop(self, number: int, frame: FrameType | None) -> None:
        """SIGTSTP: give the terminal back and stop."""
        self._suspended = True
        self._suspend(number, frame)

    def go_on(self, number: int, frame: FrameType | None) -> None:
        """SIGCONT: take the terminal again if it was given back. In the background that stops the process again."""
        if self._suspended:
            self._suspended = not in_foreground()
            self._resume(number, frame)
        if not self._suspended:
            self._redraw()


def in_foreground() -> bool:
    """Whether the terminal that keys come from is ours at the moment."""
    assert sys.__stdin__ is not None
    return os.tcgetpgrp(sys.__stdin__.fileno()) == os.getpgrp()


def guard_job_control(redraw: Callable[[], object]) -> None:
    """Put a JobControl before the handlers that Textual has set, if it has; only in the main thread."""
    if not hasattr(signal, "SIGTSTP"):
        return
    suspend, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if callable(suspend) and callable(resume):
        control = JobControl(suspend, resume, redraw)
        signal.signal(signal.SIGTSTP, control.stop)
        signal.signal(signal.SIGCONT, control.go_on)
