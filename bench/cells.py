"""What a frame had to write: the cells that changed on an emulated screen, each run of them placed and styled."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import pyte
from pyte.screens import Char

from bench.terminal import Program

SETTLED_SECONDS = 0.05
"""After so long without output a frame is whole."""

ATTRIBUTES = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")
RESET = "\x1b[0m"


class WatchedProgram(Program):
    """A program whose frames are told apart, and each held against the one before."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.needed = 0
        """Bytes that the changed cells of all frames since the last `start_counting` take by themselves."""
        self.changed_rows: set[int] = set()
        super().__init__(command, size=size, env=env)

    def take_in(self, data: bytes) -> None:
        self._stream.feed(data)

    def start_counting(self) -> None:
        """From now on."""
        self.needed = 0
        self.changed_rows = set()
        self._before = self._cells()

    def watch_for(self, seconds: float) -> None:
        """Let the program run, and count at the end of each frame."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            written = self.written
            self.read_for(SETTLED_SECONDS)
            if self.written == written:
                self._count()

    def _cells(self) -> list[list[Char]]:
        columns, rows = range(self.screen.columns), range(self.screen.lines)
        return [[self.screen.buffer[y][x] for x in columns] for y in rows]

    def _count(self) -> None:
        now = self._cells()
        for y, (old, new) in enumerate(zip(self._before, now, strict=True)):
            if old != new:
                self.changed_rows.add(y)
                self.needed += sum(len(part.encode()) for part in written_row(y, old, new))
        self._before = now


def written_row(y: int, old: Sequence[Char], new: Sequence[Char]) -> Iterator[str]:
    """The sequences that turn one row into the other."""
    changed = [x for x, cell in enumerate(new) if cell != old[x]]
    at = -1
    for style, run in groupby(changed, key=lambda x: style_of(new[x])):
        for _, beside in groupby(enumerate(run), key=lambda pair: pair[1] - pair[0]):
            places = [x for _, x in beside]
            if places[0] != at:
                yield f"\x1b[{y + 1};{places[0] + 1}H"
            yield style + "".join(new[x].data for x in places) + RESET
            at = places[-1] + 1


def style_of(cell: Char) -> str:
    """The sequence that sets a cell's colours and attributes, as a program of 24 bit colour writes it."""
    codes = [str(number) for number, name in enumerate(ATTRIBUTES, 1) if getattr(cell, name)]
    codes += [*color_codes(cell.fg, "3"), *color_codes(cell.bg, "4")]
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def color_codes(color: str, plane: str) -> list[str]:
    """The codes of a colour: six hexadecimal digits, or a name of the terminal's own palette."""
    if color == "default":
        return []
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:
        return [f"{plane}1"]
    return [f"{plane}8;2;{red};{green};{blue}"]
