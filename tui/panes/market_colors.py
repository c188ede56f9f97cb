"""Each market's figures in its own colours: red rises on the mainland, green ones in Hong Kong, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui.choices import Colors, own_colors
from tui.market.instruments import Market
from tui.panes.desk import Desk, View
from widgets.palette import toned
from widgets.table import Cell, Record
from widgets.text import EMPTY_ROW, Row, Span

LISTING_MARKETS = {"A": Market.MAINLAND, "H": Market.HONG_KONG}


def market_schemes(view: View) -> dict[str, Colors]:
    """The colours of those markets that have some of their own, by the market's name: the palette's tones."""
    return own_colors(view.colors_mainland, view.colors_hong_kong)


def market_role(view: View, market: Market | None, role: str) -> str:
    """The role in the colours of that market; as it is where the market has none of its own."""
    if market is None or not (view.colors_mainland or view.colors_hong_kong):
        return role
    return toned(role, market.value) if market.value in market_schemes(view) else role


def market_row(desk: Desk, market: Market | None, row: Row) -> Row:
    """The row in the colours of that market."""
    view = desk.view
    if market is None or not (view.colors_mainland or view.colors_hong_kong):
        return row
    return tuple(Span(span.text, market_role(view, market, span.role)) for span in row)


def market_rows_of(desk: Desk, market: Market | None, rows: Iterable[Row]) -> list[Row]:
    """Rows in the colours of that market."""
    return [market_row(desk, market, row) for row in rows]


def market_record(desk: Desk, market: Market, record: Record) -> Record:
    """A table's record in the colours of that market."""
    if market.value not in market_schemes(desk.view):
        return record
    return {key: _market_cell(desk, market, cell) for key, cell in record.items()}


def _market_cell(desk: Desk, market: Market, cell: Cell) -> Cell:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Span):
        return Span(cell.text, market_role(desk.view, market, cell.role))
    return _drawn(desk, market, cell) if callable(cell) else market_row(desk, market, cell)


def _drawn(desk: Desk, market: Market, cell: Callable[[int], Row]) -> Callable[[int], Row]:
    return lambda width: market_row(desk, market, cell(width))


def legend(desk: Desk) -> Row:
    """Which colours rise and fall where; nothing while all markets have the same."""
    schemes = market_schemes(desk.view)
    if not any(colors != desk.view.colors for colors in schemes.values()):
        return EMPTY_ROW
    up, down = ("▲", "▼") if desk.view.glyphs == "unicode" else ("^", "v")
    row: Row = ()
    for market in (Market.MAINLAND, Market.HONG_KONG):
        arrows: Row = (Span(up, "up"), Span(down, "down"))
        name = Span(f"{' ' if row else ''}{desk.word(f'short {market.value}')} ", "muted")
        row = (*row, name, *market_row(desk, market, arrows))
    return row
