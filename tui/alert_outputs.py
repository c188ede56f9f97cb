"""How alerts leave the screen: the bell, a notification by the terminal, a program of the reader's own.

OSC 9 is iTerm2's, OSC 777 rxvt's. tmux swallows both unless they are wrapped in its own DCS sequence, every escape
doubled, and `allow-passthrough` is on; the bell it takes as it is, and flags the window.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from tui.choices import OscSetting

BELL = "\a"
ESCAPE = "\x1b"
STRING_END = ESCAPE + "\\"

LONGEST_NOTE = 200
"""Characters of a text that is put into an escape sequence: terminals give up on long ones."""

MOST_NOTES = 5
"""Notifications of one check: a market that falls crosses many levels at once."""

TITLE = "cnhk"

_FIELD = re.compile(r"\{(text|symbol|time)\}")


class Told(Struct, frozen=True):
    """An alert in words: one line, which says SIMULATED where it is; the symbol, "" where there is none."""

    text: str
    symbol: str
    at: datetime
    simulated: bool


def printable(text: str) -> str:
    """The text without anything that a terminal might obey, and not too long."""
    return "".join(c for c in text if c.isprintable())[:LONGEST_NOTE]


def terminal_bytes(told: Sequence[Told], *, bell: bool, osc: OscSetting, in_tmux: bool) -> str:
    """What to write to the terminal for the alerts of one check: one bell, then at most one notification an alert."""
    if not told:
        return ""
    notes = "" if osc == "off" else "".join(notification(one.text, osc, in_tmux) for one in told[:MOST_NOTES])
    return (BELL if bell else "") + notes


def notification(text: str, osc: OscSetting, in_tmux: bool) -> str:
    """One escape sequence. Its end is ST and not a bell, which would ring once more where nobody knows it."""
    # A semicolon would begin another parameter, and with OSC 9 another command.
    safe = printable(text).replace(";", ",")
    body = f"9;{safe}" if osc == "9" else f"777;notify;{TITLE};{safe}"
    sequence = f"{ESCAPE}]{body}{STRING_END}"
    return wrapped_for_tmux(sequence) if in_tmux else sequence


def wrapped_for_tmux(sequence: str) -> str:
    """The sequence as tmux hands it on to the terminal that it runs in."""
    return f"{ESCAPE}Ptmux;{sequence.replace(ESCAPE, ESCAPE + ESCAPE)}{STRING_END}"


def inside_tmux(env: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal is one of tmux."""
    return bool(env.get("TMUX"))


def arguments(command: Sequence[str], told: Told) -> list[str]:
    """The program and its arguments with what is told filled in, each one argument whatever is in it."""
    fields = {"text": printable(told.text), "symbol": told.symbol, "time": told.at.isoformat(timespec="seconds")}
    return [command[0], *(_FIELD.sub(lambda found: fields[found[1]], argument) for argument in command[1:])]


async def run_program(command: Sequence[str], seconds: float) -> str | None:
    """Run a program without a shell, apart from the terminal, at most so long. Returns what went wrong, if it did."""
    name = printable(command[0])
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return f"{name}: {getattr(error, 'strerror', None) or error}"
    try:
        async with asyncio.timeout(seconds):
            status = await process.wait()
    except TimeoutError:
        return f"{name}: ended after {seconds:g} s"
    finally:
        if process.returncode is None:
            # With it goes whatever it has started: it leads a group of its own.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    return None if status == 0 else f"{name}: exit status {status}"
