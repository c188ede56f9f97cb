"""The Southbound pane: mainland money into Hong Kong today, minute by minute, and over the last days; in HK$ bn.

What draws figures and charts is loaded with the first of them, after the first paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.market.health import SOUTHBOUND_FEEDS
from tui.market.instruments import Market
from tui.panes.desk import Desk
from tui.panes.market_colors import market_rows_of
from tui.panes.page_rows import page_title
from tui.panes.pane import MarketPane, title_row
from widgets.text import Row, Span, fit_row

if TYPE_CHECKING:
    from tui.panes.southbound_flow import FlowReader


def anything_known(desk: Desk) -> bool:
    """Whether any southbound feed has answered or failed, or there is no southbound today."""
    state = desk.state
    answered = (state.southbound, state.southbound_history, state.active_names, *state.past_southbound)
    failed = not SOUTHBOUND_FEEDS.isdisjoint(state.failures)
    return any(answered) or failed or not desk.calendars.is_connect_day(desk.now().date())


class SouthboundPane(MarketPane):
    """Figures, the day's curve, bars of the days before, the most active names: as many views as the room needs."""

    number = 3
    word = "southbound"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reader: FlowReader | None = None
        self._view = 0

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The title, which says what the figures are and which view this is, and the view."""
        if not anything_known(self.desk):
            unit: Row = (Span(self.desk.word("net buy hkd bn"), "muted"),)
            return [self._title(width, [unit]), fit_row((Span(self.desk.word("waiting"), "warn"),), width)]
        return self._known_rows(width, height)

    def _known_rows(self, width: int, height: int) -> Sequence[Row]:
        from tui.panes.southbound_body import southbound_views
        from tui.panes.southbound_figures import unit_text
        from tui.panes.southbound_flow import FlowReader

        self._reader = self._reader or FlowReader(self.desk)
        flow = self._reader.flow()
        views = southbound_views(self._reader, flow, width, height - 1)
        self._view = min(self._view, len(views) - 1)
        extra: list[Row] = [(Span(unit_text(self.desk, flow), "muted"),)]
        if len(views) > 1:
            extra.append((Span(f"{self._view + 1}/{len(views)}", "muted"),))
        return [self._title(width, extra), *market_rows_of(self.desk, Market.HONG_KONG, views[self._view]())]

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
