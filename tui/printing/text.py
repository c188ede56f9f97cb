"""The report for a reader: Rich tables on a terminal, plain aligned text in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from tui.choices import Colors, Language
from tui.panes.figures import signed_billions
from tui.panes.words import word
from tui.printing.columns import Column, plain_lines, rich_table
from tui.printing.report import Report, SectorBlock, SouthboundBlock
from tui.printing.text_columns import NO_COLORS_OF_ITS_OWN, InstrumentOf, TextColumns, nobody_knows, percent

Record = TypeVar("Record")

MINUTES_STEP = 30
"""Of the southbound minutes, those printed: each half hour, and the last."""

DUMB_TERMS = ("dumb", "unknown")


def console_on_terminal() -> Console | None:
    """A console for standard output; None where nobody looks at it: in a pipe, or on a terminal without any skill."""
    terminal = sys.stdout.isatty() and os.environ.get("TERM", "") not in DUMB_TERMS
    return Console(highlight=False, markup=False, emoji=False) if terminal else None


class TextWriter:
    """Writes reports on standard output."""

    def __init__(
        self,
        language: Language,
        colors: Colors,
        own: Mapping[str, Colors] = NO_COLORS_OF_ITS_OWN,
        instrument_of: InstrumentOf = nobody_knows,
    ) -> None:
        self._language: Language = language
        self._columns = TextColumns(language, colors, own, instrument_of)
        self._console = console_on_terminal()

    def write(self, report: Report) -> None:
        """Write every section of the report, each under its title."""
        mark = f"   {self._word('simulated')}" if report.simulated else ""
        self._line(f"cnhk   {report.as_of:%Y-%m-%d %H:%M:%S} UTC+8{mark}")
        if report.indices is not None:
            self._title(self._word("indices"))
            self._table(report.indices, self._columns.indices())
        for sector in report.sectors or ():
            self._sector(sector)
        if report.southbound is not None:
            self._southbound(report.southbound)
        if report.events is not None:
            self._title(self._word("events"))
            self._table(report.events, self._columns.events())

    def _sector(self, sector: SectorBlock) -> None:
        up, down, unchanged = (self._word(key) for key in ("up", "down", "unchanged"))
        breadth = f"{up} {sector.advancing}  {down} {sector.declining}  {unchanged} {sector.unchanged}"
        self._title(f"{sector.name}   {percent(sector.change_pct)}   {breadth}")
        self._table(sector.members, self._columns.shares())

    def _southbound(self, flow: SouthboundBlock) -> None:
        day = f"   {flow.date}" if flow.date else ""
        self._title(f"{self._word('southbound')}{day}   {self._word('net buy hkd bn')}")
        total, shanghai, shenzhen = (
            signed_billions(value) for value in (flow.net_buy_hkd, flow.sh_net_buy_hkd, flow.sz_net_buy_hkd)
        )
        channels = f"{self._word('via shanghai')} {shanghai}   {self._word('via shenzhen')} {shenzhen}"
        self._line(f"{self._word('total')} {total}   {channels}")
        last = len(flow.minutes) - 1
        shown = [m for n, m in enumerate(flow.minutes) if m.time.minute % MINUTES_STEP == 0 or n == last]
        if shown:
            self._table(shown, self._columns.flow())

    def _word(self, key: str) -> str:
        return word(key, self._language)

    def _title(self, text: str) -> None:
        self._line("")
        self._line(text)

    def _line(self, text: str) -> None:
        if self._console is None:
            sys.stdout.write(f"{text}\n")
        else:
            self._console.print(Text(text, style="bold"))

    def _table(self, records: Sequence[Record], columns: Sequence[Column[Record]]) -> None:
        if self._console is None:
            for line in plain_lines(records, columns):
                sys.stdout.write(f"{line}\n")
        else:
            self._console.print(rich_table(records, columns, self._console.width))
