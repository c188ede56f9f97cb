"""The page of health: providers, budgets, ages of the data, the terminal, the settings, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from tui.panes.desk import Desk
from tui.panes.health_ages import age_rows
from tui.panes.health_around import settings_rows, terminal_rows
from tui.panes.health_feeds import budget_rows, feed_rows
from tui.panes.page_rows import page_title
from tui.panes.surroundings import Surroundings
from widgets.line_pane import LinePane
from widgets.text import EMPTY_ROW, Row, Span, pad_row

WIDEST = 120
"""Cells beyond which an eye loses its way from a label to its figure."""

TWO_COLUMNS_FROM = 150
"""Cells from which feeds have a column of their own, beside all the rest."""

GUTTER = "   "


class HealthPane(LinePane):
    """The page's body. The title stays; the rest scrolls below it."""

    def __init__(self, desk: Desk, around: Surroundings) -> None:
        super().__init__(id="health")
        self.desk = desk
        self.room = 1
        self._around = around
        self._first = 0

    def scroll_rows(self, down: int) -> None:
        """Scroll by so many rows."""
        self._first = max(0, self._first + down)
        self.redraw()

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The title, and as much of the rest as there is room for."""
        size = self.app.size
        body = body_rows(self.desk, self._around, (size.width, size.height), width)
        self.room = max(1, height - 1)
        self._first = max(0, min(self._first, len(body) - self.room))
        shown = body[self._first : self._first + self.room]
        return [self._title(len(body), width), *shown]

    def _title(self, count: int, width: int) -> Row:
        extra: list[Row] = []
        if self.desk.state.simulated:
            extra.append((Span(self.desk.word("simulated"), "warn"),))
        if count > self.room:
            last = min(count, self._first + self.room)
            place = self.desk.word("shown of", first=self._first + 1, last=last, count=count)
            extra.append((Span(place, "muted"),))
        return page_title(self.desk, "health", width, extra=extra)


def body_rows(desk: Desk, around: Surroundings, size: tuple[int, int], width: int) -> list[Row]:
    """All there is to tell, in two columns where there is room; `size`: the terminal's columns and rows."""
    if width < TWO_COLUMNS_FROM:
        column = min(width, WIDEST)
        return [*_feeds(desk, column), EMPTY_ROW, *_rest(desk, around, size, column)]
    column = min((width - len(GUTTER)) // 2, WIDEST)
    left, right = _feeds(desk, column), _rest(desk, around, size, column)
    rows = zip_longest(left, right, fillvalue=EMPTY_ROW)
    return [(*pad_row(one, column), Span(GUTTER), *other) for one, other in rows]


def _feeds(desk: Desk, width: int) -> list[Row]:
    return _part(desk, "health feeds", feed_rows(desk, width))


def _rest(desk: Desk, around: Surroundings, size: tuple[int, int], width: int) -> list[Row]:
    parts = (
        _part(desk, "health budgets", budget_rows(desk, width)),
        _part(desk, "health ages", age_rows(desk, width)),
        _part(desk, "health terminal", terminal_rows(desk, around, size, width)),
        _part(desk, "health settings", settings_rows(desk, around, width)),
    )
    return [row for part in parts for row in (*part, EMPTY_ROW)][:-1]


def _part(desk: Desk, word: str, rows: Sequence[Row]) -> list[Row]:
    return [(Span(desk.word(word), "title"),), *rows]
