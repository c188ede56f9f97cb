"""The names of all sectors as a table: sorted by a column of choice, with a cursor that stays on its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.choices import Period
from tui.market.sectors import of_class
from tui.panes.desk import Desk, Reading
from tui.panes.market_colors import market_record
from tui.panes.names_cells import Name
from tui.panes.names_columns import NAMES_COLUMNS, NamesColumn
from widgets.table import Record, fit_columns, table
from widgets.text import Row

HEAD_ROWS = 1
COLUMNS_BY_KEY = {column.key: column for column in NAMES_COLUMNS}


class NamesTable:
    """What the reader chose in the table, kept while the program runs, and the rows that follow from it.

    At first the largest move of the chosen period stands on top; a new period sorts by its own column.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._period: Period = desk.view.period
        self._sorted_by: str = desk.view.period
        self._reversed = False
        self._offset = 0
        self._room = 0
        self._order: tuple[str, ...] = ()
        self._shown_keys: tuple[str, ...] = ()
        self.cursor: str | None = None

    def rows(self, readings: Mapping[str, Reading], width: int, height: int) -> Sequence[Row]:
        """The head and as many names as fit, so that the cursor's is among them."""
        desk = self._desk
        self._follow_period()
        names = self._sorted(names_of(desk, readings))
        self._order = tuple(name.reading.instrument.symbol for name in names)
        cursor = self._order.index(self.cursor) if self.cursor in self._order else None
        self._room = max(0, height - HEAD_ROWS)
        first = self._scrolled(cursor, len(names), self._room)
        columns = [column.column(desk, self._mark(column)) for column in NAMES_COLUMNS]
        self._shown_keys = tuple(column.key for column, _ in fit_columns(columns, width).columns)
        shown = names[first : first + self._room]
        records = [self._record(name) for name in shown]
        return table(columns, records, width, height, cursor=None if cursor is None else cursor - first)

    def _record(self, name: Name) -> Record:
        """The name's cells in the columns in sight, in the colours of its market."""
        cells = {key: COLUMNS_BY_KEY[key].cell(self._desk, name) for key in self._shown_keys}
        return market_record(self._desk, name.reading.instrument.market, cells)

    def selected(self) -> str | None:
        """The name under the cursor, if it is among those shown."""
        return self.cursor if self.cursor in self._order else None

    def place_text(self) -> str:
        """Which of the names are in sight: `1–16 / 127`."""
        last = min(self._offset + self._room, len(self._order))
        return f"{min(self._offset + 1, last)}–{last} / {len(self._order)}"

    def point(self, y: int) -> bool:
        """Set the cursor on the name in that row, the head being the first; whether it stood there already."""
        place = self._offset + y - HEAD_ROWS
        if not HEAD_ROWS <= y < HEAD_ROWS + self._room or place >= len(self._order):
            return False
        before, self.cursor = self.cursor, self._order[place]
        return self.cursor == before

    def move(self, down: int) -> None:
        """Move the cursor; the first step sets it on the first name in sight."""
        if not self._order:
            return
        if self.cursor not in self._order:
            self.cursor = self._order[min(self._offset, len(self._order) - 1)]
            return
        place = self._order.index(self.cursor) + down
        self.cursor = self._order[max(0, min(place, len(self._order) - 1))]

    def sort_by_next(self, step: int) -> None:
        """Sort by the next column in sight, or the one before, the way that is natural to it."""
        keys = self._shown_keys
        if keys:
            place = keys.index(self._sorted_by) if self._sorted_by in keys else 0
            self._sorted_by = keys[(place + step) % len(keys)]
            self._reversed = False

    def reverse(self) -> None:
        """The last first."""
        self._reversed = not self._reversed

    def _follow_period(self) -> None:
        period = self._desk.view.period
        if period != self._period:
            self._period = self._sorted_by = period
            self._reversed = False

    def _sorted(self, names: Sequence[Name]) -> list[Name]:
        """Names without a value last, whichever way; equal ones in the order of the settings."""
        column = COLUMNS_BY_KEY[self._sorted_by]
        values = [(column.value(self._desk, name), name) for name in names]
        known = [(sort_key(value), name) for value, name in values if value is not None]
        known.sort(key=lambda pair: pair[0], reverse=self._falls(column))
        return [name for _, name in known] + [name for value, name in values if value is None]

    def _falls(self, column: NamesColumn) -> bool:
        return column.falling != self._reversed

    def _mark(self, column: NamesColumn) -> str:
        """The arrow behind the head of the column that the rows are sorted by: down where the largest is on top."""
        if column.key != self._sorted_by:
            return ""
        return "▼" if self._falls(column) else "▲"

    def _scrolled(self, cursor: int | None, count: int, room: int) -> int:
        """The first name in sight: as before, moved no further than the cursor and a full last page need."""
        if cursor is not None:
            self._offset = max(min(self._offset, cursor), cursor - room + 1)
        self._offset = max(0, min(self._offset, count - room))
        return self._offset


def sort_key(value: float | str) -> tuple[float, str]:
    """Numbers and words in a form that can be compared; a column has only one of them."""
    return (0.0, value) if isinstance(value, str) else (value, "")


def names_of(desk: Desk, readings: Mapping[str, Reading]) -> list[Name]:
    """Every member of the sectors, of the share class that is shown, once, in the order of the settings."""
    sector_of: dict[str, str] = {}
    for key, sector in desk.settings.sectors.items():
        for symbol in sector.members:
            sector_of.setdefault(symbol, key)
    shown = of_class((readings[symbol].instrument for symbol in sector_of), desk.view.shares)
    return [Name(readings[item.symbol], sector_of[item.symbol]) for item in shown]
