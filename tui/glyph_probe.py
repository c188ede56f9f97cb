"""Asks the terminal how wide it draws a sign of ambiguous width. Only readers of Chinese, Japanese or Korean need it.

Terminals set up for those scripts may draw `─`, `▲` or `…` two cells wide where Unicode leaves the choice, and every
row would be torn. The question is one sign and a request for the cursor's position (ECMA-48, CPR).
"""

from __future__ import annotations

import os
import re
import select
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

AMBIGUOUS = "─"
ANSWER_SECONDS = 0.5
"""How long the terminal may keep silent. One that is slower counts as one that does not answer."""

LONGEST_ANSWER = 64
"""Bytes; whoever says more is not answering."""

LOCALE_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")
"""The first that is set holds."""

WIDE_SCRIPTS = ("zh", "ja", "ko")
WIDE_COLUMN = 3
"""Where the cursor stands after one sign of two cells."""

_POSITION = re.compile(rb"\x1b\[\d+;(\d+)R")


def reads_wide_script(env: Mapping[str, str]) -> bool:
    """Whether the locale is one in whose terminals ambiguous signs may be two cells wide."""
    return locale_of(env).lower().startswith(WIDE_SCRIPTS)


def locale_of(env: Mapping[str, str]) -> str:
    """The locale that holds for characters; `C` where none is set."""
    return next((env[name] for name in LOCALE_VARIABLES if env.get(name)), "C")


def draws_wide(keys: IO[str], screen: IO[str]) -> bool | None:
    """Whether an ambiguous sign takes two cells; None where the terminal does not say. Raises nothing.

    The sign is wiped away again; the terminal's settings are as before.
    """
    try:
        import termios
        import tty
    except ImportError:
        return None  # no such terminals there
    fd = keys.fileno()
    try:
        before = termios.tcgetattr(fd)
    except termios.error:
        return None
    with _signals_held():
        try:
            tty.setcbreak(fd, termios.TCSANOW)
            screen.write(f"\r{AMBIGUOUS}\x1b[6n")
            screen.flush()
            column = _answered_column(fd)
            screen.write("\r\x1b[K")
            screen.flush()
        except (OSError, UnicodeError, termios.error):
            return None
        finally:
            termios.tcsetattr(fd, termios.TCSANOW, before)
    return None if column is None else column >= WIDE_COLUMN


@contextmanager
def _signals_held() -> Iterator[None]:
    """What would end or stop the program waits: nobody handles it yet, and the terminal would stay changed."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answered_column(fd: int) -> int | None:
    said = b""
    while len(said) < LONGEST_ANSWER:
        ready, _, _ = select.select([fd], [], [], ANSWER_SECONDS)
        if not ready:
            return None
        said += os.read(fd, LONGEST_ANSWER)
        if found := _POSITION.search(said):
            return int(found[1])
    return None
