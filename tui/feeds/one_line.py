"""Foreign text made fit to be shown."""

from __future__ import annotations

_LOOKED_AT = 4
"""How many times as much of a text is looked at as is kept: much of it may be blanks."""


def one_line(text: str, most: int) -> str:
    """The beginning of a text: nothing in it that moves a cursor, single spaces, at most `most` characters."""
    shown = "".join(char if char.isprintable() else " " for char in text[: _LOOKED_AT * most])
    return " ".join(shown.split())[:most].rstrip()
