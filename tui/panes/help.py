"""The body of the help: the keys by where they hold, or the glossary."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui.glossary import Term
from tui.key_names import shown_key
from tui.keys import ACTIONS, PLACES, SCREENS, Action, keys_of
from tui.panes.desk import Desk
from tui.panes.page_rows import page_title
from widgets.line_pane import LinePane
from widgets.text import EMPTY_ROW, Row, Span, pad_row
from widgets.wrapping import wrap_row

WIDEST = 100
"""Cells of a line beyond which an eye loses its way back to the next one."""

KEYS_WIDTH = 20
NARROW_KEYS_WIDTH = 13
NARROW_BELOW = 60
"""Columns below which less room is left to the keys."""

INDENT = "  "


class HelpPane(LinePane):
    """Rows that scroll. `screen` is the one that help was asked on: its keys come first."""

    def __init__(self, desk: Desk, screen: str, glossary: Sequence[Term]) -> None:
        super().__init__(id="help")
        self._desk = desk
        self._screen = screen
        self._glossary = glossary
        self.room = 1
        self.as_glossary = False
        self._first = 0

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, and as many rows as fit."""
        desk = self._desk
        within = min(width, WIDEST)
        body = (
            glossary_rows(desk, self._glossary, within) if self.as_glossary else keys_rows(desk, self._screen, within)
        )
        self.room = max(1, height - 2)
        self._first = max(0, min(self._first, len(body) - self.room))
        extra: list[Row] = []
        if len(body) > self.room:
            last = min(len(body), self._first + self.room)
            extra.append((Span(desk.word("shown of", first=self._first + 1, last=last, count=len(body)), "muted"),))
        title = page_title(desk, "glossary" if self.as_glossary else "keys", width, extra=extra)
        return [title, EMPTY_ROW, *body[self._first : self._first + self.room]]

    def scroll_rows(self, down: int) -> None:
        """Scroll by so many rows."""
        self._first = max(0, self._first + down)
        self.redraw()

    def switch(self) -> None:
        """The glossary in place of the keys, or back."""
        self.as_glossary = not self.as_glossary
        self._first = 0
        self.redraw()


def places_for(screen: str) -> tuple[str, ...]:
    """All places where keys hold: those of the screen first, the most its own before the others."""
    own = SCREENS[screen]
    return (*own, *(place for place in PLACES if place not in own))


def keys_rows(desk: Desk, screen: str, width: int) -> list[Row]:
    """A heading for each place, and below it a row for each action."""
    rows: list[Row] = []
    chinese = desk.view.language == "zh"
    for place in places_for(screen):
        actions = [action for action in ACTIONS if action.places.split()[0] == place or _is_shared(action, place)]
        if actions:
            rows += [EMPTY_ROW] if rows else []
            rows.append((Span(PLACES[place][chinese], "title"),))
        for action in actions:
            rows += action_rows(desk, action, width)
    return rows


def _is_shared(action: Action, place: str) -> bool:
    return place in action.places.split()[1:]


def action_rows(desk: Desk, action: Action, width: int) -> list[Row]:
    """The keys, and beside them what they do, on as many rows as it needs; long keys have a row of their own."""
    room = NARROW_KEYS_WIDTH if width < NARROW_BELOW else KEYS_WIDTH
    told = wrap_row(action.told[desk.view.language == "zh"], width - room)
    text = INDENT + keys_text(desk, action)
    above: list[Row] = []
    if cell_len(text) >= room:
        above = wrap_row(text, width, "accent")
        text = ""
    first: Row = (*pad_row((Span(text, "accent"),), room), *told[0])
    return [*above, first, *((Span(" " * room), *row) for row in told[1:])]


def keys_text(desk: Desk, action: Action) -> str:
    """All keys of an action as they stand, with blanks between them."""
    unicode = desk.view.glyphs == "unicode"
    return " ".join(shown_key(key, unicode=unicode) for key in keys_of(action, desk.settings.keys))


def glossary_rows(desk: Desk, glossary: Sequence[Term], width: int) -> list[Row]:
    """Each term in both languages, the reader's first, and what it means."""
    chinese = desk.view.language == "zh"
    rows: list[Row] = []
    for term in glossary:
        first, second = (term.term_zh, term.term_en) if chinese else (term.term_en, term.term_zh)
        rows += [EMPTY_ROW] if rows else []
        head = wrap_row(first if first == second else f"{first}  {second}", width, "title")
        meaning = wrap_row(term.meaning_zh if chinese else term.meaning_en, width - len(INDENT))
        rows += [*head, *((Span(INDENT), *row) for row in meaning)]
    return rows
