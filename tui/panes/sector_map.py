"""The sectors side by side, a tile a name, and the cursor that walks over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui.market.sectors import SectorView
from tui.panes.desk import Desk
from tui.panes.names_cells import past_of
from tui.panes.periods import heat_scale
from tui.panes.sector_rows import sector_heads
from tui.panes.sector_views import Readings
from tui.panes.tiles import FOLDED, detail_row, fold, folded_row, tile
from tui.panes.weights import HeldWeights
from tui.settings import Sector
from widgets.text import EMPTY_ROW, Row, Span, pad_row
from widgets.tiling import Direction, step, tile_at
from widgets.treemap import Arrangement, arrange, treemap

if TYPE_CHECKING:
    from tui.panes.event_hints import Hint

SECTOR_GAP = 1
LEAST_SECTOR_WIDTH = 12


class SectorMap:
    """Tiles that stay where they are between ticks, and the one that the reader chose: its sector and its name."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: dict[str, HeldWeights] = {}
        self.arrangements: list[Arrangement] = []
        self.cursor: tuple[int, str] | None = None

    def rows(
        self,
        sectors: Sequence[tuple[str, Sector]],
        views: Sequence[SectorView],
        readings: Readings,
        width: int,
        height: int,
    ) -> list[Row]:
        """A head and tiles for each sector."""
        desk = self._desk
        widths = column_widths(width, len(sectors))
        self.arrangements = [
            self._arranged(key, view, readings, column_width, height - 1)
            for (key, _), view, column_width in zip(sectors, views, widths, strict=True)
        ]
        cursor = self.place()
        heads = sector_heads(desk, sectors, views, readings, widths, hints_of(desk))
        columns = [
            (head, *treemap(arranged, cursor[1] if cursor and cursor[0] == number else None))
            for number, (head, arranged) in enumerate(zip(heads, self.arrangements, strict=True))
        ]
        return side_by_side(columns, widths, height)

    def move(self, right: int, down: int) -> None:
        """Move the cursor to the neighbouring tile, over the edge of a sector into the next one."""
        filled = [number for number, arranged in enumerate(self.arrangements) if arranged.tiles]
        if not filled:
            return
        place = self.place()
        number, index = (filled[0], 0) if place is None else self._moved(*place, right, down, filled)
        self.cursor = (number, self.arrangements[number].tiles[index].key)

    def point(self, x: int, y: int) -> bool:
        """Set the cursor on the tile at that cell, the heads being the first row; whether it stood there already."""
        left = 0
        for number, arranged in enumerate(self.arrangements):
            index = tile_at(arranged.layout, x - left, y - 1)
            if index is not None and index < len(arranged.tiles):
                before, self.cursor = self.cursor, (number, arranged.tiles[index].key)
                return self.cursor == before
            left += arranged.layout.width  # the gap behind the column included
        return False

    def selected(self) -> str | None:
        """The name under the cursor; none where that is the tile of those without room."""
        place = self.place()
        key = None if place is None else self.arrangements[place[0]].tiles[place[1]].key
        return None if key == FOLDED else key

    def choose(self, symbol: str) -> None:
        """Set the cursor on a name; where no sector in sight has it, the cursor stays."""
        sectors = list(self._desk.settings.sectors.values())
        in_sight = sectors[: len(self.arrangements) or None]  # before the first paint any may be
        number = next((number for number, sector in enumerate(in_sight) if symbol in sector.members), None)
        if number is not None:
            self.cursor = (number, symbol)

    def place(self) -> tuple[int, int] | None:
        """The cursor's sector and tile; the tile of the folded if its own has no room, None if it is not there."""
        if self.cursor is None or self.cursor[0] >= len(self.arrangements):
            return None
        number, key = self.cursor
        arranged = self.arrangements[number]
        index = arranged.index_of(key)
        if index is None and key in {folded.key for folded in arranged.folded}:
            index = arranged.index_of(FOLDED)
        return None if index is None else (number, index)

    def detail(self, width: int) -> Row:
        """What is under the cursor, in full."""
        cursor = self.place()
        if cursor is None:
            return EMPTY_ROW
        arranged = self.arrangements[cursor[0]]
        key = arranged.tiles[cursor[1]].key
        if key == FOLDED:
            return folded_row(arranged.folded, width)
        return detail_row(self._desk, key, width, past_of(self._desk, self._desk.reading(key)))

    def _arranged(self, key: str, view: SectorView, readings: Readings, width: int, height: int) -> Arrangement:
        desk, scale = self._desk, heat_scale(self._desk)
        held = self._held.setdefault(key, HeldWeights())
        weights = held.update(view.members, desk.view.size_by, desk.clock.monotonic())
        tiles = [
            tile(desk, member, readings[member.instrument.symbol], weight, scale)
            for member, weight in zip(view.members, weights, strict=True)
        ]
        members = {member.instrument.symbol: member for member in view.members}
        return arrange(tiles, width, height, lambda folded: fold(desk, folded, members, readings, scale))

    def _moved(self, number: int, index: int, right: int, down: int, filled: Sequence[int]) -> tuple[int, int]:
        """The sector and tile that the cursor reaches from there."""
        laid = self.arrangements[number].layout
        direction: Direction = "right" if right > 0 else "left" if right < 0 else "down" if down > 0 else "up"
        reached = step(laid, index, direction)
        beyond = [other for other in filled if (other - number) * right > 0]
        if reached != index or not beyond:
            return number, reached
        number = beyond[0] if right > 0 else beyond[-1]
        next_laid = self.arrangements[number].layout
        return number, tile_at(next_laid, 0 if right > 0 else next_laid.width - 1, laid.rects[index].y) or 0


def hints_of(desk: Desk) -> Mapping[str, Hint]:
    """What is due for the sectors; the modules for it come with the calendar, after the first paint."""
    if desk.notes is None:
        return {}
    from tui.panes.event_hints import hints

    return hints(desk)


def sectors_with_room(desk: Desk, width: int) -> list[tuple[str, Sector]]:
    """The sectors, left to right, that have room side by side; one always has."""
    room = max(1, (width + SECTOR_GAP) // (LEAST_SECTOR_WIDTH + SECTOR_GAP))
    return list(desk.settings.sectors.items())[:room]


def column_widths(width: int, count: int) -> list[int]:
    """The width shared out among the sectors."""
    usable = width - SECTOR_GAP * (count - 1)
    return [usable * (number + 1) // count - usable * number // count for number in range(count)]


def side_by_side(columns: Sequence[Sequence[Row]], widths: Sequence[int], height: int) -> list[Row]:
    """Columns of rows as rows of columns."""
    rows: list[Row] = []
    for y in range(height):
        row: list[Span] = []
        for number, (column, width) in enumerate(zip(columns, widths, strict=True)):
            if number:
                row.append(Span(" " * SECTOR_GAP))
            row += pad_row(column[y] if y < len(column) else EMPTY_ROW, width)
        rows.append(tuple(row))
    return rows
