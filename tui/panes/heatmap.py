"""The Heatmap pane: the sectors side by side, a tile a name, coloured by its move; or the same names as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tui.panes.desk import Desk
from tui.panes.marks import day_mark, late_mark, old_mark
from tui.panes.movers import LEAST_LIST_WIDTH, movers_lists, movers_rows
from tui.panes.names_cells import past_of
from tui.panes.pane import MarketPane, title_row
from tui.panes.periods import heat_scale, period_word
from tui.panes.sector_map import SectorMap, sectors_with_room
from tui.panes.sector_views import Readings, is_shown, readings_of, views_of
from tui.panes.tiles import detail_row
from tui.panes.words import SIZE_WORDS
from widgets.text import Row, Span

if TYPE_CHECKING:
    from tui.panes.names import NamesTable

MOVERS_FROM_ROWS = 20
"""With so many rows the pane has room for leaders and laggards, a row each."""

LISTS_FROM_ROWS = 26
"""With so many it has room for them as lists."""

DETAIL_FROM_ROWS = 6
"""With fewer rows the tiles need them all."""


class HeatmapPane(MarketPane):
    """Three sectors by default. The arrow keys move a cursor; its name stands in full in the last row."""

    number = 2
    word = "heatmap"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.map = SectorMap(desk)
        self.as_table = False

    @cached_property
    def table(self) -> NamesTable:
        """The table, loaded when it is first wanted."""
        from tui.panes.names import NamesTable

        return NamesTable(self.desk)

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The map or the table."""
        return self._table_rows(width, height) if self.as_table else self._map_rows(width, height)

    def move(self, right: int, down: int) -> None:
        """Move the cursor."""
        if self.as_table:
            self.table.move(down)
        else:
            self._walk(right, down)
        self.redraw()

    def _walk(self, right: int, down: int) -> None:
        """From tile to tile, as many as that, or to the edge; the first step sets the cursor on the first tile."""
        for _ in range(max(abs(right), abs(down))):
            before = self.map.cursor
            self.map.move(right, down)
            if before is None or self.map.cursor == before:
                return

    def point(self, x: int, y: int) -> bool:
        """Set the cursor on the tile, or the row, that is there."""
        at_it = self.table.point(y - 1) if self.as_table else self.map.point(x, y - 1)
        self.redraw()
        return at_it

    def selected(self) -> str | None:
        """The name under the cursor."""
        return self.table.selected() if self.as_table else self.map.selected()

    def switch(self) -> None:
        """From the map to the table, or back; the cursor stays on its name."""
        symbol = self.selected()
        self.as_table = not self.as_table
        if symbol is not None and self.as_table:
            self.table.cursor = symbol
        elif symbol is not None:
            self.map.choose(symbol)
        self.redraw()

    def _map_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, sectors side by side, and below them leaders, laggards and the cursor's name where there is room."""
        desk = self.desk
        sectors = sectors_with_room(desk, width)
        readings = readings_of(desk, [sector for _, sector in sectors])
        views = views_of(desk, [sector for _, sector in sectors], readings)
        movers: list[Row] = []
        if height >= LISTS_FROM_ROWS and width >= LEAST_LIST_WIDTH:
            movers = movers_lists(desk, views, readings, width)
        elif height >= MOVERS_FROM_ROWS:
            movers = movers_rows(desk, views, readings, width)
        detail = self.map.cursor is not None and height >= DETAIL_FROM_ROWS
        body = height - 1 - len(movers) - (1 if detail else 0)
        hidden = len(desk.settings.sectors) - len(sectors)
        rows = [
            self._map_title(width, readings, hidden),
            *self.map.rows(sectors, views, readings, width, body),
            *movers,
        ]
        if detail:
            rows.append(self.map.detail(width))
        return rows[:height]

    def _table_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, and the names of all sectors; the cursor's in full in the last row."""
        desk = self.desk
        readings = readings_of(desk, list(desk.settings.sectors.values()))
        detail = self.table.cursor is not None and height >= DETAIL_FROM_ROWS
        rows = self.table.rows(readings, width, height - 1 - (1 if detail else 0))
        extra = [*self._marks(readings), (Span(self.table.place_text(), "muted"),)]
        extra.append((Span(f"{desk.word(desk.view.shares)} · {desk.word('currency of classes')}", "muted"),))
        title = title_row(desk, "names", width, number=self.number, chosen=self.chosen, extra=extra)
        symbol = self.table.selected()
        if not detail or symbol is None:
            return (title, *rows)
        return (title, *rows, detail_row(desk, symbol, width, past_of(desk, desk.reading(symbol))))

    def _map_title(self, width: int, readings: Readings, hidden: int) -> Row:
        desk, view = self.desk, self.desk.view
        plus_minus = "±" if view.glyphs == "unicode" else "+/-"
        extra = self._marks(readings)
        if hidden:
            extra.append((Span(f"… {desk.word('more', n=hidden)}", "muted"),))
        choices: Row = (
            Span(f"{desk.word(view.shares)} · {desk.word(SIZE_WORDS[view.size_by])} · ", "muted"),
            Span(period_word(desk), "muted" if view.period == "today" else "value"),
            Span(f" {plus_minus}{heat_scale(desk):g}%", "muted"),
        )
        return title_row(desk, "heatmap", width, number=self.number, chosen=self.chosen, extra=[*extra, choices])

    def _marks(self, readings: Readings) -> list[Row]:
        """What must be said of the names shown: how many are old, late, of which day."""
        shown = [reading for reading in readings.values() if is_shown(self.desk, reading)]
        return [*old_mark(self.desk, shown), *late_mark(self.desk, shown), *day_mark(self.desk, shown)]
