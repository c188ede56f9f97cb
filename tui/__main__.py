"""The command `cnhk`: where it starts, and how it ends when it is interrupted."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from tui.arguments import parse
from tui.home import NoHomeError

FAILED = 1
WRONG_USAGE = 2

INTERRUPTED = 130
"""Ended by Ctrl+C: 128 and the number of SIGINT, as shells have it."""

PIPE_CLOSED = 141
"""The reader of our output went away: 128 and the number of SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Wrong usage exits with 2 from within."""
    # What a start makes, stays: looking for garbage among it costs a tenth of the time to the first paint.
    # The app turns collection on again after that, and every other command at once.
    gc.disable()
    _open_missing_streams()
    arguments = parse(argv)
    from tui.cli import run

    try:
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except NoHomeError as error:
        sys.stderr.write(f"cnhk: {error}\n")
        return WRONG_USAGE
    except BrokenPipeError:
        _forget_output()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _forget_output()
        sys.stderr.write(f"cnhk: cannot write the output: {error.strerror}\n")
        return FAILED
    return code


def _open_missing_streams() -> None:
    """Give those streams that the shell closed (`>&-`) somewhere to go: Python has None in their place."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _forget_output() -> None:
    """Python would write what is left once more on its way out, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
