"""The page of one instrument: its figures, its day and its years."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize
from textual.geometry import Size

from tui.keys import LISTS
from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.footer import Key, footer_keys
from tui.panes.instrument import InstrumentPane
from tui.panes.instrument_candles import RANGES, CandlesPane
from tui.panes.instrument_day import DayPane
from tui.panes.instrument_figures import neighbour, sectors_of, twin_of
from tui.screens.bindings import bindings_for
from tui.screens.market_screen import FAR, Page
from tui.screens.requests import OpenInstrument

RECHECK_SECONDS = 5
"""How often the page looks whether its data grew old; new data are drawn at once."""

PAGE_CANDLES = 10

BESIDE = (110, 34)
"""From so many columns and rows on the figures stand in a column beside both charts."""

BOTH_FROM_COLUMNS = 140
BOTH_FROM_ROWS = 44
"""From so many columns, or rows, on both charts have room below the figures."""

FRAME_ROWS = 2
"""Header and footer."""

MOST_FIGURE_ROWS = 9
LEAST_FIGURE_ROWS = 2
FIGURE_SHARE = 0.42
"""Of the rows, at most, are given to figures above a chart."""


class InstrumentPage(Page):
    """Left and right read the candles one by one, up and down change the range; tab changes the chart."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LISTS, "instrument")
    name_of_keys = "instrument"

    def __init__(self, desk: Desk, symbol: str) -> None:
        super().__init__(desk)
        self._ticks = 0
        self.facts = InstrumentPane(desk, symbol)
        self.day = DayPane(desk, symbol)
        self.candles = CandlesPane(desk, symbol)
        self._related: frozenset[str] = frozenset()
        self._relate(symbol)

    @property
    def symbol(self) -> str:
        """The canonical symbol of the instrument."""
        return self.facts.symbol

    def selected_symbol(self) -> str | None:
        """The instrument of the page."""
        return self.symbol

    def compose_body(self) -> ComposeResult:
        """Figures, and the charts beside or below them."""
        self._fit(self.app.size)
        self._choose_chart(daily=False)
        with Container(id="instrument"):
            yield self.facts
            with Container(id="instrument-charts"):
                yield self.day
                yield self.candles

    def keys(self) -> tuple[Key, ...]:
        """The page's keys."""
        desk = self._desk
        twin = twin_of(desk.state.universe, desk.state.universe[self.symbol])
        stand, without = {"up": desk.word("key range")}, set()
        if self._shows_both:
            without.add("next_chart")
        elif not self.candles.has_class("chosen"):
            without |= {"left", "up"}
        if twin is None or twin.listing is None:
            without.add("twin")
        else:
            stand["twin"] = desk.word("key twin", share=twin.listing.value)
        return footer_keys(desk, self.name_of_keys, stand, without)

    def on_resize(self, event: Resize) -> None:
        """The arrangement follows the terminal."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        beside = size.width >= BESIDE[0] and size.height >= BESIDE[1]
        self.set_class(beside, "beside")
        self.set_class(not beside and size.width >= BOTH_FROM_COLUMNS, "in-a-row")
        self.set_class(not beside and size.width < BOTH_FROM_COLUMNS and size.height >= BOTH_FROM_ROWS, "in-a-column")
        body = size.height - FRAME_ROWS
        rows = min(MOST_FIGURE_ROWS, max(LEAST_FIGURE_ROWS, int(body * FIGURE_SHARE)))
        self.facts.styles.height = "1fr" if beside else rows
        self._redraw(self.footer)

    @property
    def _shows_both(self) -> bool:
        return any(map(self.has_class, ("beside", "in-a-row", "in-a-column")))

    def _choose_chart(self, *, daily: bool) -> None:
        """The one chart that a small terminal shows."""
        self.day.set_class(not daily, "chosen")
        self.candles.set_class(daily, "chosen")

    def show(self, symbol: str) -> None:
        """Show another instrument in place of this one."""
        for pane in (self.facts, self.day, self.candles):
            pane.symbol = symbol
        self._relate(symbol)
        self._redraw(self.facts, self.day, self.candles, self.footer)

    def _relate(self, symbol: str) -> None:
        """Whose quotes the figures depend on: its own, its twin's, and those of its sectors."""
        desk = self._desk
        twin = twin_of(desk.state.universe, desk.state.universe[symbol])
        members = (member for key in sectors_of(desk, symbol) for member in desk.settings.sectors[key].members)
        self._related = frozenset((symbol, *members, *((twin.symbol,) if twin else ())))

    def show_changes(self, changes: Changes) -> None:
        """Redraw what these changes touch."""
        anew = changes.restarted
        if changes.health or anew:
            self._redraw(self.header)
        if changes.quotes & self._related or changes.standings or changes.rate or changes.health or anew:
            self._redraw(self.facts)
        own = self.symbol in changes.quotes or changes.health or anew
        if own or self.symbol in changes.minutes:
            self._redraw(self.day)
        if own or self.symbol in changes.bars:
            self._redraw(self.candles)

    def show_time(self) -> None:
        """Clocks move on; every so often the page looks at the age of its data."""
        super().show_time()
        self._ticks += 1
        if self._ticks % RECHECK_SECONDS == 0:
            self._redraw(self.facts, self.day)

    def action_choose_range(self, number: int) -> None:
        """That range, and the candles with it."""
        self._choose_chart(daily=True)
        self.candles.choose_range(RANGES[number - 1])
        self._redraw(self.footer)

    def action_next_chart(self) -> None:
        """The other chart, where only one is shown."""
        self._choose_chart(daily=not self.candles.has_class("chosen"))
        self._redraw(self.day, self.candles, self.footer)

    def action_go(self, step: int) -> None:
        """The next name of its sector or list, or the one before."""
        self.post_message(OpenInstrument(neighbour(self._desk, self.symbol, step)))

    def action_go_to_twin(self) -> None:
        """The company's other share class, if it has one."""
        desk = self._desk
        twin = twin_of(desk.state.universe, desk.state.universe[self.symbol])
        if twin is not None:
            self.post_message(OpenInstrument(twin.symbol))

    def move_by(self, right: int, down: int) -> None:
        """Move the cursor over the candles, or choose a longer or a shorter range."""
        if not self.candles.display:
            return
        if right:
            self.candles.move_cursor(right)
        if down:
            self.candles.step_range(down)

    def action_page(self, down: int) -> None:
        """Ten candles on, or back."""
        self.move_by(down * PAGE_CANDLES, 0)

    def action_half_page(self, down: int) -> None:
        """Five candles on, or back."""
        self.move_by(down * PAGE_CANDLES // 2, 0)

    def action_end(self, down: int) -> None:
        """To the first candle, or past the last one."""
        self.move_by(down, 0)
        self.move_by(down * FAR, 0)
