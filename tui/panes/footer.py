"""The bottom row: which key does what, and what the choices stand at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from tui.key_names import ARROWS, shown_key
from tui.keys import BY_ID, SCREENS, TYPING, Action, actions_on, footer_rank, is_typed, keys_of
from tui.panes.desk import Desk
from tui.panes.market_colors import legend
from tui.panes.pane import whole_parts
from tui.panes.periods import period_word
from tui.panes.words import SIZE_WORDS
from widgets.line_pane import LinePane
from widgets.text import Row, Span, pad_row, width_of

GAP = "   "
TIGHT_GAP = "  "

Key = tuple[str, str]
"""A key as it is written on the screen, and what it does, in the reader's language."""


class FooterPane(LinePane):
    """One row of keys: those that `keys` names at each drawing; and each market's colours where they differ."""

    def __init__(self, desk: Desk, keys: Callable[[], Sequence[Key]]) -> None:
        super().__init__(id="footer")
        self._desk = desk
        self._keys = keys

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The footer's row."""
        colors = legend(self._desk)
        room = width - width_of(colors) - (len(GAP) if colors else 0)
        row = footer_row(self._keys(), room)
        return ((*pad_row(row, room), Span(GAP), *colors) if colors else row,)


def dashboard_keys(desk: Desk, *, table: bool = False, events: bool = False) -> tuple[Key, ...]:
    """The dashboard's keys and what the choices stand at, the most used first.

    `table`: the heatmap is one; `events`: they are the chosen pane, on which their filters act.
    """
    view = desk.view
    stand = {
        "next_period": period_word(desk),
        "next_colors": desk.word(view.colors),
        "next_shares": desk.word(view.shares),
        "next_size": desk.word(SIZE_WORDS[view.size_by]),
    }
    if table:
        stand["table"] = desk.word("key map")
    away = (*(() if table else ("heatmap",)), *(() if events else ("events",)))
    without = {action.id for action in actions_on("dashboard") if action.places.split()[0] in away}
    return footer_keys(desk, "dashboard", stand, without)


def footer_keys(
    desk: Desk, screen: str, stand: Mapping[str, str] | None = None, without: Set[str] = frozenset()
) -> tuple[Key, ...]:
    """The keys that a screen's footer names, by their rank.

    `stand`: what a choice stands at, or what a key does on this screen, in place of the table's words; `without`: the
    actions that mean nothing now.
    """
    stand = stand or {}
    ranks = {action: footer_rank(action, screen) for action in actions_on(screen) if action.id not in without}
    named = sorted((action for action, rank in ranks.items() if rank), key=lambda action: ranks[action] or 0)
    keys = ((footer_key(desk, action, typing=TYPING in SCREENS[screen]), action) for action in named)
    chinese = desk.view.language == "zh"
    return tuple((key, stand.get(action.id) or action.short[chinese]) for key, action in keys if key)


def footer_key(desk: Desk, action: Action, *, typing: bool = False) -> str:
    """The first key of an action, and that of the one that stands with it; empty where each would be typed."""
    first = _first_key(desk, action, typing=typing)
    if not action.beside or not first:
        return first
    second = _first_key(desk, BY_ID[action.beside], typing=typing)
    if first in ARROWS.values() and second in ARROWS.values():
        return first + second
    return "/".join(sorted((first, second))) if first.isalnum() else f"{first} {second}"


def _first_key(desk: Desk, action: Action, *, typing: bool) -> str:
    """The first key that has a sign of its own; without arrows in the terminal's font that is a letter."""
    unicode = desk.view.glyphs == "unicode"
    keys = [key for key in keys_of(action, desk.settings.keys) if not (typing and is_typed(key))]
    short = [shown_key(key, unicode=unicode) for key in keys if unicode or key not in ARROWS]
    return short[0] if short else keys[0] if keys else ""


def footer_row(keys: Sequence[Key], width: int) -> Row:
    """Keys and their meaning, in that order; whole entries only."""
    parts: list[Row] = [(Span(key, "accent"), Span(f" {meaning}", "muted")) for key, meaning in keys]
    roomy = sum(width_of(part) + len(GAP) for part in parts) - len(GAP) <= width
    return whole_parts(parts, width, GAP if roomy else TIGHT_GAP)
