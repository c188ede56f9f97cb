"""What a screen asks of the application: to open another one. Only the application knows them all."""

from __future__ import annotations

from textual.message import Message

from tui.market.events import Event
from tui.screens.arrangement import Arrangement


class AlertsChanged(Message):
    """The reader added or removed a rule."""


class CopyText(Message):
    """Send a text to the terminal's clipboard."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class OpenEvent(Message):
    """Show one event of the calendar in full."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class OpenFlow(Message):
    """Show southbound flow in full."""


class RunAction(Message):
    """Do one of the actions of `tui.keys` on the screen that is on top, as its key would."""

    def __init__(self, does: str) -> None:
        super().__init__()
        self.does = does


class OpenInstrument(Message):
    """Show one instrument in full, by its canonical symbol."""

    def __init__(self, symbol: str) -> None:
        super().__init__()
        self.symbol = symbol


class Arranged(Message):
    """The reader chose other panes, or to see them otherwise."""

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__()
        self.arrangement = arrangement
