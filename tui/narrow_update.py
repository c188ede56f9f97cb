"""A frame that writes the cells that it was asked to repaint, and no others.

Textual's own begins each of them at the left edge of its widget, however far to the right the change is: of one new
price in a table it writes half of the row. Uses names of Textual that are not public; its version is pinned.
"""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.control import Control
from textual._compositor import ChopsUpdate


class NarrowUpdate(ChopsUpdate):
    """The same spans of the same strips, each cut at both of its ends."""

    def render_segments(self, console: Console) -> str:
        """What the terminal is sent."""
        sequences: list[str] = []
        cursor: tuple[int, int] | None = None
        for y, first, last in self.spans:
            for end, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                left, right = max(start, first), min(end, last)
                if strip is None or left >= right:
                    continue
                if cursor != (left, y):
                    sequences.append(Control.move_to(left, y).segment.text)
                sequences.append(strip.crop(left - start, right - start).render(console))
                cursor = (right, y)
        return "".join(sequences)


def narrowed(update: RenderableType | None) -> RenderableType | None:
    """The update that writes less, if this is one of parts of the screen; else the same."""
    if type(update) is ChopsUpdate:
        return NarrowUpdate(update.chops, update.spans, update.chop_ends)
    return update
