"""The words of the help and of the list of commands."""

from __future__ import annotations

HELP_WORDS: dict[str, tuple[str, str]] = {
    "keys": ("Keys", "按键"),
    "glossary": ("Glossary", "术语"),
    "commands": ("Commands", "命令"),
    "command to find": ("what to do: a word of it in English or 中文", "命令，中英文均可"),
}
"""Each word in English and Chinese, as in `tui.panes.words`."""
