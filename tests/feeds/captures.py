"""Real answers of the providers, where they are at hand, and small ones of our own in the same formats."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CAPTURES = REPOSITORY.parent / "shared" / "captures"
OWN = REPOSITORY / "tests" / "data" / "feeds"


def capture(name: str) -> bytes:
    """A captured answer; skips the test where the captures are not at hand."""
    if not CAPTURES.is_dir():
        pytest.skip(f"no captured answers at {CAPTURES}")
    return (CAPTURES / name).read_bytes()


def own(name: str) -> bytes:
    """An answer of our own making."""
    return (OWN / name).read_bytes()
