"""Office mode: the same figures under the labels of a system monitor, grey, without a name that tells what they are.

What stands for what, so that its reader loses nothing: `load` the moves in percent of the first three indices of the
strip; `cpu0`, `cpu1`, … the indices of `[indices] shown` in their order; `net` southbound net buy in billions of HKD,
of both channels, of Shanghai and of Shenzhen; a process `w2.07` the seventh name of the second sector; MEM its price,
%CPU its move, I/O its turnover in billions. S is R for a price of now, S outside of trading, T for a stop or a
suspension, L for a feed that is late by design, Z for an old one, `-` where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.health import Feed
from tui.market.quotes import QuoteState
from tui.market.sessions import CLOSED_PHASES, Phase
from tui.panes.desk import Desk, Reading
from tui.panes.figures import (
    MISSING,
    billions,
    clock_time,
    duration,
    index_level,
    minute_time,
    signed,
    signed_billions,
)
from tui.panes.pane import whole_parts
from tui.panes.prices import price_text
from tui.panes.southbound_flow import FlowReader
from widgets.line_pane import LinePane
from widgets.text import Row, Span, fit

STOPPED = (QuoteState.HALTED, QuoteState.SUSPENDED, QuoteState.DELISTED)
RESTING = CLOSED_PHASES | {Phase.LUNCH, Phase.PAUSE, Phase.PRE_OPEN}

LOADS = 3
"""How many indices stand in the first row, as the averages of one, five and fifteen minutes do."""

CPU_WIDTH = 30
"""Cells of one index: its number, level, move and state."""

FIGURE_WIDTH = 10
COMMAND_WIDTH = 8

HEAD_ROWS = 3
"""Rows that are neither an index nor a process: the first one, that of the net, and the heads."""


class OfficePane(LinePane):
    """A monitor's summary, and its processes, those that moved the most upwards first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="office")
        self.desk = desk
        self._flow = FlowReader(desk)
        self._first = 0
        self._room = 1

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The rows, as many as there is room for; indices take a third of them at the most."""
        cpus = cpu_rows(self.desk, width)[: max(1, (height - HEAD_ROWS) // 3)]
        processes = process_rows(self.desk)
        self._room = max(1, height - HEAD_ROWS - len(cpus))
        self._first = max(0, min(self._first, len(processes) - self._room))
        shown = processes[self._first : self._first + self._room]
        return [top_row(self.desk, width), *cpus, net_row(self.desk, self._flow), HEADS, *shown]

    def scroll_by(self, rows: int) -> None:
        """Scroll the processes."""
        self._first = max(0, self._first + rows)
        self.redraw()

    @property
    def room(self) -> int:
        """How many processes are in sight."""
        return self._room


def top_row(desk: Desk, width: int) -> Row:
    """Time, age and load; that all is simulated, held, or without a source is told here too."""
    parts: list[Row] = []
    if desk.state.simulated:
        parts.append((Span(f" {desk.word('simulated')} ", "alarm"),))
    held = desk.paused_since
    time = f"top - {clock_time(desk.now())}" if held is None else f"paused {minute_time(held)}"
    parts.append((Span(time, "value"),))
    newest = max((held.source.received for held in desk.state.quotes.values()), default=None)
    if newest is not None:
        parts.append((Span(f"age {duration(desk.clock.age(newest))}", "value"),))
    if Feed.QUOTES in desk.state.failures:
        parts.append((Span("link down", "warn"),))
    quotes = [desk.reading(symbol).quote for symbol in desk.settings.indices.strip[:LOADS]]
    load = ", ".join(MISSING if quote is None else signed(quote.change_pct) for quote in quotes)
    parts.append((Span(f"load: {load}", "value"),))
    return whole_parts(parts, width, "  ")


def cpu_rows(desk: Desk, width: int) -> list[Row]:
    """The indices, in as many columns as there is room for, downwards."""
    cells = [cpu_cell(desk, number, symbol) for number, symbol in enumerate(desk.settings.indices.shown)]
    across = max(1, width // CPU_WIDTH)
    down = -(-len(cells) // across)
    return [tuple(cells[at] for at in range(row, len(cells), down)) for row in range(down)]


def cpu_cell(desk: Desk, number: int, symbol: str) -> Span:
    """One index in `CPU_WIDTH` cells."""
    reading = desk.reading(symbol)
    level = index_level(reading.quote.last) if reading.quote else MISSING
    move = signed(reading.quote.change_pct) if reading.quote else MISSING
    text = f"cpu{number:<3}{level:>{FIGURE_WIDTH}}{move:>8} {state_letter(desk, reading)}"
    return Span(fit(text, CPU_WIDTH), "stale" if reading.old else "value")


def net_row(desk: Desk, reader: FlowReader) -> Row:
    """Southbound net buy of today: both channels, then each."""
    flow = reader.flow()
    day = flow.day
    both = signed_billions(flow.net_buy)
    first = MISSING if day is None else signed_billions(day.shanghai_net_buy)
    second = MISSING if day is None else signed_billions(day.shenzhen_net_buy)
    return (Span(f"net  all {both}  if0 {first}  if1 {second}", "value"),)


HEADS: Row = (
    Span(fit("COMMAND", COMMAND_WIDTH), "title"),
    *(Span(fit(head, FIGURE_WIDTH, "right"), "title") for head in ("MEM", "%CPU", "I/O")),
    Span(" S", "title"),
)


def process_rows(desk: Desk) -> list[Row]:
    """A row for each name of the sectors, by move; those without one last. Of equal ones the number decides."""
    rows: list[tuple[float, Row]] = []
    for sector_number, sector in enumerate(desk.settings.sectors.values(), 1):
        for number, symbol in enumerate(sector.members, 1):
            reading = desk.reading(symbol)
            move = reading.quote.change_pct if reading.quote else None
            row = process_row(desk, f"w{sector_number}.{number:02}", reading)
            rows.append((float("inf") if move is None else -move, row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def process_row(desk: Desk, command: str, reading: Reading) -> Row:
    """One name: its code, price, move, turnover and state."""
    quote = reading.quote
    figures = (MISSING,) * 3
    if quote is not None:
        figures = (
            price_text(reading.instrument, quote, quote.last),
            signed(quote.change_pct),
            billions(quote.turnover, 2),
        )
    role = "stale" if reading.old else "value"
    cells = "".join(fit(figure, FIGURE_WIDTH, "right") for figure in figures)
    return (Span(f"{fit(command, COMMAND_WIDTH)}{cells} {state_letter(desk, reading)}", role),)


def state_letter(desk: Desk, reading: Reading) -> str:
    """How much a price is worth, in a letter; the module's own text says which."""
    quote = reading.quote
    if quote is None or quote.last is None:
        return "T" if quote is not None and quote.state in STOPPED else "-"
    if reading.old:
        return "Z"
    if quote.state in STOPPED:
        return "T"
    if quote.delayed:
        return "L"
    return "S" if desk.session(reading.instrument.market).phase in RESTING else "R"
