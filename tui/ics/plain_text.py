"""Text of one line: what a calendar says, before it is shown or written on."""

from __future__ import annotations

import unicodedata

LONGEST_TITLE = 120
"""Characters of a title; what is beyond them is cut, with an ellipsis in the last place."""


def plain_line(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text on one line of at most so many characters, without control, format or unassigned characters.

    White space of any kind and number becomes one space.
    """
    start = text[: longest * 8]  # a title of a megabyte is not walked to its end
    kept = "".join(" " if c.isspace() else c for c in start if c.isspace() or unicodedata.category(c)[0] != "C")
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
