"""The bottom row: which key does what, and what the choices stand at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.panes.desk import Desk
from tui.panes.market_colors import legend
from tui.panes.pane import whole_parts
from tui.panes.periods import period_word
from tui.panes.words import SIZE_WORDS
from widgets.line_pane import LinePane
from widgets.text import Row, Span, pad_row, width_of

GAP = "   "
TIGHT_GAP = "  "
PANE_KEYS = (("1", "indices"), ("2", "heatmap"), ("3", "southbound"), ("4", "events"))
TABLE_KEYS = (("<>", "key sort"), ("v", "key reverse"))
EVENT_KEYS = (("o", "key country"), ("f", "key kind"), ("i", "key importance"), ("a", "key all events"))

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
    return (
        ("q", desk.word("key quit")),
        *((key, desk.word(word)) for key, word in PANE_KEYS),
        *((key, desk.word(word)) for key, word in EVENT_KEYS if events),
        ("t", desk.word("key map" if table else "key table")),
        *((key, desk.word(word)) for key, word in TABLE_KEYS if table),
        ("p", period_word(desk)),
        ("/", desk.word("key search")),
        ("w", desk.word("key wrap")),
        ("g", desk.word("key rotation")),
        ("x", desk.word("key premiums")),
        ("n", desk.word("key names")),
        ("c", view.colors),
        ("s", desk.word(view.shares)),
        ("b", desk.word(SIZE_WORDS[view.size_by])),
        ("r", desk.word("key poll")),
        ("↑↓" if view.glyphs == "unicode" else "j/k", desk.word("key scroll")),
    )


def footer_row(keys: Sequence[Key], width: int) -> Row:
    """Keys and their meaning, in that order; whole entries only."""
    parts: list[Row] = [(Span(key, "accent"), Span(f" {meaning}", "muted")) for key, meaning in keys]
    roomy = sum(width_of(part) + len(GAP) for part in parts) - len(GAP) <= width
    return whole_parts(parts, width, GAP if roomy else TIGHT_GAP)
