"""How much was traded, as columns of eighths standing below a chart of prices."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from rich.cells import cell_len

from widgets.braille import Glyphs
from widgets.text import Row, Span, merged
from widgets.ticks import gutter

HEIGHTS = ((24, 4), (16, 3), (10, 2))
"""From so many rows of a chart on, so many are given to the volume."""

_STEPS: dict[Glyphs, str] = {"unicode": " ▁▂▃▄▅▆▇█", "braille": " ⣀⣤⣶⣿", "ascii": " .:|"}
"""What a cell shows from empty to full."""


def volume_height(values: Sequence[float | None], height: int) -> int:
    """Rows of a chart of that height that are given to these volumes; none where there are none."""
    return next((rows for least, rows in HEIGHTS if height >= least), 0) if any(values) else 0


def labelled_volume(
    columns: Sequence[float | None],
    left: int,
    width: int,
    height: int,
    value_text: Callable[[float], str] | None,
    glyphs: Glyphs,
) -> list[Row]:
    """The columns behind a gutter of `left` cells, in which the largest volume stands if there is room for it."""
    most = max((value for value in columns if value is not None and math.isfinite(value)), default=None)
    label = None if most is None or value_text is None else Span(value_text(most), "muted")
    if label is not None and cell_len(label.text) >= left:
        label = None
    rows = volume_rows(columns, width, height, glyphs=glyphs)
    return [(gutter(label if y == 0 else None, left), *row) for y, row in enumerate(rows)]


def volume_rows(
    columns: Sequence[float | None], width: int, height: int, *, role: str = "muted", glyphs: Glyphs = "unicode"
) -> tuple[Row, ...]:
    """One column a value, from the left; the largest fills the height. What is not zero has at least one step.

    Exactly `height` rows of `width` cells; surplus values are left out.
    """
    steps = _STEPS[glyphs]
    full = len(steps) - 1
    shown = [value if value is not None and math.isfinite(value) else 0.0 for value in columns[:width]]
    most = max(shown, default=0.0)
    levels = [max(1, round(value / most * height * full)) if value > 0 and most > 0 else 0 for value in shown]
    levels += [0] * (width - len(levels))
    return tuple(
        merged((steps[min(max(level - below * full, 0), full)], role) for level in levels)
        for below in reversed(range(height))
    )
