"""Sentences in rows: broken between words, or between Chinese characters, never inside a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from rich.cells import cell_len

from widgets.text import Row, Span, shorten, width_of

_CHARACTER, _OPENING, _CLOSING, _SPACE, _PERCENT, _OTHER = "c", "(", ")", " ", "%", "x"
"""What a sign is to a line: a Chinese or Korean character, a Chinese bracket that opens, punctuation, the rest."""

_CLOSING_SIGNS = "，。、：；）！？"

_PIECE = re.compile(
    r"\(?c\)*"  # a Chinese character with the punctuation around it
    r"|[^ c()]+(?: %[^ c()]*)?\)*"  # a word, a number with its percent sign
    r"|\(|\)+| +"
)
"""What is never broken, in kinds of signs: sets of thousands of characters would take milliseconds to compile."""


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; a piece that is wider alone is cut with an ellipsis."""
    if width <= 0:
        return []
    lines: list[str] = []
    line = ""
    for start, stop in _bounds(text):
        piece = text[start:stop]
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
    text = "".join(span.text for span in spans)
    for start, stop in _bounds(text):
        piece: list[Span] = []
        while start < stop:
            while ends[number] <= start:
                number += 1
            end = min(stop, ends[number])
            piece.append(Span(text[start:end], spans[number].role))
            start = end
        yield piece


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each piece starts and ends."""
    return (found.span() for found in _PIECE.finditer("".join(map(_kind, text))))


def _kind(sign: str) -> str:
    if sign.isascii():
        return _SPACE if sign.isspace() else _PERCENT if sign == "%" else _OTHER
    if ("⺀" <= sign <= "鿿" and sign not in _CLOSING_SIGNS) or "가" <= sign <= "힣":
        return _CHARACTER
    if sign == "（":
        return _OPENING
    if sign in _CLOSING_SIGNS:
        return _CLOSING
    return _SPACE if sign.isspace() else _OTHER


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
