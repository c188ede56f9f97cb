"""The words of market rows, table, periods, movers and rotation."""

from __future__ import annotations

BOARD_WORDS: dict[str, tuple[str, str]] = {
    "60 days": ("60 days", "60日"),
    "year to date": ("year to date", "年初至今"),
    "median": ("median", "中位"),
    "period today": ("today", "今日"),
}
"""Each word in English and Chinese, merged into those of the whole screen."""
