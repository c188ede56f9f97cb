"""The columns of the table of names: how each is headed, and what it sorts by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

from tui.market.highs import Extreme
from tui.market.instruments import Market
from tui.market.sectors import WEIGHT_CNY_PER_HKD
from tui.market.standing import Period
from tui.panes import names_cells as cells
from tui.panes.desk import Desk
from tui.panes.names_cells import Name, high_low, period_move
from tui.panes.usual import usual_multiple
from widgets.table import Cell, Column
from widgets.text import Align

PERIOD_PRIORITIES: dict[Period, int] = {"5d": 1, "20d": 3, "60d": 9, "ytd": 5}
"""The periods beyond today, and which of their columns give way first: the highest."""

SortValue = float | str | None
"""What a column orders by; names without one come last in either direction."""


class NamesColumn(NamedTuple):
    """A column of the table: its head, its place, and how names stand and sort in it.

    `falling` says that the largest stands first unless reversed. Names are sorted by what is shown, not by what is
    behind it: those that look equal stay in their order.
    """

    key: str
    head: str
    width: int
    cell: Callable[[Desk, Name], Cell]
    value: Callable[[Desk, Name], SortValue]
    align: Align = "right"
    priority: int = 0
    max_width: int = 0
    falling: bool = True

    def column(self, desk: Desk, mark: str) -> Column:
        """The column as it stands now; `mark` ends the head of the one that the rows are sorted by."""
        head = f"{desk.word(self.head)}{mark}"
        # What the rows are sorted by is never the column that gives way.
        return Column(self.key, head, self.width, self.align, "label", self.max_width, 0 if mark else self.priority)


def label_value(desk: Desk, name: Name) -> str:
    """The short name, capitals or not."""
    return desk.label(name.reading.instrument).casefold()


def class_value(desk: Desk, name: Name) -> str | None:
    """A before H."""
    return name.reading.instrument.listing


def code_value(desk: Desk, name: Name) -> str:
    """The canonical symbol."""
    return name.reading.instrument.symbol


def last_value(desk: Desk, name: Name) -> float | None:
    """The last price, whatever its currency."""
    return None if name.reading.quote is None else name.reading.quote.last


def turnover_value(desk: Desk, name: Name) -> float | None:
    """The day's turnover."""
    return None if name.reading.quote is None else in_yuan(name, name.reading.quote.turnover)


def float_value(desk: Desk, name: Name) -> float | None:
    """What the free float is worth."""
    return None if name.reading.quote is None else in_yuan(name, name.reading.quote.float_value)


def sector_value(desk: Desk, name: Name) -> float:
    """The sectors in their order."""
    return float(list(desk.settings.sectors).index(name.sector))


def in_yuan(name: Name, amount: float | None) -> float | None:
    """An amount to compare with those of the other currency, by a rough rate: for the order alone."""
    if amount is None:
        return None
    return amount * WEIGHT_CNY_PER_HKD if name.reading.instrument.market is Market.HONG_KONG else amount


def usual_value(desk: Desk, name: Name) -> float | None:
    """The multiple as it is shown."""
    multiple = usual_multiple(desk, name.reading)
    return None if multiple is None else round(multiple, 1)


def note_value(desk: Desk, name: Name) -> float | None:
    """Highs before lows, those that reach back further first."""
    tag = high_low(desk, name.reading)
    if tag is None:
        return None
    since = tag.since or date.min
    reach = (desk.now().date() - since).days
    return float(reach if tag.extreme is Extreme.HIGH else -reach)


NAMES_COLUMNS: tuple[NamesColumn, ...] = (
    NamesColumn("name", "name", 10, cells.name_cell, label_value, "left", max_width=22, falling=False),
    NamesColumn("class", "col class", 1, cells.class_cell, class_value, "left", falling=False),
    NamesColumn("code", "code", 9, cells.code_cell, code_value, "left", priority=10, falling=False),
    NamesColumn("last", "last", 8, cells.last_cell, last_value),
    NamesColumn("today", "col today", 8, cells.today_cell, partial(period_move, period="today")),
    *(
        NamesColumn(
            key=period,
            head=f"col {period}",
            width=6,
            cell=partial(cells.period_cell, period=period),
            value=partial(period_move, period=period),
            priority=priority,
        )
        for period, priority in PERIOD_PRIORITIES.items()
    ),
    NamesColumn("turnover", "col turnover", 7, cells.turnover_cell, turnover_value),
    NamesColumn("usual", "col usual", 5, cells.usual_cell, usual_value, priority=2),
    NamesColumn("float", "col float", 9, cells.float_cell, float_value, priority=8),
    NamesColumn("sector", "col sector", 8, cells.sector_cell, sector_value, "left", 7, max_width=14, falling=False),
    NamesColumn("note", "col note", 11, cells.note_cell, note_value, "left", 4, max_width=26),
)
"""Left to right; in 78 cells all stand but the code, 60 days, the float value and the sector."""
