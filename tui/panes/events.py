"""The Events pane: what is ahead and what just came out, by day, with a countdown, a cursor and filters.

The agenda's rows are loaded with the calendar, after the first paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.market.events import Event
from tui.panes.desk import Desk
from tui.panes.pane import MarketPane, title_row
from widgets.text import Row

if TYPE_CHECKING:
    from tui.market.listing import Wanted
    from widgets.agenda import Day


TITLE_ROWS = 1


class EventsPane(MarketPane):
    """The agenda, the next decisive events on top. The arrow keys move a cursor over the events."""

    number = 4
    word = "events"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cursor: str | None = None
        self._first_in_sight: str | None = None
        self._days: Sequence[Day] = ()
        self._agenda_top, self._room = 0, 0
        self._filter: Wanted | None = None
        self._set: Wanted | None = None

    def compose_rows(self, width: int, height: int) -> Sequence[Row]:
        """Title, the next decisive events in a row each, then the agenda; the title alone before it is known."""
        desk = self.desk
        if not desk.state.events_known:
            return [title_row(desk, "events", width, number=self.number, chosen=self.chosen)]
        from tui.panes.agenda_filter import filter_mark
        from tui.panes.agenda_rows import agenda_rows

        extra = filter_mark(desk, self.wanted)
        title = title_row(desk, "events", width, number=self.number, chosen=self.chosen, extra=extra)
        return [title, *agenda_rows(desk, self.wanted, desk.now(), width, height - 1, self._place)]

    @property
    def wanted(self) -> Wanted:
        """What the reader wants to see: at first what the settings say."""
        from tui.panes.agenda_filter import following_settings, set_filter

        set_now = set_filter(self.desk.settings.agenda)
        if self._filter is None or self._set is None:
            self._filter = set_now
        elif self._set != set_now:
            self._filter = following_settings(self._filter, self._set, set_now)
        self._set = set_now
        return self._filter

    def move(self, right: int, down: int) -> None:
        """Move the cursor over the events; the first time it comes to the first one in sight."""
        if not down or not self.desk.state.events_known:
            return
        from tui.panes.agenda_rows import agenda_of

        ids = [event.id for event in agenda_of(self.desk, self.wanted, self.desk.now()).events]
        if not ids:
            return
        if self.cursor in ids:
            self.cursor = ids[max(0, min(ids.index(self.cursor) + down, len(ids) - 1))]
        else:
            self.cursor = self._first_in_sight if self._first_in_sight in ids else ids[0]
        self.redraw()

    def point(self, x: int, y: int) -> bool:
        """Set the cursor on the event that is there."""
        from tui.panes.agenda_rows import heads_of
        from widgets.agenda import entry_at, head_count

        row = y - self._agenda_top - head_count(self._days, self.content_size.width, heads_of(self.desk))
        entry = entry_at(self._days, self._first_row + row) if 0 <= row < self._room else None
        if entry is None:
            return False
        before, self.cursor = self.cursor, entry.key
        self.redraw()
        return before == entry.key

    def selected_event(self) -> Event | None:
        """The event under the cursor, once there is one: what Enter opens."""
        return next((event for event in self.desk.state.events if event.id == self.cursor), None)

    def filter_country(self, step: int) -> None:
        """The next choice of countries."""
        from tui.panes.agenda_filter import next_country

        self._choose(next_country(self.wanted, self.desk.settings.agenda, self.desk.state.events, step))

    def filter_kind(self, step: int) -> None:
        """The next choice of kinds."""
        from tui.panes.agenda_filter import next_kind

        self._choose(next_kind(self.wanted, self.desk.settings.agenda, self.desk.state.events, step))

    def filter_importance(self, step: int) -> None:
        """The next least importance."""
        from tui.panes.agenda_filter import next_importance

        self._choose(next_importance(self.wanted, step))

    def show_all(self) -> None:
        """Every event, whatever the settings say."""
        from tui.panes.agenda_filter import ALL_EVENTS

        self._choose(ALL_EVENTS)

    @property
    def counts_seconds(self) -> bool:
        """Whether a countdown stands in seconds, so that each of them needs a new row."""
        if not self.desk.state.events_known:
            return False
        from tui.panes.agenda_rows import is_counting

        return is_counting(self.desk, self.wanted)

    def _choose(self, wanted: Wanted) -> None:
        self._filter = wanted
        self.offset_rows = 0
        self.redraw()

    def _place(self, days: Sequence[Day], room: int, above: int) -> tuple[int | None, int]:
        """The number of the entry under the cursor, and the first line to show so that it is in sight.

        `room` lines are shown, below the title and `above` more rows.
        """
        from widgets.agenda import entry_from, line_count, lines_of

        self._days, self._room, self._agenda_top = days, room, TITLE_ROWS + above
        keys = [entry.key for day in days for entry in day.entries]
        cursor = None if self.cursor is None or self.cursor not in keys else keys.index(self.cursor)
        if cursor is None:
            self.cursor = None
        else:
            first, last = lines_of(days, cursor)
            self.offset_rows = min(max(self.offset_rows, last - room + 1), first)
        offset = self.scrolled(line_count(days), room)
        in_sight = entry_from(days, offset)
        self._first_in_sight = None if in_sight is None else keys[in_sight]
        return cursor, offset
