"""Columns of figures on a terminal or in a pipe: as many as fit, never a number cut in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Literal, TypeVar

from msgspec import Struct
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from widgets.text import fit

Record = TypeVar("Record")

GAP = 2
"""Cells between two columns."""


class Column(Struct, Generic[Record], frozen=True):
    """One column: its head, how a record reads in it, and in what style (by default none).

    Where the columns do not all fit, those with the highest `yields` go first; 0 always stays.
    """

    head: str
    text: Callable[[Record], str]
    align: Literal["left", "right"] = "left"
    yields: int = 0
    style: Callable[[Record], str] = lambda _: ""


def plain_lines(records: Sequence[Record], columns: Sequence[Column[Record]]) -> Iterator[str]:
    """All columns as aligned text, a line at a time, the heads first."""
    rows = [[column.head for column in columns], *([column.text(record) for column in columns] for record in records)]
    widths = [max(map(cell_len, texts)) for texts in zip(*rows, strict=True)]
    for row in rows:
        cells = (fit(text, width, column.align) for text, width, column in zip(row, widths, columns, strict=True))
        yield (" " * GAP).join(cells).rstrip()


def rich_table(records: Sequence[Record], columns: Sequence[Column[Record]], width: int) -> Table:
    """As many of the columns as fit in `width` cells."""
    shown = _fitting(records, columns, width)
    lines = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for column in shown:
        lines.add_column(column.head, justify=column.align, no_wrap=True)
    for record in records:
        lines.add_row(*(Text(column.text(record), style=column.style(record)) for column in shown))
    return lines


def _fitting(records: Sequence[Record], columns: Sequence[Column[Record]], width: int) -> list[Column[Record]]:
    shown = list(columns)
    needed = [max(cell_len(text) for text in (c.head, *map(c.text, records))) + GAP for c in columns]
    while sum(needed) > width + GAP:
        worst = max(range(len(shown)), key=lambda number: shown[number].yields)
        if shown[worst].yields == 0:
            break
        del shown[worst], needed[worst]
    return shown
