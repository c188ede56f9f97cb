"""The page of commands: what is typed narrows the list, and Enter does what stands under the cursor."""

from __future__ import annotations

from tui.market.changes import Changes
from tui.panes.commands import CommandsPane
from tui.panes.desk import Desk
from tui.screens.requests import RunAction
from tui.screens.typing_page import TypingPage


class CommandsPage(TypingPage):
    """The line and the actions of the screen below, `screen` by its name in `tui.keys.SCREENS`."""

    name_of_keys = "palette"

    def __init__(self, desk: Desk, screen: str) -> None:
        self.commands = CommandsPane(desk, screen)
        super().__init__(desk, self.commands)

    def show_changes(self, changes: Changes) -> None:
        """Nothing here is of the market but the header."""
        if changes.health or changes.restarted:
            self._redraw(self.header)

    def action_open_selected(self) -> None:
        """Do what stands under the cursor, on the screen below."""
        action = self.commands.selected()
        if action is not None:
            self.dismiss()
            self.app.post_message(RunAction(action.does))
