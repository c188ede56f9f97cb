"""The list of commands: a line to type in, and the actions that it may mean, with their keys."""

from __future__ import annotations

from collections.abc import Sequence

from tui.keys import ACTIONS, EVERYWHERE, LISTS, SCREENS, TYPING, Action
from tui.panes.desk import Desk
from tui.panes.help import keys_text
from tui.panes.page_rows import page_title
from tui.panes.pane import follow, more_row
from tui.panes.typing_pane import TypingPane, typed_row
from widgets.table import Column, Record, table
from widgets.text import EMPTY_ROW, Row
from widgets.wrapping import wrap_row

HEAD_ROWS = 3
"""Title, line, a blank row."""

PROMPT = ": "


class CommandsPane(TypingPane):
    """The line and its list: everything that can be done on the screen below."""

    head_rows = HEAD_ROWS

    def __init__(self, desk: Desk, screen: str) -> None:
        super().__init__(id="commands")
        self._desk = desk
        self._all = self.found = commands_on(screen)

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """The rows."""
        desk = self._desk
        line = typed_row(desk, PROMPT, self.text, "command to find", width)
        rows = [page_title(desk, "commands", width), line, EMPTY_ROW]
        if not self.found:
            return [*rows, *wrap_row(desk.word("nothing found", text=self.text), width, "warn")]
        room = max(1, height - HEAD_ROWS)
        self._offset = follow(self._offset, self.cursor, len(self.found), room)
        return rows + found_rows(desk, self.found, width, room, self._offset, self.cursor)

    @property
    def count(self) -> int:
        """Commands found."""
        return len(self.found)

    def find(self) -> None:
        """Those in which every word of the text stands, in whichever language."""
        words = self.text.lower().split()
        self.found = tuple(action for action in self._all if all(word in searched(action) for word in words))

    def selected(self) -> Action | None:
        """The action under the cursor."""
        return self.found[self.cursor] if self.found else None


def commands_on(screen: str) -> tuple[Action, ...]:
    """What can be done on a screen by name: all but moving, which needs a look at the screen, and this list."""
    places = [place for place in SCREENS[screen] if place not in (LISTS, TYPING, EVERYWHERE)]
    found = [action for place in (*places, EVERYWHERE) for action in ACTIONS if place in action.places.split()]
    return tuple(action for action in dict.fromkeys(found) if action.id not in ("open_commands", "page_top"))


def searched(action: Action) -> str:
    """All that a command can be found by."""
    return " ".join((action.id.replace("_", " "), *action.told, *action.short)).lower()


def found_rows(desk: Desk, found: Sequence[Action], width: int, room: int, offset: int, cursor: int) -> list[Row]:
    """The table of commands."""
    columns = (
        Column("told", "", 20, "left", "value", max_width=60),
        Column("keys", "", 8, "left", "accent", max_width=16, priority=1),
    )
    chinese = desk.view.language == "zh"
    records: list[Record] = [{"told": action.told[chinese], "keys": keys_text(desk, action)} for action in found]
    rows = list(table(columns, records, width, room + 1, cursor=cursor, offset=offset))[1:]
    hidden = len(found) - offset - room
    if hidden > 0:
        rows[-1:] = [more_row(desk, hidden + 1, width)]
    return rows
