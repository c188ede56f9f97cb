"""Sentences in rows: broken between words, or between Chinese characters, never inside a number."""

from __future__ import annotations

import re
from functools import cache

from rich.cells import cell_len

from widgets.text import Row, Span, shorten

_PIECE = r"[⺀-鿿가-힣][，。、：；）！？]*|[^\s⺀-鿿가-힣]+[，。、：；）！？]*|\s+"
"""What is never broken: a Chinese character or a word, each with the Chinese punctuation behind it."""


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; a piece that is wider alone is cut with an ellipsis."""
    if width <= 0:
        return []
    lines: list[str] = []
    line = ""
    for piece in _pieces().findall(text):
        if cell_len(line) + cell_len(piece.rstrip()) <= width:
            line += piece
            continue
        lines.append(line.rstrip())
        line = shorten(piece.strip(), width)
    return [line for line in (*lines, line.rstrip()) if line]


def wrap_row(text: str, width: int, role: str = "label") -> list[Row]:
    """The lines as rows of one role."""
    return [(Span(line, role),) for line in wrap(text, width)]


@cache
def _pieces() -> re.Pattern[str]:
    """Compiled when it is first needed: sets of thousands of characters take milliseconds."""
    return re.compile(_PIECE)
