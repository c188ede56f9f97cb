"""How often the long tests repeat: enough for every change, and many times more under `make thorough`."""

import os
from collections.abc import Sequence

import pytest

IS_THOROUGH = os.environ.get("CNHK_THOROUGH") == "1"


def repeats(thorough: int, quick: int) -> int:
    """The number of examples or rounds of a test that is marked `slow`."""
    return thorough if IS_THOROUGH else quick


def in_turn(firsts: Sequence[object], seconds: Sequence[object]):
    """Every pair, for a test: each of the first with one of the second in its turn, the rest marked `long`."""
    return [
        pytest.param(first, second, marks=() if place % len(seconds) == turn else pytest.mark.long)
        for place, first in enumerate(firsts)
        for turn, second in enumerate(seconds)
    ]
