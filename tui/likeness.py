"""Which right name a wrong one resembles."""

from __future__ import annotations

from collections.abc import Iterable

ALIKE = 0.6
"""From 0 to 1, as `difflib` counts: below it, two names have little in common."""


def closest(name: str, allowed: Iterable[str], alike: float = ALIKE) -> str | None:
    """The allowed name that is the most like this one; None where none is."""
    from difflib import get_close_matches  # of use for mistakes alone, and every start would wait for it

    return next(iter(get_close_matches(name, list(allowed), n=1, cutoff=alike)), None)
