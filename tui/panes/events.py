"""The Events pane: what is ahead and what just came out, by day, in market time, with a countdown.

The agenda's rows are loaded with the calendar, after the first paint.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.panes.pane import MarketPane, title_row
from widgets.text import Row


class EventsPane(MarketPane):
    """The agenda, the next decisive event on top."""

    number = 4
    word = "events"

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, the next decisive events in a row each, then the agenda; the title alone before it is known."""
        title = title_row(self.desk, "events", width, number=self.number, chosen=self.chosen)
        if not self.desk.state.events_known:
            return [title]
        from tui.panes.agenda_rows import agenda_rows

        return [title, *agenda_rows(self.desk, self.desk.now(), width, height - 1, self.scrolled)]

    @property
    def counts_seconds(self) -> bool:
        """Whether a countdown stands in seconds, so that each of them needs a new row."""
        if not self.desk.state.events_known:
            return False
        from tui.panes.agenda_rows import counts_seconds

        return counts_seconds(self.desk)
