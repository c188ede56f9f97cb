"""Where a value stands between two others, in one row."""

from __future__ import annotations

import math

from widgets.braille import Glyphs
from widgets.text import EMPTY_ROW, Row, Span

_SIGNS: dict[Glyphs, tuple[str, str]] = {"unicode": ("─", "●"), "braille": ("⠒", "⣿"), "ascii": ("-", "o")}
"""The rail and the mark on it."""


def gauge(low: float, high: float, value: float | None, width: int, *, glyphs: Glyphs = "unicode") -> Row:
    """A rail from `low` to `high` with a mark at the value, at its nearer end if it lies beyond; `width` cells.

    No mark where the value is not known, and none where there is no range to stand in.
    """
    if width <= 0:
        return EMPTY_ROW
    rail, mark = _SIGNS[glyphs]
    if value is None or not math.isfinite(value) or not 0 < high - low < math.inf:
        return (Span(rail * width, "faint"),)
    at = round((min(max(value, low), high) - low) / (high - low) * (width - 1))
    spans = (Span(rail * at, "faint"), Span(mark, "value"), Span(rail * (width - 1 - at), "faint"))
    return tuple(span for span in spans if span.text)
