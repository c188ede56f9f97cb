"""The Southbound pane: mainland money into Hong Kong today, minute by minute, and over the last days; in HK$ bn."""

from __future__ import annotations

from collections.abc import Sequence

from tui.panes.desk import Desk
from tui.panes.page_rows import page_title
from tui.panes.pane import MarketPane, title_row
from tui.panes.southbound_body import southbound_views
from tui.panes.southbound_figures import unit_text
from tui.panes.southbound_flow import FlowReader
from widgets.text import Row, Span


class SouthboundPane(MarketPane):
    """Figures, the day's curve, bars of the days before, the most active names: as many views as the room needs."""

    number = 3
    word = "southbound"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reader = FlowReader(desk)
        self._view = 0

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The title, which says what the figures are and which view this is, and the view."""
        flow = self._reader.flow()
        views = southbound_views(self._reader, flow, width, height - 1)
        self._view = min(self._view, len(views) - 1)
        extra: list[Row] = [(Span(unit_text(self.desk, flow), "muted"),)]
        if len(views) > 1:
            extra.append((Span(f"{self._view + 1}/{len(views)}", "muted"),))
        return [self._title(width, extra), *views[self._view]()]

    def move(self, right: int, down: int) -> None:
        """The next view, or the one before."""
        step = right + down
        self._view = max(0, self._view + (step > 0) - (step < 0))
        self.redraw()

    def _title(self, width: int, extra: Sequence[Row]) -> Row:
        northbound: Row = (Span(self.desk.word("no northbound"), "muted"),)
        extra = (*extra, northbound)
        return title_row(self.desk, self.word, width, number=self.number, chosen=self.chosen, extra=extra)


class FlowPane(SouthboundPane):
    """The same on a page of its own."""

    def _title(self, width: int, extra: Sequence[Row]) -> Row:
        return page_title(self.desk, "southbound flow", width, extra=extra)
