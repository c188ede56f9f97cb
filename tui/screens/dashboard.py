"""The one screen that a trader keeps open: header, four panes, footer, in the layout that the terminal allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Click, Resize
from textual.geometry import Size

from tui.choices import LayoutPreset
from tui.keys import SCREENS
from tui.market.changes import Changes
from tui.market.health import SOUTHBOUND_FEEDS, Feed
from tui.panes.desk import Desk
from tui.panes.events import EventsPane
from tui.panes.footer import FooterPane, Key, dashboard_keys
from tui.panes.header import HeaderPane
from tui.panes.heatmap import HeatmapPane
from tui.panes.indices import IndicesPane
from tui.panes.pane import MarketPane
from tui.panes.ribbon import RibbonPane
from tui.panes.southbound import SouthboundPane
from tui.screens.arrangement import ALL_SHOWN, Arrangement
from tui.screens.bindings import bindings_for
from tui.screens.layout import Layout, layout_for
from tui.screens.market_screen import MarketScreen
from tui.screens.requests import Arranged, OpenEvent, OpenFlow, OpenInstrument
from widgets.line_pane import LinePane

if TYPE_CHECKING:
    from tui.panes.strip import StripPane
    from tui.panes.too_small import TooSmallPane

RECHECK_SECONDS = 5
"""How often panes look whether their data grew old; new data are drawn at once."""


PAGE_ROWS = 10

TALL_FROM_ROWS = 50
"""From so many rows on all indices have room above the markets as wholes."""


class Dashboard(MarketScreen):
    """Header, panes and footer. It is told what changed, and asks the panes that show it to redraw."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(*SCREENS["dashboard"][:-1])
    name_of_keys = "dashboard"

    def __init__(self, desk: Desk, arrangement: Arrangement = ALL_SHOWN) -> None:
        super().__init__(desk)
        self.arrangement = arrangement
        self._fitting = Layout.TOO_SMALL
        self._ticks = 0
        self._prices_drawn = 0
        self.header = HeaderPane(desk)
        self.ribbon = RibbonPane(desk)
        self.footer = FooterPane(desk, self.keys)
        self.indices = IndicesPane(desk)
        self.heatmap = HeatmapPane(desk)
        self.southbound = SouthboundPane(desk)
        self.events = EventsPane(desk)
        self.strip: StripPane | None = None
        self.too_small: TooSmallPane | None = None
        self._place_panes()

    @property
    def panes(self) -> tuple[MarketPane, ...]:
        """The four panes, by their number."""
        return (self.indices, self.heatmap, self.southbound, self.events)

    def keys(self) -> tuple[Key, ...]:
        """The keys that the footer names."""
        return dashboard_keys(self._desk, table=self.heatmap.as_table, events=self.events.chosen)

    def compose(self) -> ComposeResult:
        """The stylesheet says what can be seen in which layout; what few layouts show comes when it is needed."""
        above, below = self._needed(self._fit(self.app.size))
        yield self.header
        yield self.ribbon
        yield from above
        with Container(id="panes"):
            yield from self.panes
        yield self.footer
        yield from below

    def on_resize(self, event: Resize) -> None:
        """The layout follows the terminal."""
        above, below = self._needed(self._fit(event.size))
        self._dress(*above, *below)
        if above or below:
            self.mount(*above, before="#panes")
            self.mount(*below)

    def _needed(self, layout: Layout) -> tuple[tuple[LinePane, ...], tuple[LinePane, ...]]:
        """What the layout shows above and below the panes and none before it did; it is there from now on."""
        if layout in (Layout.SINGLE, Layout.STRIP) and self.strip is None:
            from tui.panes.strip import StripPane

            self.strip = StripPane(self._desk)
            return (self.strip,), ()
        if layout is Layout.TOO_SMALL and self.too_small is None:
            from tui.panes.too_small import TooSmallPane

            self.too_small = TooSmallPane(self._desk)
            return (), (self.too_small,)
        return (), ()

    def _fit(self, size: Size) -> Layout:
        fitting = layout_for(size.width, size.height)
        for layout in Layout:
            self.set_class(layout is fitting, layout.value)
        self.set_class(size.height >= TALL_FROM_ROWS, "tall")
        self._fitting = fitting
        self._place_panes()
        return fitting

    def _place_panes(self) -> None:
        """Tell the panes, and the stylesheet, which of them are seen and which one is chosen."""
        visible, tall = self.arrangement.visible(self._fitting), self.arrangement.tall(self._fitting)
        for name, holds in self.arrangement.classes(self._fitting).items():
            self.set_class(holds, name)
        for pane in self.panes:
            pane.set_class(pane.number not in visible, "away")
            pane.set_class(pane.number == tall, "spanning")
            chosen = pane.number == self.arrangement.chosen
            if pane.chosen != chosen:
                pane.choose(chosen)
        self._redraw(self.footer)

    def _rearrange(self, arrangement: Arrangement) -> None:
        """The reader chose otherwise; where no pane is seen there is nothing to choose."""
        if arrangement != self.arrangement and arrangement.visible(self._fitting):
            self.arrangement = arrangement
            self._place_panes()
            self.post_message(Arranged(arrangement))

    def use_preset(self, preset: LayoutPreset) -> None:
        """As the settings have it now, whether or not there is room for panes."""
        self.arrangement = self.arrangement.with_preset(preset)
        self._place_panes()

    @property
    def _priced(self) -> tuple[LinePane, ...]:
        """The panes that show prices."""
        always: tuple[LinePane, ...] = (self.indices, self.heatmap)
        return always if self.strip is None else (self.strip, *always)

    def show_changes(self, changes: Changes) -> None:
        """Redraw what these changes touch."""
        if changes.health or changes.restarted:
            self._redraw(self.header)
        if changes.quotes or changes.restarted:
            self._prices_drawn = self._ticks
            self._redraw(*self._priced)
        elif changes.standings or changes.turnover:
            self._redraw(self.indices, self.heatmap)
        elif changes.minutes or changes.breadth:
            self._redraw(self.indices)
        if changes.southbound or changes.restarted or changes.feeds & SOUTHBOUND_FEEDS:
            self._redraw(self.southbound)
        if changes.events or Feed.EVENTS in changes.feeds:
            self._redraw(self.events)
        if changes.events:
            self._redraw(self.heatmap)

    def show_alerts(self) -> None:
        """Mark the rows of instruments whose alerts have fired."""
        self._redraw(*self._priced)

    def selected_symbol(self) -> str | None:
        """The instrument under the chosen pane's cursor, once the reader has moved it."""
        pane = next(pane for pane in self.panes if pane.chosen)
        return None if pane is self.indices and self.indices.cursor is None else pane.selected()

    def show_time(self) -> None:
        """A second has passed: the clocks move on, and every so often the panes look at the age of their data."""
        self._ticks += 1
        self._redraw(self.header)
        if self.events.counts_seconds and not self._desk.view.quiet:
            self._redraw(self.events)
        if self._ticks % RECHECK_SECONDS == 0:
            self._redraw(self.ribbon, self.southbound, self.events)
        if self._ticks - self._prices_drawn >= RECHECK_SECONDS:
            self._prices_drawn = self._ticks
            self._redraw(*self._priced)

    def action_choose(self, number: int) -> None:
        """Make a pane the one that keys act on, and that a small terminal shows; a hidden one is shown again."""
        self._rearrange(self.arrangement.choosing(number))

    def action_choose_next(self, step: int) -> None:
        """The next pane, or the one before."""
        self._rearrange(self.arrangement.choosing_next(step))

    def action_maximise(self) -> None:
        """Give the chosen pane all the room, or the others theirs again."""
        self._rearrange(self.arrangement._replace(maximised=not self.arrangement.maximised))

    def action_hide(self) -> None:
        """Hide the chosen pane."""
        self._rearrange(self.arrangement.without_chosen())

    def action_show_all_panes(self) -> None:
        """Show what was hidden."""
        self._rearrange(self.arrangement.with_all())

    def action_next_layout(self) -> None:
        """The next preset."""
        self._rearrange(self.arrangement.with_next_preset())

    @property
    def room(self) -> int:
        """Rows of a page."""
        return PAGE_ROWS

    def move_by(self, right: int, down: int) -> None:
        """Scroll the chosen pane, or move its cursor."""
        next(pane for pane in self.panes if pane.chosen).move(right, down)

    def on_click(self, event: Click) -> None:
        """Choose the pane that was clicked and what is there in it; open it where the cursor stood there already."""
        pane, cell = self.clicked(event)
        if not isinstance(pane, MarketPane):
            return
        chosen = pane.chosen
        if not chosen:
            self.action_choose(pane.number)
        if pane.point(cell.x, cell.y) and chosen:
            self.action_open_selected()

    def action_switch_table(self) -> None:
        """The heatmap as a table, or as a map again. Where it is not in sight, it comes as a table."""
        hidden = self.heatmap.number not in self.arrangement.visible(self._fitting)
        self.action_choose(self.heatmap.number)
        if not (hidden and self.heatmap.as_table):
            self.heatmap.switch()
        self._redraw(self.footer)

    def action_sort(self, step: int) -> None:
        """Sort the table by the next column, or the one before."""
        if self.heatmap.as_table:
            self.heatmap.table.sort_by_next(step)
            self._redraw(self.heatmap)

    def action_reverse(self) -> None:
        """Turn the table's order round."""
        if self.heatmap.as_table:
            self.heatmap.table.reverse()
            self._redraw(self.heatmap)

    def action_filter_country(self, step: int) -> None:
        """Show the events of the next country, while their pane is the chosen one."""
        if self.events.chosen:
            self.events.filter_country(step)

    def action_filter_kind(self, step: int) -> None:
        """Show the events of the next kind."""
        if self.events.chosen:
            self.events.filter_kind(step)

    def action_filter_importance(self, step: int) -> None:
        """Show the events from the next importance on."""
        if self.events.chosen:
            self.events.filter_importance(step)

    def action_show_all_events(self) -> None:
        """Show the events of all countries, kinds and importances."""
        if self.events.chosen:
            self.events.show_all()

    def action_open_selected(self) -> None:
        """Open the instrument or event under the chosen pane's cursor, if it has one; of the flow, its page."""
        if self.southbound.chosen:
            self.post_message(OpenFlow())
        event = self.events.selected_event() if self.events.chosen else None
        if event is not None:
            self.post_message(OpenEvent(event))
        symbol = next(pane for pane in self.panes if pane.chosen).selected()
        if symbol is not None:
            self.post_message(OpenInstrument(symbol))
