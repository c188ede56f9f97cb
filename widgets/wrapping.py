"""Sentences in rows: broken between words, or between Chinese characters, never inside a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, groupby

from rich.cells import cell_len

from widgets.text import Row, Span, shorten, width_of

_PIECE = (
    r"（?[⺀-鿿가-힣][，。、：；）！？]*"  # a Chinese character with the punctuation around it
    r"|[^\s⺀-鿿가-힣（]+(?: %[^\s⺀-鿿가-힣]*)?[，。、：；）！？]*"  # a word, a number with its percent sign
    r"|（|\s+"
)
"""What is never broken."""


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; a piece that is wider alone is cut with an ellipsis."""
    if width <= 0:
        return []
    lines: list[str] = []
    line = ""
    for piece in _piece().findall(text):
        if cell_len(line) + cell_len(piece.rstrip()) <= width:
            line += piece
            continue
        lines.append(line.rstrip())
        line = shorten(piece.strip(), width)
    return [line for line in (*lines, line.rstrip()) if line]


def wrap_spans(spans: Iterable[Span], width: int) -> list[Row]:
    """The spans in rows of at most `width` cells, broken as `wrap` breaks a text; each piece keeps its role."""
    row: list[Span] = []
    rows: list[Row] = []
    for piece in _pieces(tuple(spans)):
        text = "".join(span.text for span in piece)
        if width_of(tuple(row)) + cell_len(text.rstrip()) > width and row:
            rows.append(_finished(row))
            row = []
        if row or text.strip():
            row += cut_row(piece, width) if cell_len(text) > width else piece
    return [*rows, _finished(row)] if row else rows


def _pieces(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """What is never broken, each piece in as many spans as it has roles."""
    ends = list(accumulate(len(span.text) for span in spans))
    number = 0
    for found in _piece().finditer("".join(span.text for span in spans)):
        piece: list[Span] = []
        start, stop = found.span()
        while start < stop:
            while ends[number] <= start:
                number += 1
            end = min(stop, ends[number])
            piece.append(Span(found.group()[start - found.start() : end - found.start()], spans[number].role))
            start = end
        yield piece


def _finished(row: Iterable[Span]) -> Row:
    """The row with neighbours of one role together, and without blanks at its end."""
    groups = [
        (role, "".join(span.text for span in group)) for role, group in groupby(row, key=lambda span: span.role)
    ]
    if groups:
        role, text = groups[-1]
        groups[-1] = role, text.rstrip()
    return tuple(Span(text, role) for role, text in groups if text)


def cut_row(row: Iterable[Span], width: int) -> Row:
    """The row in at most so many cells, no figure of it cut in two."""
    kept: list[Span] = []
    left = width
    for span in row:
        text = shorten(span.text, left)
        if text:
            kept.append(Span(text, span.role))
        if text != span.text:
            break
        left -= cell_len(text)
    return tuple(kept)


def wrap_row(text: str, width: int, role: str = "label") -> list[Row]:
    """The lines as rows of one role."""
    return [(Span(line, role),) for line in wrap(text, width)]


@cache
def _piece() -> re.Pattern[str]:
    """Compiled when it is first needed: sets of thousands of characters take milliseconds."""
    return re.compile(_PIECE)
