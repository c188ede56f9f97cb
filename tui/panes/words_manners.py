"""The words of how the screen behaves: paused, quiet."""

from __future__ import annotations

MANNER_WORDS: dict[str, tuple[str, str]] = {
    "paused since": ("PAUSED since {at}", "已暂停 自{at}"),
    "paused short": ("PAUSED {at}", "已暂停 {at}"),
    "quiet": ("quiet", "省流"),
}
"""Each word in English and Chinese."""
