"""Text in cells: the rows that every widget draws, and fitting words into columns without breaking them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size

Align = Literal["left", "right", "center"]


class Span(NamedTuple):
    """A piece of a row: text without control characters, and the role that gives it its style."""

    text: str
    role: str = "value"


Row = tuple[Span, ...]
"""One screen row, left to right. Rows are compared to find what changed, so they are plain values."""

EMPTY_ROW: Row = ()


def width_of(row: Row) -> int:
    """The width of a row in cells."""
    return sum(cell_len(span.text) for span in row)


def fit(text: str, width: int, align: Align = "left", ellipsis: str = "…") -> str:
    """Text in exactly `width` cells: padded, or cut with an ellipsis; a wide character is never halved."""
    length = cell_len(text)
    if length == width:
        return text
    if length > width:
        if width <= cell_len(ellipsis):
            return set_cell_size(text, width)
        text = _start(text, width - cell_len(ellipsis)) + ellipsis
    gap = width - cell_len(text)
    if align == "right":
        return " " * gap + text
    if align == "center":
        return " " * (gap // 2) + text + " " * (gap - gap // 2)
    return text + " " * gap


def fit_row(row: Iterable[Span], width: int) -> Row:
    """The row cut to at most `width` cells."""
    fitted: list[Span] = []
    left = width
    for span in row:
        if left <= 0:
            break
        length = cell_len(span.text)
        fitted.append(span if length <= left else Span(fit(span.text, left), span.role))
        left -= min(length, left)
    return tuple(fitted)


def plain(text: str) -> str:
    """Text safe to draw: control, format and unassigned characters dropped, white space folded to spaces.

    Names come from servers; an escape sequence among them must never reach the terminal.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return "".join(kept)


def pad_row(row: Iterable[Span], width: int, align: Align = "left", role: str = "value") -> Row:
    """The row in exactly `width` cells: cut, or padded with spaces of `role`."""
    fitted = fit_row(row, width)
    gap = width - width_of(fitted)
    if gap <= 0:
        return fitted
    before = {"left": 0, "right": gap, "center": gap // 2}[align]
    spaces = (Span(" " * before, role), Span(" " * (gap - before), role))
    return tuple(span for span in (spaces[0], *fitted, spaces[1]) if span.text)


def merged(cells: Iterable[tuple[str, str]]) -> Row:
    """Texts with their roles as a row: neighbours of one role are one span."""
    row: list[Span] = []
    text, role = "", ""
    for more, its_role in cells:
        if its_role == role:
            text += more
            continue
        if text:
            row.append(Span(text, role))
        text, role = more, its_role
    if text:
        row.append(Span(text, role))
    return tuple(row)


def scale_row(places: Iterable[tuple[int, str]], width: int, role: str = "muted") -> Row:
    """Texts at their cells, left to right, moved inside where the edge would cut them.

    One that would touch the text before it is left out, and one wider than the row too.
    """
    text = ""
    for start, label in places:
        start = max(min(start, width - cell_len(label)), 0)
        if start < cell_len(text) + (1 if text else 0) or start + cell_len(label) > width:
            continue
        text = fit(text, start) + label
    return (Span(text, role),)


_NUMBER = re.compile(r"[+\-−]?\d[\d.,:]*%?")


_LOOSE_ENDS = " ,;:(-–（，、"
"""What no cut text ends with."""


def shorten(text: str, width: int, ellipsis: str = "…") -> str:
    """Text in at most `width` cells, cut with an ellipsis but never inside a number: that is left out whole.

    Empty where nothing of it fits.
    """
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room <= 0:
        return ""
    kept = _start(text, room)
    for number in _NUMBER.finditer(text):
        if number.start() < len(kept) < number.end():
            kept = kept[: number.start()]
    kept = kept.rstrip(_LOOSE_ENDS)
    return kept + ellipsis if kept else ""


def _start(text: str, width: int) -> str:
    """The start of a longer text in at most `width` cells, without half of a wide character."""
    start = set_cell_size(text, width)
    return start if text.startswith(start) else start[:-1]
