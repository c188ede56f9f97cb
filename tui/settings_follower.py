"""The part of the application that follows the reader's settings file, and writes to it on demand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import App

from tui.drawing import DrawingApp
from tui.look import FEW_COLORS, LIGHT_THEME, console_for, theme_of
from tui.market.events import Event
from tui.market.updates import EventsUpdate, InstrumentsAdded, Update
from tui.panes.desk import Desk, Notice, View

if TYPE_CHECKING:
    from tui.live_settings import LiveSettings
    from tui.settings import Settings
    from tui.settings_watch import Mistaken

SAID_SECONDS = 8.0
"""How long the header says what came of a key."""


class SettingsFollower(DrawingApp):
    """Settings go onto the desk, and from there to the panes. `asks_anew`: the feeds wait for a new poller."""

    live: LiveSettings | None = None
    asks_anew = False
    _saying = 0

    def __init__(self, desk: Desk) -> None:
        # With few colours the terminal's own are used; else Textual would mix them into ones that it may not have.
        super().__init__(desk, ansi_color=desk.view.drawn_depth in FEW_COLORS)
        self.register_theme(LIGHT_THEME)
        self.set_reactive(App.theme, theme_of(desk.view))

    def _apply(self, update: Update) -> None:
        """Take an update into the state, and draw what it changed."""
        raise NotImplementedError

    async def _calendar(self) -> tuple[Event, ...]:
        """The calendar with the settings' own events."""
        raise NotImplementedError

    async def use_settings(self, before: Settings) -> None:
        """Have what else goes by the settings go by those that are on the desk now."""
        raise NotImplementedError

    async def look_at_settings(self, live: LiveSettings) -> None:
        """Take over what has changed in the file."""
        found = await asyncio.to_thread(live.look)
        if found is not None:
            await self.take_over(live, found)

    async def take_over(self, live: LiveSettings, found: Settings | Mistaken) -> None:
        """Go on with what the reader's file says now, as far as it is right and a running program can."""
        plan = live.plan(self.desk, found)
        if plan is not None:
            before, self.desk.settings = self.desk.settings, plan.settings
            newcomers = live.newcomers(self.desk)
            self.asks_anew |= plan.asks_anew or bool(newcomers)
            self._apply(InstrumentsAdded(newcomers))
            if self.desk.paused_since:
                self.desk.state.apply(InstrumentsAdded(newcomers))  # what is shown meanwhile must know them too
            if plan.events_anew:
                self._apply(EventsUpdate(await self._calendar()))
            self.set_look(plan.view)
            await self.use_settings(before)
        if plan is None or not self._saying:
            # What came of a key stands for its time, though the file that it wrote is taken over meanwhile.
            self.desk.notice = live.notice(self.desk)
        if self.screen_stack:
            self._on_top.show_view()

    async def action_save_view(self) -> None:
        """Write language, colours, shares, sizes and period, as they stand, into the reader's settings file."""
        live = self.live
        if live is None:
            return
        from tui.settings_save import NotSavedError

        file = live.path.name
        try:
            keys = await asyncio.to_thread(live.save, self.desk.view)
        except NotSavedError as error:
            self._say(Notice(self.desk.word("not saved", file=file, why=error), self.desk.word("settings trouble")))
            return
        word = "view saved" if keys else "view was saved"
        said = self.desk.word(word, file=file, keys=", ".join(keys))
        self._say(Notice(said, self.desk.word("view saved short"), "value"))

    def _say(self, notice: Notice) -> None:
        """Have the header say it for a while; then what it has to say of the settings comes back."""
        self.desk.notice = notice
        self._saying += 1
        self._on_top.show_time()
        self.set_timer(SAID_SECONDS, self._said)

    def _said(self) -> None:
        self._saying -= 1
        if self._saying:
            return
        self.desk.notice = None if self.live is None else self.live.notice(self.desk)
        self._on_top.show_time()

    def set_look(self, view: View) -> None:
        """The reader's choices, and the framework's part of them: its theme, and the depth that it draws in."""
        before, self.desk.view = self.desk.view, view
        if (view.depth, view.theme) == (before.depth, before.theme):
            return
        self.console = console_for(view.depth)
        self.ansi_color = view.drawn_depth in FEW_COLORS
        self.theme = theme_of(view)
        self.refresh_css(animate=False)
