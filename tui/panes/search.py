"""Search: a line to type in, and what it may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from tui.market.instruments import Instrument
from tui.market.lookup import find
from tui.panes.desk import Desk
from tui.panes.figures import MISSING, change_span
from tui.panes.instrument_figures import names_of, sector_name, sectors_of
from tui.panes.market_colors import market_record
from tui.panes.marks import price_role
from tui.panes.page_rows import page_title
from tui.panes.pane import follow, more_row
from tui.panes.prices import price_text
from tui.panes.typing_pane import TypingPane, typed_row
from widgets.table import Cell, Column, Record, table
from widgets.text import EMPTY_ROW, Row, Span
from widgets.wrapping import wrap_row

HEAD_ROWS = 4
"""Title, line, a blank row, heads."""

PROMPT = "/ "


class SearchPane(TypingPane):
    """The line and its list. The cursor stands on the likeliest until it is moved."""

    head_rows = HEAD_ROWS

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="search")
        self._desk = desk
        self.found: tuple[Instrument, ...] = ()

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The rows."""
        desk = self._desk
        extra = [(Span(desk.word("found", n=len(self.found)), "label"),)] if self.found else []
        line = typed_row(desk, PROMPT, self.text, "search for", width)
        rows = [page_title(desk, "search", width, extra=extra), line, EMPTY_ROW]
        if not self.found:
            return [*rows, *help_rows(desk, self.text, width)]
        room = max(1, height - HEAD_ROWS)
        self._offset = follow(self._offset, self.cursor, len(self.found), room)
        return rows + found_rows(desk, self.found, width, room, self._offset, self.cursor)

    @property
    def count(self) -> int:
        """Names found."""
        return len(self.found)

    def find(self) -> None:
        """Search for the text."""
        self.found = find(self._desk.state.universe, self.text)

    def selected(self) -> str | None:
        """The symbol under the cursor."""
        return self.found[self.cursor].symbol if self.found else None


def help_rows(desk: Desk, text: str, width: int) -> list[Row]:
    """Examples; and where nothing was found, what can be."""
    rows: list[Row] = []
    if text.strip():
        rows += wrap_row(desk.word("nothing found", text=text), width, "warn")
        rows += wrap_row(desk.word("search known", n=len(desk.state.universe)), width)
    return rows + wrap_row(desk.word("search examples"), width, "muted")


def found_rows(desk: Desk, found: Sequence[Instrument], width: int, room: int, offset: int, cursor: int) -> list[Row]:
    """The table of what was found."""
    columns = (
        Column("code", desk.word("code"), 9, "left", "label"),
        Column("name", desk.word("name"), 12, "left", max_width=38),
        Column("other", desk.word("other name"), 10, "left", "label", max_width=38, priority=2),
        Column("last", desk.word("last"), 10, priority=1),
        Column("percent", desk.word("change %"), 10, priority=1),
        Column("sector", desk.word("sector"), 10, "left", "label", max_width=20, priority=3),
    )
    records = [record(desk, instrument) for instrument in found]
    rows = list(table(columns, records, width, room + 1, cursor=cursor, offset=offset))
    hidden = len(found) - offset - room
    if hidden > 0:
        rows[-1:] = [more_row(desk, hidden + 1, width)]
    return rows


def whole_name(desk: Desk, instrument: Instrument, name: str, width: int) -> Row:
    """The full name where it fits, else the short one: cut names look alike."""
    return (Span(name if cell_len(name) <= width else desk.label(instrument), "value"),)


def record(desk: Desk, instrument: Instrument) -> Record:
    """One name."""
    reading = desk.reading(instrument.symbol)
    quote = reading.quote
    first, second = names_of(desk, instrument, quote)
    sectors = sectors_of(desk, instrument.symbol)
    words = [sector_name(desk, key) for key in sectors] or [desk.word("index") if instrument.currency is None else ""]
    cells: dict[str, Cell] = {
        "code": instrument.symbol,
        "name": partial(whole_name, desk, instrument, first),
        "other": second,
        "sector": ", ".join(words),
    }
    shown = None if quote is None else quote.last if quote.last is not None else quote.previous_close
    if quote is None or shown is None:
        return cells | {"last": Span(MISSING, "label")}
    text = price_text(instrument, quote, shown)
    percent = change_span(quote.change_pct, desk.view.glyphs, stale=reading.old)
    return market_record(
        desk, instrument.market, cells | {"last": Span(text, price_role(reading)), "percent": percent}
    )
