"""The command `cnhk`: where it starts, and how it ends when it is interrupted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tui.arguments import parse

INTERRUPTED = 130
"""Ended by Ctrl+C: 128 and the number of SIGINT, as shells have it."""

PIPE_CLOSED = 141
"""The reader of our output went away: 128 and the number of SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Wrong usage exits with 2 from within."""
    arguments = parse(argv)
    from tui.cli import run

    try:
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python would flush once more on its way out, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code


if __name__ == "__main__":
    sys.exit(main())
