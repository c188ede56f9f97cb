"""The part of the application that decides when changes are drawn: at once, once a second, or once it goes on."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.driver import Driver
from textual.screen import Screen

from tui.market.changes import NOTHING, Changes
from tui.narrow_update import narrowed
from tui.pages import PagesApp
from tui.panes.desk import Desk
from tui.terminal_bytes import TerminalBytes, counted

if TYPE_CHECKING:
    from rich.console import RenderableType

UNFOCUSED_TICKS = 5
"""Without the focus, if that is set, the screen changes once in so many ticks."""


class DrawingApp(PagesApp):
    """Takes changes, and has the screen on top draw them. `written` counts what the terminal is sent."""

    def __init__(self, desk: Desk, *, ansi_color: bool) -> None:
        self.written = TerminalBytes()
        self._missed_frame = False
        self._ticks = 0
        self._slow = False
        self._undrawn = NOTHING
        super().__init__(desk, ansi_color=ansi_color)

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, its bytes counted."""
        return counted(super().get_driver_class(), self.written)

    @property
    def _has_room(self) -> bool:
        """Whether the terminal may be sent more now; a test's takes everything."""
        return getattr(self._driver, "has_room", True)

    def write_past_screen(self, text: str) -> None:
        """Send what is no frame; drop it while the terminal takes nothing, as the event loop would wait too."""
        if self._driver is not None and self._has_room:
            self._driver.write(text)

    def copy_to_clipboard(self, text: str) -> None:
        """Textual's, which would wait for the terminal."""
        if self._has_room:
            super().copy_to_clipboard(text)

    def _set_pointer_shape(self, shape: str) -> None:
        """Textual's, which would wait for the terminal."""
        if self._has_room:
            super()._set_pointer_shape(shape)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draw a frame: of parts of the screen, these and no more; none while the terminal has not taken the last."""
        if self._has_room:
            super()._display(screen, narrowed(renderable))
        else:
            self._missed_frame = True

    def _draw(self, changes: Changes) -> None:
        """Show what changed; quiet, without the focus or paused, later, together with what comes till then."""
        self._undrawn |= changes
        if not (self.desk.paused_since or self.desk.view.quiet or self._slow):
            self._draw_now()

    def _draw_now(self) -> None:
        """Show what waits to be drawn; at the very end there is nothing left to draw on."""
        if self._undrawn and self.screen_stack:
            changes, self._undrawn = self._undrawn, NOTHING
            self._on_top.show_changes(changes)

    def _draw_tick(self) -> None:
        """A second has passed: draw the clock, and what waited for it."""
        self.written.tick()
        if not self.screen_stack:
            return
        if self._missed_frame and self._has_room:
            self._missed_frame = False
            self._repaint()
        self._ticks += 1
        if self.desk.paused_since:
            self._on_top.show_clock()
        elif not self._slow or self._ticks % UNFOCUSED_TICKS == 0:
            self._draw_now()
            self._on_top.show_time()

    def _repaint(self) -> None:
        """Draw every cell again: something else may have written on the screen. Called from a signal's handler."""
        asyncio.get_running_loop().call_soon_threadsafe(partial(self.screen.refresh, layout=True))

    def on_app_blur(self) -> None:
        """Another window or pane has the focus: this one may draw less, if that is set."""
        self._slow = self.desk.settings.display.slow_when_unfocused

    def on_app_focus(self) -> None:
        """Looked at again."""
        self._slow = False
        if not self.desk.paused_since:
            self._draw_now()

    def action_pause(self) -> None:
        """Hold the screen as it is, or show at once what came meanwhile. The data are taken in all the time."""
        if self.desk.paused_since:
            self.desk.go_on()
            self._undrawn = NOTHING
            self._on_top.show_all()
        else:
            self._draw_now()
            self.desk.pause()
            self._on_top.show_clock()
