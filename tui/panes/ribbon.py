"""The session ribbon: the day of both markets as one row, with a mark at now."""

from __future__ import annotations

from collections.abc import Sequence

from tui.market.instruments import Market
from tui.market.sessions import Phase, day_plan
from tui.market.zones import MARKET_TIME
from tui.panes.dayline import MINUTES_IN_HOUR
from tui.panes.desk import Desk
from widgets.line_pane import LinePane
from widgets.ribbon import Segment, ribbon
from widgets.text import Row, Span, width_of

STARTS = 9 * MINUTES_IN_HOUR
ENDS = 16 * MINUTES_IN_HOUR + 30
"""The part of the day that the ribbon shows, minutes after midnight."""

ROLES = {
    Phase.OPEN: "phase-open",
    Phase.LUNCH: "phase-lunch",
    Phase.CLOSED: "phase-closed",
    Phase.HOLIDAY: "phase-closed",
    Phase.PAUSE: "phase-closed",
}
"""How each phase looks; every other one is an auction."""

GAP = Span("   ")
MARKETS = (Market.MAINLAND, Market.HONG_KONG)


class RibbonPane(LinePane):
    """One row; changes once in minutes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="ribbon")
        self._desk = desk

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The ribbon's row."""
        return (ribbon_row(self._desk, width),)


def ribbon_row(desk: Desk, width: int) -> Row:
    """The mainland's day and Hong Kong's side by side, on the same scale."""
    mainland, hong_kong = (Span(f"{desk.word(f'short {market.value}')} ", "label") for market in MARKETS)
    each = (width - width_of((mainland, hong_kong, GAP))) // len(MARKETS)
    return (
        mainland,
        *market_ribbon(desk, Market.MAINLAND, each),
        GAP,
        hong_kong,
        *market_ribbon(desk, Market.HONG_KONG, each),
    )


def market_ribbon(desk: Desk, market: Market, width: int) -> Row:
    """One market's phases of today, the hour it opens and closes written into them."""
    now = desk.now()
    segments = []
    for part in day_plan(market, now.date(), desk.calendars):
        start, end = part.start.astimezone(MARKET_TIME), part.end.astimezone(MARKET_TIME)
        first = start.hour * MINUTES_IN_HOUR + start.minute
        last = first + int((end - start).total_seconds()) // 60
        label = f" {start:%H:%M}–{end:%H:%M} " if part.phase is Phase.OPEN else ""
        segments.append(Segment(first, last, ROLES.get(part.phase, "phase-auction"), label))
    at = now.hour * MINUTES_IN_HOUR + now.minute
    return ribbon(segments, at, STARTS, ENDS, width, desk.view.charts)
