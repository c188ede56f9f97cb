"""A table of HTML as a grid: which cell stands in which row and column, with cells that span several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.feeds.providers.wire_html import text_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_ROWS = 200
MOST_COLUMNS = 40
"""What is beyond is left out: the calendar has some thirty rows of fourteen columns."""

_SPAN_DIGITS = 3


class Cell(Struct, frozen=True, eq=False):
    """One cell; where it spans several places of the grid, the same object stands in each."""

    text: str


Grid = list[dict[int, Cell]]
"""Rows from top to bottom; in each, the cells by column."""


def grid_of(table: LexborNode) -> Grid:
    """The cells of a table by row and column, as a browser would place them."""
    rows = table.css("tr")[:MOST_ROWS]
    grid: Grid = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for node in row.css("td, th")[:MOST_COLUMNS]:
            while column in grid[number]:
                column += 1
            cell, width = Cell(text_of(node)), _span(node, "colspan", MOST_COLUMNS)
            for below in grid[number : number + _span(node, "rowspan", MOST_ROWS)]:
                below.update(dict.fromkeys(range(column, column + width), cell))
            column += width
    return grid


def _span(node: LexborNode, name: str, most: int) -> int:
    text = (node.attributes.get(name) or "").strip()
    digits = text.isascii() and text.isdigit() and len(text) <= _SPAN_DIGITS
    return min(max(1, int(text)), most) if digits else 1
