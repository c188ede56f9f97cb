"""What every screen on the market shares: it is told what changed, that time passed, and how it should look."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.footer import FooterPane, Key
from tui.panes.header import HeaderPane
from tui.panes.market_colors import market_schemes
from widgets.line_pane import LinePane
from widgets.palette import palette


class MarketScreen(Screen[None]):
    """A screen that reads one desk. Only the screen on top is told of changes; on its return it draws all anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._was_on_top = False

    def show_changes(self, changes: Changes) -> None:
        """Redraw what these changes touch."""
        raise NotImplementedError

    def show_time(self) -> None:
        """A second has passed."""
        raise NotImplementedError

    def show_view(self) -> None:
        """The reader chose another look: everything is drawn anew."""
        self._apply_palette()
        self._redraw(*self.query(LinePane))

    def on_mount(self) -> None:
        """The look, before the first paint."""
        self._apply_palette()

    def on_screen_resume(self) -> None:
        """Whatever lay on top is gone: data and look may have changed meanwhile."""
        if self._was_on_top:
            self.show_view()
        self._was_on_top = True

    def _apply_palette(self) -> None:
        self._dress(*self.query(LinePane))

    def _dress(self, *panes: LinePane) -> None:
        """Give panes the look that the reader chose."""
        view = self._desk.view
        styles = (
            palette(view.colors, view.drawn_depth, dark=view.theme != "light", tones=market_schemes(view))
            if panes
            else {}
        )
        for pane in panes:
            pane.set_look(styles, ascii_only=view.glyphs == "ascii")

    @staticmethod
    def _redraw(*panes: LinePane) -> None:
        for pane in panes:
            if pane.display:
                pane.redraw()


class Page(MarketScreen):
    """A screen that was opened over the dashboard: the header, a body of its own, its keys. Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", show=False)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header = HeaderPane(desk)
        self.footer = FooterPane(desk, self.keys)

    def compose(self) -> ComposeResult:
        """Header, body, footer."""
        yield self.header
        yield from self.compose_body()
        yield self.footer

    def compose_body(self) -> ComposeResult:
        """What stands between header and footer."""
        raise NotImplementedError

    def keys(self) -> tuple[Key, ...]:
        """The keys that the footer names, the most used first."""
        return (("esc", self._desk.word("key back")),)

    def show_time(self) -> None:
        """The header's clocks move on."""
        self._redraw(self.header)

    def action_back(self) -> None:
        """To the screen below."""
        self.dismiss()
