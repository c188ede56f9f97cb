"""What every screen on the market shares: it is told what changed, that time passed, and how it should look."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from tui.market.changes import Changes
from tui.panes.desk import Desk
from tui.panes.footer import FooterPane, Key, footer_keys
from tui.panes.header import HeaderPane
from tui.panes.market_colors import market_schemes
from tui.screens.bindings import bindings_for
from widgets.line_pane import LinePane
from widgets.palette import palette

FAR = 1_000_000
"""Rows beyond every end."""


class MarketScreen(Screen[None]):
    """A screen that reads one desk. Only the screen on top is told of changes; on its return it draws all anew.

    `name_of_keys` is its name in `tui.keys.SCREENS`.
    """

    name_of_keys: ClassVar[str]

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

    def move_by(self, right: int, down: int) -> None:
        """Scroll, or move the cursor, by so many rows and columns; beyond an end it stays there."""

    @property
    def room(self) -> int:
        """Rows of a page."""
        return 1

    def action_move(self, right: int, down: int) -> None:
        """Scroll, or move the cursor."""
        self.move_by(right, down)

    def action_page(self, down: int) -> None:
        """By what is in sight."""
        self.move_by(0, down * self.room)

    def action_half_page(self, down: int) -> None:
        """By half of what is in sight."""
        self.move_by(0, down * max(1, self.room // 2))

    def action_end(self, down: int) -> None:
        """To the top or the bottom; the first step sets a cursor that there was none of."""
        self.move_by(0, down)
        self.move_by(0, down * FAR)

    def clicked(self, event: Click) -> tuple[Widget, Offset]:
        """What was clicked, and the cell of its content. The event itself names but the screen by now."""
        widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        return widget, event.screen_offset - widget.content_region.offset

    def show_alerts(self) -> None:
        """An alert has fired: marks in rows are drawn with them, so there is nothing to do at once."""

    def selected_symbol(self) -> str | None:
        """The canonical symbol that the reader has chosen here, if any."""
        return None

    def show_clock(self) -> None:
        """A second has passed on a screen that the reader holds as it is: only the header tells the time."""
        self._redraw(*self.query(HeaderPane))

    def show_all(self) -> None:
        """Everything may have changed."""
        self._redraw(*self.query(LinePane))

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
            pane.redraw()


class Page(MarketScreen):
    """A screen that was opened over the dashboard: the header, a body of its own, its keys. Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("page")

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
        return footer_keys(self._desk, self.name_of_keys)

    def show_time(self) -> None:
        """The header's clocks move on."""
        self._redraw(self.header)

    def action_back(self) -> None:
        """To the screen below."""
        self.dismiss()
