"""The same dashboard drawn the usual way: one Static for each cell of text, updated when its text changed.

Same feeds, same state, same rows; only the drawing differs, so the difference is what drawing costs.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Static

import tui.app
import tui.running
from tui.clock import Clock
from tui.config import load
from tui.guards import prepare_terminal
from tui.panes.desk import Desk
from tui.screens.arrangement import Arrangement
from tui.screens.dashboard import Dashboard
from widgets.line_pane import LinePane
from widgets.palette import palette
from widgets.text import Row, width_of


class StaticPane(Vertical):
    """The rows of a pane, each span a Static."""

    def __init__(self, pane: LinePane, styles: dict[str, object]) -> None:
        super().__init__(id=f"static-{pane.id}")
        self._pane = pane
        self._styles = styles
        self._rows: list[Row] = []

    def redraw(self) -> None:
        """Update the Statics whose text changed; a row whose cells changed their widths is built anew."""
        width, height = self.content_size
        rows = list(self._pane.compose_rows(width, height))[:height]
        lines = list(self.query(Horizontal))
        for number, row in enumerate(rows):
            before = self._rows[number] if number < len(self._rows) else None
            if row == before:
                continue
            if number >= len(lines):
                self.mount(self._line(row))
            elif before is None or [width_of((span,)) for span in before] != [width_of((span,)) for span in row]:
                lines[number].remove_children()
                lines[number].mount_all(self._cells(row))
            else:
                for cell, span, old in zip(lines[number].query(Static), row, before, strict=False):
                    if span != old:
                        cell.update(self._text(span.text, span.role))
        self._rows = rows

    def _line(self, row: Row) -> Horizontal:
        line = Horizontal(*self._cells(row))
        line.styles.height = 1
        return line

    def _cells(self, row: Row) -> list[Static]:
        cells = []
        for span in row:
            cell = Static(self._text(span.text, span.role))
            cell.styles.width = width_of((span,))
            cell.styles.height = 1
            cells.append(cell)
        return cells

    def _text(self, text: str, role: str) -> object:
        from rich.text import Text

        return Text(text, style=self._styles.get(role, ""), no_wrap=True)


class StaticDashboard(Dashboard):
    """The dashboard with its panes replaced."""

    def __init__(self, desk: Desk, arrangement: Arrangement) -> None:
        super().__init__(desk, arrangement)
        styles = dict(palette(desk.view.colors, desk.view.depth))
        self._statics = {pane: StaticPane(pane, styles) for pane in (self.header, self.ribbon, *self.panes)}

    def compose(self) -> ComposeResult:
        """Header, ribbon and the four panes."""
        yield self._sized(self.header)
        yield self._sized(self.ribbon)
        with Container(id="panes"):
            for pane in self.panes:
                yield self._statics[pane]

    def _sized(self, pane: LinePane) -> StaticPane:
        static = self._statics[pane]
        static.styles.height = 1
        static.styles.padding = (0, 1)
        return static

    def _place_panes(self) -> None:
        """Nothing to choose or to hide here."""

    def _redraw(self, *panes: LinePane) -> None:  # type: ignore[override]
        for pane in panes:
            if pane in self._statics:
                self._statics[pane].redraw()


def main() -> None:
    """Run it like `cnhk` does."""
    loaded = load(None)
    facts = prepare_terminal("truecolor", "unicode")
    tui.app.Dashboard = StaticDashboard  # type: ignore[misc]
    tui.running.run_dashboard(loaded.settings, facts, clock=Clock())


if __name__ == "__main__":
    main()
