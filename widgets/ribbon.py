"""A day as one row: its phases by glyph and shade, with a mark where it is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.braille import Glyphs
from widgets.text import EMPTY_ROW, Row, Span

_DOTS = {"phase-open": "⠿", "phase-auction": "⠶", "phase-lunch": "⠒", "phase-closed": "⠐"}
PHASE_GLYPHS: dict[Glyphs, dict[str, str]] = {
    "unicode": _DOTS,
    "braille": _DOTS,
    "ascii": {"phase-open": "=", "phase-auction": "~", "phase-lunch": "-", "phase-closed": "."},
}
"""What fills each phase: the more trading, the more dots, so that no shade is needed to read it."""

FILLINGS = frozenset(glyph for glyphs in PHASE_GLYPHS.values() for glyph in glyphs.values()) | {" "}
"""What a label may stand over."""

NOW: dict[Glyphs, str] = {"unicode": "⣿", "braille": "⣿", "ascii": "|"}
"""The mark of now."""


class Segment(NamedTuple):
    """A phase from `start` to before `end`, in minutes; `role` is one of the phase roles, `label` may be empty."""

    start: int
    end: int
    role: str
    label: str = ""


def ribbon(
    segments: Sequence[Segment], now: int | None, start: int, end: int, width: int, glyphs: Glyphs = "unicode"
) -> Row:
    """The minutes from `start` to `end` in exactly `width` cells; what no segment covers counts as closed.

    A label stands in the middle of its segment where it fits with a glyph on each side; never over the mark of now,
    nor over the label of an earlier segment.
    No mark is drawn while `now` is outside or unknown.
    """
    if width <= 0 or end <= start:
        return EMPTY_ROW
    roles = [_role_at(segments, start + (2 * cell + 1) * (end - start) / (2 * width)) for cell in range(width)]
    cells = [(PHASE_GLYPHS[glyphs].get(role, " "), role) for role in roles]
    mark = None if now is None or not start <= now < end else (now - start) * width // (end - start)
    for segment in segments:
        first, after = (max(-(-(at - start) * width // (end - start)), 0) for at in (segment.start, segment.end))
        _write(cells, segment, first, min(after, width), mark)
    if mark is not None:
        cells[mark] = NOW[glyphs], "now"
    return _merged(cells)


def _role_at(segments: Sequence[Segment], minute: float) -> str:
    return next((segment.role for segment in segments if segment.start <= minute < segment.end), "phase-closed")


def _write(cells: list[tuple[str, str]], segment: Segment, first: int, after: int, mark: int | None) -> None:
    """Lay the label over the middle of its cells; a wide character takes two, the second of them empty."""
    length = cell_len(segment.label)
    at = first + (after - first - length) // 2
    if not length or at <= first or at + length >= after or (mark is not None and at <= mark < at + length):
        return
    if any(char not in FILLINGS for char, _ in cells[at : at + length]):
        return
    for char in segment.label:
        cells[at] = char, segment.role
        size = cell_len(char)
        for covered in range(at + 1, at + size):
            cells[covered] = "", segment.role
        at += size


def _merged(cells: Sequence[tuple[str, str]]) -> Row:
    spans: list[Span] = []
    for char, role in cells:
        if spans and spans[-1].role == role:
            spans[-1] = Span(spans[-1].text + char, role)
        else:
            spans.append(Span(char, role))
    return tuple(spans)
