"""How often the long tests repeat: enough for every change, and many times more under `make thorough`."""

import os

IS_THOROUGH = os.environ.get("CNHK_THOROUGH") == "1"


def repeats(thorough: int, quick: int) -> int:
    """The number of examples or rounds of a test that is marked `slow`."""
    return thorough if IS_THOROUGH else quick
