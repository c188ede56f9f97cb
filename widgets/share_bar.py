"""How a whole is shared out, in one row: what leads as a heavy line, what trails as a light one, the rest between."""

from __future__ import annotations

from collections.abc import Sequence

from widgets.braille import Glyphs
from widgets.text import EMPTY_ROW, Row, Span

_LINES: dict[Glyphs, tuple[str, str, str]] = {
    "unicode": ("━", "·", "─"),
    "braille": ("⠶", "⠂", "⠒"),
    "ascii": ("=", ".", "-"),
}
"""Heavy, dotted, light: told apart without colour."""


def share_bar(up: float, between: float, down: float, width: int, *, glyphs: Glyphs = "unicode") -> Row:
    """Three parts of a whole, none below zero, in exactly `width` cells; blank where the whole is nothing.

    A part that is not zero has a cell at least, as long as there are three.
    """
    if width <= 0:
        return EMPTY_ROW
    parts = (up, between, down)
    if sum(parts) <= 0:
        return (Span(" " * width),)
    lengths = _lengths(parts, width)
    lines = zip(_LINES[glyphs], lengths, ("up", "faint", "down"), strict=True)
    return tuple(Span(sign * length, role) for sign, length, role in lines if length)


def _lengths(parts: Sequence[float], width: int) -> list[int]:
    """Whole cells as the parts (largest remainders get the rest), one at least for each that is not zero."""
    least = [1 if part > 0 and width >= len(parts) else 0 for part in parts]
    spare, total = width - sum(least), sum(parts)
    ideal = [max(0.0, width * part / total - low) for part, low in zip(parts, least, strict=True)]
    scale = spare / sum(ideal) if sum(ideal) else 0.0
    shares = [value * scale for value in ideal]
    lengths = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda at: lengths[at] - shares[at])
    for at in by_remainder[: spare - sum(lengths)]:
        lengths[at] += 1
    return [length + low for length, low in zip(lengths, least, strict=True)]
