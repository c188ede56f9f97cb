"""The Heatmap pane: the sectors side by side, a tile a name, coloured by its move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.market.quoting import traded_today
from tui.market.sectors import SectorView, of_class, sector_view
from tui.panes.desk import Desk, Reading
from tui.panes.marks import day_mark, late_mark, old_mark, other_day
from tui.panes.pane import MarketPane, title_row
from tui.panes.periods import heat_scale, period_word
from tui.panes.sector_rows import MOVERS_ROWS, movers_rows, sector_heads
from tui.panes.tiles import FOLDED, detail_row, fold, folded_row, tile
from tui.panes.weights import HeldWeights
from tui.panes.words import SIZE_WORDS
from tui.settings import Sector
from widgets.text import EMPTY_ROW, Row, Span, pad_row
from widgets.tiling import Direction, step, tile_at
from widgets.treemap import Arrangement, arrange, treemap

SECTOR_GAP = 1
LEAST_SECTOR_WIDTH = 12
MOVERS_FROM_ROWS = 20
"""With so many rows the pane has room for leaders and laggards."""

DETAIL_FROM_ROWS = 6
"""With fewer rows the tiles need them all."""

Readings = Mapping[str, Reading]


class HeatmapPane(MarketPane):
    """Three sectors by default. The arrow keys move a cursor; its name stands in full in the last row."""

    number = 2
    word = "heatmap"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._held: dict[str, HeldWeights] = {}
        self._arrangements: list[Arrangement] = []
        self._cursor: tuple[int, str] | None = None

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, sectors side by side, and below them leaders, laggards and the cursor's name where there is room."""
        desk = self.desk
        room = max(1, (width + SECTOR_GAP) // (LEAST_SECTOR_WIDTH + SECTOR_GAP))
        sectors = list(desk.settings.sectors.items())[:room]
        readings = readings_of(desk, [sector for _, sector in sectors])
        views = [view_of(desk, sector, readings) for _, sector in sectors]
        movers = height >= MOVERS_FROM_ROWS
        detail = self._cursor is not None and height >= DETAIL_FROM_ROWS
        body = height - 1 - (MOVERS_ROWS if movers else 0) - (1 if detail else 0)
        widths = column_widths(width, len(sectors))
        self._arrangements = [
            self._arranged(key, view, readings, column_width, body - 1)
            for (key, _), view, column_width in zip(sectors, views, widths, strict=True)
        ]
        cursor = self._place()
        columns: list[Sequence[Row]] = []
        heads = sector_heads(desk, [sector for _, sector in sectors], views, readings, widths)
        for number, (head, arranged) in enumerate(zip(heads, self._arrangements, strict=True)):
            columns.append((head, *treemap(arranged, cursor[1] if cursor and cursor[0] == number else None)))
        rows = [self._title(width, readings), *side_by_side(columns, widths, body)]
        if movers:
            rows += movers_rows(desk, views, readings, width)
        if detail:
            rows.append(self._detail(cursor, width))
        return rows[:height]

    def move(self, right: int, down: int) -> None:
        """Move the cursor to the neighbouring tile, over the edge of a sector into the next one."""
        filled = [number for number, arranged in enumerate(self._arrangements) if arranged.tiles]
        if not filled:
            return
        place = self._place()
        number, index = (filled[0], 0) if place is None else self._moved(*place, right, down, filled)
        self._cursor = (number, self._arrangements[number].tiles[index].key)
        self.redraw()

    def selected(self) -> str | None:
        """The name under the cursor; none where that is the tile of those without room."""
        place = self._place()
        key = None if place is None else self._arrangements[place[0]].tiles[place[1]].key
        return None if key == FOLDED else key

    def _arranged(self, key: str, view: SectorView, readings: Readings, width: int, height: int) -> Arrangement:
        desk, scale = self.desk, heat_scale(self.desk)
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
        laid = self._arrangements[number].layout
        direction: Direction = "right" if right > 0 else "left" if right < 0 else "down" if down > 0 else "up"
        reached = step(laid, index, direction)
        beyond = [other for other in filled if (other - number) * right > 0]
        if reached != index or not beyond:
            return number, reached
        number = beyond[0] if right > 0 else beyond[-1]
        next_laid = self._arrangements[number].layout
        return number, tile_at(next_laid, 0 if right > 0 else next_laid.width - 1, laid.rects[index].y) or 0

    def _place(self) -> tuple[int, int] | None:
        """The cursor's sector and tile; the tile of the folded if its own has no room, None if it is not there."""
        if self._cursor is None or self._cursor[0] >= len(self._arrangements):
            return None
        number, key = self._cursor
        arranged = self._arrangements[number]
        index = arranged.index_of(key)
        if index is None and key in {folded.key for folded in arranged.folded}:
            index = arranged.index_of(FOLDED)
        return None if index is None else (number, index)

    def _detail(self, cursor: tuple[int, int] | None, width: int) -> Row:
        if cursor is None:
            return EMPTY_ROW
        arranged = self._arrangements[cursor[0]]
        key = arranged.tiles[cursor[1]].key
        return folded_row(arranged.folded, width) if key == FOLDED else detail_row(self.desk, key, width)

    def _title(self, width: int, readings: Readings) -> Row:
        desk, view = self.desk, self.desk.view
        plus_minus = "±" if view.glyphs == "unicode" else "+/-"
        period = Span(period_word(desk), "muted" if view.period == "today" else "value")
        choices: Row = (
            Span(f"{desk.word(view.shares)} · {desk.word(SIZE_WORDS[view.size_by])} · ", "muted"),
            period,
            Span(f" {plus_minus}{heat_scale(desk):g}%", "muted"),
        )
        shown = [reading for reading in readings.values() if is_shown(desk, reading)]
        extra = [*old_mark(desk, shown), *late_mark(desk, shown), *day_mark(desk, shown)]
        hidden = len(desk.settings.sectors) - len(self._arrangements)
        if hidden:
            extra.append((Span(f"… {desk.word('more', n=hidden)}", "muted"),))
        extra.append(choices)
        return title_row(desk, "heatmap", width, number=self.number, chosen=self.chosen, extra=extra)


def readings_of(desk: Desk, sectors: Sequence[Sector]) -> Readings:
    """Every member of the sectors as it stands now."""
    symbols = dict.fromkeys(symbol for sector in sectors for symbol in sector.members)
    return {symbol: desk.reading(symbol) for symbol in symbols}


def is_shown(desk: Desk, reading: Reading) -> bool:
    """Whether the name is of the share class that is shown."""
    return bool(of_class([reading.instrument], desk.view.shares))


def view_of(desk: Desk, sector: Sector, readings: Readings) -> SectorView:
    """The sector's members of the chosen share class, summed up.

    Once any name moved today, moves of another day are left out: on a day on which only one market trades, the
    other's last session is no part of today's sums.
    """
    now = desk.now()
    moved = [reading.quote for reading in readings.values() if reading.quote and traded_today(reading.quote)]
    earlier = {quote.symbol for quote in moved if other_day(quote, now)}
    left_out = earlier if len(earlier) < len(moved) else frozenset[str]()
    instruments = of_class((desk.state.universe[symbol] for symbol in sector.members), desk.view.shares)
    return sector_view(
        instruments,
        lambda symbol: None if symbol in left_out else readings[symbol].quote,
        desk.view.period,
        desk.state.standings,
    )


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
