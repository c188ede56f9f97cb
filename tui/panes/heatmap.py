"""The Heatmap pane: the sectors side by side, a tile a name, coloured by its move."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.sectors import Member, SectorView, movers, of_class, sector_view
from tui.market.zones import MARKET_TIME
from tui.panes.desk import Desk
from tui.panes.figures import FLAT_PCT, change_span, minute_time, role_of
from tui.panes.pane import MarketPane, title_row
from tui.panes.tiles import detail_row, fold, percent_text, tile, tile_label
from tui.panes.weights import HeldWeights
from tui.settings import Sector
from widgets.text import EMPTY_ROW, Row, Span, fit, fit_row, pad_row, width_of
from widgets.tiling import Direction, step
from widgets.treemap import Arrangement, arrange, treemap

SECTOR_GAP = 1
LEAST_SECTOR_WIDTH = 16
MOVERS_FROM_ROWS = 20
"""With so many rows the pane has room for leaders and laggards."""

MOVERS = 6


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
        if not desk.state.quotes:
            return [self._title(width), (Span(desk.word("waiting"), "label"),)]
        room = max(1, (width + SECTOR_GAP) // (LEAST_SECTOR_WIDTH + SECTOR_GAP))
        sectors = list(desk.settings.sectors.items())[:room]
        views = [view_of(desk, sector) for _, sector in sectors]
        below = movers_of(desk, views, width) if height >= MOVERS_FROM_ROWS else []
        if self._cursor is not None:
            below = [*below, detail_row(desk, self._cursor[1], width)]
        rows: list[Row] = [self._title(width)]
        body = height - len(rows) - len(below)
        widths = column_widths(width, len(sectors))
        columns: list[Sequence[Row]] = []
        self._arrangements = []
        for number, ((key, sector), view) in enumerate(zip(sectors, views, strict=True)):
            weights = self._held.setdefault(key, HeldWeights()).update(
                view.members, desk.view.size_by, desk.clock.monotonic()
            )
            tiles = [tile(desk, member, weight) for member, weight in zip(view.members, weights, strict=True)]
            arranged = arrange(tiles, widths[number], body - 1, lambda folded: fold(desk, folded))
            self._arrangements.append(arranged)
            head = sector_head(desk, sector, view, widths[number])
            columns.append((head, *treemap(arranged, self._cursor_in(number, arranged))))
        return rows + side_by_side(columns, widths, body) + below

    def move(self, right: int, down: int) -> None:
        """Move the cursor to the neighbouring tile, over the edge of a sector into the next one."""
        if not any(arranged.tiles for arranged in self._arrangements):
            return
        number, index = self._place()
        arranged = self._arrangements[number]
        direction: Direction = "right" if right > 0 else "left" if right < 0 else "down" if down > 0 else "up"
        reached = step(arranged.layout, index, direction) if self._cursor is not None else index
        if reached == index and self._cursor is not None and right:
            number = max(0, min(len(self._arrangements) - 1, number + right))
            arranged = self._arrangements[number]
            reached = index if arranged is self._arrangements[self._cursor[0]] else 0
        if arranged.tiles:
            self._cursor = (number, arranged.tiles[reached].key)
        self.redraw()

    def _place(self) -> tuple[int, int]:
        """The cursor's sector and tile; the first tile where it stands nowhere or its tile is gone."""
        if self._cursor is not None and self._cursor[0] < len(self._arrangements):
            number, key = self._cursor
            return number, self._arrangements[number].index_of(key) or 0
        return 0, 0

    def _cursor_in(self, number: int, arranged: Arrangement) -> int | None:
        if self._cursor is None or self._cursor[0] != number:
            return None
        return arranged.index_of(self._cursor[1])

    def _title(self, width: int) -> Row:
        view = self.desk.view
        size = "size turnover" if view.size_by == "turnover" else view.size_by
        extra = f"{self.desk.word(view.shares)} · {self.desk.word(size)} · ±{view.heat_scale_pct:g}%"
        marks: Row = (Span(extra, "muted"),)
        stale = oldest_old(self.desk)
        if stale:
            marks = (Span(stale, "warn"), Span("  "), *marks)
        return title_row(self.desk, "heatmap", width, number=self.number, chosen=self.chosen, extra=marks)


def oldest_old(desk: Desk) -> str:
    """How many of the names are old, and since when; empty if none is. Old tiles are grey."""
    members = dict.fromkeys(symbol for sector in desk.settings.sectors.values() for symbol in sector.members)
    times = [reading.quote.time for symbol in members if (reading := desk.reading(symbol)).old and reading.quote]
    stamps = [stamp.astimezone(MARKET_TIME) for stamp in times if stamp is not None]
    if not times:
        return ""
    since = f" {minute_time(min(stamps))}" if stamps else ""
    return f"{len(times)} {desk.word('old')}{since}"


def view_of(desk: Desk, sector: Sector) -> SectorView:
    """The sector's members of the chosen share class, summed up."""
    instruments = of_class((desk.state.universe[symbol] for symbol in sector.members), desk.view.shares)
    return sector_view(instruments, lambda symbol: desk.reading(symbol).quote)


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


def sector_head(desk: Desk, sector: Sector, view: SectorView, width: int) -> Row:
    """Name, weighted move, and how many rise, fall and stand still."""
    name = sector.name_zh if desk.view.language == "zh" else sector.name_en
    up, down = ("▲", "▼") if desk.view.glyphs == "unicode" else ("^", "v")
    breadth: Row = (
        Span(f"{view.advancing}{up}", "up"),
        Span(" "),
        Span(f"{view.declining}{down}", "down"),
        Span(f" {view.unchanged}=", "flat"),
    )
    head: Row = (Span(name, "title"), Span(" "), change_span(view.change_pct, desk.view.glyphs))
    if width_of(head) + 2 + width_of(breadth) <= width:
        return (*head, Span("  "), *breadth)
    return fit_row(head, width)


def movers_of(desk: Desk, views: Sequence[SectorView], width: int) -> list[Row]:
    """The strongest and the weakest names of all sectors shown, a row each."""
    members = [member for view in views for member in view.members]
    risers, fallers = movers(members, MOVERS)
    return [
        EMPTY_ROW,
        mover_row(desk, "leaders", risers, width),
        mover_row(desk, "laggards", fallers, width),
    ]


def mover_row(desk: Desk, word: str, members: Sequence[Member], width: int) -> Row:
    """As many names with their moves as fit whole."""
    row: Row = (Span(fit(desk.word(word), 9), "label"),)
    for member in members:
        text = percent_text(desk, member.change_pct)
        entry: Row = (
            Span("  "),
            Span(f"{tile_label(desk, member.instrument)} ", "value"),
            Span(text, role_of(member.change_pct, FLAT_PCT)),
        )
        if width_of(row) + width_of(entry) > width:
            break
        row = (*row, *entry)
    return row
